"""What a verdict says of overlap: the candidates, what met, and the bands in use (§ 4.4)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from screening.model.values import Items, Kind, Model

__all__ = ["BandsRef", "Evidence", "MetWords", "Missing", "Overlap", "WordPlace"]


class WordPlace(Model):
    """A word and where it stands."""

    word: str
    where: str = Field(description="The text it is of: title, summary, themes[0], name, …")
    start: int = Field(ge=0, description="Its first character in that text, from 0.")
    end: int = Field(ge=0, description="The character after its last.")


class MetWords(Model):
    """A word of the proposal and the word of the entry that it met."""

    proposal: WordPlace
    entry: WordPlace
    how: Literal["same", "part", "spelling", "initials", "synonym", "subject"] = Field(
        description="Forms of one word, a part of a compound, a slip of the pen, the initials of "
        "a name, or what the "
        "vocabulary says: synonyms, or words of one subject."
    )
    via: str = Field(description="The part, the spelling or the vocabulary's term they met by.")
    weight: float = Field(ge=0, description="The rarer the word and the surer, the more.")


class Evidence(Model):
    """A field in which the proposal and an entry met."""

    field: Literal["text", "title", "name", "themes", "subject", "parties"]
    proposal: str = Field(description="What of the proposal met.")
    entry: str = Field(description="What of the entry it met.")
    score: int = Field(ge=0, le=100, description="How alike the two are in this field.")
    words: Items[MetWords] = Field(description="The heaviest words that met.")


class Missing(Model):
    """Words that say something, of either text, that the other says nothing of."""

    proposal: Items[str]
    entry: Items[str]


class Overlap(Model):
    """A candidate: an entry of the register near enough to be weighed, or already asked."""

    id: str
    name: str
    kind: Kind
    score: int = Field(ge=0, le=100, description="How alike proposal and entry are in all.")
    band: Literal["none", "possible", "strong"]
    finding: str | None = Field(description="The first of the findings; null if there is none.")
    findings: Items[str] = Field(description="All that the rules found of the candidate.")
    answer: Literal["unasked", "hosts", "declined", "does-not-fit"]
    status: Literal["active", "dormant", "ended"]
    evidence: Items[Evidence]
    missing: Missing = Field(description="The heaviest words of each that did not meet.")
    rival: str | None = Field(description="The id of the nearest of the other entries.")
    margin: int = Field(description="How far the score is ahead of the rival's; below 0, behind.")


class BandsRef(Model):
    """From which score an overlap was possible and strong, and where that comes from (§ 4.4)."""

    possible: int
    strong: int
    source: Literal["register", "rules"] = Field(
        description="Calibrated on the register, or the rule set's own for want of that."
    )
    standing: Literal["current", "register-changed", "scoring-changed"] | None = Field(
        description="Whether the calibration is of this register and this way of scoring; "
        "null where there is none."
    )
