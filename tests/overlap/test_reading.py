"""Texts as tokens: what weighs, what it can be met by, and what words are together."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.model.vocabulary import Vocabulary
from screening.overlap.known_words import Words
from screening.overlap.lexicon import Lexicon
from screening.overlap.reading import TextReader, rarity
from screening.overlap.tokens import Meaning, body_of, distinct, strongest, subjects
from screening.overlap.words import Spot, words_of
from tests.overlap.sample import NO_VOCABULARY, TEXTS, VOCABULARY

RARITIES = {"s:välfärd": 3.0, "s:teknik": 1.0, "s:välfärdsteknik": 2.0, "c:0": 0.5, "s:äldr": 2.0}


def reader(*known: str, vocabulary: Vocabulary = VOCABULARY) -> TextReader:
    return TextReader(Lexicon(vocabulary, Words(known)), lambda key: RARITIES.get(key, 0.0), 5.0)


READER = reader("välfärdsteknik", "välfärd", "teknik", "föräldrar", "hundarna")


def phrases(text: str, by: TextReader = READER) -> dict[str, dict[str, Spot]]:
    """For each word of a text the keys that it has together with others, and where these stand."""
    return {
        token.spot.word: {key.id: token.met_at(key) for key in token.meaning.keys if key.phrase}
        for token in by.tokens(text)
    }


# --- words ----------------------------------------------------------------------------------


def test_the_words_that_say_something_are_told_with_the_text_they_are_of_and_their_place() -> None:
    tokens = READER.tokens("Samverkan om Sensorer: 12 x i välfärden", "summary")

    assert [(token.where, token.spot) for token in tokens] == [
        ("summary", Spot("sensorer", 13, 21)),
        ("summary", Spot("välfärden", 30, 39)),
    ]


@pytest.mark.parametrize(
    "text", ["", "och att", "🤸 …", "12 2027 fas 2 x", "\0", "Satsning i samverkan"]
)
def test_a_text_that_says_nothing_has_no_tokens(text: str) -> None:
    assert READER.tokens(text) == []


@pytest.mark.parametrize("mark", ["fas 2", "Etapp II", "2027", "2.0", "(steg 12)", "PHASE IV"])
def test_marks_of_phase_and_year_weigh_nothing_wherever_they_stand(mark: str) -> None:
    def read(text: str) -> list[tuple[str, float]]:
        return [(token.spot.word, token.meaning.weight) for token in READER.tokens(text)]

    assert read(f"{mark} Välfärd {mark} teknik {mark}") == read("Välfärd teknik")


@given(TEXTS)
def test_every_token_is_a_word_of_its_text_that_weighs_and_is_met_by_something(text: str) -> None:
    for token in READER.tokens(text):
        assert token.spot.word in words_of(text)
        meaning = token.meaning
        assert meaning.weight > 0
        assert meaning.keys
        assert all(0 < worth <= meaning.weight for _, worth in meaning.worth)


# --- weights --------------------------------------------------------------------------------


def test_a_word_weighs_by_how_rare_it_is_and_one_that_no_entry_has_the_most() -> None:
    tokens = READER.tokens("välfärden teknik frukost")
    weights = {token.spot.word: token.meaning.weight for token in tokens}

    assert weights == {"välfärden": 3.0, "teknik": 1.0, "frukost": 5.0}


def test_a_meeting_is_worth_no_more_than_the_word_or_what_it_is_met_by() -> None:
    [token] = READER.tokens("välfärdsteknik")

    assert dict(token.meaning.worth) == pytest.approx(
        {"s:välfärdsteknik": 2.0, "s:välfärd": 0.7 * 2.0, "s:teknik": 0.5 * 1.0}
    )


def test_a_word_of_several_keys_of_which_no_entry_has_any_is_worth_nothing() -> None:
    [token] = READER.tokens("yrsel")

    assert token.meaning.worth == ()
    assert {key.id for key in token.meaning.keys} > {"f:0"}


# --- words together -------------------------------------------------------------------------


def test_a_compound_that_is_written_apart_is_read_as_the_one_word_that_it_is() -> None:
    phrase = Spot("välfärds teknik", 4, 19)

    for found in phrases("Ny: Välfärds teknik").values():
        assert found["s:välfärdsteknik"] == phrase
    assert phrases("välfärds, teknik")["teknik"]["s:välfärdsteknik"] == Spot(
        "välfärds teknik", 0, 16
    )


@pytest.mark.parametrize(
    "text", ["för äldre", "hund arna", "välfärd om teknik", "väl färdsteknik om"]
)
def test_words_that_only_look_like_the_parts_of_a_compound_are_none(text: str) -> None:
    met = {key for found in phrases(text).values() for key in found}

    assert met.isdisjoint({"s:föräldr", "s:hund", "s:hundarna"})


def test_a_term_of_several_words_stands_for_all_of_them_but_the_common_ones() -> None:
    phrase = Spot("vård i hemmet", 5, 18)

    assert phrases("Säker Vård i hemmet"[1:]) == {
        "äker": {},
        "vård": {"c:2": phrase},
        "hemmet": {"c:2": phrase},
    }


@pytest.mark.parametrize("text", ["vård i", "vård i hem", "hemmet i vård", "vård. Hemmet"])
def test_only_the_whole_term_counts(text: str) -> None:
    assert not any(phrases(text).values())


def test_a_common_word_says_nothing_beside_the_rest_of_its_term_either() -> None:
    by = reader(vocabulary=Vocabulary(synonyms=("samverkan i vården, samverkan, lasarett",)))

    assert [token.spot.word for token in by.tokens("tåg samverkan")] == ["tåg"]
    assert [token.spot.word for token in by.tokens("samverkan")] == []
    assert [token.spot.word for token in by.tokens("samverkan i vården")] == ["vården"]


def test_a_word_that_stands_twice_in_a_term_stands_for_the_same_whole_both_times() -> None:
    by = reader(vocabulary=Vocabulary(synonyms=("vecka för vecka, fortlöpande",)))

    first, second, alone = by.tokens("Möten vecka för vecka och vecka"[6:])

    places = [[token.met_at(key) for key in token.meaning.keys] for token in (first, second)]
    whole = Spot("vecka för vecka", 0, 15)
    assert [spots[-1] for spots in places] == [whole, whole]
    assert [token.meaning.in_phrase for token in (first, second, alone)] == [True, True, False]


def test_a_term_may_be_english_and_part_of_a_longer_one() -> None:
    vocabulary = Vocabulary(synonyms=("a, b / care", "c, d / home care", "e, f / home care unit"))
    found = phrases("Home care unit", reader(vocabulary=vocabulary))

    assert {word: set(keys) for word, keys in found.items()} == {
        "home": {"c:1", "c:2"},
        "care": {"c:1", "c:2"},
        "unit": {"c:2"},
    }


# --- tokens of several texts ----------------------------------------------------------------


def test_a_word_counts_once_where_it_first_stood_whatever_its_form() -> None:
    tokens = [*READER.tokens("Teknik", "title"), *READER.tokens("tekniken, välfärd", "summary")]

    assert [(token.where, token.spot.word) for token in distinct(tokens)] == [
        ("title", "teknik"),
        ("summary", "välfärd"),
    ]


@given(TEXTS, TEXTS)
def test_each_word_once_is_each_word_once_already(one: str, other: str) -> None:
    tokens = [*READER.tokens(one, "title"), *READER.tokens(other, "summary")]
    first = distinct(tokens)

    assert distinct(first) == first
    assert {token.meaning.stem for token in first} == {token.meaning.stem for token in tokens}
    assert body_of(first).weight <= body_of(tokens).weight or math.isclose(
        body_of(first).weight, body_of(tokens).weight
    )


def test_a_text_is_met_by_each_key_as_strongly_as_any_of_its_words_is() -> None:
    keys = strongest(READER.tokens("välfärdsteknik, teknik"))

    assert keys == {"s:välfärdsteknik": 1.0, "s:välfärd": 0.7, "s:teknik": 1.0}


@given(st.integers(1, 10_000), st.data())
def test_the_fewer_entries_have_a_key_the_more_it_weighs_and_always_something(
    size: int, data: st.DataObject
) -> None:
    holding = data.draw(st.integers(0, size - 1))

    assert rarity(size, holding) > rarity(size, holding + 1) > 0


# --- subjects -------------------------------------------------------------------------------


def of(text: str, vocabulary: Vocabulary = VOCABULARY) -> dict[str, float]:
    level = TextReader(Lexicon(vocabulary, Words(())), lambda _: 1.0, 1.0)
    return subjects(distinct(level.tokens(text)))


def test_a_text_is_about_the_subjects_of_its_words_the_more_words_the_more() -> None:
    assert of("frukost") == {}
    assert of("yrsel") == {"f:0": 1.0}
    assert of("yrsel, balans, sång, yrsel") == pytest.approx(
        {"f:0": math.sqrt(2 / 3), "f:1": math.sqrt(1 / 3)}
    )


def test_a_word_of_several_subjects_says_less_of_each() -> None:
    vocabulary = Vocabulary(subjects=("fall, yrsel", "fall, vatten", "vatten, bad"))
    found = of("fall bad", vocabulary)

    assert found == pytest.approx(
        {"f:0": math.sqrt(2 / 7), "f:1": math.sqrt(2 / 7), "f:2": math.sqrt(3 / 7)}
    )


@given(st.lists(st.sampled_from(["fall", "balans", "kör", "frukost", "musik", "yrsel"])))
def test_the_squares_of_the_subjects_add_up_to_1_if_there_are_any(words: list[str]) -> None:
    found = of(" ".join(words))

    assert found == {} or math.isclose(sum(weight**2 for weight in found.values()), 1.0)


def test_without_a_vocabulary_a_word_is_met_by_itself_alone() -> None:
    [token] = reader(vocabulary=NO_VOCABULARY).tokens("frukost", "title")

    keys = token.meaning.keys
    assert (token.where, token.spot) == ("title", Spot("frukost", 0, 7))
    assert token.meaning == Meaning(
        weight=5.0,
        keys=keys,
        worth=(),
        strengths={key.id: 1.0 for key in keys},
        label="frukost",
        stem="frukost",
        subjects=(),
        in_phrase=False,
    )
    assert {key.how for key in keys} == {"same"}
