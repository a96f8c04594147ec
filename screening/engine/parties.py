"""The parties of a proposal, each once, with their spellings put together (§ 4.5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from screening.model.proposal import Party
from screening.model.values import AgreementStatus
from screening.overlap.organisations import OrganisationIndex
from screening.ruleset.parties import PartyBook, PartyId, Reading, folded_name

__all__ = ["Participant", "PartyReader", "participants"]

_SURE: Final = 0.7
"""From which likeness a name is surely an organisation's."""

_WORST_FIRST: Final[tuple[AgreementStatus, ...]] = ("declined", "none", "intended", "signed")


@dataclass(frozen=True, slots=True)
class Participant:
    """An organisation that takes part.

    ``party`` is None for a third party.  ``written`` holds the spellings of the
    proposal, with how each was read.  Where the same party is named with several
    agreements, the least of them counts.
    """

    key: str
    name: str
    party: PartyId | None
    units: tuple[str, ...]
    agreement: AgreementStatus | None
    written: tuple[tuple[str, Reading], ...]


class PartyReader:
    """Who is meant by a name: one of the two, a known organisation, or somebody else (§ 4.5).

    Known are the organisations that ``book`` lists and those that take part in entries of
    the register.  Only a name that is surely theirs is read as theirs, since an agreement
    of theirs then covers whoever goes by it.  Safe to call from threads.
    """

    def __init__(self, book: PartyBook, register_parties: Iterable[str] = ()) -> None:
        self._book = book
        listed = {folded_name(one.name): one for one in book.organisations}
        groups = {key: [one.name, *one.names, *one.abbreviations] for key, one in listed.items()}
        index = OrganisationIndex(groups.items())
        for name in sorted(set(register_parties)):
            if book.read(name).party is None:
                found = _surely(index, name)
                groups.setdefault(found or folded_name(name), []).append(name)
        self._names = {key: names[0] for key, names in groups.items()}
        self._index = OrganisationIndex(groups.items())
        self.read = lru_cache(maxsize=10_000)(self._read)

    def key_of(self, name: str) -> str:
        """What two names have in common when they mean the same organisation."""
        return self.read(name)[0]

    def name_of(self, name: str) -> str:
        """The name that the organisation is best known by."""
        key, reading = self.read(name)
        return self._book.name(reading.party) if reading.party else self._names.get(key, name)

    def _read(self, name: str) -> tuple[str, Reading]:
        """The key of the organisation that a name means, and how the name was read."""
        reading = self._book.read(name)
        if reading.party is not None:
            return reading.party, reading
        key = _surely(self._index, name) if reading.how == "third-party" else None
        if key is None:
            return folded_name(name), reading
        same = folded_name(name) == folded_name(self._names[key])
        return key, reading if same else replace(reading, how="known")


def _surely(index: OrganisationIndex, name: str) -> str | None:
    found = index.find(name)
    if found is None or found.score < _SURE or found.how == "generated initials":
        return None
    return found.id


def participants(parties: Sequence[Party], reader: PartyReader) -> tuple[Participant, ...]:
    """Each organisation once, in the order in which they are first named."""
    found: dict[str, Participant] = {}
    for party in parties:
        key, reading = reader.read(party.name)
        named = Participant(
            key=key,
            name=reader.name_of(party.name),
            party=reading.party,
            units=_distinct((*([reading.unit] if reading.unit else []), *party.unit)),
            agreement=party.agreement,
            written=((party.name, reading),),
        )
        found[key] = _together(found[key], named) if key in found else named
    return tuple(found.values())


def _together(one: Participant, other: Participant) -> Participant:
    known = [each for each in (one.agreement, other.agreement) if each is not None]
    return replace(
        one,
        units=_distinct((*one.units, *other.units)),
        agreement=min(known, key=_WORST_FIRST.index, default=None),
        written=(*one.written, *other.written),
    )


def _distinct(units: Sequence[str]) -> tuple[str, ...]:
    first: dict[str, str] = {}
    for unit in units:
        first.setdefault(folded_name(unit), unit)
    return tuple(first.values())
