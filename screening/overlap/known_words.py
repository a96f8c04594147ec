"""The words of a register: their stems, and how they are found by a slip of the pen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import Final, Protocol

from screening.overlap.words import plain, stems

__all__ = ["KnownWords", "Words", "slips"]

_SHORTEST_MISSPELT: Final = 5


class KnownWords(Protocol):
    """The words of a register."""

    @property
    def stems(self) -> AbstractSet[str] | None:
        """Their stems, where all of them are at hand."""
        ...

    def has_stem(self, stem: str) -> bool:
        """Whether some word has that stem."""
        ...

    def spelt_like(self, word: str) -> Iterable[str]:
        """The words that differ from a word by a slip or two."""
        ...


class Words:
    """The words of a register, in memory."""

    def __init__(self, words: Iterable[str]) -> None:
        known = sorted(set(words))
        self.stems: AbstractSet[str] | None = {stem for word in known for stem in stems(word)}
        self.has_stem = self.stems.__contains__
        by_slip: dict[str, list[str]] = defaultdict(list)
        for word in known:
            for slip in slips(word):
                by_slip[slip].append(word)
        self._by_slip = dict(by_slip)

    def spelt_like(self, word: str) -> Iterable[str]:
        """The words that differ from a word by a slip or two."""
        return {other for slip in slips(word) for other in self._by_slip.get(slip, ())}


def slips(word: str) -> tuple[str, ...]:
    """A word without accents, and what is left when any one letter is left out.

    Two words that share one of these differ by a slip or two.
    """
    letters = plain(word)
    if len(letters) < _SHORTEST_MISSPELT:
        return ()
    return (letters, *{letters[:at] + letters[at + 1 :] for at in range(len(letters))})
