from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.model.days import Days, misfits

FIRST = date(2026, 1, 1)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def days(first: int, last: int | None) -> Days:
    return Days(day(first), None if last is None else day(last))


def told(*stretches: Days) -> list[tuple[str, Days, Days]]:
    return [
        (kind, earlier, later)
        for kind, (earlier, _), (later, _) in misfits((each, None) for each in stretches)
    ]


@pytest.mark.parametrize(
    ("stretch", "held"),
    [(days(2, 4), [2, 3, 4]), (days(3, 3), [3]), (days(4, None), [4, 5])],
)
def test_both_ends_are_part_of_a_stretch_of_days(stretch: Days, held: list[int]) -> None:
    assert [number for number in range(6) if day(number) in stretch] == held
    assert "2026-01-04" not in stretch


def test_a_day_outside_has_a_nearest_one_within() -> None:
    assert [days(2, 4).nearest(day(number)) for number in range(6)] == [
        *map(day, (2, 2, 2, 3, 4, 4))
    ]
    assert days(2, None).nearest(day(99)) == day(99)


def test_days_can_be_narrowed_at_either_end() -> None:
    assert days(1, 9).narrowed(None, None) == days(1, 9)
    assert days(1, 9).narrowed(day(2), None) == days(2, 9)
    assert days(1, None).narrowed(None, day(5)) == days(1, 5)


@pytest.mark.parametrize(
    ("stretches", "wrong"),
    [
        ([days(0, 4)], []),
        ([days(5, None), days(0, 4)], []),
        ([days(0, 4), days(4, 9)], [("overlap", days(0, 4), days(4, 9))]),
        ([days(0, None), days(4, 9)], [("overlap", days(0, None), days(4, 9))]),
        ([days(0, 4), days(6, 9)], [("gap", days(0, 4), days(6, 9))]),
        ([days(0, 4), days(0, 2)], [("same-start", days(0, 4), days(0, 2))]),
        # one within another: what follows is held against the one that lasts longest
        ([days(0, 9), days(2, 3), days(10, None)], [("overlap", days(0, 9), days(2, 3))]),
        ([days(0, 3), days(2, None), days(9, 9)], [
            ("overlap", days(0, 3), days(2, None)), ("overlap", days(2, None), days(9, 9)),
        ]),
    ],
)  # fmt: skip
def test_stretches_that_do_not_follow_on_each_other_are_found(
    stretches: list[Days], wrong: list[tuple[str, Days, Days]]
) -> None:
    assert told(*stretches) == wrong


stretch = st.builds(
    lambda first, length: days(first, None if length is None else first + length),
    st.integers(0, 20),
    st.none() | st.integers(0, 8),
)


@given(st.lists(stretch, min_size=1, max_size=6))
def test_nothing_is_wrong_if_and_only_if_each_day_they_span_is_in_exactly_one(
    stretches: list[Days],
) -> None:
    first = min(each.first for each in stretches)
    last = max(each.last or day(40) for each in stretches)
    spanned = [first + timedelta(days=number) for number in range((last - first).days + 1)]

    once = all(sum(one in each for each in stretches) == 1 for one in spanned)

    assert (told(*stretches) == []) is once


@given(st.lists(st.integers(1, 9), min_size=1, max_size=6))
def test_a_stretch_that_begins_on_the_day_after_the_one_before_fits(lengths: list[int]) -> None:
    starts = [0]
    for length in lengths:
        starts.append(starts[-1] + length)
    stretches = [days(start, after - 1) for start, after in pairwise(starts)]

    assert told(*reversed(stretches)) == []
    assert all(one.after == other.first for one, other in pairwise(stretches))
