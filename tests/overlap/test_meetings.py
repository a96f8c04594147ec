"""Which words meet which entries and which themes are the same: forms, slips and synonyms."""

from __future__ import annotations

import pytest
from hypothesis import given

from screening.overlap.matching import Query
from tests.overlap.sample import TEXTS, entry, found, matcher, near, small


def met(title: str, summary: str = "") -> list[str]:
    """The ids of the entries that a proposal meets, the likest first."""
    return [match.entry.id for match in found(matcher(), Query(title, summary))]


# --- words that meet ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("välfärds teknik", "K-2"),
        ("Välfärdsteknikens möjligheter", "K-2"),
        ("Valfardsteknik", "K-2"),
        ("högläsnign", "K-4"),
        ("seniorgruppen seniors senior", "K-1"),
        ("Older people", "K-1"),
        ("gamla människor", "K-1"),
        ("Chronic pain", "K-3"),
        ("Barnavårdscentralen", "K-5"),
        ("the child health centres", "K-5"),
        ("NSS", "K-4"),
        ("dizziness", "K-1"),
        ("choirs", "K-3"),
        ("smärtmusik", "K-3"),
    ],
)
def test_other_words_for_the_same_thing_meet_an_entry(text: str, expected: str) -> None:
    assert met("Kaffe", text)[0] == expected
    assert met(text)[0] == expected


@pytest.mark.parametrize(
    "text", ["Kaffe", "hund", "äl", "bullarna i samverkan", "Region Västmanland"]
)
def test_other_things_meet_none(text: str) -> None:
    assert met(text, text) == []


@pytest.mark.parametrize("mark", ["fas 2", "etapp II", "2027", "Phase 3", "del 4", "2.0"])
def test_a_mark_of_phase_or_year_makes_no_difference_to_any_score(mark: str) -> None:
    bare = near(matcher(), "Balansgruppen", "Träning för äldre")

    for title in (f"{mark} Balansgruppen", f"Balansgruppen, {mark}"):
        match = near(matcher(), title, f"{mark}. Träning för äldre ({mark})")
        fields = dict(match.fields) | {"name": bare.fields["name"]}
        assert fields == bare.fields
        assert match.fields["name"] == pytest.approx(1.0)


def test_the_more_entries_have_a_word_the_less_it_says() -> None:
    among = small(
        entry("A", name="Frukost bullar kaffe"),
        entry("B", name="Frukost gitarr papper"),
        entry("C", name="Frukost cykel lykta"),
    )
    one = near(among, "Nytt", "frukost magnet").fields["text"]
    other = near(among, "Nytt", "gitarr magnet").fields["text"]

    assert one < other


# --- themes ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Äldre", "äldre"),
        ("äldres", "äldre"),
        ("äldre", "senior"),
        ("elderly", "äldre"),
        ("ont hos äldre", "äldre med värk"),
        ("BVC", "barnavårdscentraler"),
        ("BVC", "child health centre"),
        ("hembesök", "vård i hemmet"),
        ("gamla människor", "elderly"),
        ("välfärds teknik", "välfärdsteknik"),
        ("valfardsteknik", "välfärdsteknik"),
        ("och", "OCH"),
        ("", "…"),
    ],
)
def test_themes_are_the_same_in_other_forms_and_by_synonyms(one: str, other: str) -> None:
    assert matcher().same_theme(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("äldre", "fall"),
        ("fall", "yrsel"),
        ("äldre", "äldre och fall"),
        ("värk hos äldre", "värk hos barn"),
        ("välfärdsteknik", "teknik"),
        ("smärtmusik", "ont i musik"),
        ("äldremusik", "smärtmusik"),
        ("äldremusik", "seniorgympa"),
        ("hembesök", "vård"),
        ("och", "att"),
        ("äldre", ""),
    ],
)
def test_themes_that_only_have_something_to_do_with_each_other_are_not(
    one: str, other: str
) -> None:
    assert not matcher().same_theme(one, other)


@given(TEXTS, TEXTS)
def test_themes_are_the_same_both_ways_and_each_the_same_as_itself(one: str, other: str) -> None:
    assert matcher().same_theme(one, other) == matcher().same_theme(other, one)
    assert matcher().same_theme(one, one)
