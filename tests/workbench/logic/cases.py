"""Cases that can be, as proposals, registers and letters make them: all links hold.

A case is kept apart from any rule set, for what a candidate overlaps depends on the bands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Literal, cast

from screening.engine.drawing import band_of
from screening.engine.situation import Candidate, Partner, Situation
from screening.ruleset.facts import FACTS, OUTCOME_FACT, Choice, Scope, Truth, Value
from screening.ruleset.rules import Bands, FactChange

__all__ = ["Case", "Entry", "possible_case"]


@dataclass(frozen=True)
class Entry:
    """An entry of the register, weighed against a proposal; ``covers`` are places of partners."""

    id: str
    score: int
    agreed: bool
    outlasts: Literal["yes", "no", "unknown"]
    facts: Mapping[str, Value]
    covers: frozenset[int]


@dataclass(frozen=True)
class Case:
    """A proposal with the register and the letter; the last partner may be one that joins."""

    entries: tuple[Entry, ...]
    partners: tuple[Partner, ...]
    facts: Mapping[str, Value]

    def seen(
        self,
        bands: Bands,
        *,
        without_last: bool = False,
        turned: tuple[str, Value] | None = None,
    ) -> tuple[Situation, tuple[int, ...]]:
        """The facts as they are drawn by these bands, and which entries are candidates then."""
        partners = self.partners[:-1] if without_last else self.partners
        facts = {**self.facts, "parties.count": len(partners)}
        if turned is not None:
            facts[turned[0]] = turned[1]
        weighed = [
            (place, candidate)
            for place, entry in enumerate(self.entries)
            if (candidate := _candidate(entry, bands, len(partners))) is not None
        ]
        situation = Situation(tuple(one for _, one in weighed), partners, facts)
        return situation, tuple(place for place, _ in weighed)


@dataclass(frozen=True)
class _Match:
    score: int
    agreed: bool


def _candidate(entry: Entry, bands: Bands, partners: int) -> Candidate | None:
    """The candidate that an entry is; None where it is not near, and nobody named it (§ 4.4)."""
    band = band_of(cast("object", _Match(entry.score, entry.agreed)), bands)  # type: ignore[arg-type]
    if band == "none" and entry.facts["candidate.answer"] == "unasked":
        return None
    facts = {**entry.facts, "candidate.overlap": band, "candidate.score": entry.score}
    covers = frozenset(place for place in entry.covers if place < partners)
    return Candidate(entry.id, facts, covers, entry.outlasts)


def possible_case(
    random: Random,
    *,
    near: tuple[int, ...] = (),
    joins: Mapping[str, tuple[Value, ...]] | None = None,
    turning: FactChange | None = None,
) -> tuple[Case, tuple[str, Value] | None]:
    """A case that can be, and what the fact that turns becomes.

    ``near`` are scores to be near to.  ``joins`` is what is known of the last partner.
    """
    some = random.choice
    facts = _proposal(random)
    end_known = some((True, False))
    facts["period.length"] = some(_values("period.length")) if end_known else "unknown"
    after: tuple[str, Value] | None = None
    if turning is not None:
        facts[turning.fact] = some(turning.before)
        after = (turning.fact, some(turning.after))
        if turning.fact == "period.length":
            end_known = end_known or {facts["period.length"], after[1]} != {"unknown"}
    partners = _partners(random, facts)
    if joins is not None:
        agreement = some(joins.get("partner.agreement", _values("partner.agreement")))
        known: dict[str, Value] = {"partner.third_party": True, "partner.agreement": agreement}
        partners.append(Partner("joins", known))
    scores = [2, 3, 34, 35, 75, 76, 88, 89, 90, 91, 100, random.randint(2, 100)]
    scores += [max(2, min(100, each + some((-1, 0, 1)))) for each in near]
    entries = tuple(
        _entry(random, f"K-{number}", some(scores), len(partners), end_known=end_known)
        for number in random.sample(range(10), some((0, 1, 1, 2, 2, 3, 4)))
    )
    return Case(entries, tuple(partners), facts), after


def _proposal(random: Random) -> dict[str, Value]:
    """The facts of a proposal that are free of each other."""
    facts: dict[str, Value] = {
        name: random.choice(_values(name))
        for name, fact in FACTS.items()
        if fact.scope is Scope.PROPOSAL
        and name not in {OUTCOME_FACT, "parties.count", "parties.units"}
        and not name.startswith("host.")
    }
    facts["parties.units"] = random.choice((0, 1, 2, 3, 4))
    return facts


def _partners(random: Random, facts: Mapping[str, Value]) -> list[Partner]:
    of_two = [one for one in ("region", "university") if facts[f"parties.{one}"]]
    third = random.choice((0, 1, 2, 3) if of_two else (1, 2, 3))
    agreements = _values("partner.agreement")
    return [
        Partner(
            name,
            {
                "partner.third_party": name not in of_two,
                "partner.agreement": random.choice(agreements),
            },
        )
        for name in (*of_two, *(f"third-{number}" for number in range(third)))
    ]


def _entry(random: Random, name: str, score: int, partners: int, *, end_known: bool) -> Entry:
    some = random.choice
    agreed = score >= 90 or (score > 2 and some((True, False)))
    kind = some(_values("candidate.kind"))
    agreement = some(("none", "in-force", "in-force", "expired"))
    outlasts = "no"
    if agreement == "in-force":
        outlasts = some(("yes", "no") if end_known else ("yes", "unknown"))
    facts: dict[str, Value] = {
        "candidate.kind": kind,
        "candidate.status": some(_values("candidate.status")),
        "candidate.in_scope": kind != "constellation" and some((True, False)),
        "candidate.agreement": agreement,
        "candidate.answer": some(_values("candidate.answer")),
        "candidate.level": some(_values("candidate.level")),
    }
    covers = frozenset(place for place in range(partners) if random.random() < 0.6)
    return Entry(
        name, score, agreed, cast("Literal['yes', 'no', 'unknown']", outlasts), facts, covers
    )


def _values(name: str) -> tuple[Value, ...]:
    kind = FACTS[name].type
    if not isinstance(kind, Choice | Truth):
        raise TypeError(name)
    return kind.values
