"""Which names read as English, and which themes the vocabulary knows."""

from __future__ import annotations

import pytest

from screening.model.vocabulary import Vocabulary
from screening.overlap.english import NameReader
from screening.overlap.known_themes import ThemeReader
from screening.ruleset.rules import RuleSet

PLACES = ("mälardalen", "västmanland")


@pytest.mark.parametrize(
    "name",
    [
        "Safe Homecoming after Hospital",
        "Oral Health in Older People",
        "Digital Care Testbed",
        "Mälardalen Welfare Arena",
        "Nurses for Västmanland",
    ],
)
def test_an_english_name_reads_as_english(name: str, shipped: RuleSet) -> None:
    assert NameReader(shipped.vocabulary, PLACES).is_english(name)


@pytest.mark.parametrize(
    "name",
    [
        "Trygg hemgång i västra Mälardalen",
        "Testbädd Digital vård",
        "Forum för smart specialisering",
        "Nätverk för AI",
        "KUA",
        "Region Västmanland",
        "S3-forum",
        "2027",
        "…",
    ],
)
def test_a_swedish_name_or_one_of_letters_does_not(name: str, shipped: RuleSet) -> None:
    assert not NameReader(shipped.vocabulary, PLACES).is_english(name)


def test_without_a_vocabulary_names_are_known_by_the_words_that_hold_them_together() -> None:
    reader = NameReader(Vocabulary())

    assert reader.is_english("Strolls for the Bewildered")
    assert not reader.is_english("Strolls")
    assert not reader.is_english("Strolls på stan for alla")


SMALL = Vocabulary(
    synonyms=("äldre, seniorer / older people, elderly",),
    subjects=("hälsa, mun, tand / oral health, teeth",),
    common=("utveckling",),
)


@pytest.mark.parametrize(
    ("theme", "unknown"),
    [
        ("äldre", []),
        ("Äldres tänder", ["tänder"]),
        ("munhälsa", []),
        ("tandhälsoutveckling", ["tandhälsoutveckling"]),
        ("people", []),
        ("oral care", ["care"]),
        ("utveckling 2027", []),
        ("krokodiler", ["krokodiler"]),
    ],
)
def test_a_theme_is_known_word_by_word_in_any_form_and_in_compounds(
    theme: str, unknown: list[str]
) -> None:
    assert ThemeReader(SMALL).unknown(theme) == unknown


def test_the_nearest_term_is_the_one_that_is_spelt_most_alike() -> None:
    reader = ThemeReader(SMALL)

    assert reader.nearest("senjorer") == "seniorer"
    assert reader.nearest("krokodiler") is None
