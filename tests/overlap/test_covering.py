"""How much of one text is said by another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.overlap.covering import Body, all_met


def share_met(body: Body, keys: dict[str, float]) -> float:
    """How much of a text some keys meet."""
    return body.share(dict(body.met_by(keys)))


BODY = Body.of([(2.0, [("a", 2.0), ("b", 1.0)]), (1.0, [("b", 0.5)]), (1.0, [])])


@pytest.mark.parametrize(
    ("keys", "met"),
    [
        ({}, 0.0),
        ({"z": 1.0}, 0.0),
        ({"a": 1.0}, 0.5),
        ({"a": 0.5}, 0.25),
        ({"b": 1.0}, 0.375),
        ({"a": 1.0, "b": 1.0}, 0.625),
        ({"a": 0.25, "b": 1.0}, 0.375),
    ],
)
def test_each_word_is_met_by_the_key_that_meets_it_best(keys: dict[str, float], met: float) -> None:
    assert share_met(BODY, keys) == met


def test_of_several_that_meet_a_word_the_one_that_meets_most_of_it_counts() -> None:
    hits = [BODY.met_by({"a": 0.25}), BODY.met_by({"b": 1.0}), BODY.met_by({"z": 1.0})]

    assert all_met(hits) == {0: 1.0, 1: 0.5}


def test_a_text_of_which_all_is_met_is_met_wholly_and_no_more() -> None:
    body = Body.of([(0.1, [("a", 0.1)])] * 10)

    assert share_met(body, {"a": 1.0}) == 1.0


def test_nothing_says_nothing_of_nothing() -> None:
    assert share_met(Body.of([]), {"a": 1.0}) == 0.0


_SHARES = st.floats(0, 1)
_KEYS = st.sampled_from("abcdef")
WORDS = st.lists(
    st.tuples(st.floats(0.01, 20), st.dictionaries(_KEYS, _SHARES)).map(
        lambda word: (word[0], [(key, share * word[0]) for key, share in word[1].items()])
    ),
    max_size=6,
)
KEYS = st.dictionaries(_KEYS, _SHARES)


@given(WORDS, KEYS)
def test_how_much_is_met_is_between_nothing_and_all(
    words: list[tuple[float, list[tuple[str, float]]]], keys: dict[str, float]
) -> None:
    assert 0.0 <= share_met(Body.of(words), keys) <= 1.0


@given(WORDS, KEYS, KEYS)
def test_more_keys_never_meet_less(
    words: list[tuple[float, list[tuple[str, float]]]],
    keys: dict[str, float],
    more: dict[str, float],
) -> None:
    both = {key: max(keys.get(key, 0.0), more.get(key, 0.0)) for key in keys | more}
    body = Body.of(words)

    assert share_met(body, both) >= share_met(body, keys)


@given(WORDS, KEYS)
def test_the_order_of_the_keys_makes_no_difference(
    words: list[tuple[float, list[tuple[str, float]]]], keys: dict[str, float]
) -> None:
    body, turned = Body.of(words), dict(reversed(keys.items()))

    assert share_met(body, keys) == share_met(body, turned)


@given(WORDS, KEYS, KEYS)
def test_words_met_one_key_at_a_time_are_met_as_they_are_by_all_keys_at_once(
    words: list[tuple[float, list[tuple[str, float]]]],
    keys: dict[str, float],
    more: dict[str, float],
) -> None:
    both = {key: max(keys.get(key, 0.0), more.get(key, 0.0)) for key in keys | more}
    body = Body.of(words)

    assert all_met([body.met_by(keys), body.met_by(more)]) == dict(body.met_by(both))
