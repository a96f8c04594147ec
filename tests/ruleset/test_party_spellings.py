from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening import RuleSet
from screening.ruleset.parties import PartyBook, PartyId, Reading
from screening.ruleset.party_spellings import (
    is_called_a_unit,
    other_forms,
    says_nothing,
    without_remarks,
)


@pytest.fixture(scope="module")
def book(shipped: RuleSet) -> PartyBook:
    return shipped.parties


REGION = [
    "Reg. Västmanland",
    "Regionen i Västmanland",
    "Region i Västmanland",
    "The Region of Västmanland",
    "The County Council of Västmanland",
    "Region Västmanland, Sweden",
    "Västmanlandsregionen",
    "RegionVästmanland",
    "R.V.",
    "Landstinget i Västmanlands län",
    "Landstinget Västmanlands län",
    "Västmanlandslandstinget",
    "f.d. Landstinget Västmanland",
    "fd Landstinget i Västmanland",
    "tidigare Västmanlands läns landsting",
    "Landstinget Västmanland (numera Region Västmanland)",
    "Region Västmanland org.nr 232100-0172",
    "Region Västmanland, 232100-0172",
    "RV - Region Västmanland",
    "RV Region Västmanland",
]
UNIVERSITY = [
    "M.D.U.",
    "Högskolan Mälardalen",
    "Universitetet i Mälardalen",
    "The University of Mälardalen",
    "Mälardalen University of Sweden",
    "Mälardalens univ.",
    "Mälardalens uni",
    "Malardalen Univ",
    "Mälardalensuniversitet",
    "f.d. Mälardalens högskola",
    "Mälardalens universitet (tidigare MDH)",
    "Mälardalens universitet, tidigare Mälardalens högskola",
    "MDU - Mälardalens universitet",
    "Mälardalens universitet MDU",
    "MDH/MDU",
]
UNITS: list[tuple[str, PartyId, str]] = [
    ("Kollektivtrafikförvaltningen, Region Västmanland", "region", "Kollektivtrafikförvaltningen"),
    ("Centrum för vårdutveckling, RV", "region", "Centrum för vårdutveckling"),
    (
        "Akademin för hälsa, vård och välfärd, MDU",
        "university",
        "Akademin för hälsa, vård och välfärd",
    ),
    ("Department of Hearing, Mälardalen University", "university", "Department of Hearing"),
    ("Region Västmanland och Smärtkliniken", "region", "Smärtkliniken"),
    ("Region Västmanland/Västmanlands sjukhus", "region", "Västmanlands sjukhus"),
]
SOMEBODY_ELSE = [
    "Västmanlands universitet",
    "Västmanlands högskola",
    "Högskolan Västmanland",
    "Mälardalsregionen",
    "Region Mälardalen",
    "Landstinget Mälardalen",
    "Västmanlands kommuner",
    "Region Värmlands län",
    "Värmlandsregionen",
    "M.D.K.",
    "Regionen",
    "Universitetet",
    "MDU Holding AB",
    "RVA Region",
]
SEVERAL = [
    "ABB, Region Västmanland",
    "Region Västmanland och ABB",
    "Region Västmanland & ABB",
    "Smärtkliniken AB, Region Västmanland",
    "Institutionen för medicin, Uppsala universitet, Region Västmanland",
    "Akademin för hälsa, vård och välfärd, Region Västmanland",
    "ABB, Region Västmanland, Rehab",
    "ABB, Västmanlands sjukhus",
]


@pytest.mark.parametrize("name", REGION)
def test_the_region_is_recognised_in_every_usual_form_of_its_names(
    book: PartyBook, name: str
) -> None:
    reading = book.read(name)
    assert (reading.party, reading.unit) == ("region", None)


@pytest.mark.parametrize("name", UNIVERSITY)
def test_the_university_is_recognised_in_every_usual_form_of_its_names(
    book: PartyBook, name: str
) -> None:
    reading = book.read(name)
    assert (reading.party, reading.unit) == ("university", None)


@pytest.mark.parametrize(("name", "party", "unit"), UNITS)
def test_a_unit_is_its_partys_whichever_is_named_first(
    book: PartyBook, name: str, party: PartyId, unit: str
) -> None:
    assert book.read(name) == Reading(party, unit, "unit")


@pytest.mark.parametrize("name", SOMEBODY_ELSE)
def test_a_name_of_the_same_words_otherwise_put_together_is_somebody_elses(
    book: PartyBook, name: str
) -> None:
    assert book.read(name) == Reading(None, None, "third-party")


@pytest.mark.parametrize("name", SEVERAL)
def test_a_party_beside_somebody_who_is_no_unit_is_several(book: PartyBook, name: str) -> None:
    assert book.read(name) == Reading(None, None, "several")


def test_a_form_that_somebody_else_shares_is_not_taken(book: PartyBook) -> None:
    shared = PartyBook(parties=book.parties, others=("Region i Västmanland",))

    assert book.read("Reg. i Västmanland").party == "region"
    assert shared.read("Reg. i Västmanland") == Reading(None, None, "third-party")
    assert shared.read("Region Västmanland") == Reading("region", None, "plain")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Norrviks kommun, org.nr: 212000-1234", "Norrviks kommun"),
        ("Norrviks kommun organisationsnummer 212000-1234", "Norrviks kommun"),
        ("212000-1234 Norrviks kommun", "Norrviks kommun"),
        ("F.d. Norrvik", "Norrvik"),
        ("formerly Norrvik", "Norrvik"),
        ("Former", "Former"),
        ("Nowadays Norrvik", "Nowadays Norrvik"),
    ],
)
def test_numbers_and_what_a_name_once_was_are_remarks(name: str, expected: str) -> None:
    assert without_remarks(name) == expected


def test_parts_that_say_nothing_and_parts_that_are_called_units() -> None:
    assert [says_nothing(name) for name in ("", "Sweden", "The", "Rehab")] == [
        True,
        True,
        True,
        False,
    ]
    assert [
        is_called_a_unit(name)
        for name in (
            "Hudkliniken",
            "Regionala hudkliniken",
            "School of Art",
            "ABB",
            "Klinikbolaget",
        )
    ] == [True, True, True, False, False]


@given(st.text(max_size=40))
def test_any_text_has_forms_that_case_and_small_words_do_not_change(name: str) -> None:
    forms = set(other_forms(name))

    assert forms == set(other_forms(f" {name} "))
    assert all(forms)
