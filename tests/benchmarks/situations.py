"""What is decided: the fixtures' situations, those with facts changed, and any at all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from random import Random
from typing import Final

from screening import Proposal, Screener
from screening.engine.situation import Candidate, Change, Facts, Partner, Situation
from screening.intake.files import read_proposal
from screening.ruleset.facts import FACTS, Fact, Scope, Value, Whole

__all__ = ["AS_OF", "changed", "from_fixtures", "proposal_files", "proposals", "random_ones"]

AS_OF: Final = date(2026, 6, 1)

_FIXTURES: Final = Path(__file__).resolve().parents[2] / "fixtures"
_FOLLOWS: Final = frozenset({"partner.covered_by_host", "verdict.outcome"})
_DRAWN: Final = [
    fact
    for fact in FACTS.values()
    if fact.name not in _FOLLOWS and not fact.name.startswith("host.")
]
"""The facts that nothing else follows from."""


def proposal_files() -> list[Path]:
    """All proposals of the fixtures, those held out too."""
    return sorted(path for path in _FIXTURES.glob("*/row-*/*") if path.suffix != ".md")


def proposals() -> list[Proposal]:
    """The fixtures' proposals, read."""
    return [read_proposal(path).model for path in proposal_files()]


def from_fixtures(screener: Screener) -> list[Situation]:
    """The situation of each of the fixtures' proposals, drawn as a screening draws it."""
    ready = screener._readier.ready(screener.ruleset_on(AS_OF))
    return [ready.case(proposal, AS_OF).situation for proposal in proposals()]


def changed(situations: Sequence[Situation], number: int, seed: int = 2021) -> list[Situation]:
    """So many of the situations, each with one to six facts changed at random."""
    random = Random(seed)
    return [_changed(random.choice(situations), random) for _ in range(number)]


def random_ones(number: int, seed: int = 2021) -> list[Situation]:
    """Situations with up to four candidates and two to five partners, and any facts at all."""
    random = Random(seed)
    return [_any(random) for _ in range(number)]


def _changed(situation: Situation, random: Random) -> Situation:
    for _ in range(random.randint(1, 6)):
        fact = random.choice(_DRAWN)
        about = None
        if fact.scope is not Scope.PROPOSAL:
            of = situation.candidates if fact.scope is Scope.CANDIDATE else situation.partners
            if not of:
                continue
            about = random.randrange(len(of))
        situation = situation.with_change(Change(fact.name, _value(fact, random), about))
    return situation


def _any(random: Random) -> Situation:
    partners = tuple(
        Partner(f"P-{place}", _facts(Scope.PARTNER, random))
        for place in range(random.randint(2, 5))
    )
    candidates = tuple(
        Candidate(
            entry=f"K-{place:03}",
            facts=_facts(Scope.CANDIDATE, random),
            covers=frozenset(place for place in range(len(partners)) if random.random() < 1 / 2),
            outlasts=random.choice(("yes", "no", "unknown")),
        )
        for place in range(random.randint(0, 4))
    )
    return Situation(candidates, partners, _facts(Scope.PROPOSAL, random))


def _facts(scope: Scope, random: Random) -> Facts:
    return {fact.name: _value(fact, random) for fact in _DRAWN if fact.scope is scope}


def _value(fact: Fact, random: Random) -> Value:
    if isinstance(fact.type, Whole):
        return random.randint(fact.type.low, min(fact.type.high, 100))
    values: Sequence[Value] = fact.type.values
    return random.choice(values)
