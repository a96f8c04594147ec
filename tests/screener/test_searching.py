"""Texts looked up in a register, and compared with one entry of it."""

from __future__ import annotations

from typing import Any

import pytest

from screening import RuleSet, Screener, UnknownEntry
from screening.intake.files import register_from_data

ENTRIES: list[dict[str, Any]] = [
    {
        "id": name,
        "name": text,
        "kind": "constellation",
        "status": "active",
        "parties": ["Region Västmanland", "MDU"],
    }
    for name, text in (
        ("K-1", "Balansgrupper för äldre"),
        ("K-2", "Balansgrupper i Sala"),
        ("K-3", "Skrivkurs för doktorander"),
    )
]


@pytest.fixture(scope="module")
def small(shipped: RuleSet) -> Screener:
    return Screener(shipped, register_from_data(ENTRIES).model, engine="plain")


def test_a_search_gives_what_has_something_in_common_with_the_text_the_likest_first(
    small: Screener,
) -> None:
    found = small.search("balansgrupp för de äldre")

    assert [match.entry.id for match in found] == ["K-1", "K-2"]
    assert found[0].score > found[1].score > 0
    assert [match.rival for match in found] == ["K-2", "K-1"]
    assert [match.margin for match in found] == [
        found[0].score - found[1].score,
        found[1].score - found[0].score,
    ]


def test_a_search_gives_no_more_than_are_asked_for(small: Screener, screener: Screener) -> None:
    assert [match.entry.id for match in small.search("balansgrupper", limit=1)] == ["K-2"]
    assert len(screener.search("Kompetenscentrum Hälsa och välfärdsteknik", limit=3)) == 3
    assert screener.search("Kompetenscentrum Hälsa och välfärdsteknik")[0].entry.id == "K-014"


@pytest.mark.parametrize("text", ["", "och i att", "Kvantfysik", "…"])
def test_a_search_for_what_the_register_does_not_have_gives_nothing(
    small: Screener, text: str
) -> None:
    assert small.search(text) == []


def test_a_text_is_compared_with_an_entry_that_it_has_nothing_in_common_with(
    small: Screener,
) -> None:
    text = "Balansgrupper för äldre"
    match, best = small.compare(text, "K-3"), small.search(text)[0]

    assert (match.entry.id, set(match.fields.values()), match.agreed) == ("K-3", {0.0}, False)
    assert (match.rival, match.margin) == (best.entry.id, match.score - best.score)


def test_comparing_says_of_an_entry_what_searching_says_of_it(small: Screener) -> None:
    text = "balansgrupp för de äldre"
    for found in small.search(text):
        compared = small.compare(text, found.entry.id)
        assert (compared.entry, compared.score, compared.fields, compared.margin) == (
            found.entry,
            found.score,
            found.fields,
            found.margin,
        )


def test_an_entry_that_the_register_lacks_cannot_be_compared_with(small: Screener) -> None:
    with pytest.raises(UnknownEntry) as caught:
        small.compare("Balansgrupper", "K1")

    assert (caught.value.name, caught.value.suggestion) == ("K1", "K-1")
