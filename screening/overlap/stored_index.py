"""The index of a register that is too large to be held in memory: read where it is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import Final

from screening.model.register import RegisterEntry
from screening.model.vocabulary import Vocabulary
from screening.overlap.hashed import at, bits_for, range_of
from screening.overlap.index import EntryText, entry_text, places_in
from screening.overlap.index_file import IndexFile
from screening.overlap.known_words import slips
from screening.overlap.lexicon import Lexicon
from screening.overlap.reading import TextReader, rarity

__all__ = ["StoredIndex", "StoredWords"]

_TEXTS_KEPT: Final = 256
"""So many entries are kept as they were read: what is kept, Python looks through at times."""


class StoredWords:
    """The words of a register, in its index."""

    stems: AbstractSet[str] | None = None

    def __init__(self, file: IndexFile) -> None:
        self._stems = file.numbers("stem hashes", "Q")
        self._slips = file.numbers("slip hashes", "Q")
        self._slip_words = file.numbers("slip words", "I")
        self._words = file.data("words")
        self._starts = file.numbers("word starts", "Q")
        self.has_stem = lru_cache(maxsize=200_000)(self._has_stem)

    def spelt_like(self, word: str) -> Iterable[str]:
        """The words that differ from a word by a slip or two."""
        numbers = {
            self._slip_words[place] for slip in slips(word) for place in range_of(self._slips, slip)
        }
        return {self._word(number) for number in numbers}

    def _has_stem(self, stem: str) -> bool:
        """Whether some word has that stem."""
        return at(self._stems, stem) is not None

    def _word(self, number: int) -> str:
        return str(self._words[self._starts[number] : self._starts[number + 1]], "utf-8")


class StoredIndex:
    """An index in its file.  Safe to call from threads.

    Args:
        file: the index.
        entry: gives the entry with a number.
        vocabulary: the words that mean the same, those that the index was built with.
    """

    def __init__(
        self, file: IndexFile, entry: Callable[[int], RegisterEntry], vocabulary: Vocabulary
    ) -> None:
        self._entry = entry
        self._size = len(file.numbers("starts", "Q"))
        self._keys = file.numbers("key hashes", "Q")
        self._ends = file.numbers("posting ends", "Q")
        self._postings = file.numbers("postings", "I")
        self._dense = {key: place for place, key in enumerate(file.numbers("dense keys", "I"))}
        self._bits = file.data("dense bits")
        self._ids = file.numbers("id hashes", "Q")
        self._id_places = file.numbers("id places", "I")
        self._parties = file.numbers("party hashes", "Q")
        self._party_counts = file.numbers("party counts", "I")
        self._rarity = lru_cache(maxsize=200_000)(self._rarity_of)
        self.text = lru_cache(maxsize=_TEXTS_KEPT)(self._text)
        self.reader = TextReader(
            Lexicon(vocabulary, StoredWords(file)), self._rarity, rarity(self._size, 0)
        )

    def __len__(self) -> int:
        """How many entries there are."""
        return self._size

    def holding(self, key: str) -> Sequence[int]:
        """The numbers of the entries that can be met by a key, rising."""
        place = at(self._keys, key)
        return () if place is None else self._held(place)

    def places_of(self, key: str, numbers: Sequence[int]) -> Iterable[int]:
        """The places, among the numbers of some entries, of those that can be met by a key."""
        place = at(self._keys, key)
        if place is None:
            return []
        if place not in self._dense:
            return places_in(self._held(place), numbers)
        width = bits_for(self._size)
        start = self._dense[place] * width
        bits = self._bits[start : start + width]
        return [
            each for each, number in enumerate(numbers) if bits[number >> 3] >> (number & 7) & 1
        ]

    def _held(self, place: int) -> Sequence[int]:
        return self._postings[self._ends[place - 1] if place else 0 : self._ends[place]]

    def number(self, entry_id: str) -> int | None:
        """The number of the entry with an id."""
        place = at(self._ids, entry_id)
        if place is None:
            return None
        return self._id_places[place]

    def parties_holding(self, party: str) -> int:
        """How many entries a party, by its folded name, takes part in."""
        place = at(self._parties, party)
        return 0 if place is None else self._party_counts[place]

    def _text(self, number: int) -> EntryText:
        """An entry, read."""
        return entry_text(self._entry(number), self.reader)

    def _rarity_of(self, key: str) -> float:
        held = len(self.holding(key))
        return rarity(self._size, held) if held else 0.0
