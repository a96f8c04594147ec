from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening import RuleSet
from screening.engine.parties import Participant, PartyReader, participants
from screening.model.proposal import Party
from screening.ruleset.parties import Reading
from tests.engine.drawn import proposal

PLAIN = Reading("region", None, "plain")
OTHER = Reading("region", None, "other-name")
THIRD = Reading(None, None, "third-party")
KNOWN = Reading(None, None, "known")


@pytest.fixture(scope="module")
def reader(shipped: RuleSet) -> PartyReader:
    return PartyReader(shipped.parties)


def read(reader: PartyReader, *parties: dict[str, Any]) -> tuple[Participant, ...]:
    return participants(proposal(parties=list(parties)).parties, reader)


def test_each_organisation_stands_once_where_it_is_first_named_with_all_its_spellings(
    reader: PartyReader,
) -> None:
    assert read(
        reader,
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
    reader: PartyReader, agreements: list[str | None], counts: str | None
) -> None:
    named = [{"name": "RISE", "agreement": agreement} for agreement in agreements]

    assert [one.agreement for one in read(reader, *named)] == [counts]


def test_two_names_of_one_organisation_have_one_key(reader: PartyReader) -> None:
    assert reader.key_of("RV") == reader.key_of("Landstinget Västmanland") == "region"
    assert reader.key_of("MDH") == "university"
    assert reader.key_of("Västerås  STAD") == reader.key_of("Vasteras stad.") == "vasteras stad"
    assert reader.key_of("Region Sörmland") != reader.key_of("Region Halland")


def test_an_organisation_that_the_rules_list_goes_by_all_its_names(reader: PartyReader) -> None:
    assert read(reader, {"name": "AF", "agreement": "signed"}, {"name": "Arbetsförmedlingen"}) == (
        Participant(
            key="arbetsformedlingen",
            name="Arbetsförmedlingen",
            party=None,
            units=(),
            agreement="signed",
            written=(("AF", KNOWN), ("Arbetsförmedlingen", THIRD)),
        ),
    )


@pytest.mark.parametrize(
    ("written", "how", "name"),
    [
        ("Köpings kommun", THIRD, "Köpings kommun"),
        ("KÖPINGS  KOMMUN", THIRD, "Köpings kommun"),
        ("Municipality of Köping", KNOWN, "Köpings kommun"),
        ("Köping", THIRD, "Köping"),  # the town, perhaps
        ("Kolsva kommun", THIRD, "Kolsva kommun"),
        ("RV", OTHER, "Region Västmanland"),
    ],
)
def test_a_name_is_read_as_a_party_of_the_register_only_where_it_surely_is(
    shipped: RuleSet, written: str, how: Reading, name: str
) -> None:
    of_register = PartyReader(shipped.parties, ["Köpings kommun", "Region Västmanland"])

    assert (of_register.read(written)[1], of_register.name_of(written)) == (how, name)
    same = of_register.key_of(written) == of_register.key_of("Köpings kommun")
    assert same is (name == "Köpings kommun")


NAMES = st.sampled_from(["RV", "Region Västmanland", "MDU", "Sala kommun", "sala kommun", "RISE"])


@given(st.lists(NAMES, min_size=1, max_size=6))
def test_no_organisation_stands_twice_and_none_is_lost(
    reader: PartyReader, names: list[str]
) -> None:
    found = participants([Party(name=name) for name in names], reader)

    keys = [one.key for one in found]
    assert keys == list(dict.fromkeys(reader.key_of(name) for name in names))
    assert sorted(name for one in found for name, _ in one.written) == sorted(names)
