"""Conditions as both evaluators and the explanations see them.

There are four tests on one fact each, joined by all, any and not.  Other ways to write
a test are put into these when a rule file is read: ``more_than: 2`` is ``at_least 3``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, assert_never

from screening.ruleset.facts import Value

__all__ = [
    "AllOf",
    "AnyOf",
    "Condition",
    "Not",
    "Test",
    "compiled",
    "facts_of",
    "holds",
    "tests_of",
]

Operator = Literal["one_of", "none_of", "at_least", "at_most"]


@dataclass(frozen=True, slots=True)
class Test:
    """One fact against one or more values; comparisons have exactly one, a whole number."""

    fact: str
    operator: Operator
    values: tuple[Value, ...]

    def passes(self, value: Value) -> bool:
        """Whether the fact's value passes the test."""
        match self.operator:
            case "one_of":
                return value in self.values
            case "none_of":
                return value not in self.values
            case "at_least":
                return int(value) >= int(self.values[0])
            case "at_most":
                return int(value) <= int(self.values[0])

    def turned(self) -> Test:
        """The test that passes exactly when this one does not."""
        match self.operator:
            case "one_of":
                return Test(self.fact, "none_of", self.values)
            case "none_of":
                return Test(self.fact, "one_of", self.values)
            case "at_least":
                return Test(self.fact, "at_most", (int(self.values[0]) - 1,))
            case "at_most":
                return Test(self.fact, "at_least", (int(self.values[0]) + 1,))


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Condition


Condition = Test | AllOf | AnyOf | Not


def tests_of(condition: Condition) -> Iterator[Test]:
    """Every test in a condition, in the order it is written."""
    match condition:
        case Test():
            yield condition
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from tests_of(part)
        case Not(part):
            yield from tests_of(part)
        case _:
            assert_never(condition)


def facts_of(condition: Condition) -> frozenset[str]:
    """The names of the facts and findings that a condition reads."""
    return frozenset(test.fact for test in tests_of(condition))


def holds(condition: Condition, facts: Mapping[str, Value]) -> bool:
    """Whether a condition holds of the facts, all of which it must find there."""
    return compiled(condition)(facts)


def compiled(condition: Condition) -> Callable[[Mapping[str, Value]], bool]:
    """The condition as a function: the plain evaluator's form of it."""
    match condition:
        case Test(fact, _, _):
            passes = condition.passes
            return lambda facts: passes(facts[fact])
        case AllOf(parts):
            every = [compiled(part) for part in parts]
            return lambda facts: all(part(facts) for part in every)
        case AnyOf(parts):
            some = [compiled(part) for part in parts]
            return lambda facts: any(part(facts) for part in some)
        case Not(part):
            inner = compiled(part)
            return lambda facts: not inner(facts)
        case _:
            assert_never(condition)
