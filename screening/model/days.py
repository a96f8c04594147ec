"""Stretches of days that something is valid on, and how two of them fit together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal, TypeVar

__all__ = ["Days", "Misfit", "misfits", "today"]

Misfit = Literal["same-start", "overlap", "gap"]

T = TypeVar("T")

_DAY: Final = timedelta(days=1)


def today() -> date:
    """The day it is here."""
    return datetime.now().astimezone().date()


@dataclass(frozen=True, slots=True)
class Days:
    """From one day to another, both of them included; ``last`` is None until further notice."""

    first: date
    last: date | None = None

    def __contains__(self, day: object) -> bool:
        return (
            isinstance(day, date) and self.first <= day and (self.last is None or day <= self.last)
        )

    @property
    def eve(self) -> date:
        """The day before the first."""
        return self.first - _DAY

    @property
    def after(self) -> date | None:
        """The day after the last; None where there is no last."""
        return None if self.last is None else self.last + _DAY

    def narrowed(self, first: date | None, last: date | None) -> Days:
        """These days, but from the first and to the last that are given."""
        return Days(first or self.first, last or self.last)

    def nearest(self, day: date) -> date:
        """The day itself, or the first or the last where it lies outside."""
        if day < self.first:
            return self.first
        return day if self.last is None else min(day, self.last)


def misfits(
    dated: Iterable[tuple[Days, T]],
) -> Iterator[tuple[Misfit, tuple[Days, T], tuple[Days, T]]]:
    """What is wrong among things that should follow on each other, in whatever order they come.

    Each misfit comes with the thing before and with the one that does not follow on it.
    ``same-start``: both begin on one day.  ``overlap``: some day is in both.  ``gap``: some
    day between them is in neither.
    """
    before: tuple[Days, T] | None = None
    for one in sorted(dated, key=lambda one: one[0].first):
        kind = None if before is None else _misfit(before[0], one[0])
        if before is not None and kind is not None:
            yield kind, before, one
        if before is None or _lasts_longer(one[0], before[0]):
            before = one


def _lasts_longer(one: Days, other: Days) -> bool:
    return other.last is not None and (one.last is None or one.last > other.last)


def _misfit(earlier: Days, later: Days) -> Misfit | None:
    if earlier.first == later.first:
        return "same-start"
    after = earlier.after
    if after is None or after > later.first:
        return "overlap"
    return "gap" if after < later.first else None
