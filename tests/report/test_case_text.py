from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from screening.engine.evaluators import PlainEvaluator
from screening.engine.running import Runner
from screening.engine.situation import Candidate, Partner, Situation
from screening.report.case_text import case_lines
from screening.report.flaws_text import print_cases
from screening.ruleset.loading import load_rules
from screening.ruleset.rules import RuleSet
from screening.workbench import plain
from screening.workbench.told import Case, Filed
from tests.report.printing import printed

BASE = Path(__file__).parents[1] / "workbench" / "bases" / "tredje"


@pytest.fixture(scope="module")
def ruleset() -> RuleSet:
    return load_rules(BASE)


@pytest.fixture
def case(ruleset: RuleSet) -> Case:
    """A case with a host whose agreement covers the one third party."""
    host = Candidate(
        "K-1",
        {**plain.CANDIDATE, "candidate.agreement": "in-force", "candidate.score": 95}
        | {"candidate.overlap": "strong", "candidate.answer": "hosts"},
        frozenset({0}),
        "yes",
    )
    other = Candidate("K-2", {**plain.CANDIDATE, "candidate.score": 50})
    partners = [
        Partner(name, {"partner.third_party": name == "x", "partner.agreement": "none"})
        for name in ("x", "region", "university")
    ]
    facts = {**plain.PROPOSAL, "proposal.level": "unknown", "parties.count": 3}
    situation = Situation((host, other), tuple(partners), facts)
    conclusion = Runner(ruleset, PlainEvaluator(ruleset)).run(situation)
    assert conclusion.host == 0
    return Case(situation, conclusion, {"proposal.level": "unknown"}, ruleset, date(2026, 12, 1))


def test_a_case_is_told_by_what_is_not_plain_and_by_who_is_in_it(case: Case) -> None:
    first, facts, host, other, *partners = case_lines(case, "sv")

    assert first.startswith("Utfall: ")
    assert facts == "Förslaget: Ansvarsnivå: okänt"
    assert host.startswith("K-1, värd: Överlapp: starkt; ")
    assert host.endswith("Avtalet räcker hela perioden: ja")
    assert other.startswith("K-2: Överlapp: möjligt; ")
    assert partners[0].startswith("Part 1, tredje part: ")
    assert partners[0].endswith("Omfattas av värdens avtal: ja")
    assert [line.partition(":")[0] for line in partners[1:]] == ["Regionen", "Universitetet"]


def test_a_plain_case_without_an_outcome_has_no_more_to_tell(case: Case) -> None:
    nothing = replace(case, conclusion=replace(case.conclusion, outcome=None), unlike={})

    first, second, *_ = case_lines(nothing, "en")

    assert first == "Outcome: none"
    assert second.startswith("K-1, the host: ")


def test_a_case_that_could_not_be_written_says_so(case: Case) -> None:
    lacking = Filed(case, None, lacking="candidate.score")
    unconfirmed = Filed(case, None, command="screening screen x")

    told = printed(lambda console: print_cases(console, (case, case), (lacking, unconfirmed), "en"))

    assert "No texts were found that give just this case (Likeness (0–100))" in told
    assert "Screening the files gave something else" in told
    assert "See for yourself: screening screen x" in told
    assert told.index("A case before the change:") < told.index("The same case after the change:")
