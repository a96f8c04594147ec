"""Each check on the smallest rules that it finds something in, and on some that it does not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pytest

from screening.model.values import Outcome
from screening.ruleset.conditions import AllOf, AnyOf, Condition, Not
from screening.ruleset.conditions import Test as Asked
from screening.ruleset.facts import Scope
from screening.ruleset.rules import ALWAYS, FactChange, Property, Rule
from screening.workbench.checks.checking import flaws_in
from tests.workbench.logic.making import rule, ruleset_of

ESCALATE: Final[Outcome] = "escalate-to-steering-group"
AGREE: Final[Outcome] = "needs-specific-agreement"
ROUTE: Final[Outcome] = "route-to-existing"
ORDER: Final = (ESCALATE, AGREE, ROUTE)
EXECUTIVE = Asked("proposal.level", "one_of", ("executive",))
TEAM = Asked("proposal.level", "one_of", ("team",))
MONEY = Asked("resources.committed", "one_of", ("yes",))
STRONG = Asked("candidate.overlap", "one_of", ("strong",))
UNASKED = Asked("candidate.answer", "one_of", ("unasked",))
NEAR = Asked("candidate.overlap", "one_of", ("possible", "strong"))
EACH, PARTNER = Scope.CANDIDATE, Scope.PARTNER
LIFTS = rule("lifts", EXECUTIVE, outcome=ESCALATE)
REST = rule("rest", Not(EXECUTIVE), outcome=ROUTE)
CORE = (LIFTS, REST)


def owes(name: str, when: Condition, scope: Scope = Scope.PROPOSAL, what: str = "do-a") -> Rule:
    return rule(name, when, scope, obligations=(what,))


def told(rules: Sequence[Rule], *must_hold: Property) -> set[tuple[str, str, str]]:
    flaws = flaws_in(ruleset_of(*rules, outcomes=ORDER, must_hold=must_hold))
    return {(flaw.level, flaw.kind, flaw.about) for flaw in flaws}


def never(outcome: Outcome, when: Condition = ALWAYS, **how: object) -> Property:
    return Property("must", ("6",), when, outcome, **how)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ((), set()),
        ((owes("money", MONEY),), set()),
        (
            (owes("money", AllOf((EXECUTIVE, TEAM))),),
            {("warning", "never-fires", "money")},
        ),
        (
            (rule("seen", NEAR, EACH, finding="seen"),),
            {("warning", "unused-finding", "seen")},
        ),
        (
            (rule("hosts", MONEY, finding="host"),),
            {("warning", "unused-finding", "hosts")},
        ),
        (
            (rule("twice", AllOf((EXECUTIVE, MONEY)), outcome=ROUTE),),
            {("warning", "masked", "twice")},
        ),
        (
            (rule("twice", AllOf((EXECUTIVE, MONEY)), outcome=ESCALATE),),
            {("warning", "droppable-rule", "twice")},
        ),
        (
            (owes("money", AllOf((MONEY, Not(AllOf((EXECUTIVE, TEAM)))))),),
            {("warning", "always-true", "money")},
        ),
        (
            (owes("money", AnyOf((MONEY, AllOf((EXECUTIVE, TEAM))))),),
            {("warning", "always-false", "money")},
        ),
        (
            (owes("team", AllOf((TEAM, Asked("proposal.level", "one_of", ("team", "unit"))))),),
            {("warning", "droppable-condition", "team")},
        ),
        (
            (owes("near", AllOf((UNASKED, NEAR)), EACH),),
            {("note", "said-already", "near")},
        ),
        ((owes("near", AllOf((UNASKED, STRONG)), EACH),), set()),
        (
            (owes("covered", Asked("partner.covered_by_host", "one_of", (True,)), PARTNER),),
            {("warning", "never-fires", "covered")},
        ),
    ],
)
def test_what_is_wrong_with_rules_beside_two_sound_ones_is_told_once(
    rules: Sequence[Rule], expected: set[tuple[str, str, str]]
) -> None:
    assert told([*CORE, *rules]) == expected


def test_a_case_without_an_outcome_is_told_and_nothing_that_rests_on_it() -> None:
    twice = rule("twice", AllOf((EXECUTIVE, MONEY)), outcome=ESCALATE)

    assert told([LIFTS, twice]) == {("error", "no-outcome", "lifts")}


@pytest.mark.parametrize(
    ("must", "expected"),
    [
        (never(ROUTE, EXECUTIVE), set()),
        (never(ROUTE, MONEY), {("error", "must-hold", "must")}),
        (
            never(ROUTE, change=FactChange("resources.committed", ("no",), ("yes",))),
            set(),
        ),
        (
            never(ROUTE, change=FactChange("proposal.level", ("executive",), ("team",))),
            {("error", "monotone", "must")},
        ),
        (never(ROUTE, adds=(Asked("partner.agreement", "one_of", ("none",)),)), set()),
    ],
)
def test_a_property_that_does_not_hold_is_told(
    must: Property, expected: set[tuple[str, str, str]]
) -> None:
    assert told(CORE, must) == expected


def test_a_partner_that_joins_breaks_a_property() -> None:
    rules = (
        rule("few", Asked("parties.count", "at_most", (3,)), outcome=ESCALATE),
        rule("many", Asked("parties.count", "at_least", (4,)), outcome=ROUTE),
    )
    joins = never(ROUTE, adds=(Asked("partner.agreement", "one_of", ("none",)),))

    (flaw,) = flaws_in(ruleset_of(*rules, outcomes=ORDER, must_hold=[joins]))

    assert (flaw.kind, flaw.about) == ("monotone", "must")
    assert flaw.example is not None
    assert flaw.after is not None
    assert [flaw.example.facts["parties.count"], flaw.after.facts["parties.count"]] == [3, 4]


def test_what_only_reads_what_never_holds_is_not_told_besides() -> None:
    dead = rule("dead", AllOf((STRONG, Not(NEAR))), EACH, finding="dead")
    reads = owes("reads", Asked("dead", "at_least", (1,)))

    assert told([*CORE, dead, reads]) == {("warning", "never-fires", "dead")}
