"""The figures' arithmetic: shares with their intervals, recall at a false-accept rate, AUC."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

__all__ = ["Answer", "Difference", "Share", "auc", "difference", "recall_at", "right_first"]

_Z: Final = 1.959964
"""So many standard errors to either side hold 95 % of a normal distribution."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came first for a query; ``right`` is None where the query has no counterpart."""

    score: float
    right: bool | None


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    hits: int
    of: int

    @property
    def value(self) -> float:
        return self.hits / self.of if self.of else math.nan

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's 95 % interval, which holds for small numbers and shares near 0 and 1."""
        if not self.of:
            return 0.0, 1.0
        spread = _Z * _Z / self.of
        middle = (self.value + spread / 2) / (1 + spread)
        reach = math.sqrt(self.value * (1 - self.value) * spread + spread * spread / 4)
        reach /= 1 + spread
        return max(0.0, middle - reach), min(1.0, middle + reach)


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure less another, with the interval that holds 95 % of the resampled ones."""

    value: float
    low: float
    high: float


def right_first(answers: Sequence[Answer]) -> Share:
    """How many of the queries with a counterpart have it first."""
    return Share(
        sum(answer.right is True for answer in answers),
        sum(answer.right is not None for answer in answers),
    )


def recall_at(answers: Sequence[Answer], percent: int) -> Share:
    """How many have their counterpart first and accepted, at the best threshold there is.

    The best one accepts what scores above the first query without a counterpart that may
    not be accepted: with it, false accepts would be more than ``percent`` of those queries.
    """
    wrong = sorted((answer.score for answer in answers if answer.right is None), reverse=True)
    allowed = percent * len(wrong) // 100
    refused = wrong[allowed] if allowed < len(wrong) else -math.inf
    return Share(
        sum(answer.right is True and answer.score > refused for answer in answers),
        sum(answer.right is not None for answer in answers),
    )


def auc(answers: Sequence[Answer]) -> float:
    """How often a query with a counterpart has a higher top score than one without.

    Whether what came first is right is not asked here; equal scores count half.
    """
    with_one = [answer.score for answer in answers if answer.right is not None]
    without = [answer.score for answer in answers if answer.right is None]
    if not with_one or not without:
        return math.nan
    won = sum((one > other) + (one == other) / 2 for one in with_one for other in without)
    return won / (len(with_one) * len(without))


def difference(
    one: Sequence[Answer],
    other: Sequence[Answer],
    percent: int | None,
    *,
    rounds: int = 2_000,
    seed: int = 2021,
) -> Difference:
    """Recall at a false-accept rate (or right first, for None) by one less by the other.

    Both answer the same queries.  Each round draws as many queries again, those with and
    those without a counterpart apart, and finds the thresholds anew.
    """
    figure: Callable[[Sequence[Answer]], Share] = (
        right_first if percent is None else partial(recall_at, percent=percent)
    )
    pairs = list(zip(one, other, strict=True))
    strata = [
        [pair for pair in pairs if (pair[0].right is None) is without] for without in (False, True)
    ]
    draw = random.Random(seed)
    drawn = []
    for _ in range(rounds):
        again = [pair for stratum in strata for pair in draw.choices(stratum, k=len(stratum))]
        drawn.append(_less(figure, again))
    drawn.sort()
    return Difference(
        _less(figure, pairs), drawn[round(0.025 * (rounds - 1))], drawn[round(0.975 * (rounds - 1))]
    )


def _less(
    figure: Callable[[Sequence[Answer]], Share], pairs: Sequence[tuple[Answer, Answer]]
) -> float:
    ones, others = zip(*pairs, strict=True)
    return figure(ones).value - figure(others).value
