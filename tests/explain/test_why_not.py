"""Why not another outcome: every rule that could give it, and tests that are really false."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

from screening import RuleSet, Screener
from screening.engine.evaluators import PlainEvaluator
from screening.engine.running import Runner
from screening.engine.situation import Facts, Situation
from screening.explain.trace import failed_tests
from screening.explain.why_not import why_not
from screening.model.verdict import Details, FailedTest, Unfired, WhyNot
from screening.ruleset.conditions import AllOf, AnyOf, Condition, Not, holds
from screening.ruleset.conditions import Test as Asked
from screening.ruleset.facts import Value
from tests.engine.making import Made, made
from tests.explain.cases import case_of
from tests.rules.fixtures import found_proposals
from tests.rules.situations import QUIET, candidate, partner, situations


def is_false(test: FailedTest, facts: Facts) -> bool:
    """Whether a test that is said to have failed did, on the value that it is said to have seen."""
    asked = Asked(test.fact, test.operator, test.values)
    return facts[test.fact] == test.saw and not asked.passes(test.saw)


@pytest.mark.parametrize("path", found_proposals(), ids=lambda path: path.stem)
def test_every_rule_of_every_other_outcome_is_told_with_tests_that_are_false(
    path: Path, screener: Screener, shipped: RuleSet
) -> None:
    case = case_of(screener, path)
    conclusion = case.conclusion
    told = why_not(conclusion, case.situation, shipped, "sv")

    assert [(each.outcome, [one.rule for one in each.rules]) for each in told] == [
        (outcome.id, [rule.id for rule in shipped.rules if rule.outcome == outcome.id])
        for outcome in shipped.outcomes
        if outcome.id != conclusion.outcome
    ]
    fired = {firing.rule.id for firing in conclusion.fired}
    entries = {one.entry: place for place, one in enumerate(case.situation.candidates)}
    for one in (rule for each in told for rule in each.rules):
        assert (one.failed == ()) is (one.rule in fired)
        assert all(is_false(test, conclusion.proposal) for test in one.failed)
        for detail in one.details:
            assert detail.failed
            if detail.about in entries:
                facts = conclusion.candidates[entries[detail.about]]
                assert all(is_false(test, facts) for test in detail.failed)


@settings(max_examples=200)
@given(situations())
def test_for_any_situation_a_rule_is_told_without_failed_tests_exactly_where_it_fired(
    shipped: RuleSet, situation: Situation
) -> None:
    conclusion = Runner(shipped, PlainEvaluator(shipped)).run(situation)
    fired = {firing.rule.id for firing in conclusion.fired}
    for each in why_not(conclusion, situation, shipped, "en"):
        for one in each.rules:
            assert (one.failed == ()) is (one.rule in fired)
            assert all(is_false(test, conclusion.proposal) for test in one.failed)


def test_a_missed_finding_is_told_of_each_candidate_and_third_party_that_missed_it(
    shipped: RuleSet,
) -> None:
    situation = Situation(
        (candidate("K-1", overlap="possible"),),
        (partner(third_party=False), partner(agreement="signed")),
        {**QUIET, "proposal.level": "team"},
    )
    conclusion = Runner(shipped, PlainEvaluator(shipped)).run(situation)

    assert conclusion.outcome == "needs-specific-agreement"
    told = {each.outcome: each.rules for each in why_not(conclusion, situation, shipped, "en")}
    assert told["route-to-existing"] == (
        Unfired(
            rule="taken-in-by-host",
            clause=("4.4",),
            title="The initiative belongs in an existing collaboration",
            failed=(failed("host.exists", "one_of", *YES, saw=False),),
            details=(
                Details(
                    about="K-1",
                    rule="can-host",
                    title="An existing collaboration can take the initiative in",
                    failed=(
                        either("candidate.answer", "one_of", "hosts", saw="unasked"),
                        either("candidate.overlap", "one_of", "strong", saw="possible"),
                        either("candidate.kind", "one_of", *BROADER, saw="constellation"),
                        either("candidate.in_scope", "one_of", *YES, saw=False),
                    ),
                ),
            ),
        ),
    )
    [declined] = [
        one
        for one in told["escalate-to-steering-group"]
        if one.rule == "third-party-declined-agreement"
    ]
    assert declined.failed == (failed("declining-third-party", "at_least", 1, saw=0),)
    assert declined.details == (
        Details(
            about="X",
            rule="third-party-says-no",
            title="A third party will not sign an agreement",
            failed=(failed("partner.agreement", "one_of", "declined", saw="signed"),),
        ),
    )


YES = (True,)
BROADER = ("platform", "framework-agreement")


def failed(fact: str, operator: str, *values: Value, saw: Value) -> FailedTest:
    """A test that had to hold."""
    return FailedTest.model_validate(
        {"fact": fact, "operator": operator, "values": values, "saw": saw, "alternative": False}
    )


def either(fact: str, operator: str, *values: Value, saw: Value) -> FailedTest:
    """A test that is one of several, of which one had to hold."""
    return failed(fact, operator, *values, saw=saw).model_copy(update={"alternative": True})


def test_a_rule_that_fired_but_did_not_win_failed_no_test(shipped: RuleSet) -> None:
    situation = Situation((), (), {**QUIET, "proposal.level": "unknown"})
    conclusion = Runner(shipped, PlainEvaluator(shipped)).run(situation)
    told = why_not(conclusion, situation, shipped, "sv")

    assert [each.outcome for each in told] == ["needs-specific-agreement", "route-to-existing"]
    assert told[0].rules[0] == Unfired(
        rule="nothing-takes-it-in",
        clause=("4.4", "6"),
        title="Inget befintligt kan ta emot initiativet",
        failed=(),
        details=(),
    )
    assert isinstance(told[0], WhyNot)


# --- which tests are to blame -------------------------------------------------------------

A = Asked("a", "one_of", ("yes",))
B = Asked("b", "at_least", (3,))


@pytest.mark.parametrize(
    ("condition", "blamed"),
    [
        (A, [(A, False)]),
        (Not(A), []),
        (AllOf((A, B)), [(A, False), (B, False)]),
        (AnyOf((A, B)), [(A, True), (B, True)]),
        (AnyOf((A,)), [(A, False)]),
        (AnyOf((A, Not(B))), []),
        (AllOf((Not(A), B)), [(B, False)]),
        (Not(AllOf((A, B))), []),
        (Not(Not(A)), [(A, False)]),
        (Not(AnyOf((Not(A), B))), [(A, False)]),
        (Not(AllOf((Not(A), Not(B)))), [(A, True), (B, True)]),
        (AllOf((AnyOf((A, B)), A)), [(A, True), (B, True), (A, False)]),
        (AnyOf((AllOf((A, B)), A)), [(A, True), (B, True), (A, True)]),
    ],
)
def test_what_is_to_blame_is_what_would_have_to_hold_instead_alone_or_as_an_alternative(
    condition: Condition, blamed: list[tuple[Asked, bool]]
) -> None:
    assert list(failed_tests(condition, {"a": "no", "b": 2})) == blamed


def test_under_not_a_test_is_told_turned_round() -> None:
    below = (Asked("b", "at_most", (2,)), False)

    assert list(failed_tests(Not(A), {"a": "yes"})) == [(Asked("a", "none_of", ("yes",)), False)]
    assert list(failed_tests(Not(B), {"b": 5})) == [below]
    assert list(failed_tests(Not(AnyOf((A, B))), {"a": "no", "b": 5})) == [below]


@settings(max_examples=150)
@given(made(rules=4, facts=4))
def test_of_a_condition_that_holds_nothing_is_to_blame_and_of_any_other_something_false(
    case: Made,
) -> None:
    for facts in case.facts:
        for rule in case.stratum.rules:
            blamed = [test for test, _ in failed_tests(rule.when, facts)]
            assert (blamed == []) is holds(rule.when, facts)
            assert not any(test.passes(facts[test.fact]) for test in blamed)
