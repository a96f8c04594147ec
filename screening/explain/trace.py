"""Which tests of a condition kept it from holding."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from screening.engine.situation import Facts
from screening.ruleset.conditions import AllOf, AnyOf, Condition, Not, Test, holds

__all__ = ["failed_tests", "wanted"]


def failed_tests(condition: Condition, facts: Facts) -> Iterator[tuple[Test, bool]]:
    """The tests that kept a condition from holding, each with whether it stands negated.

    Of a condition that holds there are none.  Of alternatives that all fail, every one is
    told.
    """
    yield from _blame(condition, facts, should_hold=True)


def _blame(condition: Condition, facts: Facts, *, should_hold: bool) -> Iterator[tuple[Test, bool]]:
    if holds(condition, facts) is should_hold:
        return
    match condition:
        case Test():
            yield condition, not should_hold
        case Not(part):
            yield from _blame(part, facts, should_hold=not should_hold)
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _blame(part, facts, should_hold=should_hold)
        case _:
            assert_never(condition)


def wanted(test: Test, *, negated: bool = False) -> str:
    """What a test asks of its fact, in the words of the rule files: ``at least 3``."""
    values = ", ".join(_word(value) for value in test.values)
    match test.operator:
        case "one_of":
            return f"not {values}" if negated else values
        case "none_of":
            return values if negated else f"not {values}"
        case "at_least":
            return f"at most {int(test.values[0]) - 1}" if negated else f"at least {values}"
        case "at_most":
            return f"at least {int(test.values[0]) + 1}" if negated else f"at most {values}"


def _word(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
