"""Whom a reader of a verdict can turn to: units always, people where they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from screening.model.proposal import Contact
from screening.model.verdict import NextStep, Verdict
from screening.overlap.registers import AnyRegister

__all__ = ["People", "Person", "people_of"]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to turn to, and the entry of the register that is meant; None for the proposal."""

    entry: str | None
    contact: Contact


@dataclass(frozen=True, slots=True)
class People:
    """The units that answer for entries, by the entries' ids, and the people that are told of."""

    units: Mapping[str, str]
    persons: tuple[Person, ...] = ()

    def for_step(self, step: NextStep, verdict: Verdict) -> str:
        """The units that a step concerns; empty where none is known."""
        return ", ".join(
            dict.fromkeys(
                self.units[one.id]
                for one in verdict.overlaps
                if one.id in self.units
                # A rule that is tried for the proposal names the entry in its text alone.
                and (step.about == one.id or f"{one.id} {one.name}" in step.text)
            )
        )


def people_of(verdict: Verdict, register: AnyRegister, proposer: Contact | None) -> People:
    """Whom to turn to about a verdict's entries.

    Args:
        verdict: the verdict.
        register: what the proposal was tried against.
        proposer: whom to ask of the proposal; None where names and addresses of people are
            not asked for, and then no entry's are told of either.
    """
    found = dict(_contacts(verdict, register))
    units = {entry: one.unit for entry, one in found.items() if one.unit}
    if proposer is None:
        return People(units)
    persons = [Person(None, proposer), *(Person(entry, one) for entry, one in found.items())]
    return People(units, tuple(one for one in persons if one.contact != Contact()))


def _contacts(verdict: Verdict, register: AnyRegister) -> Iterator[tuple[str, Contact]]:
    for overlap in verdict.overlaps:
        entry = register.get(overlap.id)
        if entry is not None and entry.contact is not None:
            yield entry.id, entry.contact
