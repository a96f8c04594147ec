"""How this project's matcher does by its own bands, and what it misses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from tests.benchmarks.overlap.contenders import Ranking
from tests.benchmarks.overlap.figures import Share
from tests.benchmarks.overlap.labelled import KINDS, Kind, LabelledQuery
from tests.benchmarks.overlap.measuring import Measured
from tests.benchmarks.overlap.ours import Band, Ours

__all__ = ["Banded", "Miss", "Reach", "Wrong", "banded", "misses", "reaches"]

Wrong = Literal["not first", "not found", "wrong one strong", "wrong one possible"]

_HEIGHT: Final[dict[Band, int]] = {"none": 0, "possible": 1, "strong": 2}


@dataclass(frozen=True)
class Banded:
    """A query with its ranking and the highest bands of what is right and of what is not.

    ``right`` is None where the query has no counterpart.
    """

    query: LabelledQuery
    ranking: Ranking
    right: Band | None
    wrong: Band


@dataclass(frozen=True)
class Reach:
    """Of some queries: how often what is right, and what is wrong, reaches a band."""

    right_strong: Share
    right_at_all: Share
    wrong_strong: Share
    wrong_at_all: Share


@dataclass(frozen=True)
class Miss:
    """A query that went wrong, in all the ways in which it did."""

    query: LabelledQuery
    how: tuple[Wrong, ...]
    first: tuple[str, float]
    right: tuple[str, float] | None
    """The best of the counterparts."""


def banded(matcher: Ours, result: Measured) -> list[Banded]:
    """All queries, banded as the rules that ship say."""
    found = []
    for query, ranking in zip(result.queries, result.rankings, strict=True):
        bands = matcher.bands(query)
        right = [bands.get(entry_id, "none") for entry_id in query.counterpart]
        wrong = [band for entry_id, band in bands.items() if entry_id not in query.counterpart]
        found.append(Banded(query, ranking, _highest(right) if right else None, _highest(wrong)))
    return found


def reaches(found: Sequence[Banded]) -> Iterator[tuple[Kind | None, bool, Reach]]:
    """For all (None) and for each kind, those with a counterpart (True) and those without."""
    kinds: tuple[Kind | None, ...] = (None, *KINDS)
    for has in (True, False):
        for kind in kinds:
            some = [
                each
                for each in found
                if (each.right is not None) is has and kind in {None, each.query.kind}
            ]
            if some:
                yield kind, has, _reach(some)


def misses(found: Sequence[Banded]) -> Iterator[Miss]:
    """The right one not first or in no band, or a false alarm where none is right."""
    for each in found:
        first = each.ranking[0]
        right = next((one for one in each.ranking if one[0] in each.query.counterpart), None)
        how: list[Wrong] = []
        if right and right != first:
            how.append("not first")
        if each.right == "none":
            how.append("not found")
        if each.wrong == "strong":
            how.append("wrong one strong")
        elif each.wrong == "possible" and each.right is None:
            how.append("wrong one possible")
        if how:
            yield Miss(each.query, tuple(how), first, right)


def _reach(some: Sequence[Banded]) -> Reach:
    def share(side: Literal["right", "wrong"], least: Band) -> Share:
        bands: list[Band | None] = [getattr(each, side) for each in some]
        height = _HEIGHT[least]
        return Share(sum(_HEIGHT[band or "none"] >= height for band in bands), len(some))

    return Reach(
        share("right", "strong"),
        share("right", "possible"),
        share("wrong", "strong"),
        share("wrong", "possible"),
    )


def _highest(bands: Sequence[Band]) -> Band:
    return max(bands, key=_HEIGHT.__getitem__, default="none")
