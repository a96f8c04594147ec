"""What an evaluator is, the plain one, and which one serves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Final, Literal, Protocol

from screening.errors import EngineUnavailable
from screening.ruleset.conditions import compiled, facts_of
from screening.ruleset.facts import Value
from screening.ruleset.rules import Rule, RuleSet, Stratum

__all__ = ["EngineName", "Evaluator", "PlainEvaluator", "evaluator_for"]

EngineName = Literal["durable", "plain"]


_REMEMBERED: Final = 4096


class Evaluator(Protocol):
    """Tells which rules of a stratum fire on a fact."""

    @property
    def name(self) -> EngineName:
        """What the verdict calls it."""

    def fired(self, stratum: Stratum, facts: Mapping[str, Value]) -> Sequence[Rule]:
        """The rules of the stratum that hold of the facts, in the stratum's order."""


class PlainEvaluator:
    """The conditions as Python functions: for explanations, as the oracle, and as the spare."""

    name: EngineName = "plain"

    def __init__(self, ruleset: RuleSet) -> None:
        self._fired = {stratum: _remembering(stratum) for stratum in ruleset.strata}

    def fired(self, stratum: Stratum, facts: Mapping[str, Value]) -> Sequence[Rule]:
        """The rules of the stratum that hold of the facts, in the stratum's order."""
        return self._fired[stratum](facts)


def _remembering(stratum: Stratum) -> Callable[[Mapping[str, Value]], Sequence[Rule]]:
    """The stratum as a function that remembers its answers by the facts that its rules read.

    "What if" tries the same few candidates and partners over and over.
    """
    rules = [(rule, compiled(rule.when)) for rule in stratum.rules]
    read = sorted({fact for rule in stratum.rules for fact in facts_of(rule.when)})

    @lru_cache(maxsize=_REMEMBERED)
    def fired(values: tuple[Value, ...]) -> Sequence[Rule]:
        facts = dict(zip(read, values, strict=True))
        return tuple(rule for rule, when in rules if when(facts))

    return lambda facts: fired(tuple([facts[name] for name in read]))


def evaluator_for(ruleset: RuleSet, engine: EngineName | None = None) -> Evaluator:
    """The evaluator asked for, else durable-rules where it can be imported, else the plain one.

    Raises:
        EngineUnavailable: durable-rules was asked for by name, and cannot be imported.
    """
    if engine == "plain":
        return PlainEvaluator(ruleset)
    try:
        from screening.engine.durable import DurableEvaluator  # noqa: PLC0415 - may be missing
    except ImportError as error:
        if engine == "durable":
            raise EngineUnavailable(str(error)) from error
        return PlainEvaluator(ruleset)
    return DurableEvaluator(ruleset)
