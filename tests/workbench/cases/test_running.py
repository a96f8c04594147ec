"""Cases run: what differs from what is expected, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from screening import RuleSet
from screening.ruleset.strata import stratified
from screening.workbench.cases import (
    Case,
    CaseRunner,
    Difference,
    load_cases,
    run_case,
    run_cases,
)

Made = Callable[[str], Case]
CASE = """\
- name: Ett fall
  rule: not-yet-tried
  candidates: [{id: K-1}, {id: K-2, candidate.overlap: strong, candidate.agreement: in-force}]
  partners: [{name: Kommunen}]
  expect: """


@pytest.fixture
def made(shipped: RuleSet, tmp_path: Path) -> Made:
    def make(expect: str) -> Case:
        path = tmp_path / "a.yaml"
        path.write_text(CASE + expect, encoding="utf-8")
        return load_cases(path, shipped)[0]

    return make


def test_a_case_passes_when_all_it_expects_comes_out_in_any_order(
    made: Made, shipped: RuleSet
) -> None:
    case = made(
        "{outcome: needs-specific-agreement, target: null, clauses: ['4.5'], "
        "rules: third-party-needs-agreement, obligations: [examine-entry, review-the-letter, "
        "agreement-before-start, agreement-with-every-party, plan-coordinating-function], "
        "findings: {K-2: host, K-1: to-examine, Kommunen: [uncovered-third-party, third-party]}}"
    )
    case = replace(case, expect={**case.expect, "obligations": [*OBLIGATIONS]})

    assert run_case(case, shipped).differences == ()


OBLIGATIONS = (
    "examine-entry",
    "agreement-with-every-party",
    "agreement-before-start",
    "plan-coordinating-function",
)


def test_what_differs_is_told_with_what_was_expected_and_what_came(
    made: Made, shipped: RuleSet
) -> None:
    case = made(
        "{outcome: route-to-existing, target: K-2, clauses: ['4.4'], rules: [taken-in-by-host], "
        "obligations: [contact-host], findings: {K-1: host, K-2: host, Kommunen: null}}"
    )

    result = run_case(case, shipped)

    assert not result.passed
    assert result.differences == (
        Difference("outcome", "route-to-existing", "needs-specific-agreement"),
        Difference("target", "K-2", None),
        Difference("clauses", ["4.4"], ["4.5"]),
        Difference("rules", ["taken-in-by-host"], ["third-party-needs-agreement"]),
        Difference(
            "obligations",
            ["contact-host"],
            [
                "agreement-before-start",
                "agreement-with-every-party",
                "plan-coordinating-function",
                "examine-entry",
            ],
        ),
        Difference(
            "findings",
            {"K-1": "host", "K-2": "host", "Kommunen": None},
            {
                "K-1": "to-examine",
                "K-2": "host",
                "Kommunen": ["third-party", "uncovered-third-party"],
            },
        ),
    )


@pytest.mark.parametrize("fires", [True, False])
def test_whether_the_rule_fires_is_compared_when_it_is_said(
    fires: bool,  # noqa: FBT001 - the case's own answer
    made: Made,
    shipped: RuleSet,
) -> None:
    case = replace(made("{outcome: needs-specific-agreement}"), fires=fires)

    differences = run_case(case, shipped).differences

    wrong = Difference("fires", expected=False, got=True)
    assert differences == (() if fires else (wrong,))


def test_a_candidate_that_no_finding_is_expected_of_must_be_named(
    made: Made, shipped: RuleSet
) -> None:
    result = run_case(made("{findings: {K-2: host}}"), shipped)

    assert result.differences == (
        Difference("findings", {"K-2": "host"}, {"K-1": "to-examine", "K-2": "host"}),
    )


def test_a_target_is_only_there_when_the_outcome_is_to_route(made: Made, shipped: RuleSet) -> None:
    case = made("{target: K-2}")
    situation = replace(case.situation, partners=case.situation.partners[:2])

    assert not run_case(case, shipped).passed
    assert run_case(replace(case, situation=situation), shipped).passed


@pytest.mark.parametrize("expect", ["{target: null}", "{outcome: route-to-existing}"])
def test_a_case_without_an_outcome_always_fails(expect: str, made: Made, shipped: RuleSet) -> None:
    no_outcomes = stratified(rule for rule in shipped.rules if rule.outcome is None)

    result = run_case(made(expect), replace(shipped, strata=no_outcomes))

    assert [(each.what, each.got) for each in result.differences] == [("outcome", None)]


def test_cases_are_run_in_order_and_by_either_engine(made: Made, shipped: RuleSet) -> None:
    cases = [replace(made("{target: null}"), name=name) for name in ("b", "a")]

    plain = run_cases(cases, shipped)
    durable = run_cases(cases, shipped, "durable")

    assert [result.case.name for result in plain] == ["b", "a"]
    assert [result.conclusion for result in plain] == [result.conclusion for result in durable]
    assert CaseRunner(shipped).run(cases[0]) == plain[0]


def test_a_case_made_by_a_program_has_no_place(made: Made) -> None:
    read = made("{target: null}")
    case = Case(read.name, read.situation, read.expect, read.as_of, read.rule)

    assert (case.file, case.line) == ("", 0)
    assert case == read
