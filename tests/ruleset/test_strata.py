from __future__ import annotations

import random
from pathlib import Path

import pytest

from screening import RuleSet
from screening.ruleset.conditions import facts_of
from screening.ruleset.facts import OUTCOME_FACT, Scope
from screening.ruleset.rules import Rule
from screening.ruleset.strata import CircularFindings, stratified
from tests.engine.processes import told_by
from tests.ruleset.made import rule


def order(*rules: Rule) -> list[tuple[Scope, bool, list[str]]]:
    """The strata of rules: the scope, whether they wait for the outcome, and the rules' ids."""
    return [
        (stratum.scope, stratum.after_outcome, [each.id for each in stratum.rules])
        for stratum in stratified(rules)
    ]


def test_a_rule_stands_after_all_that_conclude_what_it_reads() -> None:
    rules = (
        rule("a", "two", finding="three"),
        rule("b", "one", finding="two"),
        rule("c", finding="one"),
        rule("d", "three", "one"),
        rule("e"),
        rule("f", "resources.named", finding="one"),
        rule("g", "one"),
    )

    assert order(*rules) == [
        (Scope.PROPOSAL, False, ["c", "e", "f"]),
        (Scope.PROPOSAL, False, ["b", "g"]),
        (Scope.PROPOSAL, False, ["a"]),
        (Scope.PROPOSAL, False, ["d"]),
    ]


def test_scopes_are_run_in_their_order_and_rules_that_read_the_outcome_last() -> None:
    rules = (
        rule("a", OUTCOME_FACT),
        rule("b", "counted"),
        rule("c", finding="counted", scope=Scope.PARTNER),
        rule("d", finding="host", scope=Scope.CANDIDATE),
        rule("e", "host", scope=Scope.CANDIDATE),
        rule("f", OUTCOME_FACT, "counted"),
    )

    assert order(*rules) == [
        (Scope.CANDIDATE, False, ["d"]),
        (Scope.CANDIDATE, False, ["e"]),
        (Scope.PARTNER, False, ["c"]),
        (Scope.PROPOSAL, False, ["b"]),
        (Scope.PROPOSAL, True, ["a", "f"]),
    ]


def test_a_count_of_another_scope_is_settled_before_and_makes_no_stratum() -> None:
    assert order(
        rule("a", "host", finding="found"), rule("b", finding="host", scope=Scope.CANDIDATE)
    ) == [(Scope.CANDIDATE, False, ["b"]), (Scope.PROPOSAL, False, ["a"])]


def test_no_rules_make_no_strata() -> None:
    assert stratified([]) == ()


def test_the_order_in_which_rules_are_written_makes_no_difference(shipped: RuleSet) -> None:
    as_written = [(each.scope, each.rules) for each in stratified(shipped.rules)]
    shuffled = list(shipped.rules)
    random.Random(6).shuffle(shuffled)

    assert [(each.scope, each.rules) for each in stratified(shuffled)] == as_written


def test_in_the_shipped_rules_nothing_is_read_before_it_is_settled(shipped: RuleSet) -> None:
    settled: set[str] = set()
    for stratum in shipped.strata:
        concluded_here = {each.finding for each in stratum.rules if each.finding}
        for each in stratum.rules:
            read = {name for name in facts_of(each.when) if "." not in name}
            assert read <= settled
        settled |= concluded_here
    assert settled == set(shipped.findings)


CIRCLES = [
    ([rule("a", "one", finding="one")], "one → one"),
    ([rule("a", "two", finding="one"), rule("b", "one", finding="two")], "one → two → one"),
    (
        [
            rule("a", "two", finding="one"),
            rule("b", "three", finding="two"),
            rule("c", "one", finding="three"),
            rule("d", "one", finding="four"),
        ],
        "one → three → two → one",
    ),
]


@pytest.mark.parametrize(("rules", "circle"), CIRCLES)
def test_a_circle_of_findings_is_an_error_that_names_it(rules: list[Rule], circle: str) -> None:
    with pytest.raises(CircularFindings) as caught:
        stratified(rules)

    assert str(caught.value) == circle
    assert " → ".join(caught.value.findings) == circle


def test_of_several_circles_the_same_one_is_told_in_every_process(root: Path) -> None:
    told = {
        told_by("ruleset.programs.several_circles", root, PYTHONHASHSEED=str(seed))
        for seed in range(4)
    }
    assert told == {"m → m\n"}
