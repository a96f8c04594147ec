from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.overlap.index import PieceIndex, joined
from tests.overlap.sample import TEXTS

TEXT = "Fysioterapeuter leder balansträning i grupp för äldre"
OTHER = "Katalog via musik"


def test_a_text_is_just_like_itself_and_like_nothing_that_shares_no_piece() -> None:
    index = PieceIndex([TEXT, OTHER])
    own, none = index.similarities(index.vector(TEXT))

    assert math.isclose(own, 1.0)
    assert none == 0.0
    assert index.similarities(index.vector("xyzzy")) == [0.0, 0.0]


def test_a_text_without_words_is_like_nothing() -> None:
    index = PieceIndex([TEXT, "", "och att"])

    assert index.vector("och") == {}
    assert index.similarities({}) == [0.0, 0.0, 0.0]
    assert index.similarities(index.vector(TEXT))[1:] == [0.0, 0.0]
    assert PieceIndex([]).similarities(PieceIndex([]).vector(TEXT)) == []


def test_a_rare_word_tells_more_than_one_that_many_texts_have() -> None:
    texts = ["balans karusell", "balans frukost", "balans trumpet", "balans"]
    index = PieceIndex(texts)

    rare, *_ = index.similarities(index.vector("karusell"))
    common, *_ = index.similarities(index.vector("balans"))
    assert rare > common


def test_the_background_says_how_rare_a_piece_is() -> None:
    names = ["balans karusell"]
    among_many = PieceIndex(names, background=["balans"] * 9)
    alone = PieceIndex(names)

    def share(index: PieceIndex) -> float:
        return index.similarities(index.vector("balans"))[0]

    assert share(among_many) < share(alone)


@given(st.lists(TEXTS, min_size=2, max_size=5))
def test_likeness_is_the_same_both_ways_and_between_none_and_all(texts: list[str]) -> None:
    index = PieceIndex(texts)
    table = [index.similarities(index.vector(text)) for text in texts]

    for row in range(len(texts)):
        for column in range(len(texts)):
            assert math.isclose(table[row][column], table[column][row], abs_tol=1e-9)
            assert 0.0 <= table[row][column] <= 1.0 + 1e-9


@given(TEXTS)
def test_a_vector_has_the_length_one_or_none_at_all(text: str) -> None:
    vector = PieceIndex([TEXT, OTHER]).vector(text)

    length = sum(weight * weight for weight in vector.values())
    assert (vector == {}) or math.isclose(length, 1.0)


@pytest.mark.parametrize(
    ("parts", "whole"), [([], ""), ([None, ""], ""), (["a", None, "b"], "a\nb")]
)
def test_texts_are_put_together_with_those_left_out_apart(
    parts: list[str | None], whole: str
) -> None:
    assert joined(parts) == whole
