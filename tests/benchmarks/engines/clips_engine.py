"""CLIPS by clipspy: a Rete engine in C, with a template for the facts and a rule a rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, assert_never

import clips
from clips._clips import lib

from screening.engine.situation import Facts
from screening.ruleset.conditions import AllOf, AnyOf, Condition, Not, Test, facts_of
from screening.ruleset.facts import Value
from screening.ruleset.rules import Rule
from tests.benchmarks.deciding import Asking
from tests.benchmarks.translating import identifier, tested

__all__ = ["Clips"]

_MOST_RULES = 1_000
"""A firing is one number: the subject's place times this, and the rule's place."""


class Clips:
    """All subjects are asserted as facts of a template, then the rules run once.

    The rules gather what fired in a global.  Taking the facts back one by one is faster
    than a reset, and natively made facts are ten times faster than facts as text.
    """

    name = "clipspy"

    def asking(self, rules: Sequence[Rule]) -> Asking:
        environment = _environment(rules)
        template = environment.find_template("subject")
        fired = environment.find_global("fired")
        words = [(identifier(name), name) for name in tested(rule.when for rule in rules)]

        def ask(subjects: Sequence[Facts]) -> Sequence[Sequence[int]]:
            asserted = [
                template.assert_fact(
                    about=about, **{word: _slot(facts[name]) for word, name in words}
                )
                for about, facts in enumerate(subjects)
            ]
            environment.run()
            found: list[list[int]] = [[] for _ in subjects]
            for number in sorted(fired.value):
                about, place = divmod(number, _MOST_RULES)
                found[about].append(place)
            _taken_back(asserted)
            fired.value = ()
            return found

        return ask


def _taken_back(facts: Iterable[Any]) -> None:
    """Without the release, which clipspy 1.0.6 misses, every run is slower than the one before.

    Its own call of ``ReleaseFact`` has one argument too many, and the error is passed over.
    """
    for fact in facts:
        fact.retract()
        lib.ReleaseFact(fact._fact)


@lru_cache(maxsize=1_000, typed=True)
def _slot(value: Value) -> Any:
    return value if type(value) is int else clips.Symbol(_symbol(value))


def _symbol(value: Value) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _environment(rules: Sequence[Rule]) -> Any:
    environment = clips.Environment()
    slots = " ".join(f"(slot {identifier(name)})" for name in tested(rule.when for rule in rules))
    environment.build(f"(deftemplate subject (slot about) {slots})")
    environment.build("(defglobal ?*fired* = (create$))")
    for place, rule in enumerate(rules):
        number = f"(+ (* {_MOST_RULES} ?about) {place})"
        environment.build(
            f"(defrule rule-{place} {_pattern(rule.when)} => (bind ?*fired* ?*fired* {number}))"
        )
    return environment


def _pattern(condition: Condition) -> str:
    """What can be tested in the pattern network is, the rest by a function."""
    parts = condition.parts if isinstance(condition, AllOf) else (condition,)
    constraints: dict[str, str] = {}
    rest: list[Condition] = []
    for part in parts:
        if isinstance(part, Test) and part.fact not in constraints and _in_network(part):
            constraints[part.fact] = _constraint(part)
        else:
            rest.append(part)
    bound = {fact for part in rest for fact in facts_of(part)}
    slots = "".join(
        f" ({identifier(fact)} {_joined(fact in bound, fact, constraints.get(fact))})"
        for fact in sorted(bound | constraints.keys())
    )
    tests = "".join(f" (test {_function(part)})" for part in rest)
    return f"(subject (about ?about){slots}){tests}"


def _in_network(test: Test) -> bool:
    return test.operator in {"one_of", "none_of"}


def _constraint(test: Test) -> str:
    if test.operator == "one_of":
        return "|".join(map(_symbol, test.values))
    return "&".join(f"~{_symbol(value)}" for value in test.values)


def _joined(bound: bool, fact: str, constraint: str | None) -> str:  # noqa: FBT001 - of a fact
    parts = ([f"?{identifier(fact)}"] if bound else []) + ([constraint] if constraint else [])
    return "&".join(parts)


def _function(condition: Condition) -> str:
    """A condition as CLIPS calls functions."""
    match condition:
        case Test(fact, operator, values):
            return _test(f"?{identifier(fact)}", operator, [_symbol(value) for value in values])
        case Not(part):
            return f"(not {_function(part)})"
        case AllOf(parts):
            return f"(and {' '.join(map(_function, parts))})"
        case AnyOf(parts):
            return f"(or {' '.join(map(_function, parts))})"
        case _:
            assert_never(condition)


def _test(variable: str, operator: str, values: Sequence[str]) -> str:
    match operator:
        case "at_least":
            return f"(>= {variable} {values[0]})"
        case "at_most":
            return f"(<= {variable} {values[0]})"
        case "one_of":  # eq and neq take any number of values
            return f"(eq {variable} {values[0]})" if len(values) == 1 else _any(variable, values)
        case _:
            return f"(neq {variable} {' '.join(values)})"


def _any(variable: str, values: Sequence[str]) -> str:
    return f"(or {' '.join(f'(eq {variable} {value})' for value in values)})"
