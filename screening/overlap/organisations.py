"""Organisations recognised by name: other spellings, abbreviations, translations, slips.

A name is the organisation whose known name is most like it, if it is like enough and
nobody else is as like; otherwise it is nobody's.  The thresholds are fixed and published.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import chain
from typing import Final, Literal

from screening.overlap.organisation_initials import initials, is_abbreviation, spelt_out
from screening.overlap.organisation_likeness import (
    AREAS,
    WEIGHTS,
    Comparison,
    NameReading,
    read,
    reading,
)
from screening.overlap.organisation_slips import Spellings
from screening.overlap.organisation_words import (
    NameWord,
    listed_kinds,
    listed_places,
    meaning,
    plain,
    stem,
)
from screening.overlap.words import folded

__all__ = ["How", "OrganisationIndex", "OrganisationMatch"]

How = Literal["same", "spelling", "abbreviation", "generated initials", "words"]

_ENOUGH: Final = 0.62
_MARGIN: Final = 0.05
"""How far the likest organisation has to be ahead of the next."""
_OTHER_SPELLING: Final = 0.99
_NOT_THE_SAME: Final = 0.98
"""The most that a name can have which is not a known one but for its spelling."""
_THREE_INITIALS: Final = 0.63
_MORE_INITIALS: Final = 0.70
_INITIALS_AGREE: Final = 0.5
"""How much of what is missing is made up where a name's initials are known to be theirs."""
_SHORTEST_INITIALS: Final = 3
_COMMON: Final = 0.15
"""How much less a word weighs where more organisations have it."""
_COMPARED: Final = 100
_WEIGHED: Final = 20_000


@dataclass(frozen=True, slots=True)
class OrganisationMatch:
    """Whose name it is; ``name`` is the known name that it met, ``score`` how well, 0 to 1.

    ``how`` is same (but for case and punctuation), spelling (accents, spacing, a slip),
    abbreviation (a known one), generated initials (one that nobody has listed: a hint),
    or words (translated, moved, left out).  ``namesakes`` are others that go by exactly
    that name.
    """

    id: str
    name: str
    score: float
    how: How
    namesakes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Known:
    id: str
    name: str
    reading: NameReading


