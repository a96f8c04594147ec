"""What is asked of any register: the same answers from memory and from an index."""

from __future__ import annotations

from pathlib import Path

import pytest

from screening.intake.files import register_from_data
from screening.overlap import index_building
from screening.overlap.registers import AnyRegister, evenly_spread, names_of_parties
from screening.overlap.stored_register import StoredRegister
from tests.overlap.sample import VOCABULARY, entry
from tests.overlap.stored import written

MADE = [
    entry("K-3", parties=["RISE", "Sala kommun"]),
    entry("K-1", parties=["Sala kommun", "Rise"]),
    entry("K-2", parties=["Västerås stad", "Sala kommun"]),
    entry("K-4", parties=["RISE"]),
]


@pytest.fixture(params=["in memory", "stored"])
def made(request: pytest.FixtureRequest, tmp_path: Path) -> AnyRegister:
    if request.param == "stored":
        return StoredRegister(written(tmp_path, MADE), VOCABULARY)
    return register_from_data(MADE).model


def test_parties_are_named_in_every_spelling(made: AnyRegister) -> None:
    assert set(names_of_parties(made)) == {"RISE", "Rise", "Sala kommun", "Västerås stad"}


def test_an_index_keeps_the_names_that_most_entries_have(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_building, "MOST_PARTIES", 2)
    register = StoredRegister(written(tmp_path, MADE), VOCABULARY)

    assert list(names_of_parties(register)) == ["Sala kommun", "RISE"]
    assert register.index.parties_holding("västerås stad") == 1


@pytest.mark.parametrize(
    ("most", "ids"),
    [(4, ["K-1", "K-2", "K-3", "K-4"]), (3, ["K-1", "K-3"]), (2, ["K-1", "K-3"]), (1, ["K-1"])],
)
def test_some_entries_are_spread_evenly_in_the_order_of_their_ids(
    most: int, ids: list[str], made: AnyRegister
) -> None:
    assert [one.id for one in evenly_spread(made, most)] == ids


def test_the_document_of_an_entry_that_is_not_there_is_asked_for_in_vain(tmp_path: Path) -> None:
    register = StoredRegister(written(tmp_path, MADE), VOCABULARY)
    with pytest.raises(KeyError):
        register.document("K-9")
