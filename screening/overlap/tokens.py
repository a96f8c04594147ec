"""Tokens: words that say something, with what they weigh and all that they can be met by."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from screening.overlap.covering import Body
from screening.overlap.lexicon import Key
from screening.overlap.words import Spot, spots

__all__ = ["Keys", "Meaning", "Source", "Token", "body_of", "distinct", "strongest", "subjects"]

Keys = Mapping[str, float]
"""How strongly a text can be met by each key."""


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
