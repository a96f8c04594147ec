"""The verdict: an outcome with all that explains it, as other tools read it.

Keys are only ever added while ``schema_version`` is 1.  Texts are in the language that
the screening was asked for (``lang``).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from screening.messages import Lang
from screening.model.overlap import BandsRef, Overlap
from screening.model.values import AgreementStatus, Items, Model, Outcome

__all__ = [
    "ChangedFact",
    "Details",
    "FailedTest",
    "NextStep",
    "OpenQuestion",
    "ProposalRef",
    "ReadParty",
    "Reason",
    "RegisterRef",
    "RelatedFact",
    "Remark",
    "RuleSetRef",
    "Target",
    "Unfired",
    "Verdict",
    "WhatWouldChange",
    "WhyNot",
]

FactValue = bool | int | str


class Target(Model):
    """The existing collaboration that the initiative is routed to (§ 4.4)."""

    id: str
    name: str
    contact_unit: str | None = Field(description="The unit to contact; null if not registered.")


class Reason(Model):
    """A rule that fired."""

    rule: str = Field(description="The rule's id.")
    clause: Items[str] = Field(description="The clauses of the letter that the rule encodes.")
    title: str
    text: str = Field(description="Why, filled in for this case; the title where a rule has none.")
    facts: dict[str, FactValue] = Field(
        description="The facts that the rule read, and their values."
    )
    decisive: bool = Field(description="Whether the rule gives the verdict's outcome.")
    about: str | None = Field(
        description="The candidate's id or the party's name, for rules that are tried for each."
    )
    finding: str | None = Field(description="The finding that the rule concludes.")
    outcome: Outcome | None = Field(description="The outcome that the rule gives.")


class NextStep(Model):
    """An obligation: something to be done next."""

    id: str
    clause: Items[str]
    text: str
    due: Literal["before-start", "at-resourcing"] | None
    about: str | None = Field(description="The candidate or party that it concerns.")


class RelatedFact(Model):
    """A fact of the proposal, a candidate or a party."""

    fact: str
    about: str | None = Field(description="The candidate's id or the party's name.")


class OpenQuestion(Model):
    """Something unknown whose answer could change the outcome."""

    fact: str
    asked: str = Field(description="The question, as it can be put to somebody.")
    about: str | None = Field(description="The candidate's id or the party's name.")
    changes_outcome_to: Items[Outcome]
    together_with: Items[RelatedFact] = Field(
        description="Facts that would have to be answered too, where one answer is not enough."
    )


class Remark(Model):
    """Something a reader should know of how the verdict came about."""

    code: str
    text: str


class ReadParty(Model):
    """An organisation that takes part, and how its name was read."""

    name: str
    role: Literal["region", "university", "third-party"]
    units: Items[str]
    agreement: AgreementStatus | Literal["unknown"]
    written: Items[str] = Field(description="The spellings in the proposal.")


class FailedTest(Model):
    """A test that did not hold: what the rule wanted, and what it saw."""

    fact: str
    operator: Literal["one_of", "none_of", "at_least", "at_most"]
    values: Items[FactValue] = Field(description="What the operator compares with.")
    saw: FactValue
    alternative: bool = Field(description="Whether this is one of several, any of which is enough.")


class Details(Model):
    """For one candidate or party: what kept a rule from concluding the finding it missed."""

    about: str
    rule: str
    title: str
    failed: Items[FailedTest]


class Unfired(Model):
    """A rule that could have given an outcome, and what kept it from it.

    ``failed`` is empty where the rule did fire, and another outcome won.
    """

    rule: str
    clause: Items[str]
    title: str
    failed: Items[FailedTest]
    details: Items[Details]


class WhyNot(Model):
    """Why another outcome was not given."""

    outcome: Outcome
    rules: Items[Unfired]


class ChangedFact(Model):
    """A fact with another value than it has."""

    fact: str
    about: str | None
    was: FactValue
    becomes: Items[FactValue] = Field(description="Any of these; they make the same difference.")


class WhatWouldChange(Model):
    """The smallest sets of facts that would give another outcome.

    ``sets`` is empty where no change of up to four facts would; ``complete`` is false where
    the search was stopped before it could say so.
    """

    outcome: Outcome
    sets: Items[Items[ChangedFact]]
    left_out: int = Field(description="How many more sets of the same size there are.")
    complete: bool


class RuleSetRef(Model):
    """Which rules decided."""

    name: str
    version: str
    sha256: str
    valid_from: date
    valid_to: date | None


class RegisterRef(Model):
    """Which register the proposal was tried against."""

    sha256: str
    entries: int
    sample: bool = Field(description="Whether it is the invented sample that ships.")


class ProposalRef(Model):
    """Which proposal was screened; the hash is of its content, the contact left out."""

    title: str
    sha256: str


class Verdict(Model):
    """An outcome with all that explains it.

    The same proposal, rules, register and date give the same verdict but for
    ``screened_at``.
    """

    schema_version: Literal[1] = 1
    lang: Lang
    outcome: Outcome
    outcome_title: str
    outcome_text: str
    target: Target | None = Field(description="Where to take it; null unless routed.")
    clauses: Items[str] = Field(description="The clauses of the rules that decided.")
    reasons: Items[Reason]
    obligations: Items[NextStep]
    overlaps: Items[Overlap]
    bands: BandsRef
    open_questions: Items[OpenQuestion]
    parties: Items[ReadParty]
    remarks: Items[Remark]
    why_not: Items[WhyNot] | None = Field(description="Null unless explanations are asked for.")
    what_would_change: Items[WhatWouldChange] | None = Field(
        description="Null unless explanations are asked for."
    )
    ruleset: RuleSetRef
    register_: RegisterRef = Field(alias="register")
    proposal: ProposalRef
    engine: Literal["durable", "plain"]
    as_of: date = Field(description="The day the facts are of.")
    screened_at: datetime = Field(description="When the screening was made, in UTC.")

    def to_json(self, *, indent: int | None = None) -> str:
        """The verdict as JSON."""
        return self.model_dump_json(by_alias=True, indent=indent)
