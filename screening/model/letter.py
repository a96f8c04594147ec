"""The letter of intent: its clauses in our own words, and whether it still holds (§ 6)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from screening.model.text import Text
from screening.model.values import Clause, Day, Items, Line, Model

__all__ = ["Letter", "LetterClause", "Review"]

Review = Literal["current", "late", "unknown"]


class LetterClause(Model):
    """One clause, said in our own words, with the place it comes from."""

    id: Clause
    title: Text
    text: Text
    source: Line


class Letter(Model):
    """The clauses that the rules rest on, and the letter's own state.

    ``last_review`` is the day the steering group last tried the letter for revision;
    None means that nobody has written it down.
    """

    name: Text
    status: Literal["in-force", "terminated"]
    terminated_on: Day | None = None
    last_review: Day | None = None
    clauses: Annotated[Items[LetterClause], Field(min_length=1)]

    @field_validator("terminated_on")
    @classmethod
    def _only_of_a_terminated_letter(cls, day: date | None, known: ValidationInfo) -> date | None:
        if day is not None and known.data.get("status") == "in-force":
            raise PydanticCustomError("terminated_but_in_force", "terminated, yet in force")
        return day

    def clause(self, number: str) -> LetterClause | None:
        """The clause with that number, or None."""
        return next((clause for clause in self.clauses if clause.id == number), None)

    def status_on(self, day: date) -> Literal["in-force", "terminated"]:
        """Whether the letter holds on a day: a termination counts from its own day (§ 6)."""
        if self.status == "terminated" and (
            self.terminated_on is None or self.terminated_on <= day
        ):
            return "terminated"
        return "in-force"

    def review_on(self, day: date) -> Review:
        """Whether the yearly review is in time: late when it is over 12 months ago (§ 6)."""
        if self.last_review is None:
            return "unknown"
        due = (self.last_review.year + 1, self.last_review.month, self.last_review.day)
        return "late" if (day.year, day.month, day.day) > due else "current"
