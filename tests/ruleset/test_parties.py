from __future__ import annotations

import unicodedata
from typing import Literal, get_args

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from screening import RuleSet
from screening.ruleset.parties import How, KnownParty, PartyBook, Reading, folded_name

Form = Literal["NFC", "NFD", "NFKC", "NFKD"]


@pytest.fixture(scope="module")
def book(shipped: RuleSet) -> PartyBook:
    return shipped.parties


SCHOOL = "School of Health, Care and Social Welfare"
REGION: list[tuple[str, str | None, How]] = [
    ("Region Västmanland", None, "plain"),
    ("REGION VÄSTMANLAND", None, "plain"),
    ("region  västmanland", None, "plain"),
    ("Region Vastmanland", None, "plain"),
    ("Region-Västmanland.", None, "plain"),
    ("”Region Västmanland”", None, "plain"),
    ("Region Västmanland (RV)", None, "plain"),
    ("Region Västmanland [RV]", None, "plain"),
    ("RV (Region Västmanland)", None, "other-name"),
    ("RV", None, "other-name"),
    ("LTV", None, "other-name"),
    ("Landstinget i Västmanland", None, "other-name"),
    ("Västmanland County Council", None, "other-name"),
    ("Region Västmanlands län", None, "other-name"),
    ("Regin Västmanland", None, "misspelt"),
    ("Region Västmanlands", None, "misspelt"),
    ("Region Västmanalnd", None, "misspelt"),
    ("Folktandvården Västmanland", "Folktandvården Västmanland", "unit"),
    ("Folktandvarden Vastmanland", "Folktandvården Västmanland", "unit"),
    ("Folktandvård Västmanland", "Folktandvården Västmanland", "misspelt"),
    ("Västmanlands sjukhus", "Västmanlands sjukhus", "unit"),
    ("Region Västmanland, Primärvården", "Primärvården", "unit"),
    ("Region Västmanland - Kliniken för ögon", "Kliniken för ögon", "unit"),
    ("Region Västmanland: HR och ekonomi", "HR och ekonomi", "unit"),
    ("RV, Rehab", "Rehab", "unit"),
    ("Regin Västmanland, Rehab", "Rehab", "unit"),
    ("Region Västmanland (Smärtkliniken)", "Smärtkliniken", "unit"),
]
UNIVERSITY: list[tuple[str, str | None, How]] = [
    ("Mälardalens universitet", None, "plain"),
    ("Malardalens universitet", None, "plain"),
    ("Mälardalens universitet (MDU)", None, "plain"),
    ("MDU (Mälardalens universitet)", None, "other-name"),
    ("Mälardalens Högskola", None, "other-name"),
    ("MDU", None, "other-name"),
    ("mdh", None, "other-name"),
    ("Mälardalens uni\u00adversitet", None, "plain"),
    ("\ufeffMälardalens universitet\u200b", None, "plain"),
    ("Malardalen University", None, "other-name"),
    ("Malardalen University, Sweden", None, "other-name"),
    ("Mälardalen Univeristy", None, "misspelt"),
    ("Mlärdalens universitet", None, "misspelt"),
    ("Melardalens universitetet", None, "misspelt"),
    ("Mälardalens universitet, HVV", "HVV", "unit"),
    ("Akademin för hälsa, vård och välfärd", "Akademin för hälsa, vård och välfärd", "unit"),
    (SCHOOL, SCHOOL, "unit"),
]
THIRD_PARTIES = [
    "Region Sörmland",
    "Region Värmland",
    "Region Västernorrland",
    "Region Västerbotten",
    "Region Halland",
    "Region Västra Götaland",
    "Region Väst",
    "Västra Götalandsregionen",
    "Landstinget Sörmland",
    "Folktandvården Sörmland",
    "Primärvården Västernorrland",
    "Västmanlands läns museum",
    "Västmanlands kommun",
    "Västmanlands län",
    "Västmanland",
    "Länsstyrelsen i Västmanlands län",
    "Regionförbundet Västmanland",
    "Västmanlands Teater",
    "Köpings kommun",
    "Västerås stad",
    "Mälardalsrådet",
    "Mälardalen",
    "Mälardalens studentkår",
    "Mälardalens yrkeshögskola",
    "Mälarhöjdens universitet",
    "Malmö universitet",
    "Uppsala universitet",
    "Region Wästmanland",
    "MIU",
    "MDK",
    "RVA",
    "regionen",
    "universitetet",
    "och",
    "—",
]
ALIKE = [
    "Studentkåren vid Mälardalens universitet",
    "Idélab vid Mälardalens universitet",
    "Region Västmanland ekonomisk förening",
    "Primärvården i Region Västmanland",
    "Västmanlands sjukhus i Köping",
]
SEVERAL = [
    "Region Västmanland och Köpings kommun",
    "Köpings kommun, Region Västmanland",
    "Region Västmanland och Mälardalens universitet",
    "Mälardalens universitet/Region Västmanland",
    "RV/MDU",
    "Region Västmanland samt Region Sörmland",
    "Mälardalens universitet, Uppsala universitet",
    "Region Västmanland + Sandvik AB",
    "Mälardalen University and the City of Västerås",
    "Region Västmanland (Mälardalens universitet)",
]


@pytest.mark.parametrize(("name", "unit", "how"), REGION)
def test_the_region_is_recognised_however_it_is_written(
    book: PartyBook, name: str, unit: str | None, how: How
) -> None:
    assert book.read(name) == Reading("region", unit, how)


