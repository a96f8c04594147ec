"""Small misspellings of words: what somebody may have meant to write."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from screening.overlap.organisation_words import stem

__all__ = ["Spellings"]

_LENGTHS_THAT_ALLOW_A_SLIP: Final = (5, 9)
_MOST_SLIPS: Final = len(_LENGTHS_THAT_ALLOW_A_SLIP)
_NEAR: Final = ((8, 0.90), (6, 0.85), (0, 0.80))
"""How near a word is with one letter wrong, by the least letters that it has."""
_A_SLIP_MORE: Final = 0.10


class Spellings:
    """Words that a misspelt word may mean.

    Those in ``apart`` (places) are never taken for each other: a word that is as near to
    two of them means neither.
    """

    def __init__(self, words: Iterable[str], apart: AbstractSet[str] = frozenset()) -> None:
        self._apart = apart
        self._spelt: dict[str, set[str]] = defaultdict(set)
        for word in words:
            self._spelt[stem(word)].add(word)
        # By first letter and length, so that few are compared: slips seldom come first.
        self._shelves: dict[tuple[str, int], list[str]] = defaultdict(list)
        for spelt in sorted(self._spelt):
            self._shelves[spelt[:1], len(spelt)].append(spelt)

    def near(self, word: str) -> Mapping[str, float]:
        """The words that a word may mean, with how near each is, 0 to 1.

        One letter may be wrong from five letters on, two from nine; an ending of one or two
        letters may be missing or too many.
        """
        found = [
            (slips, other)
            for length in range(len(word) - _MOST_SLIPS, len(word) + _MOST_SLIPS + 1)
            for other, slips, _ in process.extract(
                word,
                self._shelves.get((word[:1], length), ()),
                scorer=OSA.distance,
                score_cutoff=_MOST_SLIPS,
                limit=None,
            )
            if _may_be(word, other, slips)
        ]
        least = min(found, default=(0, ""))[0]
        meant = {each for slips, other in found if slips == least for each in self._spelt[other]}
        if len(meant & self._apart) > 1:
            return {}
        alike = next(near for length, near in _NEAR if len(word) >= length)
        return dict.fromkeys(meant, 1.0 if least == 0 else alike - _A_SLIP_MORE * (least - 1))


def _may_be(word: str, other: str, slips: int) -> bool:
    shortest = min(len(word), len(other))
    if slips <= sum(shortest >= length for length in _LENGTHS_THAT_ALLOW_A_SLIP):
        return True
    return shortest >= _LENGTHS_THAT_ALLOW_A_SLIP[0] and (
        word.startswith(other) or other.startswith(word)
    )
