"""Case files as they are written: keys and types, before anything is looked up."""

from __future__ import annotations

import warnings
from typing import Annotated, Any, Literal

from pydantic import Field

from screening.model.proposal import Proposal
from screening.model.register import RegisterEntry
from screening.model.values import (
    Clause,
    Day,
    Identifier,
    Items,
    Line,
    Model,
    OneOrMore,
    Outcome,
    Slug,
    YesNo,
)

__all__ = ["CaseEntry", "CaseFile", "Expect", "LetterChange"]


class LetterChange(Model):
    """What is other in a case than in ``letter.yaml`` (§ 6)."""

    status: Literal["in-force", "terminated"] | None = None
    terminated_on: Day | None = None
    last_review: Day | None = None


class Expect(Model):
    """What a case is to give; only what stands here is compared.

    ``target`` may be null, which is not the same as left out.  ``rules`` are those that
    give the outcome, ``findings`` those of every candidate (by id) and of the partners
    that are named; null where there is none.
    """

    outcome: Outcome | None = None
    target: Identifier | None = None
    clauses: OneOrMore[Clause] | None = None
    rules: OneOrMore[Slug] | None = None
    obligations: OneOrMore[Slug] | None = None
    findings: dict[str, OneOrMore[Slug] | None] | None = None


with warnings.catch_warnings():
    # pydantic takes the metaclass's own method for an attribute of the model.
    warnings.filterwarnings("ignore", message='Field name "register"')

    class CaseEntry(Model):
        """One case: a whole proposal with a small register, or facts alone."""

        name: Line
        expect: Expect
        rule: Slug | None = None
        fires: YesNo | None = None
        as_of: Day | None = None
        proposal: Proposal | None = None
        register: Items[RegisterEntry] = ()
        letter: LetterChange | None = None
        facts: dict[str, Any] | None = None
        candidates: Items[dict[str, Any]] = ()
        partners: Items[dict[str, Any]] = ()


class CaseFile(Model):
    """A file of cases: a list, alone or under ``cases``."""

    cases: Annotated[Items[CaseEntry], Field(min_length=1)]
