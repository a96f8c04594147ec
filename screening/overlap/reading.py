"""A text as tokens: words that say something, with their weights and all they can be met by."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from screening.overlap.covering import Body
from screening.overlap.lexicon import Key, Lexicon
from screening.overlap.words import Spot, in_order, spots, stems

__all__ = [
    "Keys",
    "QueryText",
    "Rarity",
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


class Token(NamedTuple):
    """A word of a text, what it weighs, and all that it can be met by.

    ``where`` names the text that it stands in.  ``worth`` has the keys that some entry can
    be met by, with what a meeting by way of them weighs at most.  ``strengths`` has each key
    once, as strong as it gets, and ``subjects`` those that are narrow subjects, with what the
    word says of each.  ``label`` is the same for words with the same keys: the word, and what
    it has together with those beside it.  ``stem`` makes two tokens the same word.
    """

    where: str
    spot: Spot
    weight: float
    keys: tuple[Key, ...]
    worth: tuple[tuple[str, float], ...]
    strengths: Mapping[str, float]
    label: str
    stem: str
    subjects: tuple[tuple[str, float], ...]

    @property
    def in_phrase(self) -> bool:
        """Whether it can be met by something together with the words beside it."""
        return self.keys[-1].phrase is not None


class _Meaning(NamedTuple):
    """What a word weighs and can be met by, wherever it stands."""

    weight: float
    keys: tuple[Key, ...]
    worth: tuple[tuple[str, float], ...]
    strengths: Mapping[str, float]
    label: str
    stem: str
    subjects: tuple[tuple[str, float], ...]


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
        self._meaning = lru_cache(maxsize=100_000)(self._meaning_alone)
        self._phrases: dict[str, _Meaning] = {}
        self._short = lru_cache(maxsize=5_000)(self._tokens)

    def tokens(self, text: str, where: str = "") -> list[Token]:
        """The words of a text that say something of a subject."""
        # Themes and names come again and again, summaries hardly ever.
        return [*self._short(text, where)] if len(text) <= _SHORT else self._tokens(text, where)

    def _tokens(self, text: str, where: str) -> list[Token]:
        found = spots(text)
        beside = self._beside(found)
        tokens: list[Token] = []
        for place, spot in enumerate(found):
            meaning = self._meaning(spot.word)
            # "vård i hemmet": what says nothing by itself stands for no part of a phrase.
            if meaning.keys and place in beside:
                meaning = self._in_phrase(meaning, beside[place])
            if meaning.keys:
                tokens.append(Token(where, spot, *meaning))
        return tokens

    def _meaning_alone(self, word: str) -> _Meaning:
        return self._weighed(word, word, self.lexicon.own_keys(word))

    def _in_phrase(self, alone: _Meaning, beside: Sequence[Key]) -> _Meaning:
        """What a word means together with those beside it."""
        said = (f"{key.phrase.word}\0{key.id}" for key in beside if key.phrase)
        label = "\0".join([alone.label, *said])
        known = self._phrases.get(label)
        # Where the words stand is told of each place anew.
        keys = (*alone.keys, *beside)
        if known is None:
            known = self._weighed(alone.label, label, keys)
            if len(self._phrases) >= _REMEMBERED_PHRASES:
                self._phrases.clear()
            self._phrases[label] = known
        return known._replace(keys=keys)

    def _weighed(self, word: str, label: str, keys: tuple[Key, ...]) -> _Meaning:
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
        return _Meaning(weight, keys, tuple(worth.items()), strengths, label, stem, subjects)

    def _beside(self, found: Sequence[Spot]) -> dict[int, list[Key]]:
        """What words can be met by together with those beside them.

        A term of several words stands for all of them; a compound that is written apart is
        read as the one word that it is.
        """
        terms: dict[int, list[Key]] = {}
        compounds: dict[int, list[Key]] = {}
        lexicon = self.lexicon
        for place, (one, other) in enumerate(pairwise(found)):
            begins = lexicon.beginning(one.word)
            if begins is None:
                continue
            for length in range(begins.longest(other.word), 1, -1):
                words = found[place : place + length]
                if term := lexicon.term_keys([each.word for each in words]):
                    keys = _together(term, words)
                    for inside in range(place, place + len(words)):
                        terms.setdefault(inside, []).extend(keys)
            if begins.compounds and (whole := lexicon.joined(one.word, other.word)):
                keys = _together(whole, (one, other))
                for inside in (place, place + 1):
                    compounds.setdefault(inside, []).extend(keys)
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
        return math.fsum([token.weight for token in self.tokens])

    @cached_property
    def title_weight(self) -> float:
        """What the words of its title weigh."""
        return math.fsum([token.weight for token in self.title])

    @cached_property
    def keys(self) -> Keys:
        """How strongly the proposal can be met by each key."""
        return strongest(self.tokens)

    @cached_property
    def subjects(self) -> Keys:
        """What it is about."""
        return subjects(self.tokens)


def _together(keys: Iterable[Key], words: Sequence[Spot]) -> list[Key]:
    """Keys that several words have together."""
    phrase = Spot(" ".join(spot.word for spot in words), words[0].start, words[-1].end)
    return [Key(key.id, key.strength, key.how, key.via, phrase) for key in keys]


def distinct(tokens: Iterable[Token]) -> list[Token]:
    """The tokens without those whose word there was before, in another form perhaps.

    A word that stood alone gives way to the same one in a phrase, which can be met in more ways.
    """
    found: dict[str, Token] = {}
    for token in tokens:
        stem = token.stem
        before = found.get(stem)
        if before is None or (token.in_phrase and not before.in_phrase):
            found[stem] = token
    return list(found.values())


def body_of(tokens: Iterable[Token]) -> Body:
    """What some tokens weigh, and what meets them."""
    return Body.of((token.weight, token.worth) for token in tokens)


def strongest(tokens: Iterable[Token]) -> dict[str, float]:
    """How strongly each key of some tokens can be met."""
    keys: dict[str, float] = {}
    for token in tokens:
        for key, strength in token.strengths.items():
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
        for key, weight in token.subjects:
            found[key] = found.get(key, 0.0) + weight
    length = math.sqrt(math.fsum(found.values())) or 1.0
    return {key: math.sqrt(weight) / length for key, weight in found.items()}
