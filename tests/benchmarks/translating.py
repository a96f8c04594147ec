"""The conditions of a loaded rule set, for other engines: findings put in, and as infix text."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from screening.ruleset.conditions import AllOf, AnyOf, Condition, Not, Test, facts_of
from screening.ruleset.facts import Value
from screening.ruleset.rules import Rule

__all__ = ["Infix", "identifier", "inlined", "tested"]


def identifier(fact: str) -> str:
    """A fact's name as an identifier of any language."""
    return fact.replace(".", "__").replace("-", "_")


def tested(conditions: Iterable[Condition]) -> list[str]:
    """The names of all facts that the conditions read, in order."""
    return sorted({fact for condition in conditions for fact in facts_of(condition)})


def inlined(condition: Condition, concluding: Mapping[str, Sequence[Rule]]) -> Condition:
    """The condition with every finding replaced by what concludes it.

    What takes us two passes over a candidate, one for the findings and one for what reads
    them, takes the others one.
    """
    match condition:
        case Test(fact, _, _) if fact in concluding:
            parts = tuple(inlined(rule.when, concluding) for rule in concluding[fact])
            found = parts[0] if len(parts) == 1 else AnyOf(parts)
            return found if condition.passes(value=True) else Not(found)
        case Test():
            return condition
        case Not(part):
            return Not(inlined(part, concluding))
        case AllOf(parts):
            return AllOf(tuple(inlined(part, concluding) for part in parts))
        case AnyOf(parts):
            return AnyOf(tuple(inlined(part, concluding) for part in parts))
        case _:
            assert_never(condition)


@dataclass(frozen=True)
class Infix:
    """A language that writes conditions between their operands, as most do."""

    both: str
    either: str
    negated: str
    word: Callable[[str], str] = identifier

    def text(self, condition: Condition) -> str:
        """A condition in this language."""
        match condition:
            case Test():
                return self._test(condition)
            case Not(part):
                return f"{self.negated}({self.text(part)})"
            case AllOf(parts):
                return "(" + self.both.join(map(self.text, parts)) + ")"
            case AnyOf(parts):
                return "(" + self.either.join(map(self.text, parts)) + ")"
            case _:
                assert_never(condition)

    def list_of(self, conditions: Iterable[Condition]) -> str:
        """The conditions as a list of truth values."""
        return "[" + ", ".join(map(self.text, conditions)) + "]"

    def _test(self, test: Test) -> str:
        word, values = self.word(test.fact), test.values
        match test.operator:
            case "at_least":
                return f"{word} >= {values[0]}"
            case "at_most":
                return f"{word} <= {values[0]}"
            case operator:
                wanted = operator == "one_of"
        if len(values) > 1:
            among = f"{word} in {json.dumps(values)}"
            return among if wanted else f"{self.negated}({among})"
        value: Value = values[0]
        if isinstance(value, bool):
            return word if value is wanted else f"{self.negated}({word})"
        return f"{word} {'==' if wanted else '!='} {json.dumps(value)}"
