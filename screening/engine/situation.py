"""What is known of a proposal on the day of screening, and what follows from it.

A :class:`Situation` holds the facts that are drawn from the proposal, the register and
the letter.  The facts that follow from them (who the best host is, and what it covers)
are worked out here, so that a question "what if" only ever changes what somebody can
in fact change.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from screening.ruleset.facts import Value

__all__ = [
    "Candidate",
    "Change",
    "Facts",
    "Partner",
    "Situation",
    "best_host",
    "covered_by",
    "host_facts",
]

Facts = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry of the register that is weighed as a host (§ 4.4).

    ``covers`` holds the places, among the situation's partners, of those that are among
    the entry's parties.  ``outlasts`` says whether its agreement lasts as long as the
    proposal's period.
    """

    entry: str
    facts: Facts
    covers: frozenset[int] = frozenset()
    outlasts: Literal["yes", "no", "unknown"] = "unknown"


@dataclass(frozen=True, slots=True)
class Partner:
    """A party of the proposal, after its spellings have been put together (§ 4.5)."""

    name: str
    facts: Facts


@dataclass(frozen=True, slots=True)
class Change:
    """A fact with another value; ``about`` is the place of the candidate or partner it is of."""

    fact: str
    value: Value
    about: int | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """All facts that nothing else follows from."""

    candidates: tuple[Candidate, ...]
    partners: tuple[Partner, ...]
    facts: Facts

    def with_change(self, change: Change) -> Situation:
        """The same situation, but for one fact."""
        name, about = change.fact, change.about
        if about is None:
            facts = {**self.facts, name: change.value}
            return Situation(self.candidates, self.partners, facts)
        if name.startswith("candidate."):
            old = self.candidates[about]
            facts = {**old.facts, name: change.value}
            changed = Candidate(old.entry, facts, old.covers, old.outlasts)
            others = self.candidates
            candidates = (*others[:about], changed, *others[about + 1 :])
            return Situation(candidates, self.partners, self.facts)
        partner = self.partners[about]
        other = Partner(partner.name, {**partner.facts, name: change.value})
        partners = (*self.partners[:about], other, *self.partners[about + 1 :])
        return Situation(self.candidates, partners, self.facts)


def best_host(hosts: Sequence[int], situation: Situation) -> int | None:
    """The place of the best of the candidates that can host, or None if there is none (§ 4.4).

    One that answered that it hosts goes before others; then one whose agreement in force
    covers every third party; then any agreement in force; then the higher score; then
    the id.
    """
    if len(hosts) < 2:  # noqa: PLR2004 - one is the best of one
        return next(iter(hosts), None)
    third = {
        place
        for place, partner in enumerate(situation.partners)
        if partner.facts["partner.third_party"]
    }

    def order(place: int) -> tuple[bool, bool, bool, int, str]:
        candidate = situation.candidates[place]
        in_force = candidate.facts["candidate.agreement"] == "in-force"
        return (
            candidate.facts["candidate.answer"] != "hosts",
            not (in_force and third <= candidate.covers),
            not in_force,
            -int(candidate.facts["candidate.score"]),
            candidate.entry,
        )

    return min(hosts, key=order)


def host_facts(host: Candidate | None) -> Facts:
    """The proposal's facts about the best host (§§ 4.4, 6)."""
    if host is None:
        return {
            "host.exists": False,
            "host.agreement": "none",
            "host.agreement_outlasts": "unknown",
        }
    return {
        "host.exists": True,
        "host.agreement": host.facts["candidate.agreement"],
        "host.agreement_outlasts": host.outlasts,
    }


def covered_by(host: Candidate | None) -> frozenset[int]:
    """The places of the partners that a host covers: none unless its agreement is in force."""
    if host is None or host.facts["candidate.agreement"] != "in-force":
        return frozenset()
    return host.covers
