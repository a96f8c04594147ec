"""The words of texts: where they stand, how they are written, and what is left of them."""

from __future__ import annotations

import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.overlap.words import (
    END,
    MOST_WORDS,
    Spot,
    common_words,
    english_stem,
    english_stems,
    folded,
    in_order,
    marks,
    plain,
    spots,
    stems,
    swedish_stem,
    swedish_stems,
    words_and_ends,
    words_of,
)
from tests.overlap.sample import TEXTS

# --- words ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("…—!? _", []),
        ("Hembesök i Köping", ["hembesök", "i", "köping"]),
        ("E-hälsa, äldre & e-HÄLSA", ["e", "hälsa", "äldre", "e", "hälsa"]),
        ("snake_case", ["snake", "case"]),
        ("a\0b 🤸 \ud800 ä", ["a", "b", "ä"]),
        ("straße STRASSE", ["strasse", "strasse"]),
        ("o\u0308ppen", ["öppen"]),
        ("מרחבא שלום", ["מרחבא", "שלום"]),
        ("x" * 200, ["x" * 60]),
        ("ß" * 200, ["ss" * 60]),
    ],
)
def test_words_are_runs_of_letters_and_digits_folded_and_composed(
    text: str, expected: list[str]
) -> None:
    assert [spot.word for spot in spots(text)] == expected


def test_a_word_is_told_with_its_place_in_the_text_as_it_was_written() -> None:
    assert spots("Äldre, O\u0308PPEN vård") == [
        Spot("äldre", 0, 5),
        Spot("öppen", 7, 13),
        Spot("vård", 14, 18),
    ]


@given(TEXTS)
def test_the_place_of_a_word_always_cuts_it_out_of_its_text(text: str) -> None:
    found = spots(text)

    for spot in found:
        cut = text[spot.start : spot.end]
        assert unicodedata.normalize("NFC", cut[:60].casefold()) == spot.word
    ends = [0, *(spot.end for spot in found)]
    assert all(end <= spot.start < spot.end for end, spot in zip(ends, found, strict=False))


@given(TEXTS)
def test_words_without_their_places_are_the_same_words(text: str) -> None:
    assert words_of(text) == [spot.word for spot in spots(text)]


@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_the_words_of_several_texts_at_once_are_those_of_each(texts: list[str]) -> None:
    each = [[*words_of(text), END] for text in texts]
    assert words_and_ends(texts) == [word for words in each for word in words]


@pytest.mark.parametrize(
    "text",
    ["a\x1eb", "\u0345", "a\u0345b", "\u1fb4x", "o\u0308", "fas 2 vård", "x" * 200,
     "ß" * 59, "a " * MOST_WORDS, "vård 2.0", "İ", ""],
)  # fmt: skip
def test_the_words_of_several_texts_at_once_are_those_of_each_however_odd(text: str) -> None:
    texts = ["Hembesök i Köping", text, "vård"]
    each = [[*words_of(text), END] for text in texts]
    assert words_and_ends(texts) == [word for words in each for word in words]


@given(st.text(max_size=40))
def test_how_a_text_is_composed_makes_no_difference_to_its_folding(text: str) -> None:
    assert folded(unicodedata.normalize("NFD", text)) == folded(text)


def test_of_a_very_long_text_so_many_words_are_looked_at() -> None:
    text = "Sensorer i hemmet. " * 280_000
    assert len(text) > 5_000_000

    assert [spot.word for spot in spots(text)] == (["sensorer", "i", "hemmet"] * 1_000)[:MOST_WORDS]
    assert words_of(text) == [spot.word for spot in spots(text)]
    assert marks(text) == []


@pytest.mark.parametrize(
    ("letters", "words"),
    [("x", 1), ("å ", MOST_WORDS), ("fas ", MOST_WORDS), ("fas\t\t\t", MOST_WORDS), ("2027 ", 0),
     ("\u0308", 0), ("a\u0308", 1), (" ", 0), ("1.", 0)],
)  # fmt: skip
def test_no_text_however_odd_has_more_words_than_are_looked_at(letters: str, words: int) -> None:
    assert len(spots(letters * 1_000_000)) == words


