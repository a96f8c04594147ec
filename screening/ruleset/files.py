"""The rule files as they are written: keys and types, before anything is looked up.

``when`` is left as it stands; :mod:`screening.ruleset.reading` makes a condition of it.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from screening.model.letter import Letter
from screening.model.text import Text
from screening.model.values import (
    Clause,
    Day,
    Items,
    Line,
    Model,
    OneOrMore,
    Outcome,
    Slug,
    ends_after_start,
)
from screening.model.vocabulary import Vocabulary
from screening.ruleset.parties import PartyBook

__all__ = [
    "Clauses",
    "LetterFile",
    "PartiesFile",
    "RuleEntry",
    "RuleFile",
    "RuleSetFile",
    "VocabularyFile",
]

Clauses = Annotated[OneOrMore[Clause], Field(min_length=1)]
"""One clause of the letter, or a list of them."""


def _last_day(end: date | None, known: ValidationInfo) -> date | None:
    return ends_after_start(known.data.get("valid_from"), end)


class Conclusion(Model):
    """What follows when a rule fires: at least one of the three."""

    finding: Slug | None = None
    outcome: Outcome | None = None
    obligations: OneOrMore[Slug] = ()
    because: Text | None = None

    @model_validator(mode="after")
    def _concludes_something(self) -> Self:
        if self.finding is None and self.outcome is None and not self.obligations:
            raise PydanticCustomError("no_conclusion", "nothing follows", {})
        return self


class RuleEntry(Model):
    """One rule of a file."""

    id: Slug
    title: Text
    when: Any
    then: Conclusion
    clause: Clauses | None = None
    for_each: Literal["candidate", "partner"] | None = None
    valid_from: Day | None = None
    valid_to: Day | None = None

    _not_before_start = field_validator("valid_to")(_last_day)


class RuleFile(Model):
    """A file of rules; ``clause`` holds for those that name none of their own."""

    rules: Annotated[Items[RuleEntry], Field(min_length=1)]
    clause: Clauses | None = None


class OverlapEntry(Model):
    """From which score, 0 to 100, an overlap is possible and strong (§ 4.4)."""

    possible: Annotated[int, Field(ge=1, le=100)]
    strong: Annotated[int, Field(ge=1, le=100)]

    @field_validator("strong")
    @classmethod
    def _above_possible(cls, strong: int, known: ValidationInfo) -> int:
        if strong <= known.data.get("possible", 0):
            raise PydanticCustomError("bands_crossed", "strong is not above possible")
        return strong


class OutcomeEntry(Model):
    """An outcome, its name and what it means."""

    id: Outcome
    title: Text
    text: Text


class ObligationEntry(Model):
    """Something to be done next."""

    id: Slug
    clause: Clauses
    text: Text
    due: Literal["before-start", "at-resourcing"] | None = None


class PropertyEntry(Model):
    """A property that the rules must hold to."""

    id: Slug
    clause: Clauses
    never: Outcome
    when: Any = None
    change: Any = None
    add: Any = None
    valid_from: Day | None = None
    valid_to: Day | None = None

    _not_before_start = field_validator("valid_to")(_last_day)


class RuleSetFile(Model):
    """``ruleset.yaml``: what concerns all rules."""

    name: Line
    version: Line
    valid_from: Day
    overlap: OverlapEntry
    outcomes: Annotated[Items[OutcomeEntry], Field(min_length=1)]
    valid_to: Day | None = None
    obligations: Items[ObligationEntry] = ()
    must_hold: Items[PropertyEntry] = ()

    _not_before_start = field_validator("valid_to")(_last_day)


class LetterFile(Letter):
    """``letter.yaml``: the letter of intent."""


class PartiesFile(PartyBook):
    """``parties.yaml``: the names that the two parties go by."""


class VocabularyFile(Vocabulary):
    """``vocabulary.yaml``: the words that mean the same; a rule set can do without."""
