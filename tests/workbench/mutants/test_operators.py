"""Each kind of slip, made in small conditions: all that it makes, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from screening.model.text import Text
from screening.ruleset.conditions import AllOf, AnyOf, Condition, Not
from screening.ruleset.conditions import Test as FactTest
from screening.ruleset.facts import Scope
from screening.ruleset.rules import Rule, RuleSet
from screening.workbench.mutants.conclusions import (
    DroppedObligation,
    DroppedRule,
    SwappedOutcome,
    orders,
)
from screening.workbench.mutants.conditions import (
    AllAny,
    DroppedPart,
    DroppedValue,
    NegatedPart,
    ThresholdOneOff,
)
from screening.workbench.mutants.slips import Operator, Slip

A = FactTest("letter.status", "one_of", ("terminated",))
B = FactTest("parties.units", "at_least", (2,))
C = FactTest("resources.named", "one_of", (True,))
NOT_A = FactTest("letter.status", "none_of", ("terminated",))
NOT_B = FactTest("parties.units", "at_most", (1,))
NOT_C = FactTest("resources.named", "none_of", (True,))


def rule(when: Condition, scope: Scope = Scope.PROPOSAL, **then: object) -> Rule:
    whole = Rule("a-rule", ("6",), Text(sv="En regel", en="A rule"), scope, when)
    return replace(whole, **then)  # type: ignore[arg-type]


def made(operator: Operator, when: Condition, ruleset: RuleSet, scope: Scope) -> list[Condition]:
    return whens(operator(rule(when, scope), ruleset))


def whens(slips: Iterable[Slip]) -> list[Condition]:
    return [slip.rule.when for slip in slips if slip.rule is not None]


def several(fact: str, *values: str | int) -> FactTest:
    return FactTest(fact, "one_of", values)


@pytest.mark.parametrize(
    ("when", "slips"),
    [
        (B, [("at_least", (1,)), ("at_least", (3,))]),
        (FactTest("parties.units", "at_least", (0,)), [("at_least", (1,))]),
        (FactTest("parties.count", "at_most", (100_000,)), [("at_most", (99_999,))]),
        (FactTest("parties.count", "at_least", (1,)), [("at_least", (2,))]),
        (several("contested", 0), [("one_of", (1,))]),
        (several("parties.units", 1, 2), [("one_of", (0, 2)), ("one_of", (1, 3))]),
        (A, []),
        (C, []),
        (
            several("proposal.level", "department", "executive"),
            [("one_of", ("executive",)), ("one_of", ("unit", "department", "executive"))],
        ),
        (
            several("proposal.level", "unit", "team"),
            [("one_of", ("team",)), ("one_of", ("team", "unit", "department"))],
        ),
        (several("proposal.level", "unit", "department"), []),
        (several("proposal.level", "unknown"), []),
        (FactTest("proposal.level", "none_of", ("executive",)), []),
    ],
)
def test_a_threshold_is_one_off_within_what_the_fact_can_be(
    when: FactTest, slips: list[tuple[str, tuple[object, ...]]], shipped: RuleSet
) -> None:
    changed = made(ThresholdOneOff(), when, shipped, Scope.PROPOSAL)

    assert changed == [FactTest(when.fact, operator, values) for operator, values in slips]  # type: ignore[arg-type]


def test_all_ordered_values_are_one_fewer_from_below_and_from_above(shipped: RuleSet) -> None:
    every = several("candidate.overlap", "none", "possible", "strong")

    assert made(ThresholdOneOff(), every, shipped, Scope.CANDIDATE) == [
        several("candidate.overlap", "none", "possible"),
        several("candidate.overlap", "possible", "strong"),
    ]


@pytest.mark.parametrize(
    ("when", "slips"),
    [
        (AllOf((A, B)), [AnyOf((A, B))]),
        (AnyOf((A, B)), [AllOf((A, B))]),
        (
            AllOf((A, Not(AnyOf((B, C))))),
            [AnyOf((A, Not(AnyOf((B, C))))), AllOf((A, Not(AllOf((B, C)))))],
        ),
        (AllOf((A,)), []),
        (A, []),
    ],
)
def test_all_becomes_any_and_any_all_at_every_depth(
    when: Condition, slips: list[Condition], shipped: RuleSet
) -> None:
    assert made(AllAny(), when, shipped, Scope.PROPOSAL) == slips


@pytest.mark.parametrize(
    ("when", "slips"),
    [
        (AllOf((A, B)), [B, A]),
        (
            AllOf((A, AnyOf((B, C)))),
            [AnyOf((B, C)), A, AllOf((A, C)), AllOf((A, B))],
        ),
        (Not(A), []),
        (A, []),
    ],
)
def test_each_part_of_a_list_is_dropped(
    when: Condition, slips: list[Condition], shipped: RuleSet
) -> None:
    assert made(DroppedPart(), when, shipped, Scope.PROPOSAL) == slips


@pytest.mark.parametrize(
    ("when", "slips"),
    [
        (A, [NOT_A]),
        (B, [NOT_B]),
        (Not(A), [A]),
        (AllOf((A,)), [Not(AllOf((A,)))]),
        (
            AllOf((A, AnyOf((B, C)))),
            [
                Not(AllOf((A, AnyOf((B, C))))),
                AllOf((NOT_A, AnyOf((B, C)))),
                AllOf((A, Not(AnyOf((B, C))))),
                AllOf((A, AnyOf((NOT_B, C)))),
                AllOf((A, AnyOf((B, NOT_C)))),
            ],
        ),
    ],
)
def test_each_part_is_turned_and_an_only_child_with_its_parent(
    when: Condition, slips: list[Condition], shipped: RuleSet
) -> None:
    assert made(NegatedPart(), when, shipped, Scope.PROPOSAL) == slips


def test_each_value_of_a_list_is_dropped(shipped: RuleSet) -> None:
    review = several("letter.review", "late", "unknown")

    assert made(DroppedValue(), AllOf((review, A)), shipped, Scope.PROPOSAL) == [
        AllOf((several("letter.review", "unknown"), A)),
        AllOf((several("letter.review", "late"), A)),
    ]


def test_an_outcome_becomes_each_other_one(shipped: RuleSet) -> None:
    routing = rule(A, outcome="route-to-existing")
    slips = list(SwappedOutcome()(routing, shipped))

    assert slips == [
        Slip(None, "route-to-existing", other, replace(routing, outcome=other))
        for other in ("escalate-to-steering-group", "needs-specific-agreement")
    ]
    assert list(SwappedOutcome()(rule(A), shipped)) == []


def test_each_obligation_is_dropped_where_something_is_left(shipped: RuleSet) -> None:
    two = rule(A, obligations=("contact-host", "review-the-letter"))
    finding = rule(A, finding="found", obligations=("contact-host",))

    assert list(DroppedObligation()(two, shipped)) == [
        Slip(None, "contact-host", None, replace(two, obligations=("review-the-letter",))),
        Slip(None, "review-the-letter", None, replace(two, obligations=("contact-host",))),
    ]
    assert list(DroppedObligation()(finding, shipped)) == [
        Slip(None, "contact-host", None, replace(finding, obligations=()))
    ]
    assert list(DroppedObligation()(rule(A, obligations=("contact-host",)), shipped)) == []


def test_a_rule_is_dropped_once(shipped: RuleSet) -> None:
    assert list(DroppedRule()(rule(A), shipped)) == [Slip(None, "a-rule", None, None)]


def test_each_two_neighbours_among_the_outcomes_trade_places(shipped: RuleSet) -> None:
    first, second, third = shipped.outcomes

    assert [order for _, order in orders(shipped)] == [
        (second, first, third),
        (first, third, second),
    ]
