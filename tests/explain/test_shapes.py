"""What is found out of one situation holds of all that are the same to the rules."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings

from screening import RuleSet
from screening.engine.evaluators import PlainEvaluator
from screening.engine.running import Runner
from screening.engine.situation import Situation
from screening.explain import shapes
from screening.explain.questions import _Asked, _questions
from screening.explain.shapes import Remembering
from tests.rules.situations import QUIET, candidate, situations

Found = tuple[tuple[_Asked, ...], bool]

ALONE: Final = Situation((), (), QUIET)
WEIGHED: Final = replace(ALONE, candidates=(candidate("K-1"), candidate("K-2")))


@pytest.fixture(scope="module")
def runner(shipped: RuleSet) -> Runner:
    return Runner(shipped, PlainEvaluator(shipped))


@pytest.fixture(scope="module")
def memory(shipped: RuleSet) -> Remembering[Found]:
    return Remembering(shipped)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(situations())
def test_what_is_remembered_is_what_would_be_found_out_anew(
    shipped: RuleSet, runner: Runner, memory: Remembering[Found], situation: Situation
) -> None:
    found = _questions(situation, runner.run(situation), shipped, runner)

    assert memory(situation, lambda: found) == found


def scored(situation: Situation, *scores: int) -> Situation:
    """The situation with other scores for its candidates."""
    return replace(
        situation,
        candidates=tuple(
            replace(one, facts={**one.facts, "candidate.score": score})
            for one, score in zip(situation.candidates, scores, strict=True)
        ),
    )


def test_scores_count_by_their_order_alone_and_names_not_at_all(shipped: RuleSet) -> None:
    memory: Remembering[str] = Remembering(shipped)
    memory(scored(WEIGHED, 60, 50), lambda: "first")

    assert memory(scored(WEIGHED, 99, 40), lambda: "second") == "first"
    assert memory(scored(WEIGHED, 50, 60), lambda: "second") == "second"
    renamed = replace(WEIGHED, candidates=(candidate("K-8"), candidate("K-9")))
    assert memory(scored(renamed, 60, 50), lambda: "third") == "first"


def test_no_more_than_so_many_situations_are_remembered(
    shipped: RuleSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shapes, "_REMEMBERED", 2)
    memory: Remembering[int] = Remembering(shipped)
    different = [scored(WEIGHED, 1, 0), scored(WEIGHED, 0, 1), ALONE]
    for number, one in enumerate(different):
        assert memory(one, partial(int, number)) == number

    assert memory(ALONE, lambda: 99) == 2
    assert memory(different[0], lambda: 99) == 99
