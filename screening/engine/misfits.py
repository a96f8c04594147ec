"""What only the rules and the register can tell of a proposal, at its place in a document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from screening.errors import Problem
from screening.intake.document import Document
from screening.intake.places import Path
from screening.intake.words import nearest, shown
from screening.model.proposal import Proposal
from screening.ruleset.parties import Reading

__all__ = ["Entries", "fits", "misfits"]


class Entries(Protocol):
    """The ids of a register."""

    def __contains__(self, entry_id: object) -> bool:
        """Whether an entry has that id."""

    def ids(self) -> Iterable[str]:
        """All ids."""


def fits(proposal: Proposal, read: Callable[[str], Reading], register: Entries) -> bool:
    """Whether nothing of a proposal is such a misfit."""
    return all(item.constellation in register for item in proposal.considered) and not any(
        read(party.name).how == "several" for party in proposal.parties
    )


def misfits(
    document: Document[None],
    read: Callable[[str], Reading],
    register: Entries,
    under: Path = (),
) -> Iterator[Problem]:
    """What does not fit of the proposal that stands ``under`` a path of the document.

    Names of one of the two together with somebody else (§ 4.5), and answers of entries
    that the register does not have (§ 4.4).  ``read`` tells whom a name means.
    """
    for path in document.each((*under, "parties")):
        name = document.word((*path, "name"))
        if name and read(name).how == "several":
            yield document.problem("input.several-parties", (*path, "name"), value=shown(name))
    for path in document.each((*under, "considered")):
        entry = document.word((*path, "constellation"))
        if entry and entry not in register:
            where = (*path, "constellation")
            near = nearest(entry, register.ids())
            yield document.problem(
                "input.unknown-considered", where, suggestion=near, id=shown(entry)
            )
