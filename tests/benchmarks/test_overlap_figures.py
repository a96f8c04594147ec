"""The arithmetic of the overlap benchmark's figures, on scores made by hand."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest

from screening.intake.files import read_register
from screening.shipped import sample_register
from tests.benchmarks.overlap.contenders import peers
from tests.benchmarks.overlap.figures import (
    Answer,
    Share,
    auc,
    difference,
    recall_at,
    right_first,
)
from tests.benchmarks.overlap.labelled import LabelledQuery
from tests.benchmarks.overlap.measuring import best_of_each, measured


def answers(
    right: Sequence[float] = (), wrong: Sequence[float] = (), none: Sequence[float] = ()
) -> list[Answer]:
    """Top scores: of what is right, of what is wrong, and where nothing would be right."""
    return [
        *(Answer(score, right=True) for score in right),
        *(Answer(score, right=False) for score in wrong),
        *(Answer(score, right=None) for score in none),
    ]


def test_queries_without_a_counterpart_do_not_count_for_right_first() -> None:
    assert right_first(answers([1, 2, 3], [4], [9, 9, 9])) == Share(3, 4)


@pytest.mark.parametrize(
    ("percent", "hits"),
    [
        (0, 1),
        (9, 1),  # less than one of the ten may be accepted
        (10, 2),  # the one at 80 may, the ones at 50 may not
        (20, 2),  # one of the two at 50 may, but no threshold parts them
        (30, 3),
        (100, 4),
    ],
)
def test_recall_is_taken_at_the_best_threshold_that_keeps_the_limit(
    percent: int, hits: int
) -> None:
    some = answers([90, 60, 50, 5], [95], [80, 50, 50, 10, 10, 10, 10, 10, 10, 10])
    assert recall_at(some, percent) == Share(hits, 5)


def test_the_threshold_is_the_best_of_all_that_could_be_chosen() -> None:
    some = answers([3, 5, 5, 7, 9], [4, 8], [1, 2, 5, 6, 7, 7])
    thresholds = [*sorted({answer.score for answer in some}), math.inf]
    for percent in range(101):
        kept = [
            sum(answer.right is True and answer.score >= least for answer in some)
            for least in thresholds
            if 100 * sum(answer.right is None and answer.score >= least for answer in some)
            <= percent * 6
        ]
        assert recall_at(some, percent).hits == max(kept)


def test_a_score_equal_to_one_that_must_be_refused_is_refused() -> None:
    assert recall_at(answers([7], [], [7]), 5) == Share(0, 1)


def test_without_false_accepts_to_be_had_everything_right_is_accepted() -> None:
    assert recall_at(answers([0, 1], [1]), 1) == Share(2, 3)


def test_auc_counts_pairs_and_halves_those_that_are_equal() -> None:
    assert auc(answers([3], [2], [1, 2])) == (1 + 1 + 1 + 1 / 2) / 4
    assert math.isnan(auc(answers([3])))


def test_intervals_are_wilsons() -> None:
    assert Share(8, 10).interval == pytest.approx((0.4902, 0.9433), abs=1e-4)
    assert Share(0, 10).interval == pytest.approx((0.0, 0.2775), abs=1e-4)
    assert Share(10, 10).interval == pytest.approx((0.7225, 1.0), abs=1e-4)
    assert Share(0, 0).interval == (0.0, 1.0)


def test_no_difference_from_oneself() -> None:
    some = answers([5, 6, 7], [8], [1, 6])
    less = difference(some, some, 5, rounds=50)
    assert (less.value, less.low, less.high) == (0, 0, 0)


def test_a_difference_is_of_pairs_and_its_interval_holds_it() -> None:
    ours = answers([9] * 16, [9] * 4, [1] * 10)
    others = answers([9] * 8, [9] * 12, [1] * 10)
    less = difference(ours, others, 1, rounds=400)
    assert less.value == pytest.approx(0.4)
    assert 0.1 < less.low < 0.4 < less.high < 0.7
    assert difference(others, ours, None, rounds=400).value == pytest.approx(-0.4)


def test_of_each_peer_one_way_is_shown_and_each_ranks_all_entries() -> None:
    register = read_register(sample_register()).model
    query = LabelledQuery(
        id="q", kind="title-only", title="Kultur på recept", counterpart=("K-007",)
    )
    results = [measured(each, [query]) for each in peers(register, installed_alone=True)]
    for result in results:
        assert sorted(entry_id for entry_id, _ in result.rankings[0]) == sorted(register.ids())
        scores = [score for _, score in result.rankings[0]]
        assert scores == sorted(scores, reverse=True)
    best = best_of_each(results)
    assert [each.contender.peer for each in best] == [
        "WRatio",
        "token_set_ratio",
        "token_sort_ratio",
    ]
    assert [each.figures.right_first for each in best] == [Share(1, 1)] * 3
