"""Which tests of a condition kept it from holding."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from screening.engine.situation import Facts
from screening.ruleset.conditions import AllOf, AnyOf, Condition, Not, Test, holds

__all__ = ["failed_tests"]


def failed_tests(condition: Condition, facts: Facts) -> Iterator[tuple[Test, bool]]:
    """The tests that kept a condition from holding, as what would have to hold instead.

    Each comes with whether it is one of several alternatives.  Of a condition that holds
    there are none.  A test under "not" is turned round: what is told is always what is
    wanted.
    """
    yield from _blame(condition, facts, should_hold=True, alternative=False)


def _blame(
    condition: Condition, facts: Facts, *, should_hold: bool, alternative: bool
) -> Iterator[tuple[Test, bool]]:
    if holds(condition, facts) is should_hold:
        return
    match condition:
        case Test():
            yield (condition if should_hold else condition.turned()), alternative
        case Not(part):
            yield from _blame(part, facts, should_hold=not should_hold, alternative=alternative)
        case AllOf(parts) | AnyOf(parts):
            one_is_enough = isinstance(condition, AnyOf) is should_hold and len(parts) > 1
            for part in parts:
                yield from _blame(
                    part, facts, should_hold=should_hold, alternative=alternative or one_is_enough
                )
        case _:
            assert_never(condition)
