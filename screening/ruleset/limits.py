"""What durable-rules can hold, with room to spare, checked before a rule set is defined.

Beyond these it answers with error codes, takes minutes, or ends the process: 15 groups
in one rule, 64 tests side by side that hold of one fact, several hundred distinct values.
One group of each rule is ours.  The tests side by side are also kept apart by the engine,
which gives no more than :data:`MOST_WAYS` of them to durable-rules at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import prod
from typing import Final, assert_never

from screening.ruleset.conditions import AllOf, AnyOf, Condition, Not, Test, tests_of
from screening.ruleset.rules import Rule, Stratum

__all__ = [
    "MOST_FACTS",
    "MOST_GROUPS",
    "MOST_RULES",
    "MOST_VALUES",
    "MOST_WAYS",
    "excesses",
    "groups",
    "ways",
]

MOST_FACTS: Final = 63
MOST_GROUPS: Final = 14
MOST_RULES: Final = 254
MOST_VALUES: Final = 200
MOST_WAYS: Final = 60


def groups(condition: Condition) -> int:
    """How many lists a condition has: all, any, and more than one value for a fact."""
    match condition:
        case Test():
            return int(len(condition.values) > 1)
        case Not(part):
            return groups(part)
        case AllOf(parts) | AnyOf(parts):
            return (len(parts) > 1) + sum(map(groups, parts))
        case _:
            assert_never(condition)


def ways(condition: Condition, *, negated: bool = False) -> int:
    """In how many ways at once a condition can hold: alternatives times alternatives."""
    match condition:
        case Test():
            return 1
        case Not(part):
            return ways(part, negated=not negated)
        case AllOf(parts) | AnyOf(parts):
            each = [ways(part, negated=negated) for part in parts]
            return sum(each) if isinstance(condition, AnyOf) is not negated else prod(each)
        case _:
            assert_never(condition)


def excesses(stratum: Stratum) -> Iterator[tuple[Rule, str, int]]:
    """Each limit that a stratum breaks: the first rule past it, the problem, the limit."""
    for rule in stratum.rules:
        if groups(rule.when) > MOST_GROUPS:
            yield rule, "too-many-groups", MOST_GROUPS
        if ways(rule.when) > MOST_WAYS:
            yield rule, "too-many-ways", MOST_WAYS
    if len(stratum.rules) > MOST_RULES:
        yield stratum.rules[MOST_RULES], "too-many-rules", MOST_RULES
    facts: set[str] = set()
    values: set[tuple[str, object]] = set()
    over: set[str] = set()
    for rule in stratum.rules:
        for test in tests_of(rule.when):
            facts.add(test.fact)
            values |= {(test.fact, value) for value in test.values}
        if len(facts) > MOST_FACTS and "facts" not in over:
            over.add("facts")
            yield rule, "too-many-facts", MOST_FACTS
        if len(values) > MOST_VALUES and "values" not in over:
            over.add("values")
            yield rule, "too-many-values", MOST_VALUES
