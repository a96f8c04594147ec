"""A text as tokens: words that say something, with their weights and all they can be met by."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from screening.overlap.covering import Body
from screening.overlap.lexicon import Key, Lexicon, Phrase, stems_of_both
from screening.overlap.words import Spot, in_order, spots, stems, words_of

__all__ = [
    "Keys",
    "Meaning",
    "QueryText",
    "Rarity",
    "Source",
    "TextReader",
    "Token",
    "body_of",
    "distinct",
    "rarity",
    "strongest",
    "subjects",
]

Keys = Mapping[str, float]
"""How strongly a text can be met by each key."""

Rarity = Callable[[str], float]
"""How much a key weighs: the more, the fewer entries have it; 0 for one that none has."""

_REMEMBERED_PHRASES: Final = 20_000
_SHORT: Final = 40
"""Texts of so many characters are remembered with their words."""

_CROWDED: Final = 0.5
"""How much less a word says of a subject for each further subject that it belongs to."""


class Meaning(NamedTuple):
    """What a word weighs, and all that it can be met by.

    ``worth`` has the keys that some entry can be met by, with what a meeting by way of them
    weighs at most.  ``strengths`` has each key once, as strong as it gets, and ``subjects``
    those that are narrow subjects, with what the word says of each.  ``label`` is the same for
    words with the same keys: the word, and what it has together with those beside it.
    ``stem`` makes two tokens the same word; ``in_phrase`` is whether it can be met by something
    together with the words beside it.
    """

    weight: float
    keys: tuple[Key, ...]
    worth: tuple[tuple[str, float], ...]
    strengths: Mapping[str, float]
    label: str
    stem: str
    subjects: tuple[tuple[str, float], ...]
    in_phrase: bool


class Source:
    """A text that tokens are of; ``where`` names it.

    Where its words stand is found out when somebody asks, which hardly anybody does.
    """

    __slots__ = ("_spots", "_text", "where")

    def __init__(self, where: str, text: str, spots: Sequence[Spot] | None = None) -> None:
        self.where = where
        self._text = text
        self._spots = spots

    @property
    def spots(self) -> Sequence[Spot]:
        """Its words and where they stand."""
        if self._spots is None:
            self._spots = spots(self._text)
        return self._spots


class Token(NamedTuple):
    """A word of a text, by its place among the words there, and what it means."""

    source: Source
    place: int
    meaning: Meaning

    @property
    def where(self) -> str:
        """The name of the text that it stands in."""
        return self.source.where

    @property
    def spot(self) -> Spot:
        """The word, and where it stands."""
        return self.source.spots[self.place]

    def met_at(self, key: Key) -> Spot:
        """Where the words stand that have a key of its: it alone, or those of a phrase."""
        if key.phrase is None:
            return self.spot
        first = self.place - key.phrase.before
        last = first + key.phrase.length - 1
        stands = self.source.spots
        return Spot(key.phrase.words, stands[first].start, stands[last].end)


class _Word(NamedTuple):
    """A word wherever it stands: what it means by itself, and what it can begin with others."""

    word: str
    meaning: Meaning
    begins: Mapping[str, int]
    compounds: bool
    stems: tuple[str, str]


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
        meaning = self.weighed(word, word, self.lexicon.own_keys(word))
        lexicon = self.lexicon
        compounds = lexicon.begins_compounds(word)
        return _Word(word, meaning, lexicon.beginning(word), compounds, stems_of_both(word))

    def _in_phrase(self, word: _Word, beside: Sequence[Key]) -> Meaning:
        """What a word means together with those beside it."""
        said = [
            f"{key.phrase.words}\0{key.phrase.before}\0{key.id}" for key in beside if key.phrase
        ]
        label = "\0".join([word.word, *said])
        known = self._phrases.get(label)
        if known is None:
            known = self.weighed(word.word, label, (*word.meaning.keys, *beside))
            if len(self._phrases) >= _REMEMBERED_PHRASES:
                self._phrases.clear()
            self._phrases[label] = known
        return known

    def _beside(self, words: Sequence[_Word]) -> dict[int, list[Key]]:
        """What words can be met by together with those beside them.

        A term of several words stands for all of them; a compound that is written apart is
        read as the one word that it is.
        """
        terms: dict[int, list[Key]] = {}
        compounds: dict[int, list[Key]] = {}
        lexicon = self.lexicon
        for place, (one, other) in enumerate(pairwise(words)):
            if not one.begins.keys().isdisjoint(other.stems):
                longest = max(one.begins.get(stem, 0) for stem in other.stems)
                for length in range(longest, 1, -1):
                    phrase = [each.word for each in words[place : place + length]]
                    if term := lexicon.term_keys(phrase):
                        _add(terms, place, phrase, term)
            if one.compounds and (whole := lexicon.joined(one.word, other.word)):
                _add(compounds, place, (one.word, other.word), whole)
        for place, keys in compounds.items():
            terms.setdefault(place, []).extend(keys)
        return terms


@dataclass(frozen=True)
class QueryText:
    """A proposal as tokens."""

    title: list[Token]
    tokens: list[Token]
    """All words of title, summary and themes, each once."""
    title_text: str
    others: Mapping[str, str]
    """The parties but for the two as they are written, by folded name."""
    rarity: Rarity

    @cached_property
    def sorted_title(self) -> str:
        """The title to compare with names, its words in order."""
        return in_order(self.title_text)

    @cached_property
    def weight(self) -> float:
        """What all its words weigh."""
        return math.fsum([token.meaning.weight for token in self.tokens])

    @cached_property
    def title_weight(self) -> float:
        """What the words of its title weigh."""
        return math.fsum([token.meaning.weight for token in self.title])

    @cached_property
    def keys(self) -> Keys:
        """How strongly the proposal can be met by each key."""
        return strongest(self.tokens)

    @cached_property
    def subjects(self) -> Keys:
        """What it is about."""
        return subjects(self.tokens)


def _add(
    beside: dict[int, list[Key]], place: int, words: Sequence[str], keys: Iterable[Key]
) -> None:
    """Add keys that several words have together, which begin at a place, to each of them."""
    for before in range(len(words)):
        phrase = Phrase(" ".join(words), before, len(words))
        beside.setdefault(place + before, []).extend(key._replace(phrase=phrase) for key in keys)


def distinct(tokens: Iterable[Token]) -> list[Token]:
    """The tokens without those whose word there was before, in another form perhaps.

    A word that stood alone gives way to the same one in a phrase, which can be met in more ways.
    """
    found: dict[str, Token] = {}
    for token in tokens:
        meaning = token.meaning
        before = found.get(meaning.stem)
        if before is None or (meaning.in_phrase and not before.meaning.in_phrase):
            found[meaning.stem] = token
    return list(found.values())


def body_of(tokens: Iterable[Token]) -> Body:
    """What some tokens weigh, and what meets them."""
    return Body.of((token.meaning.weight, token.meaning.worth) for token in tokens)


def strongest(tokens: Iterable[Token]) -> dict[str, float]:
    """How strongly each key of some tokens can be met."""
    keys: dict[str, float] = {}
    for token in tokens:
        for key, strength in token.meaning.strengths.items():
            if strength > keys.get(key, 0.0):
                keys[key] = strength
    return keys


def rarity(size: int, holding: int) -> float:
    """The weight of a key that so many of so many entries have (inverse document frequency)."""
    return math.log((size + 1) / (holding + 0.5))


def subjects(tokens: Iterable[Token]) -> dict[str, float]:
    """The narrow subjects that words belong to, weighed by how many words and how rare.

    Each word is looked at once.  The squares of the weights add up to 1.
    """
    found: dict[str, float] = {}
    for token in tokens:
        for key, weight in token.meaning.subjects:
            found[key] = found.get(key, 0.0) + weight
    length = math.sqrt(math.fsum(found.values())) or 1.0
    return {key: math.sqrt(weight) / length for key, weight in found.items()}
