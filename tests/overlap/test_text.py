from __future__ import annotations

import unicodedata
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.overlap.text import common_words, folded, pieces, words
from tests.overlap.sample import TEXTS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("Hembesök i Köping", ["hembesök", "köping"]),
        ("E-hälsa, äldre & e-HÄLSA", ["hälsa", "äldre", "hälsa"]),
        ("och att i ett med för", []),
        ("Region Västmanland och Mälardalens universitet", []),
        ("The region and the university", []),
        ("snake_case", ["snake", "case"]),
        ("år 2027: 3 D", ["2027"]),
        ("a\0b 🤸 ä", []),
        ("straße STRASSE", ["strasse", "strasse"]),
        ("o\u0308ppen", ["öppen"]),
        ("x" * 200, ["x" * 60]),
    ],
)
def test_the_words_of_a_text_are_folded_and_the_common_ones_left_out(
    text: str, expected: list[str]
) -> None:
    assert words(text) == expected


def test_the_common_words_are_folded_words_and_no_comments_among_them() -> None:
    common = common_words()
    assert {"och", "samverkan", "the", "collaboration", "västmanland"} <= common
    assert {word for word in common if folded(word) != word or " " in word} == set()
    assert "swedish" not in common


@pytest.mark.parametrize(
    ("tokens", "expected"),
    [
        ([], {}),
        (["ab"], {" ab ": 1}),
        (["abc"], {" abc": 1, "abc ": 1}),
        (["vård", "vård"], {" vår": 2, "vård": 2, "ård ": 2}),
        (["a"], {" a ": 1}),
    ],
)
def test_the_pieces_of_a_word_are_its_runs_of_four_with_both_ends(
    tokens: list[str], expected: dict[str, int]
) -> None:
    assert pieces(tokens) == Counter(expected)


def test_inflections_share_most_of_their_pieces() -> None:
    one, other = pieces(["hembesök"]), pieces(["hembesöken"])
    assert (one & other).total() / one.total() > 0.8


@given(TEXTS)
def test_any_text_has_words_and_as_many_pieces_as_letters_at_most(text: str) -> None:
    found = words(text)

    assert all(1 < len(word) <= 60 and word not in common_words() for word in found)
    assert pieces(found).total() <= sum(map(len, found))
    assert folded(folded(text)) == folded(text)
    assert words(folded(text)) == found


@given(st.text(max_size=40))
def test_how_a_text_is_composed_makes_no_difference(text: str) -> None:
    assert words(unicodedata.normalize("NFD", text)) == words(text)
    assert folded(unicodedata.normalize("NFD", text)) == folded(text)


@pytest.mark.parametrize(
    "text",
    [
        "x" * 50_000,
        "hembesök " * 5_500,
        "å" * 25_000 + " " + "ä" * 24_999,
        "".join(chr(0x4E00 + number % 20_000) for number in range(50_000)),
        " ".join(f"ord{number}" for number in range(6_000)),
        "a\u0308" * 25_000,
    ],
    ids=["one word", "one word again and again", "two words", "no spaces", "all words", "marks"],
)
def test_the_longest_text_makes_no_more_pieces_than_it_has_letters(text: str) -> None:
    found = pieces(words(text[:50_000]))

    assert found.total() <= 50_000
    if " " not in text:
        assert found.total() <= 60
