"""An index out of a register that is too large to be held in memory, an entry at a time.

First the words of every entry are gathered, as numbers.  When all words of the register are
known, what each can be met by is worked out once, and turned round: from keys to entries.
The keys are the very same that :func:`~screening.overlap.index.entry_text` gives an entry.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Final

from screening.intake.json_lines import Line
from screening.model.vocabulary import Vocabulary
from screening.overlap.hashed import add_table, bits, sorted_hashes, sorted_pairs
from screening.overlap.index import initials, texts_of
from screening.overlap.index_file import IndexWriter
from screening.overlap.inverting import Inverted, numbered
from screening.overlap.known_words import slips
from screening.overlap.lexicon import Lexicon
from screening.overlap.words import (
    END,
    english_stems,
    folded,
    swedish_stems,
    words_and_ends,
)

__all__ = ["MOST_PARTIES", "IndexBuilder"]

MOST_PARTIES: Final = 1_000
"""So many names of parties are kept as they are written, those that most entries have."""
_REMEMBERED: Final = 20_000
"""So many words are remembered with what they can be met by: most are asked for once only."""
_DENSE: Final = 1 / 32
"""From this share of the entries, bits take less room than numbers, and are sooner looked at."""


class IndexBuilder:
    """Takes entries one by one, and then writes their index."""

    def __init__(self) -> None:
        self._words = numbered(END)
        self._texts = array("I")
        """The numbers of all words of all entries, with an end after each text."""
        self._ends = array("Q")
        """Where the words of each entry end."""
        self._initials = numbered()
        self._short = array("I")
        """The numbers of what the names of all entries can be shortened to."""
        self._short_ends = array("I")
        """Where those of each entry end."""
        self._ids: list[str] = []
        self._lines = array("I")
        self._starts = array("Q")
        self._parties: Counter[str] = Counter()
        self._spellings: Counter[str] = Counter()
        self._folded = lru_cache(maxsize=100_000)(folded)

    def add(self, line: Line) -> None:
        """An entry, with its place in the register's file."""
        entry = line.entry
        self._ids.append(entry.id)
        self._lines.append(line.number)
        self._starts.append(line.start)
        self._spellings.update(entry.parties)
        for party in {self._folded(party) for party in entry.parties}:
            self._parties[party] += 1
        words = words_and_ends(texts_of(entry))
        self._texts.extend(map(self._words.__getitem__, words))
        self._ends.append(len(self._texts))
        start = 0
        for _ in range(1 + len(entry.aliases)):
            end = words.index(END, start)
            if short := initials(words[start:end]):
                self._short.append(self._initials[short])
            start = end + 1
        self._short_ends.append(len(self._short))

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
        writer.add("lines", [array("I", (self._lines[number] for number in order)).tobytes()])
        writer.add("ids", ["\n".join(ids).encode()])
        add_table(writer, "id", ids)
        parties = list(self._parties)
        places = add_table(writer, "party", parties)
        counts = array("I", (self._parties[parties[place]] for place in places))
        writer.add("party counts", [counts])
        known = sorted(self._spellings, key=lambda name: (-self._spellings[name], name))
        writer.add("parties", ["\n".join(known[:MOST_PARTIES]).encode()])
        words = list(self._words)
        self._add_words(writer, words)
        self._add_postings(writer, words, order, vocabulary)

    def _add_words(self, writer: IndexWriter, words: Sequence[str]) -> None:
        encoded = [word.encode() for word in words]
        starts = array("Q", [0])
        for each in encoded:
            starts.append(starts[-1] + len(each))
        writer.add("words", encoded)
        writer.add("word starts", [starts])
        hashes, numbers = sorted_pairs(
            (slip, number) for number, word in enumerate(words) for slip in slips(word)
        )
        writer.add("slip hashes", [hashes])
        writer.add("slip words", [numbers])

    def _add_postings(
        self,
        writer: IndexWriter,
        words: Sequence[str],
        order: Iterable[int],
        vocabulary: Vocabulary,
    ) -> None:
        stems = {*swedish_stems(words).values(), *english_stems(words).values()}
        writer.add("stem hashes", [sorted_hashes(stems)[0].tobytes()])
        lexicon = Lexicon(vocabulary, _Stems(stems), remembered=_REMEMBERED)
        inverted = Inverted(words, lexicon, stems, list(self._initials))
        for place, number in enumerate(order):
            said = _of_entry(self._texts, self._ends, number)
            inverted.add(place, said, _of_entry(self._short, self._short_ends, number))
        hashes, keys = sorted_hashes(inverted.keys)
        postings = [inverted.postings[key] for key in keys]
        size = len(self._ids)
        dense = [place for place, held in enumerate(postings) if len(held) > size * _DENSE]
        writer.add("key hashes", [hashes])
        writer.add("posting ends", [array("Q", accumulate(map(len, postings))).tobytes()])
        writer.add("postings", postings)
        writer.add("dense keys", [array("I", dense).tobytes()])
        writer.add("dense bits", (bits(postings[place], size) for place in dense))


def _of_entry(numbers: array[int], ends: array[int], entry: int) -> list[int]:
    return numbers[ends[entry - 1] if entry else 0 : ends[entry]].tolist()


class _Stems:
    """The stems of a register, all of whose words are known."""

    def __init__(self, stems: set[str]) -> None:
        self.stems: AbstractSet[str] | None = stems
        self.has_stem = stems.__contains__

    def spelt_like(self, _: str) -> Iterable[str]:
        """Nothing: no word of the register is a slip for another."""
        return ()
