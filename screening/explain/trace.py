"""Which tests of a condition kept it from holding."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from screening.engine.situation import Facts
from screening.ruleset.conditions import AllOf, AnyOf, Condition, Not, Test, holds

__all__ = ["failed_tests"]


def failed_tests(condition: Condition, facts: Facts) -> Iterator[Test]:
    """The tests that kept a condition from holding, as what would have to hold instead.

    Of a condition that holds there are none.  Of alternatives that all fail, every one is
    told.  A test under "not" is turned round: what is told is always what is wanted.
    """
    yield from _blame(condition, facts, should_hold=True)


def _blame(condition: Condition, facts: Facts, *, should_hold: bool) -> Iterator[Test]:
    if holds(condition, facts) is should_hold:
        return
    match condition:
        case Test():
            yield condition if should_hold else condition.turned()
        case Not(part):
            yield from _blame(part, facts, should_hold=not should_hold)
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _blame(part, facts, should_hold=should_hold)
        case _:
            assert_never(condition)
