"""The plain case: what is so in a case of facts alone, where nothing else is said.

The letter is in force and was reviewed in time.  The region and the university take
part, with a unit each, and nobody else.  A unit owns a project of up to a year that asks
for no new principles; nothing is committed, nothing named and no form planned.  A
candidate is an active constellation, with possible overlap and no agreement, that has
not been asked.  A partner is a third party, of whose agreement nothing is known.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from screening.ruleset.facts import UNKNOWN, Value
from screening.ruleset.links import SCORES
from screening.ruleset.rules import Bands

__all__ = ["CANDIDATE", "PARTNER", "PROPOSAL", "overlap_of", "score_of"]

PROPOSAL: Final[Mapping[str, Value]] = {
    "letter.status": "in-force",
    "letter.review": "current",
    "parties.region": True,
    "parties.university": True,
    "parties.units": 1,
    "proposal.level": "unit",
    "proposal.category": "project",
    "proposal.new_principles": "no",
    "resources.committed": "no",
    "resources.named": False,
    "period.length": "up-to-a-year",
    "coordination.specific_agreement": False,
    "coordination.joint_meetings": False,
    "coordination.shared_goals": False,
    "coordination.coordinating_function": False,
}
"""The proposal's facts, but for those that follow from others."""

CANDIDATE: Final[Mapping[str, Value]] = {
    "candidate.overlap": "possible",
    "candidate.kind": "constellation",
    "candidate.status": "active",
    "candidate.in_scope": False,
    "candidate.agreement": "none",
    "candidate.answer": "unasked",
    "candidate.level": "unit",
}
"""A candidate's facts; its score is the lowest that its overlap can have."""

PARTNER: Final[Mapping[str, Value]] = {"partner.agreement": UNKNOWN}
"""A partner's facts; whether it is a third party follows from its name."""


def score_of(overlap: Value, bands: Bands) -> int:
    """The lowest score, 0 to 100, that an overlap can have (§ 4.4)."""
    return {"possible": bands.possible, "strong": bands.strong}.get(str(overlap), SCORES[0])


def overlap_of(score: int, bands: Bands) -> str:
    """The overlap that a score, 0 to 100, most often goes with (§ 4.4)."""
    if score >= bands.strong:
        return "strong"
    return "possible" if score >= bands.possible else "none"
