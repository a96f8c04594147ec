"""The cases that stand beside the shipped rules, and that each rule has enough of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from screening import RuleSet
from screening.report.cases_text import failure_text
from screening.ruleset.loading import load_rules
from screening.ruleset.rules import Rule
from screening.ruleset.strata import stratified
from screening.shipped import shipped_rules
from screening.workbench.cases import Case, CaseResult, load_cases, run_case, run_cases
from screening.workbench.coverage import coverage_of

CASES = load_cases(shipped_rules() / "tests", load_rules(shipped_rules()))
FEWEST = 3


@pytest.fixture(scope="module")
def results(shipped: RuleSet) -> list[CaseResult]:
    return run_cases(CASES, shipped)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_beside_the_rules_gives_what_its_author_says(case: Case, shipped: RuleSet) -> None:
    result = run_case(case, shipped)

    if not result.passed:
        pytest.fail(failure_text(result, shipped, "en"), pytrace=False)


def test_durable_rules_gives_the_same(shipped: RuleSet) -> None:
    results = run_cases(CASES, shipped, "durable")

    assert [result.case.name for result in results if not result.passed] == []


def test_every_rule_has_cases_on_either_side_of_its_condition(
    shipped: RuleSet, results: list[CaseResult]
) -> None:
    about = Counter(result.case.rule for result in results)
    sides = {(result.case.rule, result.case.rule in result.fired) for result in results}

    assert [rule.id for rule in shipped.rules if about[rule.id] < FEWEST] == []
    assert [
        (rule.id, fired)
        for rule in shipped.rules
        for fired in (True, False)
        if (rule.id, fired) not in sides
    ] == []


def test_every_condition_is_seen_true_seen_false_and_seen_deciding(
    shipped: RuleSet, results: list[CaseResult]
) -> None:
    coverage = coverage_of(results, shipped)

    assert coverage.percent == 100
    assert [rule.rule.id for rule in coverage.rules if not rule.fired] == []


@pytest.mark.parametrize("rule", load_rules(shipped_rules()).rules, ids=lambda rule: rule.id)
def test_without_any_one_rule_some_case_fails(rule: Rule, shipped: RuleSet) -> None:
    rest = stratified(each for each in shipped.rules if each.id != rule.id)
    without = replace(shipped, strata=rest)

    assert not all(result.passed for result in run_cases(CASES, without))


@pytest.mark.parametrize(
    "rule",
    [rule for rule in load_rules(shipped_rules()).rules if rule.outcome],
    ids=lambda rule: rule.id,
)
def test_with_another_outcome_of_any_one_rule_some_case_fails(rule: Rule, shipped: RuleSet) -> None:
    for outcome in shipped.outcomes:
        if outcome.id != rule.outcome:
            other = replace(rule, outcome=outcome.id)
            rules = stratified(other if each.id == rule.id else each for each in shipped.rules)
            results = run_cases(CASES, replace(shipped, strata=rules))
            assert not all(result.passed for result in results)
