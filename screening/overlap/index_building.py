"""An index out of a register that is too large to be held in memory, an entry at a time.

First the words of every entry are gathered, as numbers.  When all words of the register are
known, what each can be met by is worked out once, and turned round: from keys to entries.
The keys are the very same that :func:`~screening.overlap.index.entry_text` gives an entry.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Final

from screening.model.register import RegisterEntry
from screening.model.vocabulary import Vocabulary
from screening.overlap.hashed import add_table, bits, hash_of, sorted_hashes
from screening.overlap.index import initials, texts_of
from screening.overlap.index_file import IndexWriter
from screening.overlap.inverting import END, Inverted, numbered
from screening.overlap.lexicon import Lexicon, slips
from screening.overlap.words import english_stems, folded, swedish_stems, words_of

__all__ = ["IndexBuilder"]


_DENSE: Final = 1 / 32
"""From this share of the entries, bits take less room than numbers, and are sooner looked at."""


class IndexBuilder:
    """Takes entries one by one, and then writes their index."""

    def __init__(self) -> None:
        self._words = numbered("")
        self._texts = array("I")
        """The numbers of all words of all entries, each text with an end."""
        self._ends = array("Q")
        """Where the words of each entry end."""
        self._initials: dict[int, list[str]] = {}
        self._ids: list[str] = []
        self._starts = array("Q")
        self._parties: Counter[str] = Counter()
        self._folded = lru_cache(maxsize=100_000)(folded)

    def add(self, start: int, entry: RegisterEntry) -> None:
        """An entry, and the byte of the register's file that it begins at."""
        number = len(self._ids)
        self._ids.append(entry.id)
        self._starts.append(start)
        for party in {self._folded(party) for party in entry.parties}:
            self._parties[party] += 1
        names = 1 + len(entry.aliases)
        for place, text in enumerate(texts_of(entry)):
            words = words_of(text)
            self._texts.extend(map(self._words.__getitem__, words))
            self._texts.append(END)
            if place < names and (short := initials(words)):
                self._initials.setdefault(number, []).append(short)
        self._ends.append(len(self._texts))

    def write(self, writer: IndexWriter, size: int, vocabulary: Vocabulary) -> None:
        """Write the index; in it the entries are numbered by their ids.

        Args:
            writer: what writes it; it is not finished.
            size: the size of the register's file, in bytes.
            vocabulary: the words that mean the same.
        """
        order = array("I", sorted(range(len(self._ids)), key=self._ids.__getitem__))
        ids = [self._ids[number] for number in order]
        lines = pairwise([*self._starts, size])
        starts, stops = zip(*lines, strict=True) if self._starts else ((), ())
        writer.add("starts", [array("Q", (starts[number] for number in order)).tobytes()])
        writer.add("stops", [array("Q", (stops[number] for number in order)).tobytes()])
        writer.add("ids", ["\n".join(ids).encode()])
        add_table(writer, "id", ids)
        parties = list(self._parties)
        places = add_table(writer, "party", parties)
        counts = array("I", (self._parties[parties[place]] for place in places))
        writer.add("party counts", [counts.tobytes()])
        words = list(self._words)
        self._add_words(writer, words)
        self._add_postings(writer, words, order, vocabulary)

    def _add_words(self, writer: IndexWriter, words: Sequence[str]) -> None:
        encoded = [word.encode() for word in words]
        starts = array("Q", [0])
        for each in encoded:
            starts.append(starts[-1] + len(each))
        writer.add("words", encoded)
        writer.add("word starts", [starts.tobytes()])
        pairs = sorted(
            hash_of(slip) << 32 | number
            for number, word in enumerate(words)
            for slip in slips(word)
        )
        writer.add("slip hashes", [array("Q", (pair >> 32 for pair in pairs)).tobytes()])
        writer.add("slip words", [array("I", (pair & 0xFFFFFFFF for pair in pairs)).tobytes()])

    def _add_postings(
        self,
        writer: IndexWriter,
        words: Sequence[str],
        order: Iterable[int],
        vocabulary: Vocabulary,
    ) -> None:
        stems = {*swedish_stems(words).values(), *english_stems(words).values()}
        writer.add("stem hashes", [sorted_hashes(stems)[0].tobytes()])
        inverted = Inverted(words, Lexicon(vocabulary, _Stems(stems)), stems)
        for place, number in enumerate(order):
            start = self._ends[number - 1] if number else 0
            said = self._texts[start : self._ends[number]].tolist()
            inverted.add(place, said, self._initials.get(number, ()))
        hashes, keys = sorted_hashes(inverted.keys)
        postings = [inverted.postings[key] for key in keys]
        size = len(self._ids)
        dense = [place for place, held in enumerate(postings) if len(held) > size * _DENSE]
        writer.add("key hashes", [hashes.tobytes()])
        writer.add("posting ends", [array("Q", accumulate(map(len, postings))).tobytes()])
        writer.add("postings", (held.tobytes() for held in postings))
        writer.add("dense keys", [array("I", dense).tobytes()])
        writer.add("dense bits", (bits(postings[place], size) for place in dense))


class _Stems:
    """The stems of a register, all of whose words are known."""

    def __init__(self, stems: set[str]) -> None:
        self.has_stem = stems.__contains__

    def spelt_like(self, _: str) -> Iterable[str]:
        """Nothing: no word of the register is a slip for another."""
        return ()