# --- marks of phase and year ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("Balansgruppen fas 2", Spot("fas 2", 14, 19)),
        ("Etapp II av", Spot("etapp ii", 0, 8)),
        ("Phase  12: on", Spot("phase  12", 0, 9)),
        ("mål för 2027", Spot("2027", 8, 12)),
        ("vård 2.0", Spot("2.0", 5, 8)),
        ("omgång\nX", Spot("omgång\nx", 0, 8)),
    ],
)
def test_marks_of_phase_and_year_are_found_and_are_no_words(text: str, mark: Spot) -> None:
    unmarked = text[: mark.start] + text[mark.end :]

    assert marks(text) == [mark]
    assert words_of(text) == words_of(unmarked)


@pytest.mark.parametrize(
    "text", ["fas", "fasen 2", "fas 200", "1899", "20270", "två faser", "etapp XVIII", "steg B"]
)
def test_what_only_looks_like_a_mark_is_none(text: str) -> None:
    assert marks(text) == []


@given(TEXTS)
def test_no_word_stands_where_a_mark_does(text: str) -> None:
    places = {at for mark in marks(text) for at in range(mark.start, mark.end)}

    assert places.isdisjoint(at for spot in spots(text) for at in range(spot.start, spot.end))


# --- forms ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "swedish", "english"),
    [
        ("hembesöken", "hembesök", "hembesöken"),
        ("sjuksköterskorna", "sjukskötersk", "sjuksköterskorna"),
        ("sensors", "sensor", "sensor"),
        ("studies", "studi", "studi"),
        ("training", "training", "train"),
        ("hh", "hh", "hh"),
    ],
)
def test_a_word_is_left_without_the_endings_of_either_language(
    word: str, swedish: str, english: str
) -> None:
    assert (swedish_stem(word), english_stem(word)) == (swedish, english)
    assert stems(word) == ((swedish,) if swedish == english else (swedish, english))


def test_threads_do_not_disturb_each_other_at_stemming() -> None:
    words = [f"{start}{end}" for start in ("patient", "vårdare", "stud") for end in ("ernas", "en")]
    alone = [(swedish_stem(word), english_stem(word)) for word in words]

    with ThreadPoolExecutor(8) as pool:
        both = list(pool.map(lambda word: (swedish_stem(word), english_stem(word)), words * 200))
    assert both == alone * 200


@given(st.sets(st.sampled_from(["patienterna", "öppna", "studies", "training", "x", "שלום"])))
def test_words_stemmed_all_at_once_have_the_stems_they_have_alone(words: set[str]) -> None:
    assert swedish_stems(words) == {word: swedish_stem(word) for word in words}
    assert english_stems(words) == {word: english_stem(word) for word in words}


def test_a_plain_word_has_no_accents_dots_or_rings() -> None:
    assert [plain(word) for word in ("idé", "öga", "ång", "garçon", "vård", "x")] == [
        "ide", "oga", "ang", "garcon", "vard", "x",
    ]  # fmt: skip


@given(TEXTS)
def test_plain_is_plain_already(text: str) -> None:
    assert plain(plain(text)) == plain(text)


# --- folding --------------------------------------------------------------------------------


@given(TEXTS)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert in_order(in_order(text)) == in_order(text)


def test_a_folded_text_has_its_words_parted_by_single_spaces() -> None:
    assert folded(" Sala\tKOMMUN (o\u0308st) ") == "sala kommun öst"
    assert in_order("Sala KOMMUN, öst") == "kommun sala öst"


# --- common words ---------------------------------------------------------------------------


def test_the_common_words_are_folded_words_and_no_comments_among_them() -> None:
    common = common_words()

    assert {"och", "samverkan", "the", "collaboration", "västmanland"} <= common
    assert {word for word in common if folded(word) != word or " " in word} == set()
    assert "swedish" not in common


@pytest.mark.parametrize(
    ("genitive", "word"),
    [("hälsans", "hälsan"), ("skolans", "skola"), ("människans", "människan"),
     ("högskolans", "högskola"), ("distansens", "distans"), ("assistansens", "assistans"),
     ("folkdansens", "folkdans")],
)  # fmt: skip
def test_genitives_are_the_words_that_they_are_of(genitive: str, word: str) -> None:
    assert swedish_stem(genitive) == swedish_stem(word)


@pytest.mark.parametrize("word", ["balans", "distans", "sjukhusassistans", "leverans", "dans"])
def test_nouns_that_look_like_genitives_are_left_as_they_are(word: str) -> None:
    assert swedish_stem(word) == word.removesuffix("s")
