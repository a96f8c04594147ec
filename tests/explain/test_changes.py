"""What would change the outcome: each set does, no part of it does, and nothing else is smaller."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from screening import RuleSet, Screener
from screening.engine.evaluators import PlainEvaluator
from screening.engine.running import Runner
from screening.engine.situation import Change, Situation
from screening.explain.changes import Search
from screening.model.values import Outcome
from screening.ruleset.loading import load_rules
from tests.explain.cases import applied, case_of, expanded, sets_of, single_changes
from tests.rules.fixtures import found_proposals
from tests.rules.situations import QUIET, candidate, partner, situations
from tests.ruleset.folders import laid_over

PATHS = found_proposals()
RULES = Path(__file__).parent / "rules"


@pytest.fixture(scope="module")
def runner(shipped: RuleSet) -> Runner:
    return Runner(shipped, PlainEvaluator(shipped))


def others(runner: Runner, ruleset: RuleSet, situation: Situation) -> list[Outcome]:
    """The outcomes that a situation does not have."""
    now = runner.run(situation).outcome
    return [outcome.id for outcome in ruleset.outcomes if outcome.id != now]


def check(runner: Runner, ruleset: RuleSet, situation: Situation, most: int) -> None:
    """Right, smallest and complete for sets of up to so many changes, by trying all of them."""
    search = Search(situation, ruleset, runner)
    singles = single_changes(situation)
    for outcome in others(runner, ruleset, situation):
        found = search.smallest(outcome)
        assert found.complete
        reported = expanded(search, found)
        size = len(next(iter(reported), ()))
        for changes in reported:
            assert len(changes) == size
            assert runner.run(applied(situation, changes)).outcome == outcome
            for part in combinations(changes, size - 1):
                assert runner.run(applied(situation, part)).outcome != outcome
        for number in range(1, min(size or most, most) + 1):
            by_trying = {
                frozenset(changes)
                for changes in sets_of(singles, number)
                if runner.deciding(applied(situation, changes)).outcome == outcome
            }
            assert by_trying == (reported if number == size else set())


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_for_a_proposal_every_smallest_set_of_changes_is_told_and_no_other(
    path: Path, screener: Screener, runner: Runner, shipped: RuleSet
) -> None:
    check(runner, shipped, case_of(screener, path).situation, most=2)


def test_under_a_terminated_letter_the_letter_is_among_what_has_to_change(
    screener_without_letter: Screener,
) -> None:
    ruleset = screener_without_letter.ruleset
    runner = Runner(ruleset, PlainEvaluator(ruleset))
    for path in PATHS[::5]:
        situation = case_of(screener_without_letter, path).situation
        check(runner, ruleset, situation, most=1)
        search = Search(situation, ruleset, runner)
        for outcome in others(runner, ruleset, situation):
            for changes in search.smallest(outcome).sets:
                assert Change("letter.status", "in-force") in changes


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> RuleSet:
    return load_rules(laid_over(tmp_path_factory.mktemp("odd"), RULES / "odd"))


@pytest.mark.slow
@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(situations(candidates=2, partners=3))
def test_for_any_situation_every_smallest_set_of_changes_is_told_and_no_other(
    runner: Runner, shipped: RuleSet, situation: Situation
) -> None:
    check(runner, shipped, situation, most=2)


@pytest.mark.slow
@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(situations(candidates=2, partners=3))
def test_the_same_holds_of_other_rules(odd: RuleSet, situation: Situation) -> None:
    check(Runner(odd, PlainEvaluator(odd)), odd, situation, most=2)


def test_three_changes_are_found_where_no_two_do(runner: Runner, shipped: RuleSet) -> None:
    facts = {**QUIET, "proposal.level": "unknown", "proposal.new_principles": "yes"}
    situation = Situation((candidate(),), (partner(agreement="signed"),), facts)
    search = Search(situation, shipped, runner)

    assert search.smallest("route-to-existing").sets == (
        (
            Change("candidate.answer", "hosts", 0),
            Change("proposal.level", "team"),
            Change("proposal.new_principles", "no"),
        ),
    )
    assert search.alike(Change("proposal.level", "team")) == ("team", "unit", "department")
    check(runner, shipped, situation, most=3)


def test_where_nothing_that_can_be_changed_would_do_nothing_is_told(
    runner: Runner, shipped: RuleSet
) -> None:
    situation = Situation((), (), QUIET)

    found = Search(situation, shipped, runner).smallest("route-to-existing")

    assert (found.sets, found.complete) == ((), True)


def test_a_search_that_runs_out_says_that_it_is_not_complete(
    runner: Runner, shipped: RuleSet
) -> None:
    facts = {**QUIET, "proposal.level": "unknown", "letter.status": "terminated"}
    situation = Situation((candidate(answer="hosts"),), (partner(),), facts)

    found = Search(situation, shipped, runner, most_work=9).smallest("route-to-existing")

    assert (found.sets, found.complete) == ((), False)


def test_the_verdict_tells_of_each_change_what_was_and_what_would_do(screener: Screener) -> None:
    data = {
        "title": "Odling i växthus",
        "summary": "Patienter odlar grönsaker tillsammans.",
        "level": "unit",
        "parties": [
            {"name": "Region Västmanland"},
            {"name": "MDU"},
            {"name": "RISE", "agreement": "declined"},
        ],
        "resources": {"committed": False},
        "considered": [{"constellation": "K-038", "answer": "declined"}],
    }
    told = screener.screen(data, explain=True, lang="en").what_would_change
    assert told is not None

    assert [each.model_dump() for each in told] == [
        {
            "outcome": "needs-specific-agreement",
            "sets": (
                (
                    {
                        "fact": "partner.agreement",
                        "about": "RISE",
                        "was": "declined",
                        "becomes": ("none", "intended"),
                    },
                ),
                (
                    {
                        "fact": "partner.agreement",
                        "about": "RISE",
                        "was": "declined",
                        "becomes": ("signed",),
                    },
                ),
            ),
            "left_out": 0,
            "complete": True,
        },
        {
            "outcome": "route-to-existing",
            "sets": (
                (
                    {
                        "fact": "candidate.answer",
                        "about": "K-038",
                        "was": "declined",
                        "becomes": ("hosts",),
                    },
                    {
                        "fact": "partner.agreement",
                        "about": "RISE",
                        "was": "declined",
                        "becomes": ("signed",),
                    },
                ),
            ),
            "left_out": 0,
            "complete": True,
        },
    ]
