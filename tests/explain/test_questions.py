"""Open questions: all unknown facts that could change the outcome, and nothing that is known."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from screening import RuleSet, Screener
from screening.engine.evaluators import PlainEvaluator
from screening.engine.running import Runner
from screening.engine.situation import Change, Situation
from screening.explain.changes import value_of
from screening.explain.questions import open_questions
from screening.messages import message
from screening.model.values import Outcome
from screening.model.verdict import OpenQuestion, RelatedFact
from screening.ruleset.facts import FACTS
from tests.explain.cases import Key, applied, case_of, key, sets_of, single_changes
from tests.rules.fixtures import found_proposals
from tests.rules.situations import QUIET, candidate, partner, situations

MOST = 3
"""How many answers together are looked for."""


@pytest.fixture(scope="module")
def runner(shipped: RuleSet) -> Runner:
    return Runner(shipped, PlainEvaluator(shipped))


def named(_fact: str, about: int | None) -> str | None:
    return None if about is None else str(about)


def asked(runner: Runner, ruleset: RuleSet, situation: Situation) -> dict[Key, tuple[Outcome, ...]]:
    """The questions asked, by what they ask for."""
    told, complete = open_questions(situation, runner.run(situation), ruleset, runner, named, "sv")
    assert complete
    return {
        (one.fact, None if one.about is None else int(one.about)): one.changes_outcome_to
        for one in told
    }


def by_trying(
    runner: Runner, ruleset: RuleSet, situation: Situation
) -> dict[Key, tuple[Outcome, ...]]:
    """The same, by trying all answers and all combinations of a few."""
    now = runner.run(situation).outcome
    answers = single_changes(situation, unknown_only=True)
    minimal: list[tuple[frozenset[Change], Outcome]] = []
    for size in range(1, MOST + 1):
        for changes in map(frozenset, sets_of(answers, size)):
            outcome = runner.deciding(applied(situation, changes)).outcome
            smaller = any(part < changes and gave == outcome for part, gave in minimal)
            if outcome is not None and outcome != now and not smaller:
                minimal.append((changes, outcome))
    leads: dict[Key, set[Outcome]] = {}
    for changes, outcome in minimal:
        for change in changes:
            leads.setdefault(key(change), set()).add(outcome)
    ranked = [outcome.id for outcome in ruleset.outcomes]
    return {each: tuple(sorted(gives, key=ranked.index)) for each, gives in leads.items()}


@pytest.mark.parametrize("path", found_proposals(), ids=lambda path: path.stem)
def test_for_a_proposal_all_that_is_unknown_and_could_change_the_outcome_is_asked(
    path: Path, screener: Screener, runner: Runner, shipped: RuleSet
) -> None:
    case = case_of(screener, path)

    assert asked(runner, shipped, case.situation) == by_trying(runner, shipped, case.situation)


@pytest.mark.slow
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(situations(candidates=2, partners=2))
def test_for_any_situation_all_that_is_unknown_and_could_change_the_outcome_is_asked(
    runner: Runner, shipped: RuleSet, situation: Situation
) -> None:
    questions = asked(runner, shipped, situation)

    assert questions == by_trying(runner, shipped, situation)
    for fact, about in questions:
        assert value_of(situation, fact, about) == FACTS[fact].unknown


def test_a_question_names_whom_it_is_about_and_what_else_would_have_to_be_answered(
    runner: Runner, shipped: RuleSet
) -> None:
    facts = {**QUIET, "proposal.level": "unknown", "resources.committed": "unknown"}
    situation = Situation((candidate("K-1", agreement="in-force"),), (partner(),), facts)
    answered = RelatedFact(fact="candidate.answer", about="K-1")
    signed = RelatedFact(fact="partner.agreement", about="RISE")
    level = RelatedFact(fact="proposal.level", about=None)
    names = {("candidate.answer", 0): "K-1", ("partner.agreement", 0): "RISE"}

    told, complete = open_questions(
        situation,
        runner.run(situation),
        shipped,
        runner,
        lambda fact, about: None if about is None else names[fact, about],
        "en",
    )
    assert complete

    assert told == (
        OpenQuestion(
            fact="candidate.answer",
            asked="Ask K-1: can you take the initiative in?",
            about="K-1",
            changes_outcome_to=("route-to-existing",),
            together_with=(signed, level),
        ),
        OpenQuestion(
            fact="partner.agreement",
            asked="How far has an agreement with RISE come?",
            about="RISE",
            changes_outcome_to=("route-to-existing",),
            together_with=(answered, level),
        ),
        OpenQuestion(
            fact="proposal.level",
            asked="At which level is the one who can own the coordination?",
            about=None,
            changes_outcome_to=("needs-specific-agreement", "route-to-existing"),
            together_with=(),
        ),
    )


@pytest.mark.parametrize("path", found_proposals()[::4], ids=lambda path: path.stem)
def test_a_verdict_asks_only_for_what_is_unknown_and_in_its_own_language(
    path: Path, screener: Screener
) -> None:
    for lang in ("sv", "en"):
        for one in screener.screen(path, lang=lang).open_questions:
            assert one.asked == message(f"facts.{one.fact}.ask", lang, about=one.about)


def test_questions_that_there_was_no_time_to_look_for_are_not_kept_quiet(
    runner: Runner, shipped: RuleSet
) -> None:
    many = [candidate(f"K-{number:03}", overlap="possible") for number in range(60)]
    situation = Situation(tuple(many), (partner(), partner()), QUIET)

    _, complete = open_questions(situation, runner.run(situation), shipped, runner, named, "sv")

    assert not complete
