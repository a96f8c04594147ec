"""Two cases are found for a rule: one in which it fires, and one in which it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from screening import RuleSet
from screening.ruleset import conditions
from screening.ruleset.loading import load_rules
from screening.workbench.scaffold_cases import StartingCase, starting_cases
from screening.workbench.scaffold_plans import Plan, passing
from tests.ruleset.folders import laid_over, rule, rule_file


def for_rule(ruleset: RuleSet, rule_id: str) -> list[StartingCase]:
    written = ruleset.rule(rule_id)
    assert written is not None
    return starting_cases(written, ruleset)


def test_every_shipped_rule_gets_one_of_each(shipped: RuleSet) -> None:
    found = {
        each.id: [case.fires for case in starting_cases(each, shipped)] for each in shipped.rules
    }
    assert found == {key: [True, False] for key in found}


def test_the_two_differ_in_one_thing_where_they_can(shipped: RuleSet) -> None:
    assert for_rule(shipped, "long-work-needs-goals") == [
        StartingCase(
            fires=True,
            written={"facts": {"period.length": "over-a-year", "coordination.shared_goals": False}},
            seen={
                "coordination.shared_goals": False,
                "period.length": "over-a-year",
                "verdict.outcome": "needs-specific-agreement",
            },
            expect={
                "outcome": "needs-specific-agreement",
                "obligations": ["agreement-at-resourcing", "plan-shared-goals"],
            },
        ),
        StartingCase(
            fires=False,
            written={
                "facts": {"period.length": "up-to-a-year", "coordination.shared_goals": False}
            },
            seen={
                "coordination.shared_goals": False,
                "period.length": "up-to-a-year",
                "verdict.outcome": "needs-specific-agreement",
            },
            expect={
                "outcome": "needs-specific-agreement",
                "obligations": ["agreement-at-resourcing"],
            },
        ),
    ]


@pytest.mark.parametrize(
    ("when", "each", "written"),
    [
        (
            "{parties.count: {at_least: 4}}",
            None,
            {"partners": [{"name": "Köpings kommun"}, {"name": "Sala kommun"}]},
        ),
        ("{parties.count: 1}", None, {"facts": {"parties.university": False}}),
        (
            "{not: {any: [{proposal.level: [team, unit]}, {proposal.level: department}]}}",
            None,
            {"facts": {"proposal.level": "executive"}},
        ),
        (
            "{candidate.score: {more_than: 80}}",
            "candidate",
            {"candidates": [{"id": "K-1", "candidate.score": 81}]},
        ),
        (
            "{host.agreement: in-force}",
            None,
            {
                "candidates": [
                    {"id": "K-1", "candidate.answer": "hosts", "candidate.agreement": "in-force"}
                ]
            },
        ),
        (
            "{partner.covered_by_host: yes}",
            "partner",
            {
                "candidates": [
                    {
                        "id": "K-1",
                        "candidate.answer": "hosts",
                        "candidate.agreement": "in-force",
                        "covers": ["Köpings kommun"],
                    }
                ],
                "partners": [{"name": "Köpings kommun"}],
            },
        ),
        (
            "{host: {at_least: 2}}",
            None,
            {
                "candidates": [
                    {"id": "K-1", "candidate.answer": "hosts"},
                    {"id": "K-2", "candidate.answer": "hosts"},
                ]
            },
        ),
        (
            "{all: [{parties.region: no}, {resources.named: yes}]}",
            None,
            {"facts": {"parties.region": False, "resources.named": True}},
        ),
    ],
)
def test_what_must_be_said_is_found_by_reading_the_condition_backwards(
    when: str, each: str | None, written: dict[str, object], tmp_path: Path
) -> None:
    folder = laid_over(tmp_path, more=rule_file(rule("r", when, each=each)))
    firing, resting = for_rule(load_rules(folder), "r")
    assert (firing.fires, resting.fires) == (True, False)
    assert firing.written == written


@pytest.mark.parametrize(
    "when",
    [
        "{all: [{proposal.level: unit}, {proposal.level: team}]}",
        "{parties.count: {at_least: 5000}}",
        "{host: {at_least: 1000}}",
        "{all: [{host.exists: no}, {host.agreement: in-force}]}",
    ],
)
def test_of_a_rule_that_no_plan_makes_fire_only_a_case_in_which_it_rests(
    when: str, tmp_path: Path
) -> None:
    folder = laid_over(tmp_path, more=rule_file(rule("r", when)))
    assert [case.fires for case in for_rule(load_rules(folder), "r")] == [False]


def test_of_a_rule_that_always_fires_there_is_none_in_which_it_rests(tmp_path: Path) -> None:
    folder = laid_over(tmp_path, more=rule_file(rule("r", "{parties.count: {at_least: 1}}")))
    assert [case.fires for case in for_rule(load_rules(folder), "r")] == [True]


def test_findings_that_rest_on_findings_are_followed(tmp_path: Path) -> None:
    rules = rule_file(
        rule("one", "{partner.agreement: declined}", "{finding: first}", "partner"),
        rule(
            "two",
            "{all: [{first: yes}, {partner.third_party: yes}]}",
            "{finding: second}",
            "partner",
        ),
        rule("r", "{second: 2}", "{finding: third}"),
        rule("s", "{not: {third: yes}}", "{finding: fourth}"),
    )
    ruleset = load_rules(laid_over(tmp_path, more=rules))
    two = [
        {"name": name, "partner.agreement": "declined"}
        for name in ("Köpings kommun", "Sala kommun")
    ]
    assert for_rule(ruleset, "r")[0].written == {"partners": two}
    assert [case.fires for case in for_rule(ruleset, "s")] == [True]


def test_plans_that_contradict_each_other_do_not_join() -> None:
    one, other = Plan({"proposal.level": "unit"}), Plan({"proposal.level": "team"})
    assert one.joined(other) is None
    assert Plan(partners=({"a": 1},)).joined(Plan(partners=({"a": 2}, {"b": 3}))) == Plan(
        partners=({"a": 1, "b": 3}, {"a": 2})
    )


def test_the_values_next_to_a_limit_are_the_first_to_pass() -> None:
    assert list(passing(conditions.Test("parties.count", "at_most", (4,))))[:2] == [4, 3]
    assert list(passing(conditions.Test("proposal.level", "none_of", ("team",)))) == [
        "unit",
        "department",
        "executive",
        "unknown",
    ]
