"""How like each other the entries of a register are: each is tried as if it were proposed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from screening.model.register import RegisterEntry
from screening.overlap.matching import AGREES, Matcher, Query
from screening.overlap.scoring import Likeness

__all__ = ["Pair", "Progress", "likest", "neighbours"]

Progress = Callable[[Sequence[RegisterEntry]], Iterable[RegisterEntry]]
"""Is given the entries that are to be tried and gives them out again one by one, to show how
far it has come."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entries that are like each other: ``one``, if it were proposed, meets ``other``.

    ``score`` is 0 to 100.  ``agreed`` is whether more than one field speaks for it, without
    which no overlap is strong.
    """

    one: RegisterEntry
    other: RegisterEntry
    score: int
    agreed: bool
    fields: Likeness

    @property
    def speaking(self) -> dict[str, int]:
        """The fields that speak for it with their likeness, 0 to 100, the likest first."""
        told: dict[str, int] = {
            field: round(100 * likeness)
            for field, likeness in self.fields.items()
            if likeness >= AGREES
        }
        return dict(sorted(told.items(), key=lambda each: -each[1]))


def neighbours(
    matcher: Matcher, entries: Sequence[RegisterEntry], progress: Progress
) -> Iterator[list[Pair]]:
    """For each of some entries, the others that it is like, the likest first.

    Only its name and description are tried: that much every proposal says of itself.
    """
    for entry in progress(entries):
        query = matcher.read(Query(entry.name, entry.description or ""))
        yield [
            Pair(entry, match.entry, match.score, match.agreed, match.fields)
            for match in matcher.matches(query, at_least=0)
            if match.entry.id != entry.id
        ]


def likest(found: Iterable[Sequence[Pair]], *, at_least: int) -> list[Pair]:
    """The pairs with at least that score, the likest first, each pair the way it is likest."""
    best: dict[frozenset[str], Pair] = {}
    for pairs in found:
        for pair in pairs:
            key = frozenset((pair.one.id, pair.other.id))
            if pair.score >= at_least and (key not in best or pair.score > best[key].score):
                best[key] = pair
    return sorted(best.values(), key=lambda pair: (-pair.score, pair.one.id, pair.other.id))
