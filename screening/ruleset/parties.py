"""Who is who: the usual spellings of the two parties are recognised (§ 4.5).

A name that is not clearly one of the two is a third party, never silently one of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Final, Literal

from pydantic import Field
from rapidfuzz.distance import OSA

from screening.model.values import Items, Line, Model

__all__ = ["KnownParty", "PartyBook", "PartyId", "Reading", "folded_name"]

PartyId = Literal["region", "university"]
How = Literal["plain", "other-name", "unit", "misspelt", "third-party", "alike", "several"]

_PARENTHESES: Final = re.compile(r"\s*[(\[]([^)\]]*)[)\]]")
_JOINTS: Final = re.compile(
    r"\s*[,;/:|]\s*|\s+[-–—+&]\s+|\s+(?:och|samt|and|genom|via)\s+", re.IGNORECASE
)
_SHORTEST_MISSPELT: Final = 8
_LENGTHS_THAT_ALLOW_A_SLIP: Final = (4, 8)
_ORGANISATION: Final = re.compile(
    r"\b(ab|kommun|stad|region|landsting|länsstyrelsen?|universitet|university|högskolan?|college"
    r"|myndighet(?:en)?|förbund(?:et)?|stiftelsen?|föreningen?|rise|almi|municipality|city)\b",
    re.IGNORECASE,
)


def folded_name(name: str) -> str:
    """A name without regard to case, accents, punctuation and spacing."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    words = "".join(
        character if character.isalnum() else " "
        for character in letters
        if not unicodedata.combining(character)
    )
    return " ".join(words.split())


class KnownParty(Model):
    """One of the two parties, with all names it goes by.

    ``names`` are other, former and English names; ``abbreviations`` are only taken as
    they are written; ``units`` are parts of it that people name in its place.
    """

    id: PartyId
    name: Line
    names: Items[Line] = ()
    abbreviations: Items[Line] = ()
    units: Items[Line] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """How a party's name was read.

    ``party`` is None for a third party; ``unit`` is what the name says of a unit.
    ``how`` is plain, other-name, unit or misspelt for one of the two, third-party for
    others, alike for a third party whose name could be mistaken for one of the two, and
    several where a name joins one of the two with somebody else.
    """

    party: PartyId | None
    unit: str | None
    how: How


class PartyBook(Model):
    """The two parties, and ``others``: names much like theirs that are somebody else's."""

    parties: Annotated[Items[KnownParty], Field(min_length=2, max_length=2)]
    others: Items[Line] = ()

    def name(self, party: PartyId) -> str:
        """The full name of one of the two."""
        return next(known.name for known in self.parties if known.id == party)

    def read(self, name: str) -> Reading:
        """Who a name means (§ 4.5)."""
        whole = self._exactly(name)
        if whole is not None:
            return whole
        if folded_name(name) in self._others:
            return Reading(None, None, "third-party")
        bracketed = " ".join(_PARENTHESES.findall(name)).strip()
        bare = _PARENTHESES.sub("", name).strip()
        head, *rest = [part for part in _JOINTS.split(bare) if part] or [bare]
        if not rest:
            return self._one(bare, bracketed)
        return self._joined(head, rest, bare)

    def _one(self, bare: str, bracketed: str) -> Reading:
        reading = self._exactly(bare) or self._misspelt(bare)
        if reading is None:
            return self._somebody_else(bare)
        inner = self._exactly(bracketed)
        if inner is not None and inner.party != reading.party:
            return Reading(None, None, "several")
        unit = inner.unit if inner else bracketed
        return Reading(reading.party, reading.unit or unit, "unit") if unit else reading

    def _joined(self, head: str, rest: list[str], bare: str) -> Reading:
        """A name of several parts: a party and its unit, or more than one organisation."""
        first = self._exactly(head) or self._misspelt(head)
        known = [reading for reading in map(self._exactly, rest) if reading is not None]
        if first is None:
            return Reading(None, None, "several") if known else self._somebody_else(bare)
        named = {first.party, *(reading.party for reading in known)}
        strangers = [part for part in rest if self._exactly(part) is None]
        if len(named) > 1 or any(_ORGANISATION.search(part) for part in strangers):
            return Reading(None, None, "several")
        unit = first.unit or _JOINTS.split(bare[len(head) :], maxsplit=1)[-1]
        return Reading(first.party, unit, "unit")

    def _somebody_else(self, name: str) -> Reading:
        return Reading(None, None, "alike" if self._mentions(name) else "third-party")

    def _exactly(self, name: str) -> Reading | None:
        return self._names.get(folded_name(name))

    def _misspelt(self, name: str) -> Reading | None:
        """One of the two, if every word is a letter or two from theirs and nobody is nearer."""
        written = folded_name(name)
        if len(written) < _SHORTEST_MISSPELT:
            return None
        near = [
            (distance, known)
            for known in self._long_names
            if (distance := _distance(written, known)) is not None
        ]
        if not near:
            return None
        best, known = min(near)
        if any(OSA.distance(written, other) <= best for other in self._others):
            return None
        reading = self._names[known]
        return Reading(reading.party, reading.unit, "misspelt")

    def _mentions(self, name: str) -> bool:
        written = f" {folded_name(name)} "
        return any(f" {known} " in written for known in self._long_names)

    @cached_property
    def _names(self) -> dict[str, Reading]:
        return dict(self._readings())

    def _readings(self) -> Iterator[tuple[str, Reading]]:
        for known in self.parties:
            for unit in known.units:
                yield folded_name(unit), Reading(known.id, unit, "unit")
            for other in (*known.names, *known.abbreviations):
                yield folded_name(other), Reading(known.id, None, "other-name")
            yield folded_name(known.name), Reading(known.id, None, "plain")

    @cached_property
    def _long_names(self) -> tuple[str, ...]:
        short = {folded_name(word) for known in self.parties for word in known.abbreviations}
        return tuple(
            name for name in self._names if name not in short and len(name) >= _SHORTEST_MISSPELT
        )

    @cached_property
    def _others(self) -> frozenset[str]:
        return frozenset(folded_name(other) for other in self.others)


def _distance(written: str, known: str) -> int | None:
    """How many letters apart two names are, word by word; None where any word is too far."""
    pairs = list(zip(written.split(), known.split(), strict=False))
    if len(written.split()) != len(known.split()):
        return None
    total = 0
    for left, right in pairs:
        apart = OSA.distance(left, right)
        if apart > _slips_allowed(right) or left[0] != right[0]:
            return None
        total += apart
    return total


def _slips_allowed(word: str) -> int:
    """How many letters of a word may be wrong: none of "av", one of "region", two of more."""
    return sum(len(word) >= length for length in _LENGTHS_THAT_ALLOW_A_SLIP)
