from __future__ import annotations

import pytest

from screening.overlap.organisation_initials import initials, is_abbreviation, spelt_out
from screening.overlap.organisation_slips import Spellings
from screening.overlap.organisation_words import listed_places, name_words
from screening.overlap.organisations import OrganisationIndex

# --- words ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Köpings kommun", "City of Köping"),
        ("Universitetssjukhuset Örebro", "Örebro University Hospital"),
        ("Norrviks sjukhus", "Norrvik Hospital"),
        ("Cancerforskningsfonden", "Cancer Research Foundation"),
        ("Miljödepartementet", "Ministry of the Environment"),
        ("S:t Eriks Ögonsjukhus", "St. Erik Eye Hospital"),
        ("Upplands-Bro kommun", "Upplands Bro Municipality"),
        ("Göteborgsregionen", "Region of Gothenburg"),
        ("Kils kommun", "Kil kommun"),
    ],
)
def test_the_words_of_a_name_are_the_same_in_both_languages(one: str, other: str) -> None:
    assert set(name_words(one)) == set(name_words(other))


def test_listed_places_are_told_apart_whatever_their_accents() -> None:
    assert {"habo", "håbo", "lidköping", "linköping", "lilla edet"} <= listed_places()
    assert name_words("Håbo") != name_words("Habo")
    assert name_words("Malmo") == name_words("Malmö")


def test_a_misspelt_word_means_the_nearest_and_neither_of_two_places() -> None:
    spellings = Spellings(
        {"norrvik", "norrvika", "storvik", "bo"}, frozenset({"norrvik", "norrvika"})
    )

    assert spellings.near("storvk") == {"storvik": 0.85}
    assert spellings.near("storviken") == {"storvik": 0.8}
    assert spellings.near("norrvikx") == {}
    assert spellings.near("bu") == {}
    assert spellings.near("") == {}


# --- abbreviations --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Statistiska centralbyrån", "scb"),
        ("Sveriges lantbruksuniversitet", "slu"),
        ("Linköpings universitet", "liu"),
        ("Mittuniversitetet", "miun"),
        ("Högskolan Kristianstad", "hkr"),
        ("Centrum för innovativ medicin", "cimed"),
        ("Swedish Institute for Norrvik Economics", "ine"),
        ("Försvarets materielverk", "fmv"),
    ],
)
def test_a_name_can_be_shortened_as_people_do(name: str, short: str) -> None:
    assert short in initials(name)
    found = OrganisationIndex([("x", [name])]).find(short.upper())
    assert found is not None
    assert (found.id, found.how) == ("x", "generated initials")


def test_a_word_alone_and_a_sentence_have_no_initials() -> None:
    assert initials("Norrvik") == frozenset()
    assert (
        initials("En lång rad av många ord som ingen förkortar till något alls här") == frozenset()
    )


@pytest.mark.parametrize("name", ["KTH", "LiU", "HaV", "KKrVA", "K2S"])
def test_a_short_word_of_capitals_is_an_abbreviation(name: str) -> None:
    assert is_abbreviation(name)


@pytest.mark.parametrize("name", ["", "K", "Norrvik", "HudFonden", "A B", "NORRVIKSFONDEN", "K-2"])
def test_other_words_are_no_abbreviations(name: str) -> None:
    assert not is_abbreviation(name)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Norrviks universitet (NX)", ("Norrviks universitet", "NX")),
        ("Norrviks institut [NI], Sverige", ("Norrviks institut , Sverige", "NI")),
        ("SNI Svenska Norrviksinstitutet", ("Svenska Norrviksinstitutet", "SNI")),
        ("Svenska Norrviksinstitutet - SNI", ("Svenska Norrviksinstitutet", "SNI")),
        ("Norrviks institut (Sweden)", ("Norrviks institut (Sweden)", "")),
        ("(NX)", ("(NX)", "")),
        ("ABB Norrviks institut", ("ABB Norrviks institut", "")),
    ],
)
def test_a_name_that_gives_its_own_abbreviation_is_parted_from_it(
    name: str, expected: tuple[str, str]
) -> None:
    assert spelt_out(name) == expected
