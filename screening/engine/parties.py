"""The parties of a proposal, each once, with their spellings put together (§ 4.5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from screening.model.proposal import Party
from screening.model.values import AgreementStatus
from screening.ruleset.parties import PartyBook, PartyId, Reading, folded_name

__all__ = ["Participant", "key_of", "participants"]

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


def key_of(name: str, book: PartyBook) -> str:
    """What two names have in common when they mean the same organisation."""
    return book.read(name).party or folded_name(name)


def participants(parties: Sequence[Party], book: PartyBook) -> tuple[Participant, ...]:
    """Each organisation once, in the order in which they are first named."""
    found: dict[str, Participant] = {}
    for party in parties:
        reading = book.read(party.name)
        key = reading.party or folded_name(party.name)
        named = Participant(
            key=key,
            name=book.name(reading.party) if reading.party else party.name,
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
