"""Facts that cannot be so together: a case that has them would say nothing of the rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from screening.engine.situation import Candidate, Situation
from screening.intake.places import Path
from screening.ruleset.conditions import holds
from screening.ruleset.facts import Scope
from screening.ruleset.links import LINKS
from screening.ruleset.rules import Bands

__all__ = ["TOLD", "alone", "together"]

TOLD: Final[Mapping[str, tuple[str, str]]] = {
    "only-broad-entries-have-a-scope": ("constellation-in-scope", "candidate.in_scope"),
    "what-overlaps-in-nothing-is-named-by-the-proposer": ("no-candidate", "candidate.overlap"),
}
"""What each link of a candidate's facts is told as: a code, and the key that it is told at."""


def alone(candidate: Candidate, bands: Bands) -> Iterator[tuple[str, str]]:
    """What cannot be so of one candidate: a code, and the key that it is told at (§ 4.4)."""
    facts = candidate.facts
    score, overlap = int(facts["candidate.score"]), facts["candidate.overlap"]
    if (overlap == "none") is not (score < bands.possible) or (
        overlap == "strong" and score < bands.strong
    ):
        yield "score-of-another-overlap", "candidate.score"
    for link in LINKS:
        if link.scope is Scope.CANDIDATE and not holds(link.holds, facts):
            yield TOLD[link.id]
    if facts["candidate.agreement"] != "in-force" and candidate.outlasts != "no":
        yield "outlasts-nothing", "outlasts"


def together(situation: Situation) -> Iterator[tuple[str, Path]]:
    """What cannot be so of the candidates and the proposal's period, taken together (§ 6)."""
    known = situation.facts["period.length"] != "unknown"
    ends_in_time = [
        each.facts["candidate.agreement"] == "in-force" and each.outlasts == "no"
        for each in situation.candidates
    ]
    for number, candidate in enumerate(situation.candidates):
        if candidate.outlasts == "unknown" and (known or any(ends_in_time)):
            yield "outlasts-known", ("candidates", number, "outlasts")
