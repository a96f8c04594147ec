"""This project's matcher beside the best other, on the same queries drawn again and again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from tests.benchmarks.overlap.figures import Difference, difference
from tests.benchmarks.overlap.measuring import LIMITS, Measured

__all__ = ["Compared", "compared"]


@dataclass(frozen=True)
class Compared:
    """One figure of ours less that of whichever other has most of it."""

    ours: str
    figure: str
    other: str
    difference: Difference


def compared(ours: Sequence[Measured], others: Sequence[Measured]) -> Iterator[Compared]:
    """Each of ours with what is best at each figure, whichever way of whichever other that is."""
    here = [each for each in others if not each.absent]
    for one in ours:
        if one.absent:
            continue
        for limit in (None, *LIMITS):
            best = max(here, key=partial(_value, limit=limit))
            yield Compared(
                one.contender.name,
                "right first" if limit is None else f"recall at {limit} % FAR",
                best.contender.name,
                difference(one.answers, best.answers, limit),
            )


def _value(each: Measured, limit: int | None) -> float:
    figures = each.figures
    share = figures.right_first if limit is None else figures.recall[LIMITS.index(limit)]
    return share.value
