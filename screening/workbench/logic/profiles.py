"""Candidates and partners in profiles: those that no rule, count or choice of host tells apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from screening.ruleset.facts import Value
from screening.workbench.logic.sides import COVERED, JOINS, OUTLASTS, Subjects
from screening.workbench.logic.universe import members, split

__all__ = ["CandidateProfile", "PartnerProfile", "Rank", "candidate_profiles", "partner_profiles"]


class Rank(NamedTuple):
    """What the best host is chosen by, but for what it covers (§ 4.4)."""

    answered: bool
    in_force: bool
    score: int


@dataclass(frozen=True, slots=True)
class CandidateProfile:
    """Candidates that are alike, those of ``block``; ``hosts`` and ``findings`` are per side.

      ``rank``, ``agreement`` and ``outlasts`` are told apart
    only where one can host.
    """

    block: int
    hosts: tuple[bool, ...]
    findings: tuple[frozenset[str], ...]
    differs: bool
    rank: Rank
    agreement: Value
    outlasts: Value
    unasked: bool


@dataclass(frozen=True, slots=True)
class PartnerProfile:
    """Partners in all alike; ``covered`` and ``findings`` are per side."""

    block: int
    third: bool
    joins: bool
    covered: tuple[bool, ...]
    findings: tuple[frozenset[str], ...]
    differs: bool


def candidate_profiles(
    subjects: Subjects, read: Sequence[frozenset[str]], differing: int
) -> list[CandidateProfile]:
    """The profiles of candidates; ``read`` are the findings that are counted, per side."""
    universe, sides = subjects.universe, range(len(read))
    anywhere = 0
    for mask in subjects.hosts:
        anywhere |= mask
    unasked = universe.where("candidate.answer", lambda value: value == "unasked")
    counted = [
        subjects.findings[side].get(name, 0) for side in sides for name in sorted(read[side])
    ]
    blocks = split([subjects.possible], [differing, unasked, *counted, *subjects.hosts])
    hosts = [block for block in blocks if block & anywhere]
    facts = ("candidate.agreement", OUTLASTS, "candidate.answer", "candidate.score")
    by = [
        universe.where(fact, {values[0]}.__contains__)
        for fact in facts
        if fact in universe.facts
        for values in universe.facts[fact]
    ]
    found = []
    for block in [block for block in blocks if not block & anywhere] + split(hosts, by):
        at = universe.at(next(members(block)))
        rank = Rank(
            at["candidate.answer"] == ("hosts",),
            at["candidate.agreement"] == ("in-force",),
            int(at["candidate.score"][0]),
        )
        found.append(
            CandidateProfile(
                block=block,
                hosts=tuple(bool(block & mask) for mask in subjects.hosts),
                findings=tuple(_held(subjects, side, block, read[side]) for side in sides),
                differs=bool(block & differing),
                rank=rank,
                agreement=at["candidate.agreement"][0],
                outlasts=at.get(OUTLASTS, ("yes",))[0],
                unasked=bool(block & unasked),
            )
        )
    return found


def partner_profiles(
    subjects: Subjects, read: Sequence[frozenset[str]], differing: int
) -> list[PartnerProfile]:
    """Each partner that can be; ``read`` are the findings that are counted, per side."""
    universe, sides = subjects.universe, range(len(read))
    third = universe.where("partner.third_party", bool)
    covered = [universe.where(f"{COVERED}-{side}", bool) for side in sides]
    joins = universe.where(JOINS, bool) if JOINS in universe.facts else 0
    return [
        PartnerProfile(
            block=block,
            third=bool(block & third),
            joins=bool(block & joins),
            covered=tuple(bool(block & mask) for mask in covered),
            findings=tuple(_held(subjects, side, block, read[side]) for side in sides),
            differs=bool(block & differing),
        )
        for block in (1 << bit for bit in members(subjects.possible))
    ]


def _held(subjects: Subjects, side: int, block: int, read: Iterable[str]) -> frozenset[str]:
    found = subjects.findings[side]
    return frozenset(name for name in read if block & found.get(name, 0))
