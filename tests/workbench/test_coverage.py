"""What cases have tried of the rules."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from screening import RuleSet
from screening.model.text import Text
from screening.report.coverage_missing import missing
from screening.ruleset.conditions import AllOf, AnyOf, Condition, Not
from screening.ruleset.conditions import Test as Asked
from screening.ruleset.facts import Scope
from screening.ruleset.rules import Rule
from screening.ruleset.strata import stratified
from screening.workbench.cases import load_cases, run_cases
from screening.workbench.coverage import ClauseCoverage, Coverage, TestCoverage, coverage_of
from screening.workbench.reachable import undecidable

UNIT = Asked("proposal.level", "one_of", ("unit",))
BIG = Asked("parties.units", "at_least", (2,))


def rule(when: Condition, scope: Scope = Scope.PROPOSAL, finding: str | None = None) -> Rule:
    outcome = None if finding else "needs-specific-agreement"
    return Rule("a-rule", ("6", "4.3"), Text(sv="A", en="A"), scope, when, finding, outcome)  # type: ignore[arg-type]


def with_rules(shipped: RuleSet, *rules: Rule) -> RuleSet:
    findings = {one.finding: one.scope for one in rules if one.finding}
    return replace(shipped, strata=stratified(rules), findings=findings)


def covered(ruleset: RuleSet, folder: Path, *facts: str) -> Coverage:
    path = folder / "a.yaml"
    lines = [
        f"- {{name: Fall {number}, rule: a-rule, facts: {{{each}}}, expect: {{target: null}}}}"
        for number, each in enumerate(facts)
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return coverage_of(run_cases(load_cases(path, ruleset), ruleset), ruleset)


def test_a_test_is_counted_as_true_false_and_deciding_either_way(
    shipped: RuleSet, tmp_path: Path
) -> None:
    ruleset = with_rules(shipped, rule(AllOf((UNIT, BIG))))

    found = covered(
        ruleset, tmp_path, "parties.units: 2", "parties.units: 1", "proposal.level: team"
    )

    assert found.tests == (
        TestCoverage((0,), UNIT, true=2, false=1, decided_true=1, decided_false=0),
        TestCoverage((1,), BIG, true=1, false=2, decided_true=1, decided_false=1),
    )
    assert found.tests[0].missing == (False,)
    assert found.seen == {"true": 2, "false": 2, "deciding": 1}
    assert found.percent == 83.3
    assert found.failed == 2  # no outcome in those
    assert [(one.about, one.fired, one.complete) for one in found.rules] == [(3, 1, False)]
    assert found.clauses == (
        ClauseCoverage("4.3", rules=1, fired=1, decided=1, seen=5, wanted=6),
        ClauseCoverage("6", rules=1, fired=1, decided=1, seen=5, wanted=6),
    )


def test_all_there_is_to_see_is_a_hundred_percent(shipped: RuleSet, tmp_path: Path) -> None:
    ruleset = with_rules(shipped, rule(UNIT))

    found = covered(ruleset, tmp_path, "", "proposal.level: team")

    assert (found.percent, missing(found, "sv")) == (100.0, [])
    assert found.rules[0].complete


def test_rules_that_wait_for_an_outcome_are_not_tried_without_one(
    shipped: RuleSet, tmp_path: Path
) -> None:
    late = replace(
        rule(Asked("verdict.outcome", "one_of", ("route-to-existing",))),
        outcome=None,
        obligations=("contact-host",),
    )

    found = covered(with_rules(shipped, late), tmp_path, "")

    assert found.tests[0] == TestCoverage((), late.when, 0, 0, 0, 0)  # type: ignore[arg-type]
    assert [each.text for each in missing(found, "en")] == [
        f"No case in which “Outcome: {said}” (verdict.outcome), and nothing else comes in."
        for said in (
            "take it to an existing collaboration",
            "not take it to an existing collaboration",
        )
    ]


@pytest.mark.parametrize(
    ("when", "whereas"),
    [
        (UNIT, ", and nothing else comes in"),
        (Not(AllOf((UNIT,))), ", and nothing else comes in"),
        (AllOf((UNIT, BIG)), " where all else holds"),
        (AnyOf((UNIT, BIG)), " and none of the alternatives holds"),
        (AnyOf((AllOf((UNIT, BIG)), BIG)), ", all else holds and none of the alternatives does"),
    ],
)
def test_what_is_missing_says_what_case_to_write(
    when: Condition, whereas: str, shipped: RuleSet, tmp_path: Path
) -> None:
    found = covered(with_rules(shipped, rule(when)), tmp_path, "proposal.level: team")

    told = [each.text for each in missing(found, "en")]

    assert f"No case in which “Level of responsibility: unit” (proposal.level){whereas}." in told


def test_what_facts_that_hang_together_can_never_show_is_not_asked_for(shipped: RuleSet) -> None:
    broad = Asked("candidate.kind", "none_of", ("constellation",))
    when = AllOf((Asked("candidate.in_scope", "one_of", (True,)), broad))
    alone = with_rules(shipped, rule(when, Scope.CANDIDATE, "host"))

    assert undecidable(alone) == {("a-rule", (1,), False)}


def test_scores_are_tried_at_the_edges_of_the_tests_on_them(shipped: RuleSet) -> None:
    high = Asked("candidate.score", "at_least", (80,))
    strong = Asked("candidate.overlap", "one_of", ("strong",))
    both = with_rules(shipped, rule(AllOf((high, strong)), Scope.CANDIDATE, "host"))
    apart = with_rules(shipped, rule(high, Scope.CANDIDATE, "host"))
    too_high = with_rules(
        shipped, rule(Asked("candidate.score", "at_most", (100,)), Scope.CANDIDATE, "host")
    )

    assert undecidable(both) == set()
    assert undecidable(apart) == set()
    assert undecidable(too_high) == {("a-rule", (), False)}


def test_a_rule_on_the_number_of_parties_is_no_hindrance(shipped: RuleSet) -> None:
    many = replace(rule(Asked("parties.count", "at_least", (6,))), id="many")
    kind = Asked("candidate.kind", "one_of", ("platform",))
    ruleset = with_rules(shipped, many, rule(kind, Scope.CANDIDATE, "host"))

    assert undecidable(ruleset) == set()


def test_where_there_are_too_many_candidates_to_try_everything_is_asked_for(
    shipped: RuleSet,
) -> None:
    tests = tuple(Asked("candidate.score", "at_least", (points,)) for points in range(3, 100))
    of_all = tuple(
        Asked(f"candidate.{name}", "one_of", (value,))
        for name, value in (
            ("kind", "platform"),
            ("status", "active"),
            ("agreement", "none"),
            ("answer", "hosts"),
            ("level", "unit"),
        )
    )
    ruleset = with_rules(shipped, rule(AnyOf((*tests, *of_all)), Scope.CANDIDATE, "host"))

    assert undecidable(ruleset) == set()
