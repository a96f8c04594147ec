"""Proposals and entries in short, and the facts that are drawn from them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, Final

from screening.engine.drawing import Nearness, draw
from screening.engine.parties import PartyReader, participants
from screening.engine.situation import Situation
from screening.intake.files import proposal_from_data, register_from_data
from screening.model.letter import Letter
from screening.model.proposal import Proposal
from screening.model.register import Register, RegisterEntry
from screening.model.vocabulary import Vocabulary
from screening.overlap.matching import Match, Matcher, Query
from screening.overlap.scoring import FIELDS
from screening.ruleset.rules import Bands, RuleSet

__all__ = [
    "BANDS",
    "DAY",
    "REGION",
    "SAME_THEME",
    "UNIVERSITY",
    "drawn",
    "entry",
    "letter",
    "match",
    "proposal",
]

DAY: Final = date(2026, 11, 23)
REGION: Final = {"name": "Region Västmanland"}
UNIVERSITY: Final = {"name": "Mälardalens universitet"}
BANDS: Final = Bands(possible=25, strong=42)
"""Bands of their own, so that a score says what it says whatever a register's bands are."""
SAME_THEME: Final = Matcher(Register(entries=()), Vocabulary()).same_theme


def proposal(**changes: Any) -> Proposal:
    """A proposal of the two parties that says nothing more than it must, but for changes."""
    data = {
        "title": "Balansgrupper",
        "summary": "Balansträning i grupp.",
        "parties": [REGION, UNIVERSITY],
        **changes,
    }
    return proposal_from_data(data).model


def entry(**changes: Any) -> RegisterEntry:
    """An entry of the two parties that says nothing more than it must, but for changes."""
    data = {
        "id": "K-1",
        "name": "Balansgruppen",
        "kind": "constellation",
        "status": "active",
        "parties": ["Region Västmanland", "Mälardalens universitet"],
        **changes,
    }
    return register_from_data([data]).model.entries[0]


def match(
    score: int, *, text: float = 0.0, name: float = 0.0, of: RegisterEntry | None = None
) -> Match:
    """A match with a score and two likenesses."""
    one = of or entry()
    matcher = Matcher(Register(entries=(one,)), Vocabulary())
    (found,) = matcher.matches(matcher.read(Query(one.name, "")), at_least=0)
    fields = dict.fromkeys(FIELDS, 0.0) | {"text": text, "name": name}
    return replace(found, score=score, fields=fields)


def letter(**changes: Any) -> Letter:
    """A letter in force that nobody has reviewed, but for changes."""
    text = {"sv": "a", "en": "a"}
    clause = {"id": "6", "title": text, "text": text, "source": "§ 6"}
    return Letter.model_validate(
        {"name": text, "status": "in-force", "clauses": [clause], **changes}
    )


def drawn(
    ruleset: RuleSet, given: Proposal, *entries: RegisterEntry, day: date = DAY, score: int = 50
) -> Situation:
    """The facts of a proposal that each entry matches with the same score."""
    matches = [match(score, text=0.5, name=0.5, of=one) for one in entries]
    parties = PartyReader(ruleset.parties, [name for one in entries for name in one.parties])
    near = Nearness(BANDS, SAME_THEME, parties)
    return draw(given, participants(given.parties, parties), matches, ruleset, day, near)
