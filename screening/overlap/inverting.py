"""From what each entry can be met by to the entries that each key meets."""

from __future__ import annotations

import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any, Final

from screening.overlap.lexicon import REACH, Key, Lexicon, stems_of_both
from screening.overlap.words import stems, swedish_stem

__all__ = ["Inverted", "numbered"]

_END: Final = 0
"""The number of what ends a text, among those of its words."""
_MOST_KEPT: Final = 200_000
"""So many words that stand together are remembered, lest memory grow with the register."""
_NOTHING: Final[tuple[tuple[int, ...], int]] = ((), 0)
_SHORTEST_HEAD: Final = 3


def numbered(*first: str) -> defaultdict[str, int]:
    """Gives each text a number when it first comes up."""
    numbers: defaultdict[str, int] = defaultdict(None, {each: n for n, each in enumerate(first)})
    numbers.default_factory = numbers.__len__
    return numbers


class Inverted:
    """The entries that each key meets.

    Args:
        words: all words of the register by their numbers; the first stands for ``END``.
        lexicon: what they can be met by.
        known: the stems of all of them.
        initials: all that names can be shortened to, by their numbers.
    """

    def __init__(
        self,
        words: Sequence[str],
        lexicon: Lexicon,
        known: Iterable[str],
        initials: Iterable[str],
    ) -> None:
        self.keys = numbered()
        """The numbers of the keys."""
        self.postings: list[array[int]] = []
        """For each key the numbers of the entries that it meets, rising."""
        self._words = words
        self._lexicon = lexicon
        self._own = [self._numbers(lexicon.own_keys(word)) for word in words]
        self._initials = [self.keys[f"s:{swedish_stem(short)}"] for short in initials]
        of_stem = numbered("")
        self._stems = [of_stem[stems(word)[0]] for word in words]
        self._telling = [
            stem if own else 0 for stem, own in zip(self._stems, self._own, strict=True)
        ]
        """The stems of words that say something by themselves."""
        self._starts = [sys.intern(word[:REACH]) for word in words]
        self._may_precede = self._preceding({*known, *lexicon.stems})
        """For each word, how what it has something to do with begins, if it comes next."""
        self._pairs: dict[tuple[int, int], tuple[tuple[int, ...], int]] = {}
        self._phrases: dict[tuple[int, ...], tuple[int, ...]] = {}

    def add(self, number: int, words: Sequence[int], initials: Iterable[int]) -> None:
        """An entry by the numbers of its words, and of what its names can be shortened to.

        Of words with one stem the first one counts, and before it the first one in a phrase,
        as for a reader of texts.
        """
        own, telling = self._own, self._telling
        turned = words[::-1]
        first = dict(zip(map(telling.__getitem__, turned), turned, strict=True))
        met: set[int] = set()
        beside = self._beside(words)
        in_phrase: set[int] = set()
        for place in sorted(beside):
            stem = telling[words[place]]
            if stem and stem not in in_phrase:
                in_phrase.add(stem)
                first[stem] = words[place]
                met.update(*beside[place])
        met.update(*map(own.__getitem__, first.values()))
        met.update(map(self._initials.__getitem__, initials))
        while len(self.postings) < len(self.keys):
            self.postings.append(array("I"))
        postings = self.postings
        for key in met:
            postings[key].append(number)

    def _numbers(self, keys: Iterable[Key]) -> tuple[int, ...]:
        return tuple({self.keys[key.id] for key in keys})

    def _beside(self, words: Sequence[int]) -> dict[int, list[tuple[int, ...]]]:
        """What words can be met by together with those beside them, as a reader of texts has it."""
        met: dict[int, list[tuple[int, ...]]] = defaultdict(list)
        starts = map(self._starts.__getitem__, islice(words, 1, None))
        may_precede = map(self._may_precede.__getitem__, words)
        pairs = enumerate(zip(starts, may_precede, strict=False))
        places = [place for place, (start, may_come) in pairs if start in may_come]
        for place in places:
            pair = words[place], words[place + 1]
            joined, longest = self._pairs.get(pair) or self._pair(*pair)
            if joined:
                met[place].append(joined)
                met[place + 1].append(joined)
            for length in range(2, longest + 1):
                keys = self._phrase(tuple(words[place : place + length]))
                for inside in range(place, place + length) if keys else ():
                    met[inside].append(keys)
        return met

    def _preceding(self, known: Iterable[str]) -> list[frozenset[str]]:
        """Most words have nothing to do with the next, and finding out costs more than all else.

        So it is first looked at whether the next begins as the rest of a compound or the
        second word of a term would.
        """
        numbers = {word: number for number, word in enumerate(self._words)}
        heads = {word for word in numbers if not self._lexicon.is_common(word)}
        found: dict[int, set[str]] = defaultdict(set)
        for stem in known:
            for cut in range(_SHORTEST_HEAD, len(stem) - REACH + 1):
                if stem[:cut] in heads:
                    found[numbers[stem[:cut]]].add(stem[cut : cut + REACH])
        with_stem: dict[str, list[int]] = defaultdict(list)
        for word, number in numbers.items():
            for stem in stems(word):
                with_stem[stem].append(number)
        for first, seconds in self._lexicon.beginnings:
            following = {
                self._starts[number] for second in seconds for number in with_stem.get(second, ())
            }
            for number in with_stem.get(first, ()):
                found[number] |= following
        nothing: frozenset[str] = frozenset()
        return [
            frozenset(found[number]) if number in found else nothing
            for number in range(len(self._words))
        ]

    def _pair(self, one: int, other: int) -> tuple[tuple[int, ...], int]:
        """The keys of two words as one, and how long a term may be that begins with them."""
        first, second = self._words[one], self._words[other]
        begins = self._lexicon.beginning(first)
        found = (
            self._numbers(self._lexicon.joined(first, second)),
            max(begins.get(stem, 0) for stem in stems_of_both(second)),
        )
        _room(self._pairs)
        # One for the many that have nothing to do with each other.
        return self._pairs.setdefault((one, other), found if any(found) else _NOTHING)

    def _phrase(self, words: tuple[int, ...]) -> tuple[int, ...]:
        """The keys of a term of several words; nothing, if a text ends within it."""
        known = self._phrases.get(words)
        if known is None:
            said = [self._words[number] for number in words]
            known = () if _END in words else self._numbers(self._lexicon.term_keys(said))
            _room(self._phrases)
            self._phrases[words] = known
        return known


def _room(kept: dict[Any, Any]) -> None:
    """Forget what is kept when it is too much."""
    if len(kept) >= _MOST_KEPT:
        kept.clear()
