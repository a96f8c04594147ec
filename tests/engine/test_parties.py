from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening import RuleSet
from screening.engine.parties import Participant, key_of, participants
from screening.model.proposal import Party
from screening.ruleset.parties import PartyBook, Reading
from tests.engine.drawn import proposal

PLAIN = Reading("region", None, "plain")
OTHER = Reading("region", None, "other-name")
THIRD = Reading(None, None, "third-party")


@pytest.fixture(scope="module")
def book(shipped: RuleSet) -> PartyBook:
    return shipped.parties


def read(book: PartyBook, *parties: dict[str, Any]) -> tuple[Participant, ...]:
    return participants(proposal(parties=list(parties)).parties, book)


def test_each_organisation_stands_once_where_it_is_first_named_with_all_its_spellings(
    book: PartyBook,
) -> None:
    assert read(
        book,
        {"name": "RV", "unit": ["Rehab", "Akuten"]},
        {"name": "Köpings kommun", "agreement": "signed"},
        {"name": "Region Västmanland", "unit": "REHAB"},
        {"name": "Folktandvården Västmanland", "unit": "Tandhygien"},
        {"name": "köpings  KOMMUN"},
    ) == (
        Participant(
            key="region",
            name="Region Västmanland",
            party="region",
            units=("Rehab", "Akuten", "Folktandvården Västmanland", "Tandhygien"),
            agreement=None,
            written=(
                ("RV", OTHER),
                ("Region Västmanland", PLAIN),
                (
                    "Folktandvården Västmanland",
                    Reading("region", "Folktandvården Västmanland", "unit"),
                ),
            ),
        ),
        Participant(
            key="kopings kommun",
            name="Köpings kommun",
            party=None,
            units=(),
            agreement="signed",
            written=(("Köpings kommun", THIRD), ("köpings KOMMUN", THIRD)),
        ),
    )


@pytest.mark.parametrize(
    ("agreements", "counts"),
    [
        ([None], None),
        ([None, "signed"], "signed"),
        (["signed", None], "signed"),
        (["signed", "intended"], "intended"),
        (["intended", "none"], "none"),
        (["none", "declined", "signed"], "declined"),
        (["signed", "signed"], "signed"),
    ],
)
def test_of_several_agreements_with_one_party_the_least_counts(
    book: PartyBook, agreements: list[str | None], counts: str | None
) -> None:
    named = [{"name": "RISE", "agreement": agreement} for agreement in agreements]

    assert [one.agreement for one in read(book, *named)] == [counts]


def test_two_names_of_one_organisation_have_one_key(book: PartyBook) -> None:
    assert key_of("RV", book) == key_of("Landstinget Västmanland", book) == "region"
    assert key_of("MDH", book) == "university"
    assert key_of("Västerås  STAD", book) == key_of("Vasteras stad.", book) == "vasteras stad"
    assert key_of("Region Sörmland", book) != key_of("Region Halland", book)


NAMES = st.sampled_from(["RV", "Region Västmanland", "MDU", "Sala kommun", "sala kommun", "RISE"])


@given(st.lists(NAMES, min_size=1, max_size=6))
def test_no_organisation_stands_twice_and_none_is_lost(book: PartyBook, names: list[str]) -> None:
    found = participants([Party(name=name) for name in names], book)

    keys = [one.key for one in found]
    assert keys == list(dict.fromkeys(key_of(name, book) for name in names))
    assert sorted(name for one in found for name, _ in one.written) == sorted(names)
