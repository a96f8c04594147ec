"""Texts read as tokens, with a lexicon."""

from __future__ import annotations

import math
from collections.abc import Callable, Container, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from screening.overlap.lexicon import REACH, Key, Lexicon, Phrase, stems_of_both
from screening.overlap.tokens import Meaning, Source, Token
from screening.overlap.words import stems, words_of

__all__ = ["Rarity", "TextReader", "rarity"]

Rarity = Callable[[str], float]
"""How much a key weighs: the more, the fewer entries have it; 0 for one that none has."""

_REMEMBERED_PHRASES: Final = 20_000
_SHORT: Final = 40
"""Texts of so many characters are remembered with their words."""

_CROWDED: Final = 0.5
"""How much less a word says of a subject for each further subject that it belongs to."""


_NOTHING: Final = Meaning(0.0, (), (), {}, "", "", (), in_phrase=False)


class _Word(NamedTuple):
    """A word wherever it stands: what it means by itself, and what it can begin with others."""

    word: str
    meaning: Meaning
    begins: Mapping[str, int]
    seconds: frozenset[str]
    """The stems of the words that can come second in a term."""
    following: Container[str]
    """How another word can begin that makes a compound with it."""
    start: str
    stems: tuple[str, str]


class _Part(NamedTuple):
    """What a word can be met by as a part of a phrase; the label tells such parts apart."""

    label: str
    keys: tuple[Key, ...]


class TextReader:
    """Reads texts with a lexicon, and weighs their words.  Safe to call from threads.

    Args:
        lexicon: what words can be met by.
        rarity: what a key weighs.
        unknown: what a word weighs that no entry has.
    """

    def __init__(self, lexicon: Lexicon, rarity: Rarity, unknown: float) -> None:
        self.lexicon = lexicon
        self.rarity = rarity
        self.unknown = unknown
        self._known = lru_cache(maxsize=100_000)(self._word)
        self._term = lru_cache(maxsize=_REMEMBERED_PHRASES)(self._term_alone)
        self._compound = lru_cache(maxsize=_REMEMBERED_PHRASES)(self._compound_alone)
        self._phrases: dict[str, Meaning] = {}
        self._short = lru_cache(maxsize=5_000)(self._tokens)

    def tokens(self, text: str, where: str = "") -> list[Token]:
        """The words of a text that say something of a subject."""
        # Themes and names come again and again, summaries hardly ever.
        return [*self._short(text, where)] if len(text) <= _SHORT else self._tokens(text, where)

    def weighed(self, word: str, label: str, keys: tuple[Key, ...]) -> Meaning:
        """What a word means that can be met by some keys."""
        stem = stems(word)[0]
        weight = self.rarity(f"s:{stem}") or self.unknown
        worth: dict[str, float] = {}
        strengths: dict[str, float] = {}
        for key in keys:
            value = key.strength * min(weight, self.rarity(key.id))
            if value > worth.get(key.id, 0.0):
                worth[key.id] = value
            if key.strength > strengths.get(key.id, 0.0):
                strengths[key.id] = key.strength
        belongs = dict.fromkeys(key.id for key in keys if key.how == "subject")
        crowd = 1 + _CROWDED * (len(belongs) - 1)
        subjects = tuple((key, self.rarity(key) / crowd) for key in belongs)
        in_phrase = any(key.phrase for key in keys)
        worths = tuple(worth.items())
        return Meaning(weight, keys, worths, strengths, label, stem, subjects, in_phrase)

    def _tokens(self, text: str, where: str) -> list[Token]:
        source = Source(where, text)
        words = [self._known(word) for word in words_of(text)]
        beside = self._beside(words)
        return [
            Token(
                source,
                place,
                self._in_phrase(word, beside[place]) if place in beside else word.meaning,
            )
            for place, word in enumerate(words)
            # "vård i hemmet": what says nothing by itself stands for no part of a phrase.
            if word.meaning.keys
        ]

    def _word(self, word: str) -> _Word:
        lexicon = self.lexicon
        keys = lexicon.own_keys(word)
        meaning = self.weighed(word, word, keys) if keys else _NOTHING
        begins, following = lexicon.beginning(word), lexicon.following(word)
        start, both = word[:REACH], stems_of_both(word)
        return _Word(word, meaning, begins, frozenset(begins), following, start, both)

    def _in_phrase(self, word: _Word, beside: Sequence[_Part]) -> Meaning:
        """What a word means together with those beside it."""
        label = "\0".join([word.word, *[part.label for part in beside]])
        known = self._phrases.get(label)
        if known is None:
            keys = [*word.meaning.keys, *(key for part in beside for key in part.keys)]
            known = self.weighed(word.word, label, tuple(keys))
            if len(self._phrases) >= _REMEMBERED_PHRASES:
                self._phrases.clear()
            self._phrases[label] = known
        return known

    def _beside(self, words: Sequence[_Word]) -> dict[int, list[_Part]]:
        """What words can be met by together with those beside them.

        A term of several words stands for all of them; a compound that is written apart is
        read as the one word that it is.
        """
        terms: dict[int, list[_Part]] = {}
        compounds: dict[int, list[_Part]] = {}
        for place, (one, other) in enumerate(pairwise(words)):
            if not one.seconds.isdisjoint(other.stems):
                longest = max(one.begins.get(stem, 0) for stem in other.stems)
                for length in range(longest, 1, -1):
                    term = self._term(*[each.word for each in words[place : place + length]])
                    for inside, part in enumerate(term, place):
                        terms.setdefault(inside, []).append(part)
            if other.start in one.following:
                for inside, part in enumerate(self._compound(one.word, other.word), place):
                    compounds.setdefault(inside, []).append(part)
        for place, parts in compounds.items():
            terms.setdefault(place, []).extend(parts)
        return terms

    def _term_alone(self, *words: str) -> tuple[_Part, ...]:
        return _parts(words, self.lexicon.term_keys(words))

    def _compound_alone(self, first: str, second: str) -> tuple[_Part, ...]:
        return _parts((first, second), self.lexicon.joined(first, second))


def _parts(words: Sequence[str], keys: Sequence[Key]) -> tuple[_Part, ...]:
    """What each of several words can be met by because they stand together."""
    if not keys:
        return ()
    text, ids = " ".join(words), "\0".join([key.id for key in keys])
    phrases = [Phrase(text, before, len(words)) for before in range(len(words))]
    return tuple(
        _Part(f"{text}\0{phrase.before}\0{ids}", tuple(key._replace(phrase=phrase) for key in keys))
        for phrase in phrases
    )


def rarity(size: int, holding: int) -> float:
    """The weight of a key that so many of so many entries have (inverse document frequency)."""
    return math.log((size + 1) / (holding + 0.5))