class OrganisationIndex:
    """Organisations by all names they go by.  Safe to call from threads.

    ``groups`` are ids with their names.  Neither the order of the groups nor that of
    their names makes a difference.
    """

    def __init__(self, groups: Iterable[tuple[str, Sequence[str]]]) -> None:
        named = sorted({(key, name) for key, names in groups for name in names})
        self._known = [_Known(key, name, reading(name)) for key, name in named]
        self._exact: dict[str, dict[str, str]] = defaultdict(dict)
        self._joined: dict[str, list[_Known]] = defaultdict(list)
        self._short: dict[str, dict[str, str]] = defaultdict(dict)
        self._shortened: dict[str, dict[str, str]] = defaultdict(dict)
        self._words_of: dict[str, set[NameWord]] = defaultdict(set)
        self._holding: dict[str, list[int]] = defaultdict(list)
        self._abbreviated: set[str] = set()
        self._spelt_out: set[str] = set()
        owners: dict[str, set[str]] = defaultdict(set)
        places = set(listed_places())
        for place, known in enumerate(self._known):
            self._add_spellings(known)
            for word in known.reading.words:
                owners[word.text].add(known.id)
                self._words_of[known.id].add(word)
                self._holding[word.text].append(place)
            if known.reading.kinds & AREAS:
                places.update(word.text for word in known.reading.telling)
        self._shared_by = {word: len(ids) for word, ids in owners.items()}
        self._places = frozenset(places)
        telling = {word.text for known in self._known for word in known.reading.telling}
        self._telling = Spellings(telling | self._places, self._places)
        self._kinds = Spellings(listed_kinds())
        self._general = Spellings(
            _joined(known.name) for known in self._known if not known.reading.telling
        )

    def find(self, name: str) -> OrganisationMatch | None:
        """Whose name this is; None where nobody's is like enough, or two are as like."""
        exact = self._exact.get(folded(name))
        if exact:
            key, *namesakes = sorted(exact)
            return OrganisationMatch(key, exact[key], 1.0, "same", tuple(namesakes))
        whole, short = spelt_out(name)
        if short:
            found, said = self.find(whole), self._exact.get(folded(short))
            return found if found and (said is None or found.id in said) else None
        first, second = [*self._ranked(name), None, None][:2]
        if first is None or first.score < _ENOUGH:
            return None
        return None if second and first.score - second.score < _MARGIN else first

    def _add_spellings(self, known: _Known) -> None:
        whole, short = spelt_out(known.name)
        for name in (known.name, short) if short else (known.name,):
            self._exact[folded(name)].setdefault(known.id, known.name)
            self._joined[_joined(name)].append(known)
            if is_abbreviation(name):
                self._short[plain(name)].setdefault(known.id, known.name)
                self._abbreviated.add(known.id)
        if not is_abbreviation(known.name):
            self._spelt_out.add(known.id)
            for made in initials(whole):
                self._shortened[made].setdefault(known.id, known.name)

    def _ranked(self, name: str) -> list[OrganisationMatch]:
        """Each organisation that may be meant, the likest first."""
        asked = self._mended(reading(name))
        best: dict[str, OrganisationMatch] = {}
        for match in chain(self._by_spelling(name, asked), self._by_words(asked)):
            if match.id not in best or match.score > best[match.id].score:
                best[match.id] = match
        by_initials = self._by_made if is_abbreviation(name) else self._by_known
        for match in list(by_initials(name, best)):
            if match.id not in best or match.score > best[match.id].score:
                best[match.id] = match
        return sorted(best.values(), key=lambda match: (-match.score, match.id))

    def _by_spelling(self, name: str, asked: NameReading) -> Iterator[OrganisationMatch]:
        """Names that are the same but for accents and spacing, if they are no other place's."""
        joined = _joined(name)
        for known in self._joined.get(joined, ()):
            apart = {word.text for word in asked.telling ^ known.reading.telling}
            if not apart & listed_places():
                yield OrganisationMatch(known.id, known.name, _OTHER_SPELLING, "spelling")
        # A name that is all in words that have a meaning is somebody else's, not a slip.
        if self._unknown(asked) and not is_abbreviation(name):
            for spelt, near in self._general.near(stem(joined)).items():
                for known in self._joined[spelt]:
                    yield OrganisationMatch(known.id, known.name, near, "spelling")

    def _unknown(self, asked: NameReading) -> list[NameWord]:
        """The words of a name that have no meaning and are in no known name."""
        return [
            word for word in asked.words if word.sort == "own" and word.text not in self._holding
        ]

    def _mended(self, asked: NameReading) -> NameReading:
        """A name with the slips in words like "kommun" put right."""
        kinds = {
            word: meaning(kind)
            for word in self._unknown(asked)
            for kind in sorted(self._kinds.near(word.text))[:1]
        }
        return read(frozenset(kinds.get(word, word) for word in asked.words)) if kinds else asked

    def _by_words(self, asked: NameReading) -> Iterator[OrganisationMatch]:
        near = {word.text: self._telling.near(word.text) for word in self._unknown(asked)}
        comparison = Comparison(asked, near, self._weight, self._places, self._shared_by)
        for place in self._candidates(asked, near):
            known = self._known[place]
            likeness = comparison.with_known(known.reading, self._words_of[known.id])
            if likeness is not None:
                how: How = "spelling" if likeness.misspelt else "words"
                if is_abbreviation(known.name):
                    how = "abbreviation"
                score = min(likeness.score, _NOT_THE_SAME)
                yield OrganisationMatch(known.id, known.name, score, how)

    def _candidates(self, asked: NameReading, near: Mapping[str, Mapping[str, float]]) -> list[int]:
        """The known names that share most with a name, by the rarest of its words first."""
        shared: dict[int, float] = defaultdict(float)
        words = {
            text: self._weight(word)
            for word in asked.words
            for text in (word.text, *near.get(word.text, ()))
            if text in self._holding
        }
        weighed = 0
        for text in sorted(words, key=lambda text: (len(self._holding[text]), text)):
            weighed += len(self._holding[text])
            if shared and weighed > _WEIGHED:
                break
            for place in self._holding[text]:
                shared[place] += words[text]
        return nlargest(_COMPARED, shared, key=lambda place: (shared[place], -place))

    def _by_made(
        self, name: str, _: Mapping[str, OrganisationMatch]
    ) -> Iterator[OrganisationMatch]:
        """Organisations whose name can be shortened so, if no other abbreviation is known."""
        short = plain(name)
        if len(short) >= _SHORTEST_INITIALS:
            for key, known in self._shortened.get(short, {}).items():
                if key not in self._abbreviated:
                    yield _made(key, known, short)

    def _by_known(
        self, name: str, best: Mapping[str, OrganisationMatch]
    ) -> Iterator[OrganisationMatch]:
        """Organisations whose abbreviation a name can be shortened to.

        Where they have longer names too, these must have something in common with it.
        """
        for short in sorted(initials(name)):
            for key, known in self._short.get(short, {}).items():
                before = best.get(key)
                if before is not None:
                    score = before.score + _INITIALS_AGREE * (1.0 - before.score)
                    yield OrganisationMatch(key, known, score, "generated initials")
                elif key not in self._spelt_out and len(short) > _SHORTEST_INITIALS:
                    yield _made(key, known, short)

    def _weight(self, word: NameWord) -> float:
        """What a word weighs, the less the more organisations have it."""
        others = math.log(self._shared_by.get(word.text, 1))
        return WEIGHTS[word.sort] / (1.0 + _COMMON * others)


def _made(key: str, known: str, short: str) -> OrganisationMatch:
    score = _THREE_INITIALS if len(short) == _SHORTEST_INITIALS else _MORE_INITIALS
    return OrganisationMatch(key, known, score, "generated initials")


def _joined(name: str) -> str:
    return plain(folded(name)).replace(" ", "")
