"""Which entries of a register are worth scoring in full: those that share the heaviest keys.

In a large register the commonest words stand in too many entries to look at each.  They
tell least, so the rarest keys find the entries, and the others only sort those found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from screening.overlap.index import Index, best
from screening.overlap.query import QueryText

__all__ = ["CANDIDATES", "candidates"]

CANDIDATES: Final = 24
"""So many entries are scored in full."""

_MOST_MET: Final = 60_000
"""So often an entry may be met by a key in finding them, which takes hundredths of a second."""
_MOST_SORTED: Final = 500
"""So many of those found are sorted by the other keys."""
_MOST_KEYS: Final = 60
"""So many of the other keys are looked at: the heaviest."""


def candidates(query: QueryText, index: Index) -> list[int]:
    """The numbers of the entries to score, rising: ``CANDIDATES`` at most."""
    weights = {key: strength * query.rarity(key) for key, strength in query.keys.items()}
    held = [(key, index.holding(key)) for key, weight in weights.items() if weight > 0]
    held.sort(key=lambda each: (len(each[1]), each[0]))
    sums: dict[int, float] = defaultdict(float)
    room = _MOST_MET
    for place, (key, numbers) in enumerate(held):
        if len(numbers) > room and sums:
            rest = sorted((key for key, _ in held[place:]), key=lambda each: -weights[each])
            return _sorted(sums, {key: weights[key] for key in rest[:_MOST_KEYS]}, index)
        room -= len(numbers)
        weight = weights[key]
        for number in numbers[:_MOST_MET]:
            sums[number] += weight
    return best(sums, CANDIDATES)


def _sorted(found: Mapping[int, float], weights: Mapping[str, float], index: Index) -> list[int]:
    """The best of those found, once other keys have had their say."""
    numbers = best(found, _MOST_SORTED)
    sums = [found[number] for number in numbers]
    for key, weight in weights.items():
        for place in index.places_of(key, numbers):
            sums[place] += weight
    return best(dict(zip(numbers, sums, strict=True)), CANDIDATES)
