"""Facts out of a proposal, a register and the letter, on the day of screening."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from screening.engine.parties import Participant, PartyReader
from screening.engine.situation import Candidate, Partner, Situation
from screening.model.proposal import Period, Proposal
from screening.model.register import RegisterEntry
from screening.model.values import HostAgreement
from screening.overlap.matching import Match
from screening.ruleset.facts import UNKNOWN, Value
from screening.ruleset.rules import Bands, RuleSet

__all__ = ["Nearness", "agreement_on", "band_of", "draw", "takes_in"]

Band = Literal["none", "possible", "strong"]
SameTheme = Callable[[str, str], bool]

_A_YEAR: Final = 365
"""Days from the first to the last; more than these is over a year (§ 4.3)."""


@dataclass(frozen=True, slots=True)
class Nearness:
    """When two texts mean the same: the bands in use, themes, and names of organisations."""

    bands: Bands
    same_theme: SameTheme
    parties: PartyReader


def band_of(match: Match, bands: Bands) -> Band:
    """How far a match reaches: strong needs the score and that the fields agree (§ 4.4)."""
    if match.score >= bands.strong and match.agreed:
        return "strong"
    return "possible" if match.score >= bands.possible else "none"


def draw(
    proposal: Proposal,
    parties: Sequence[Participant],
    matches: Sequence[Match],
    ruleset: RuleSet,
    as_of: date,
    near: Nearness,
) -> Situation:
    """All facts that are known on a day."""
    answers = {item.constellation: item.answer for item in proposal.considered}
    case = _Case(proposal, parties, ruleset, as_of, near)
    candidates = tuple(
        _candidate(match, answers.get(match.entry.id, "unasked"), case) for match in matches
    )
    return Situation(
        candidates=candidates,
        partners=tuple(_partner(party) for party in parties),
        facts=_proposal_facts(proposal, parties, ruleset, as_of),
    )


@dataclass(frozen=True, slots=True)
class _Case:
    """What all candidates of a proposal are weighed against."""

    proposal: Proposal
    parties: Sequence[Participant]
    ruleset: RuleSet
    as_of: date
    near: Nearness


def _candidate(match: Match, answer: str, case: _Case) -> Candidate:
    entry = match.entry
    agreement = agreement_on(entry, case.as_of)
    keys = {case.near.parties.key_of(name) for name in entry.parties}
    facts: dict[str, Value] = {
        "candidate.overlap": band_of(match, case.near.bands),
        "candidate.score": match.score,
        "candidate.kind": entry.kind,
        "candidate.status": entry.status,
        "candidate.in_scope": takes_in(entry, case.proposal, case.near.same_theme),
        "candidate.agreement": agreement,
        "candidate.answer": answer,
        "candidate.level": entry.level or UNKNOWN,
    }
    covers = frozenset(place for place, party in enumerate(case.parties) if party.key in keys)
    return Candidate(entry.id, facts, covers, _outlasts(entry, agreement, case.proposal.period))


def agreement_on(entry: RegisterEntry, day: date) -> HostAgreement:
    """The state of an entry's agreement on a day: one past its last day is expired (§ 6)."""
    agreement = entry.agreement
    if agreement is None:
        return "none"
    if agreement.status == "in-force" and agreement.valid_to and agreement.valid_to < day:
        return "expired"
    return agreement.status


def takes_in(entry: RegisterEntry, proposal: Proposal, same_theme: SameTheme) -> bool:
    """Whether a platform or framework agreement covers the category and a theme (§ 4.4)."""
    covers = entry.covers
    if covers is None:
        return False
    category = (
        not covers.categories or proposal.category is None or proposal.category in covers.categories
    )
    theme = not covers.themes or any(
        same_theme(mine, theirs) for mine in proposal.themes for theirs in covers.themes
    )
    return category and theme


def _outlasts(
    entry: RegisterEntry, agreement: HostAgreement, period: Period
) -> Literal["yes", "no", "unknown"]:
    """Whether the agreement lasts as long as the proposal's period (§ 6)."""
    if agreement != "in-force":
        return "no"
    last = entry.agreement.valid_to if entry.agreement else None
    if last is None:
        return "yes"
    if period.end is None:
        return "unknown"
    return "yes" if last >= period.end else "no"


def _partner(party: Participant) -> Partner:
    return Partner(
        party.name,
        {
            "partner.third_party": party.party is None,
            "partner.agreement": party.agreement or UNKNOWN,
        },
    )


def _proposal_facts(
    proposal: Proposal, parties: Sequence[Participant], ruleset: RuleSet, as_of: date
) -> dict[str, Value]:
    resources = proposal.resources
    present = {party.party for party in parties}
    return {
        "letter.status": ruleset.letter.status_on(as_of),
        "letter.review": ruleset.letter.review_on(as_of),
        "parties.region": "region" in present,
        "parties.university": "university" in present,
        "parties.count": len(parties),
        "parties.units": max((len(party.units) for party in parties), default=0),
        "proposal.level": proposal.level or UNKNOWN,
        "proposal.category": proposal.category or UNKNOWN,
        "proposal.new_principles": _yes_no_unknown(proposal.new_principles),
        "resources.committed": _yes_no_unknown(resources.committed),
        "resources.named": bool(resources.staff_fte or resources.funding_sek),
        "period.length": _length(proposal.period),
        "coordination.specific_agreement": "specific-agreement" in proposal.coordination,
        "coordination.joint_meetings": "joint-meetings" in proposal.coordination,
        "coordination.shared_goals": "shared-goals" in proposal.coordination,
        "coordination.coordinating_function": "coordinating-function" in proposal.coordination,
    }


def _yes_no_unknown(answer: bool | None) -> str:  # noqa: FBT001 - it is the answer
    return UNKNOWN if answer is None else "yes" if answer else "no"


def _length(period: Period) -> str:
    if period.start is None or period.end is None:
        return UNKNOWN
    return "over-a-year" if (period.end - period.start).days > _A_YEAR else "up-to-a-year"
