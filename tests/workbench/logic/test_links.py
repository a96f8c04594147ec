"""The links between facts hold of what is drawn from proposals and registers."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening import RuleSet
from screening.engine.evaluators import PlainEvaluator
from screening.engine.running import Runner
from screening.engine.situation import Situation
from screening.intake.files import read_proposal, read_register
from screening.ruleset.conditions import holds
from screening.ruleset.facts import Scope
from screening.ruleset.links import LINKS, PARTIES_AT_MOST, SCORES, SURELY_AGREED
from screening.workbench.cases.whole import Drawing
from tests.rules.fixtures import AS_OF, FIXTURES, found_proposals
from tests.rules.situations import QUIET, candidate, partner
from tests.workbench.logic.cases import possible_case


def broken(situation: Situation, ruleset: RuleSet) -> list[str]:
    """The links that a case breaks, those of numbers and bands among them."""
    conclusion = Runner(ruleset, PlainEvaluator(ruleset)).run(situation)
    subjects = [(Scope.CANDIDATE, one.facts) for one in situation.candidates]
    told = [
        link.id
        for scope, facts in [*subjects, (Scope.PROPOSAL, conclusion.proposal)]
        for link in LINKS
        if link.scope is scope and not holds(link.holds, facts)
    ]
    bands = ruleset.bands
    for one in situation.candidates:
        score, overlap = int(one.facts["candidate.score"]), one.facts["candidate.overlap"]
        if not SCORES[0] <= score <= SCORES[1]:
            told.append("scores")
        if (overlap == "none") != (score < bands.possible):
            told.append("none")
        if overlap == "strong" and score < bands.strong:
            told.append("strong")
        if score >= max(bands.strong, SURELY_AGREED) and overlap != "strong":
            told.append("surely-agreed")
        if one.facts["candidate.agreement"] != "in-force" and one.outlasts != "no":
            told.append("outlasts")
        if one.outlasts == "unknown" and situation.facts["period.length"] != "unknown":
            told.append("period")
    third = [one.facts["partner.third_party"] for one in situation.partners]
    of_two = [situation.facts[f"parties.{one}"] for one in ("region", "university")]
    if third.count(False) != of_two.count(True) or not 1 <= len(third) <= PARTIES_AT_MOST:
        told.append("parties")
    return told


@pytest.mark.parametrize(
    "path", found_proposals(), ids=lambda path: f"{path.parent.name}/{path.stem}"
)
def test_they_hold_of_the_facts_of_each_proposal_that_ships(path: Path, shipped: RuleSet) -> None:
    register = read_register(FIXTURES / "register.yaml").model
    proposal = read_proposal(path).model
    situation = Drawing(shipped).situation(proposal, register, shipped.letter, AS_OF)

    assert broken(situation, shipped) == []


@given(seed=st.integers(0, 2**32))
def test_they_hold_of_cases_made_at_random(seed: int, shipped: RuleSet) -> None:
    case, _ = possible_case(Random(seed))
    situation, _ = case.seen(shipped.bands)

    assert broken(situation, shipped) == []


def test_a_link_that_does_not_hold_is_seen(shipped: RuleSet) -> None:
    odd = candidate("K-1", overlap="strong", score=10, in_scope=True)
    facts = {**QUIET, "parties.count": 1, "parties.region": True}
    situation = Situation((odd,), (partner(),), facts)

    assert broken(situation, shipped) == [
        "only-broad-entries-have-a-scope",
        "an-agreement-not-in-force-does-not-outlast",
        "a-known-period-has-an-end",
        "none",
        "strong",
        "outlasts",
        "period",
        "parties",
    ]
