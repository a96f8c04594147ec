"""A proposal: the new collaboration initiative that is screened."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from screening.model.values import (
    AgreementStatus,
    Answer,
    Category,
    Coordination,
    Day,
    Identifier,
    Items,
    Level,
    Line,
    Model,
    OneOrMore,
    Prose,
    YesNo,
    ends_after_start,
    repeated,
)

__all__ = ["Considered", "Contact", "Party", "Period", "Proposal", "Resources"]


class Party(Model):
    """Somebody who takes part; any but the two parties of the letter is a third party (§ 4.5).

    ``agreement`` says how far the party has come towards an agreement that covers it;
    None means unknown.
    """

    name: Line
    unit: OneOrMore[Line] = ()
    agreement: AgreementStatus | None = None


class Resources(Model):
    """What the initiative takes (§ 6).  None means unknown, never no.

    ``staff_fte`` is full-time equivalents, 0 to 10,000; ``funding_sek`` is kronor,
    0 to 100 billion.
    """

    committed: YesNo | None = None
    staff_fte: Annotated[float, Field(ge=0, le=10_000)] | None = None
    funding_sek: Annotated[float, Field(ge=0, le=100_000_000_000)] | None = None


class Period(Model):
    """When the initiative begins and ends; both days are part of it."""

    start: Day | None = None
    end: Day | None = None

    @field_validator("end")
    @classmethod
    def _not_before_start(cls, end: date | None, known: ValidationInfo) -> date | None:
        return ends_after_start(known.data.get("start"), end)


class Considered(Model):
    """An entry of the register that the proposer has already asked, and its answer (§ 4.4)."""

    constellation: Identifier
    answer: Answer
    reason: Prose | None = None


class Contact(Model):
    """Whom to ask.  Never reaches rules, logs, hashes or reports unless asked for."""

    name: Line | None = None
    unit: Line | None = None
    email: Line | None = None


def _each_once(considered: tuple[Considered, ...]) -> tuple[Considered, ...]:
    again = repeated(item.constellation for item in considered)
    if again:
        raise PydanticCustomError(
            "considered_twice",
            "considered twice",
            {"each": [{"id": key, "at": (index, "constellation")} for index, _, key in again]},
        )
    return considered


class Proposal(Model):
    """A new collaboration initiative, as its proposer describes it.

    Only ``title``, ``summary`` and ``parties`` are required.  At most 100 parties and themes
    and 200 answers can be meant.  What is left out is
    unknown, never no.
    """

    title: Line
    summary: Prose
    parties: Annotated[Items[Party], Field(min_length=1), Field(max_length=100)]
    category: Category | None = None
    themes: Annotated[Items[Line], Field(max_length=100)] = ()
    level: Level | None = None
    resources: Resources = Resources()
    period: Period = Period()
    coordination: Items[Coordination] = ()
    new_principles: YesNo | None = None
    considered: Annotated[Items[Considered], Field(max_length=200), AfterValidator(_each_once)] = ()
    contact: Contact | None = Field(default=None, repr=False)
