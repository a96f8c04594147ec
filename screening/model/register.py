"""The register: every constellation, platform and framework agreement there is (§§ 2, 4.4)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from screening.model.proposal import Contact
from screening.model.values import (
    Category,
    Day,
    EntryStatus,
    HostAgreement,
    Identifier,
    Items,
    Kind,
    Level,
    Line,
    Model,
    Prose,
    repeated,
)

__all__ = ["Agreement", "Covers", "Register", "RegisterEntry"]


class Agreement(Model):
    """What an entry rests on.  Without ``valid_to`` an agreement has no last day."""

    status: HostAgreement
    valid_to: Day | None = None


class Covers(Model):
    """What a platform or framework agreement takes in; an empty list takes in all."""

    categories: Items[Category] = ()
    themes: Items[Line] = ()


class RegisterEntry(Model):
    """A constellation, a platform or a framework agreement.

    ``covers`` belongs to platforms and framework agreements alone.  ``agreement`` left
    out is weighed as none: nobody can rest on an agreement that nobody knows of.
    """

    id: Identifier
    name: Line
    kind: Kind
    status: EntryStatus
    parties: Annotated[Items[Line], Field(min_length=1)]
    aliases: Items[Line] = ()
    category: Category | None = None
    description: Prose | None = None
    themes: Items[Line] = ()
    covers: Covers | None = None
    level: Level | None = None
    agreement: Agreement | None = None
    contact: Contact | None = Field(default=None, repr=False)

    @field_validator("covers")
    @classmethod
    def _only_of_broader_hosts(cls, covers: Covers | None, known: ValidationInfo) -> Covers | None:
        if covers is not None and known.data.get("kind") == "constellation":
            raise PydanticCustomError("covers_of_constellation", "covers of a constellation")
        return covers


def _unique_ids(entries: tuple[RegisterEntry, ...]) -> tuple[RegisterEntry, ...]:
    again = repeated(entry.id for entry in entries)
    if again:
        raise PydanticCustomError(
            "duplicate_id",
            "duplicate id",
            {"each": [{"id": key, "at": (index, "id")} for index, _, key in again]},
        )
    return entries


class Register(Model):
    """All entries, each with an id of its own."""

    entries: Annotated[Items[RegisterEntry], AfterValidator(_unique_ids)]

    @cached_property
    def _by_id(self) -> dict[str, RegisterEntry]:
        return {entry.id: entry for entry in self.entries}

    def get(self, entry_id: str) -> RegisterEntry | None:
        """The entry with that id, or None."""
        return self._by_id.get(entry_id)

    def __contains__(self, entry_id: object) -> bool:
        return entry_id in self._by_id

    def __len__(self) -> int:
        return len(self.entries)

    def ids(self) -> Iterator[str]:
        """The ids, in the order of the file."""
        return iter(self._by_id)
