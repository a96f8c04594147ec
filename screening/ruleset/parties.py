"""Who is who: the usual spellings of the two parties are recognised (§ 4.5).

A name that is not clearly one of the two is a third party, never silently one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Final, Literal

from pydantic import Field
from rapidfuzz.distance import OSA

from screening.model.values import Items, Line, Model
from screening.ruleset.party_spellings import (
    folded_name,
    is_called_a_unit,
    other_forms,
    says_nothing,
    without_remarks,
)

__all__ = ["KnownOrganisation", "KnownParty", "PartyBook", "PartyId", "Reading", "folded_name"]

PartyId = Literal["region", "university"]
How = Literal["plain", "other-name", "unit", "misspelt", "third-party", "known", "alike", "several"]

_PARENTHESES: Final = re.compile(r"\s*[(\[]([^)\]]*)[)\]]")
_JOINTS: Final = re.compile(
    r"\s*[,;/:|]\s*|\s+[-–—+&]\s+|\s+(?:och|samt|and|genom|via)\s+", re.IGNORECASE
)
_AND: Final = re.compile(r"\s+(?:[+&]|och|samt|and)\s+", re.IGNORECASE)
_SHORTEST_MISSPELT: Final = 8
_LENGTHS_THAT_ALLOW_A_SLIP: Final = (4, 8)
_ORGANISATION: Final = re.compile(
    r"\b(ab|kommun|stad|region|landsting|länsstyrelsen?|universitet|university|högskolan?|college"
    r"|myndighet(?:en)?|förbund(?:et)?|stiftelsen?|föreningen?|rise|almi|municipality|city)\b",
    re.IGNORECASE,
)


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


class KnownOrganisation(Model):
    """An organisation that is neither of the two, with all names it goes by."""

    name: Line
    names: Items[Line] = ()
    abbreviations: Items[Line] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """How a party's name was read.

    ``party`` is None for a third party; ``unit`` is what the name says of a unit.
    ``how`` is plain, other-name, unit or misspelt for one of the two, third-party for
    others, known for one of those under another of its names, alike for a third party
    whose name could be mistaken for one of the two, and several where a name joins one of
    the two with somebody else.
    """

    party: PartyId | None
    unit: str | None
    how: How


class PartyBook(Model):
    """The two parties, and ``others``: names much like theirs that are somebody else's.

    ``organisations`` are others that proposals name in several ways.
    """

    parties: Annotated[Items[KnownParty], Field(min_length=2, max_length=2)]
    others: Items[Line] = ()
    organisations: Items[KnownOrganisation] = ()

    def name(self, party: PartyId) -> str:
        """The full name of one of the two."""
        return next(known.name for known in self.parties if known.id == party)

    def read(self, name: str) -> Reading:
        """Who a name means (§ 4.5)."""
        name = without_remarks(name)
        whole = self._exactly(name)
        if whole is not None:
            return whole
        if folded_name(name) in self._others:
            return Reading(None, None, "third-party")
        bracketed = " ".join(_PARENTHESES.findall(name)).strip()
        bare = _PARENTHESES.sub("", name).strip()
        head, *rest = [part for part in _JOINTS.split(bare) if not says_nothing(part)] or [bare]
        if not rest:
            return self._one(head, bracketed)
        return self._joined(head, rest, bare)

    def _one(self, bare: str, bracketed: str) -> Reading:
        reading = self._meant(bare) or self._twice(bare)
        if reading is None:
            return self._somebody_else(bare)
        inner = self._known(bracketed)
        if inner is not None and inner.party != reading.party:
            return Reading(None, None, "several")
        unit = inner.unit if inner else bracketed
        return Reading(reading.party, reading.unit or unit, "unit") if unit else reading

    def _twice(self, name: str) -> Reading | None:
        """One of the two, named by an abbreviation and a name side by side."""
        words = name.split()
        for one, other in ((words[:1], words[1:]), (words[-1:], words[:-1])):
            short, long = self._exactly(" ".join(one)), self._known(" ".join(other))
            if short and long and (short.party, long.unit) == (long.party, short.unit):
                return long
        return None

    def _joined(self, head: str, rest: list[str], bare: str) -> Reading:
        """A name of several parts: a party and its unit, or more than one organisation."""
        first = self._meant(head)
        known = [reading for reading in map(self._known, rest) if reading is not None]
        if first is None:
            return self._unit_first(bare) if known else self._somebody_else(bare)
        named = {first.party, *(reading.party for reading in known)}
        strangers = [part for part in rest if self._known(part) is None]
        if len(named) > 1 or any(_ORGANISATION.search(part) for part in strangers):
            return Reading(None, None, "several")
        after = bare.partition(head)[2]
        # "… och ABB" names somebody more; "…, HR och ekonomi" does not.
        if _AND.match(after) and rest[0] in strangers and not is_called_a_unit(rest[0]):
            return Reading(None, None, "several")
        if not strangers and not any(reading.unit for reading in known):
            return first
        unit = first.unit or _JOINTS.split(after, maxsplit=1)[-1]
        return Reading(first.party, unit, "unit")

    def _unit_first(self, bare: str) -> Reading:
        """A name that ends in a party: its unit where it begins as one, else somebody else too."""
        *_, joint = _JOINTS.finditer(bare)
        unit, last = bare[: joint.start()], self._known(bare[joint.end() :])
        if last is not None and last.unit is None:
            own = self._known(unit)
            called = is_called_a_unit(unit) and not _ORGANISATION.search(unit)
            if own.party == last.party if own else called:
                return Reading(last.party, unit, "unit")
        return Reading(None, None, "several")

    def _somebody_else(self, name: str) -> Reading:
        return Reading(None, None, "alike" if self._mentions(name) else "third-party")

    def _exactly(self, name: str) -> Reading | None:
        return self._names.get(folded_name(name))

    def _known(self, name: str) -> Reading | None:
        """One of the two, by a name that is theirs but for small words, order and endings."""
        name = without_remarks(name)
        return self._exactly(name) or self._otherwise_written(name)

    def _meant(self, name: str) -> Reading | None:
        return self._exactly(name) or self._misspelt(name) or self._otherwise_written(name)

    def _otherwise_written(self, name: str) -> Reading | None:
        found = (self._forms.get(form) for form in other_forms(name))
        return next((reading for reading in found if reading is not None), None)

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

    @cached_property
    def _forms(self) -> dict[str, Reading]:
        """The two by the other forms of their names, those apart that others share."""
        theirs = {form for other in self.others for form in other_forms(other)}
        return {
            form: Reading(known.id, None, "other-name")
            for known in self.parties
            for name in (known.name, *known.names, *known.abbreviations)
            for form in other_forms(name)
            if form not in theirs
        }

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
