"""What a word can meet: forms, parts of compounds, words spelt alike, and the vocabulary."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.model.vocabulary import Vocabulary
from screening.overlap.known_words import Words, slips
from screening.overlap.lexicon import STRENGTHS, How, Lexicon
from screening.overlap.words import words_of
from tests.overlap.sample import NO_VOCABULARY, TEXTS, VOCABULARY

KNOWN = [
    "välfärd",
    "teknik",
    "sjuksköterska",
    "utbildning",
    "balansträning",
    "hembesök",
    "bibliotek",
]
LEXICON = Lexicon(VOCABULARY, Words(KNOWN))

Met = tuple[str, float, How, str]


def keys(word: str, lexicon: Lexicon = LEXICON) -> list[Met]:
    """What a word can be met by, without what an ending of the other language would leave."""
    return [
        (key.id, round(key.strength, 4), key.how, key.via)
        for key in lexicon.keys(word)
        if key.how != "same"
    ]


def stem_keys(word: str) -> list[str]:
    return [key.id for key in LEXICON.keys(word) if key.how == "same"]


# --- forms ----------------------------------------------------------------------------------


def test_a_word_is_met_by_its_stems_in_both_languages_and_wholly() -> None:
    assert [tuple(key) for key in LEXICON.keys("boken")] == [
        ("s:bok", 1.0, "same", "boken", None),
        ("s:boken", 1.0, "same", "boken", None),
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [("bok", "boken"), ("Väg".casefold(), "vägarna"), ("sensor", "sensors"), ("nurse", "nursing")],
)
def test_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert set(stem_keys(one)) & set(stem_keys(other))


@given(TEXTS)
def test_any_word_at_all_is_met_by_its_own_stem_and_each_key_is_there_once(text: str) -> None:
    for word in words_of(text):
        found = LEXICON.keys(word)

        assert (found[0].strength, found[0].how, found[0].via) == (1.0, "same", word)
        assert len({key.id for key in found}) == len(found)
        assert all(0 < key.strength <= 1 for key in found)


# --- compounds ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("välfärdsteknik", ("välfärd", "teknik")),
        ("välfärdsteknikens", ("välfärd", "teknikens")),
        ("sjuksköterskeutbildning", ("sjukskötersk", "utbildning")),
        ("välfärdsteknikutbildning", ("välfärd", "teknik", "utbildning")),
        ("balansutbildning", ("balans", "utbildning")),
        ("musikbibliotek", ("musik", "bibliotek")),
        ("körsång", ("kör", "sång")),
        ("balansträning", ()),
        ("hembesök", ()),
        ("teknik", ()),
        ("obekantteknik", ()),
        ("teknikerna", ()),
        ("sångsal", ()),
        ("", ()),
    ],
)
def test_a_compound_is_made_of_words_that_the_register_or_the_vocabulary_has(
    word: str, parts: tuple[str, ...]
) -> None:
    assert LEXICON.parts(word) == parts


def test_the_first_part_of_a_compound_stands_for_more_than_the_last() -> None:
    assert keys("välfärdsteknik") == [
        ("s:välfärd", STRENGTHS["first part"], "part", "välfärd"),
        ("s:teknik", STRENGTHS["last part"], "part", "teknik"),
    ]


def test_a_part_is_met_by_its_synonyms_and_subjects_too_but_not_as_surely() -> None:
    first = STRENGTHS["first part"]

    assert keys("värkteknik") == [
        ("s:värk", first, "part", "värk"),
        ("c:1", round(first * STRENGTHS["synonym"], 4), "synonym", "värk = ont"),
        ("s:teknik", STRENGTHS["last part"], "part", "teknik"),
    ]
    assert ("f:1", round(first * STRENGTHS["subject"], 4), "subject", "musik") in keys("körteknik")


def test_parts_that_say_nothing_are_no_parts_to_be_met_by() -> None:
    lexicon = Lexicon(VOCABULARY, Words(["samverkan", "teknik"]))

    assert lexicon.parts("samverkansteknik") == ("samverkan", "teknik")
    assert keys("samverkansteknik", lexicon) == [
        ("s:teknik", STRENGTHS["last part"], "part", "teknik")
    ]


@pytest.mark.parametrize("known", ["enas, annat", "enas, asena, sena", "ena, enas, nasen, sena"])
def test_a_word_that_could_be_split_in_millions_of_ways_is_soon_tried(known: str) -> None:
    lexicon = Lexicon(Vocabulary(synonyms=(known,)), Words([]))

    assert lexicon.parts("enas" * 14 + "zzqx") == ()
    assert len(lexicon.parts("enas" * 14)) > 2


# --- spelling -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("hembesk", "hembesök"),
        ("hemmbesök", "hembesök"),
        ("hebmesök", "hembesök"),
        ("hembesok", "hembesök"),
        ("valfard", "välfärd"),
        ("utbidnlngen", None),
        ("bblioteek", "bibliotek"),
        ("tekni", "teknik"),
        ("balanträsning", "balansträning"),
        ("balasnträtning", None),
        ("eknikt", None),
    ],
)
def test_a_word_that_nobody_knows_is_met_by_those_that_it_may_be_a_slip_of(
    word: str, meant: str | None
) -> None:
    assert [via for _, _, how, via in keys(word) if how == "spelling"] == [meant][: bool(meant)]


@pytest.mark.parametrize("word", ["tknk", "välfrät", "hem", "teknologi", "besök"])
def test_other_words_are_no_slips(word: str) -> None:
    assert keys(word) == []


def test_a_slip_is_met_as_surely_as_slips_are_and_by_the_synonyms_of_what_is_meant() -> None:
    spelling = STRENGTHS["spelling"]

    assert keys("hembsök") == [
        ("s:hembesök", spelling, "spelling", "hembesök"),
        ("c:2", round(spelling * STRENGTHS["synonym"], 4), "synonym", "hembesök = hembesök"),
    ]


@given(st.text(alphabet="abcdeåäö", min_size=5, max_size=12), st.data())
def test_two_words_that_differ_by_one_letter_left_out_share_a_slip(
    word: str, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    shorter = word[:at] + word[at + 1 :]

    assert set(slips(word)) & ({*slips(shorter), shorter} if len(shorter) > 4 else {*slips(word)})
    assert (slips(word)[0] in Words([word]).spelt_like(word)) == (slips(word)[0] == word)


def test_short_words_have_no_slips() -> None:
    assert slips("vård") == ()
    assert slips("idéer")[0] == "ideer"
    assert set(slips("idéer")) == {"ideer", "deer", "ieer", "ider", "idee"}


# --- the vocabulary -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "key"),
    [
        ("äldre", "äldres", "c:0"),
        ("äldre", "elderly", "c:0"),
        ("värken", "smärtor", "c:1"),
        ("smärta", "aches", "c:1"),
        ("bvc", "barnavårdscentralen", "c:4"),
        ("sjukhuset", "hospitals", "c:3"),
    ],
)
def test_terms_of_a_line_share_a_key_in_any_form_and_language(
    one: str, other: str, key: str
) -> None:
    synonym = STRENGTHS["synonym"]
    met = [[(each[0], each[1], each[2]) for each in keys(word)] for word in (one, other)]

    assert met == [[(key, synonym, "synonym")]] * 2


def test_words_of_one_subject_share_a_key_that_stands_for_little() -> None:
    assert keys("yrsel") == keys("yrsels") == keys("dizziness")
    assert keys("yrsel") == [("f:0", STRENGTHS["subject"], "subject", "fall")]


def test_a_word_that_several_lines_have_is_met_by_each_of_them() -> None:
    vocabulary = Vocabulary(synonyms=("fall, ras", "fall, ärende"), subjects=("fall, yrsel",))
    lexicon = Lexicon(vocabulary, Words([]))

    assert [key for key, *_ in keys("fall", lexicon)] == ["c:0", "c:1", "f:0"]


def test_a_term_that_a_line_has_twice_is_one() -> None:
    lexicon = Lexicon(Vocabulary(synonyms=("test, tester / test",)), Words([]))

    assert keys("tester", lexicon) == [("c:0", STRENGTHS["synonym"], "synonym", "test")]


def test_a_term_of_several_words_is_met_by_all_of_them_together() -> None:
    met = LEXICON.term_keys(["gamla", "människor"])

    assert [(key.id, key.how, key.via) for key in met] == [("c:0", "synonym", "äldre")]
    assert LEXICON.term_keys(["older", "peoples"]) == met
    assert LEXICON.term_keys(["gamla", "elderly"]) == []


# --- words that say nothing -----------------------------------------------------------------


@pytest.mark.parametrize("word", ["och", "samverkan", "the", "satsning", "12", "٣"])
def test_common_words_and_numbers_say_nothing(word: str) -> None:
    assert LEXICON.is_common(word)


@pytest.mark.parametrize("word", ["och", "x", "å", "2", "satsning"])
def test_what_says_nothing_is_met_by_nothing(word: str) -> None:
    assert LEXICON.own_keys(word) == ()


@pytest.mark.parametrize("word", ["äldre", "k2", "bvc"])
def test_other_words_say_something(word: str) -> None:
    assert not LEXICON.is_common(word)
    assert LEXICON.own_keys(word) == LEXICON.keys(word) != ()


def test_the_words_of_the_register_and_the_swedish_ones_of_the_vocabulary_are_known() -> None:
    assert all(map(LEXICON.is_word, ["teknikens", "teknik", "yrsel"]))
    assert not any(map(LEXICON.is_word, ["frukost", "gröt"]))
    assert not Lexicon(NO_VOCABULARY, Words([])).is_word("äldre")


@pytest.mark.parametrize("word", ["doktorander", "doktoranderna", "konfirmander"])
def test_what_a_word_is_derived_with_is_no_part_of_it(word: str) -> None:
    lexicon = Lexicon(Vocabulary(synonyms=("doktor, konfirm, and / duck",)), Words(["änder"]))
    assert lexicon.parts(word) == ()
