"""Cases are tried on the rules of their own day, and drawn as what is screened is."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from screening import RuleSet, Screener
from screening.engine.evaluators import PlainEvaluator
from screening.engine.running import Runner
from screening.intake.files import read_proposal, read_register
from screening.model.register import Register
from screening.ruleset.loading import load_rules
from screening.shipped import sample_register, shipped_rules
from screening.workbench.cases import AS_OF, load_cases, run_cases
from screening.workbench.cases.whole import Drawing
from screening.workbench.coverage import coverage_of
from tests.rules.fixtures import found_proposals

OLD = "  - id: many-parties-need-coordinating\n"
NEW = """\
  - id: many-parties-need-coordinating
    valid_from: 2027-01-01
    title: {sv: Från och med fyra, en: From four}
    when:
      all:
        - verdict.outcome: {is_not: escalate-to-steering-group}
        - parties.count: {at_least: 4}
        - coordination.coordinating_function: no
    then:
      obligations: [plan-coordinating-function]

  - id: many-parties-need-coordinating
    valid_to: 2026-12-31
"""
CASES = """\
- name: Tre är många i år
  rule: many-parties-need-coordinating
  fires: yes
  as_of: 2026-12-31
  partners: [{name: Kommunen}]
  expect: {outcome: needs-specific-agreement}

- name: Tre är inte många nästa år
  rule: many-parties-need-coordinating
  fires: no
  as_of: 2027-01-01
  partners: [{name: Kommunen}]
  expect: {outcome: needs-specific-agreement}
"""


@pytest.fixture
def over_time(tmp_path: Path) -> RuleSet:
    """The shipped rules, with a rule that changes at the end of the year."""
    folder = shutil.copytree(shipped_rules(), tmp_path / "rules")
    file = folder / "4.3.yaml"
    text = file.read_text(encoding="utf-8")
    assert text.count(OLD) == 1
    file.write_text(text.replace(OLD, NEW), encoding="utf-8")
    return load_rules(folder, date(2026, 12, 1))


def test_a_case_is_tried_on_the_rules_of_its_day(over_time: RuleSet, tmp_path: Path) -> None:
    path = tmp_path / "cases.yaml"
    path.write_text(CASES, encoding="utf-8")

    results = run_cases(load_cases(path, over_time), over_time)

    assert [result.passed for result in results] == [True, True]


def test_each_version_of_a_rule_is_covered_by_the_cases_of_its_days(
    over_time: RuleSet, tmp_path: Path
) -> None:
    path = tmp_path / "cases.yaml"
    path.write_text(CASES, encoding="utf-8")

    coverage = coverage_of(run_cases(load_cases(path, over_time), over_time), over_time)

    versions = [
        (rule.rule.title.en, rule.fired, rule.tests[1].true + rule.tests[1].false)
        for rule in coverage.rules
        if rule.rule.id == "many-parties-need-coordinating"
    ]
    assert sorted(versions) == [
        ("From four", 0, 1),
        ("Three parties or more need somebody who coordinates", 1, 1),
    ]


@pytest.fixture(scope="module")
def register() -> Register:
    return read_register(sample_register()).model


@pytest.fixture(scope="module")
def screened(shipped: RuleSet, register: Register) -> Screener:
    return Screener(shipped, register, engine="plain")


@pytest.fixture(scope="module")
def drawing(shipped: RuleSet) -> Drawing:
    return Drawing(shipped)


@pytest.mark.parametrize("path", found_proposals(), ids=lambda path: path.stem)
def test_a_proposal_is_drawn_as_it_is_when_it_is_screened(
    path: Path, shipped: RuleSet, register: Register, screened: Screener, drawing: Drawing
) -> None:
    verdict = screened.screen(path, as_of=AS_OF)

    proposal = read_proposal(path).model
    situation = drawing.situation(proposal, register, shipped.letter, AS_OF)

    conclusion = Runner(shipped, PlainEvaluator(shipped)).run(situation)
    assert conclusion.outcome == verdict.outcome
    assert [
        (each.entry, each.facts["candidate.score"], each.facts["candidate.overlap"])
        for each in situation.candidates
    ] == [(each.id, each.score, each.band) for each in verdict.overlaps]
    assert [partner.name for partner in situation.partners] == [
        party.name for party in verdict.parties
    ]
