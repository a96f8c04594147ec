"""A verdict in brief: what a row of a table of verdicts says."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from screening.messages import Lang
from screening.model.values import Items, Model, Outcome
from screening.model.verdict import NextStep, OpenQuestion, Target

__all__ = ["Brief", "Near"]


class Near(Model):
    """The entry of the register that a proposal is most like (§ 4.4)."""

    id: str
    name: str
    score: int = Field(ge=0, le=100, description="How alike proposal and entry are in all.")
    band: Literal["none", "possible", "strong"]


class Brief(Model):
    """An outcome with what must be known to act on it; the verdict has the rest.

    The same proposal, rules, register and date give the same brief.
    """

    title: str
    sha256: str = Field(description="The hash of the proposal's content, as the verdict has it.")
    lang: Lang
    outcome: Outcome
    outcome_title: str
    target: Target | None = Field(description="Where to take it; null unless routed.")
    clauses: Items[str] = Field(description="The clauses of the rules that decided.")
    why: Items[str] = Field(description="The texts of the rules that decided.")
    obligations: Items[NextStep]
    nearest: Near | None = Field(
        description="Null where no overlap is possible and no entry was asked."
    )
    open_questions: Items[OpenQuestion]
    remarks: Items[str] = Field(description="How names were read where it is not plain.")
    as_of: date = Field(description="The day the facts are of.")
