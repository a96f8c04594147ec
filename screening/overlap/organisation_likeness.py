"""How like each other two names of organisations are, word by word.

What sets an organisation apart (its own words and its place) has to agree; words that
many have in their names weigh less, and what translations interchange least.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from math import fsum
from typing import Final

from screening.overlap.organisation_initials import LEARNING, is_abbreviation, spelt_out
from screening.overlap.organisation_words import NameWord, Sort, name_words, plain

__all__ = ["AREAS", "WEIGHTS", "Comparison", "Likeness", "NameReading", "read", "reading"]

WEIGHTS: Final[Mapping[Sort, float]] = {
    "own": 1.0,
    "place": 1.0,
    "kind": 0.6,
    "matter": 0.6,
    "body": 0.35,
    "common": 0.25,
}
AREAS: Final = frozenset({"kommun", "region", "länsstyrelse"})
"""Kinds of which every place has one."""

_ONE_EACH: Final = AREAS | LEARNING
"""Kinds of which two are told apart by one word; every such word has to agree."""
_NEARLY_THE_SAME_KIND: Final = 0.6
_NOTHING_LEFT: Final = 0.5
"""How much of what is missing is made up where one name says all that the other says."""
_SAYS_MORE: Final = 0.75
"""What is left where the name asked for has words of its own that the known one lacks."""
_SAYS_LESS: Final = 0.95
_SAYS_ELSE: Final = 0.5
_SAYS_NOTHING_OWN: Final = 0.85
"""What is left where nothing agrees but words that many names are made of."""
_PART: Final = 0.66
"""The least likeness of a name whose words nobody else has: "Falks stiftelse"."""


@dataclass(frozen=True, slots=True)
class NameReading:
    """A name's words; ``kinds`` are what it says it is, ``telling`` what sets it apart."""

    words: frozenset[NameWord]
    kinds: frozenset[str]
    telling: frozenset[NameWord]


@dataclass(frozen=True, slots=True)
class Likeness:
    """A score, above 0 to 1, and whether a word met that is spelt otherwise."""

    score: float
    misspelt: bool


@lru_cache(maxsize=10_000)
def reading(name: str) -> NameReading:
    """The words of a name, its own abbreviation in brackets apart."""
    if is_abbreviation(name):
        words = frozenset({NameWord(plain(name), "own")})
    else:
        words = frozenset(name_words(spelt_out(name)[0]))
    return read(words)


def read(words: frozenset[NameWord]) -> NameReading:
    """What words say of an organisation together."""
    kinds = frozenset(word.text for word in words if word.sort == "kind")
    telling = frozenset(word for word in words if word.sort in {"own", "place"})
    # A university's hospital, museum or library is no university.
    return NameReading(words, kinds - LEARNING or kinds, telling)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A name that is asked for, ready to be compared with known ones.

    ``near`` holds, for its words that nobody has, the words that may be meant and how
    near each is; ``places`` are all words that stand for a place; ``shared_by`` tells how
    many organisations have a word.
    """

    asked: NameReading
    near: Mapping[str, Mapping[str, float]]
    weight: Callable[[NameWord], float]
    places: AbstractSet[str]
    shared_by: Mapping[str, int]

    def with_known(self, known: NameReading, group: AbstractSet[NameWord]) -> Likeness | None:
        """How like a known name is; ``group`` are the words of all names of its organisation.

        None where they cannot be the same: they are different kinds of organisation, or
        what sets them apart differs.
        """
        asked = self.asked
        if not _same_kind(asked.kinds, known.kinds) or not self._may_meet(known, group):
            return None
        pairs = self._pairs(known)
        mine = {pair[0] for pair in pairs}
        theirs = {pair[1] for pair in pairs}
        elsewhere = (asked.words - mine) & group
        met = asked.telling & (mine | elsewhere)
        if asked.words != known.words and self._only_places(_uncommon(mine)):
            return None
        if bool(asked.kinds) != bool(known.kinds):
            left = known.words - theirs if asked.kinds else asked.words - mine
            if any(word.sort == "body" for word in left):
                return None
        more, less = asked.telling - mine - elsewhere, known.telling - theirs
        if (more or less) and asked.kinds & _ONE_EACH and known.kinds & _ONE_EACH:
            return None
        both = [alike * (self.weight(one) + self.weight(other)) for one, other, alike in pairs]
        alone = map(self.weight, elsewhere)
        score = fsum((*both, *alone)) / fsum(map(self.weight, (*asked.words, *known.words)))
        whole = not asked.words - mine - elsewhere
        if more or less:
            score *= _SAYS_LESS if not more else _SAYS_MORE if not less else _SAYS_ELSE
            if whole and len(asked.words) > 1 and self._only_here(met):
                score = max(score, _PART)
        elif met and (whole or not known.words - theirs):
            score += _NOTHING_LEFT * score * (1.0 - score)
        return Likeness(
            score if met else score * _SAYS_NOTHING_OWN, any(one.text in self.near for one in mine)
        )

    def _pairs(self, known: NameReading) -> list[tuple[NameWord, NameWord, float]]:
        """The words that met, mine and theirs, and how like each other they are."""
        asked = self.asked
        pairs = [(word, word, 1.0) for word in asked.words & known.words]
        left = known.words - asked.words
        others = {word for word in asked.words - known.words if self._has_other_forms(word)}
        for word in sorted(others):
            alike = {other: self._alike(word, other) for other in sorted(left)}
            best = max(alike, key=alike.__getitem__, default=None)
            if best is not None and alike[best]:
                pairs.append((word, best, alike[best]))
                left -= {best}
        return pairs

    def _may_meet(self, known: NameReading, group: AbstractSet[NameWord]) -> bool:
        """Whether something that sets apart may agree, where both names have such words."""
        mine, theirs = self.asked.telling, known.telling
        if not mine or not theirs or not mine.isdisjoint(group):
            return True
        return any(word.text in meant for meant in self.near.values() for word in theirs)

    def _has_other_forms(self, word: NameWord) -> bool:
        return word.text in self.near or word.text in LEARNING

    def _alike(self, asked: NameWord, known: NameWord) -> float:
        """How like each other two words are that are not the same."""
        if asked.text in LEARNING and known.text in LEARNING:
            return _NEARLY_THE_SAME_KIND
        return self.near.get(asked.text, {}).get(known.text, 0.0)

    def _only_places(self, met: AbstractSet[NameWord]) -> bool:
        return bool(met) and all(word.text in self.places for word in met)

    def _only_here(self, met: AbstractSet[NameWord]) -> bool:
        return bool(met) and all(self.shared_by.get(word.text, 1) == 1 for word in met)


def _uncommon(words: AbstractSet[NameWord]) -> set[NameWord]:
    return {word for word in words if word.sort != "common"}


def _same_kind(one: AbstractSet[str], other: AbstractSet[str]) -> bool:
    return not one or not other or one == other or (one <= LEARNING and other <= LEARNING)
