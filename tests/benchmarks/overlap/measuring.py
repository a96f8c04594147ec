"""What each contender answers, and the figures that follow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from tests.benchmarks.overlap.contenders import Contender, Ranking
from tests.benchmarks.overlap.figures import Answer, Share, auc, recall_at, right_first
from tests.benchmarks.overlap.labelled import KINDS, Kind, LabelledQuery

__all__ = ["LIMITS", "Figures", "Measured", "best_of_each", "measured"]

LIMITS: Final = (1, 5)
"""False-accept rates, in percent of the queries without a counterpart."""


@dataclass(frozen=True)
class Figures:
    """How often right, how much accepted at each limit, and how well parted."""

    right_first: Share
    recall: tuple[Share, ...]
    """For each of ``LIMITS``."""
    auc: float
    by_kind: dict[Kind, Share]
    """Right first, of the kinds that have queries with a counterpart."""


@dataclass(frozen=True)
class Measured:
    """A contender with its rankings of all queries; without them, the reason."""

    contender: Contender
    queries: Sequence[LabelledQuery]
    rankings: Sequence[Ranking]
    absent: str | None = None

    @property
    def answers(self) -> list[Answer]:
        return [
            Answer(ranking[0][1], ranking[0][0] in query.counterpart if query.counterpart else None)
            for query, ranking in zip(self.queries, self.rankings, strict=True)
        ]

    @property
    def figures(self) -> Figures:
        answers = self.answers
        by_kind = {
            kind: right_first(
                [
                    answer
                    for answer, query in zip(answers, self.queries, strict=True)
                    if query.kind == kind
                ]
            )
            for kind in KINDS
        }
        return Figures(
            right_first(answers),
            tuple(recall_at(answers, limit) for limit in LIMITS),
            auc(answers),
            {kind: share for kind, share in by_kind.items() if share.of},
        )


def measured(contender: Contender, queries: Sequence[LabelledQuery]) -> Measured:
    """All queries asked of a contender."""
    if reason := contender.available():
        return Measured(contender, (), (), reason)
    return Measured(contender, queries, [contender.rank(query) for query in queries])


def best_of_each(results: Iterable[Measured]) -> list[Measured]:
    """Of each peer's ways the one that does best on these very queries, which favours it."""
    best: dict[str, tuple[tuple[float, ...], Measured]] = {}
    for result in results:
        merit: tuple[float, ...] = ()
        if not result.absent:
            figures = result.figures
            shares = (*figures.recall, figures.right_first)
            merit = (*(share.value for share in shares), figures.auc)
        peer = result.contender.peer
        if peer not in best or merit > best[peer][0]:
            best[peer] = (merit, result)
    return [result for _, result in best.values()]
