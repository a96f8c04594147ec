"""The rule files as they are written: keys and types, before anything is looked up.

``when`` is left as it stands; :mod:`screening.ruleset.reading` makes a condition of it.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from screening.model.letter import Letter
from screening.model.text import Text
from screening.model.values import Clause, Day, Items, Line, Model, OneOrMore, Outcome, Slug
from screening.ruleset.parties import PartyBook

__all__ = ["Clauses", "LetterFile", "PartiesFile", "RuleEntry", "RuleFile", "RuleSetFile"]

Clauses = Annotated[OneOrMore[Clause], Field(min_length=1)]
"""One clause of the letter, or a list of them."""


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


class RuleFile(Model):
    """A file of rules; ``clause`` holds for those that name none of their own."""

    rules: Annotated[Items[RuleEntry], Field(min_length=1)]
    clause: Clauses | None = None


class OverlapEntry(Model):
    """From which score, 0 to 100, an overlap is possible and strong (§ 4.4)."""

    possible: Annotated[int, Field(ge=1, le=100)]
    strong: Annotated[int, Field(ge=1, le=100)]

    @model_validator(mode="after")
    def _strong_is_above_possible(self) -> Self:
        if self.strong <= self.possible:
            raise PydanticCustomError(
                "bands_crossed", "strong is not above possible", {"at": ("strong",)}
            )
        return self


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
    when: Any
    never: Outcome


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

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise PydanticCustomError(
                "end_before_start",
                "ends before it starts",
                {
                    "at": ("valid_to",),
                    "start": self.valid_from.isoformat(),
                    "end": self.valid_to.isoformat(),
                },
            )
        return self


class LetterFile(Letter):
    """``letter.yaml``: the letter of intent."""


class PartiesFile(PartyBook):
    """``parties.yaml``: the names that the two parties go by."""
