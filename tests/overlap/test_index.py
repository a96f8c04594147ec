"""A register made ready: which entries have which keys, and how rare these are."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.intake.files import register_from_data
from screening.model.register import Register
from screening.overlap.index import EntryText, MemoryIndex, best, initials, texts_of
from screening.overlap.reading import rarity
from screening.overlap.tokens import Token
from screening.overlap.words import folded, words_of
from tests.overlap.sample import ENTRIES, NO_VOCABULARY, VOCABULARY, entry

REGISTER = register_from_data(list(ENTRIES)).model
INDEX = MemoryIndex(REGISTER, VOCABULARY)


def text(entry_id: str) -> EntryText:
    number = INDEX.number(entry_id)
    assert number is not None
    return INDEX.text(number)


def words(tokens: Sequence[Token]) -> list[str]:
    return [token.spot.word for token in tokens]


# --- the texts of an entry ------------------------------------------------------------------


def test_a_proposal_can_meet_the_name_the_aliases_the_description_and_the_themes() -> None:
    with_all, with_name = register_from_data(
        [
            entry("K-1", name="A", aliases=["B", "C"], description="D", themes=["E", "F"]),
            entry("K-2", name="G"),
        ]
    ).model.entries

    assert texts_of(with_all) == ["A", "B", "C", "D", "E", "F"]
    assert list(filter(None, texts_of(with_name))) == ["G"]


def test_an_entry_has_each_of_its_words_once_where_it_first_stood() -> None:
    read = text("K-4")

    assert [(token.where, token.spot.word) for token in read.tokens] == [
        ("name", "skolbibliotek"),
        ("aliases[0]", "school"),
        ("aliases[0]", "library"),
        ("description", "läslust"),
        ("description", "väcks"),
        ("description", "högläsning"),
        ("themes[0]", "läsning"),
        ("themes[1]", "bibliotek"),
        ("themes[1]", "skolan"),
    ]
    assert [(name.text, words(name.tokens)) for name in read.names] == [
        ("Nätverket för stora skolbibliotek", ["skolbibliotek"]),
        ("School Library Network", ["school", "library"]),
    ]
    assert [(theme, words(tokens)) for theme, tokens in read.themes] == [
        ("läsning", ["läsning"]),
        ("bibliotek i skolan", ["bibliotek", "skolan"]),
    ]


def test_an_entry_has_its_parties_by_their_folded_names() -> None:
    assert text("K-1").parties == {"rise", "sala kommun"}


# --- keys -----------------------------------------------------------------------------------


def test_the_entries_that_have_a_key_are_told_by_their_numbers() -> None:
    ids = [one.id for one in REGISTER.entries]

    assert [INDEX.number(entry_id) for entry_id in ids] == list(range(5))
    assert INDEX.number("K-9") is None
    assert len(INDEX) == 5
    assert [ids[number] for number in INDEX.holding("s:skolbibliotek")] == ["K-4"]
    assert [ids[number] for number in INDEX.holding("s:teknik")] == []
    assert [ids[number] for number in INDEX.holding("f:1")] == ["K-3"]


def test_entries_are_numbered_by_their_ids_in_whatever_order_they_come() -> None:
    turned = MemoryIndex(Register(entries=REGISTER.entries[::-1]), VOCABULARY)

    assert [turned.text(number).entry for number in range(5)] == list(REGISTER.entries)
    assert turned.holding("s:skolbibliotek") == INDEX.holding("s:skolbibliotek")


def test_every_entry_is_told_for_every_key_that_it_has_and_no_other() -> None:
    keys = {key for one in REGISTER.entries for key in text(one.id).keys}

    for key in keys:
        having = [n for n, one in enumerate(REGISTER.entries) if key in text(one.id).keys]
        assert list(INDEX.holding(key)) == having
        assert INDEX.reader.rarity(key) == rarity(5, len(having)) > 0
    assert INDEX.reader.rarity("s:frukost") == 0
    assert INDEX.reader.unknown == rarity(5, 0)


def test_a_party_is_told_with_how_many_entries_have_it() -> None:
    assert [INDEX.parties_holding(party) for party in ("sala kommun", "rise", "abb")] == [2, 1, 0]


def test_an_entry_that_names_a_party_twice_has_it_once() -> None:
    index = MemoryIndex(
        register_from_data([entry("K-1", parties=["ABB", "abb"])]).model, NO_VOCABULARY
    )

    assert index.parties_holding(folded("Abb")) == 1


def test_no_register_has_nothing() -> None:
    index = MemoryIndex(Register(entries=()), VOCABULARY)

    assert len(index) == 0
    assert list(index.holding("c:0")) == []
    assert index.reader.rarity("c:0") == 0
    assert index.reader.unknown > 0


# --- initials -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Nätverket för stora skolbibliotek", "nss"),
        ("Vårdens (Digitala) Framtid 2027", "vdf"),
        ("Sång på recept, fas 2", ""),
        ("Centre for the Study of Falls", "csf"),
        ("Hälsa i och för alla", ""),
        ("Öppen vård", ""),
        ("Balansgruppen", ""),
        ("…", ""),
    ],
)
def test_a_name_of_three_words_or_more_but_for_small_ones_has_initials(
    name: str, letters: str
) -> None:
    assert initials(words_of(name)) == letters


def test_an_entry_is_met_by_the_initials_of_its_names_though_not_wholly() -> None:
    keys = text("K-4").keys

    assert keys["s:nss"] == keys["s:sln"] < 1
    assert [n for n, one in enumerate(REGISTER.entries) if "s:nss" in text(one.id).keys] == list(
        INDEX.holding("s:nss")
    )


def test_initials_that_are_a_word_of_the_entry_too_are_that_word() -> None:
    index = MemoryIndex(
        register_from_data(
            [entry("K-1", name="Norra Äldre Rummet", aliases=["NÄR", "Nära"])]
        ).model,
        NO_VOCABULARY,
    )

    assert index.text(0).keys["s:när"] == 1.0


# --- the best -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("most", "expected"), [(1, [4]), (2, [1, 4]), (3, [1, 2, 4]), (9, [1, 2, 3, 4])]
)
def test_the_best_are_those_with_the_highest_scores_and_of_equals_the_first(
    most: int, expected: list[int]
) -> None:
    assert best({3: 0.5, 2: 0.5, 4: 2.0, 1: 1.0}, most) == expected


@given(st.dictionaries(st.integers(0, 99), st.floats(0, 9)), st.integers(1, 20))
def test_none_of_the_others_is_better_than_any_of_the_best(
    scores: dict[int, float], most: int
) -> None:
    chosen = best(scores, most)
    left = scores.keys() - set(chosen)

    assert len(chosen) == min(most, len(scores))
    assert chosen == sorted(chosen)
    assert all(scores[one] >= scores[other] for one in chosen for other in left)