@pytest.mark.parametrize(("name", "unit", "how"), UNIVERSITY)
def test_the_university_is_recognised_however_it_is_written(
    book: PartyBook, name: str, unit: str | None, how: How
) -> None:
    assert book.read(name) == Reading("university", unit, how)


@pytest.mark.parametrize("name", THIRD_PARTIES)
def test_anybody_else_is_a_third_party_however_near_the_name(book: PartyBook, name: str) -> None:
    assert book.read(name) == Reading(None, None, "third-party")


@pytest.mark.parametrize("name", ALIKE)
def test_a_name_that_holds_one_of_the_two_is_a_third_party_that_is_remarked_on(
    book: PartyBook, name: str
) -> None:
    assert book.read(name) == Reading(None, None, "alike")


@pytest.mark.parametrize("name", SEVERAL)
def test_a_name_that_joins_one_of_the_two_with_somebody_else_is_none_of_them(
    book: PartyBook, name: str
) -> None:
    assert book.read(name) == Reading(None, None, "several")


def test_everything_in_the_book_means_what_it_stands_for(book: PartyBook) -> None:
    for known in book.parties:
        assert book.read(known.name) == Reading(known.id, None, "plain")
        for name in (*known.names, *known.abbreviations):
            assert book.read(name) == Reading(known.id, None, "other-name")
        for unit in known.units:
            assert book.read(unit) == Reading(known.id, unit, "unit")
    for other in book.others:
        assert book.read(other) == Reading(None, None, "third-party")


def test_a_party_is_called_by_its_full_name(book: PartyBook) -> None:
    assert book.name("region") == "Region Västmanland"
    assert book.name("university") == "Mälardalens universitet"


@pytest.mark.parametrize(
    ("written", "how"),
    [
        ("abc abcd abcdefgh", "plain"),
        ("abc abxd abcdefgh", "misspelt"),  # one slip in four letters
        ("abc axxd abcdefgh", "third-party"),
        ("axc abcd abcdefgh", "third-party"),  # none in three
        ("abc abcd abxdexgh", "misspelt"),  # two in eight
        ("abc abcd abxxexgh", "third-party"),
        ("abc abcd abxdefxh", "misspelt"),
        ("abc xbcd abcdefgh", "third-party"),  # none in how a word begins
        ("abc abcd", "third-party"),
        ("abcd abc abcdefgh", "third-party"),
        ("abcabcdabcdefgh", "third-party"),
        ("longshort", "other-name"),
        ("longshirt", "third-party"),  # an abbreviation is only taken as it is written
    ],
)
def test_longer_words_may_have_more_slips_and_the_shortest_none(written: str, how: How) -> None:
    book = PartyBook(
        parties=(
            KnownParty(id="region", name="Abc abcd abcdefgh", abbreviations=("LongShort",)),
            KnownParty(id="university", name="Norrviks universitet"),
        )
    )

    assert book.read(written) == Reading(None if how == "third-party" else "region", None, how)


def test_a_misspelt_name_that_is_as_near_to_somebody_else_is_a_third_party() -> None:
    two = (
        KnownParty(id="region", name="Region Norrvik"),
        KnownParty(id="university", name="Norrviks universitet"),
    )
    alone, beside = PartyBook(parties=two), PartyBook(parties=two, others=("Region Norrvak",))

    assert alone.read("Region Norrvek") == Reading("region", None, "misspelt")
    assert beside.read("Region Norrvek") == Reading(None, None, "third-party")
    assert beside.read("Regoin Norrvik") == Reading("region", None, "misspelt")


LETTERS = "abcdefghijklmnopqrstuvwxyzåäö"


@st.composite
def slips(draw: st.DrawFn, name: str) -> str:
    """A name with one slip in one of its longer words, but not in how the word begins."""
    words = name.split()
    long = [number for number, word in enumerate(words) if len(word) >= 4]
    number = draw(st.sampled_from(long))
    word = words[number]
    place = draw(st.integers(1, len(word) - 1))
    letter = draw(st.sampled_from(LETTERS))
    words[number] = draw(
        st.sampled_from(
            [
                word[:place] + word[place + 1 :],
                word[:place] + letter + word[place:],
                word[:place] + letter + word[place + 1 :],
                word[:place] + word[place + 1 : place + 2] + word[place] + word[place + 2 :],
            ]
        )
    )
    return " ".join(words)


@given(st.data())
def test_one_slip_in_a_long_name_is_still_recognised(book: PartyBook, data: st.DataObject) -> None:
    party = data.draw(st.sampled_from(book.parties))
    name = data.draw(st.sampled_from([party.name, *party.names]))
    written = data.draw(slips(name))
    assume(folded_name(written) not in {folded_name(other) for other in book.others})

    reading = book.read(written)

    assert reading.party == party.id
    assert reading.how in {"plain", "other-name", "misspelt"}


@given(st.text(max_size=60))
def test_any_text_at_all_is_read_as_somebody(book: PartyBook, name: str) -> None:
    reading = book.read(name)

    assert (reading.party is None) is (reading.how in {"third-party", "alike", "several"})
    assert book.read(name) == reading
    assert "  " not in folded_name(name)


@given(st.sampled_from(REGION + UNIVERSITY), st.sampled_from(get_args(Form)))
def test_the_unicode_form_of_a_name_makes_no_difference(
    book: PartyBook, known: tuple[str, str | None, How], form: Form
) -> None:
    written = unicodedata.normalize(form, known[0])

    assert book.read(written).party == book.read(known[0]).party
    assert book.read(written.upper()).party == book.read(known[0]).party
