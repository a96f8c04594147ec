"""An index file is read where it lies, and is whole or is none."""

from __future__ import annotations

import sys
from array import array
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.overlap import index_file
from screening.overlap.hashed import (
    add_table,
    at,
    bits,
    bits_for,
    hash_of,
    range_of,
    sorted_hashes,
)  # fmt: skip
from screening.overlap.index_file import BadIndexFileError, IndexFile, IndexWriter
from tests.overlap.sample import TEXTS

LONG = bytes(range(256)) * 20


def made(path: Path) -> Path:
    with path.open("wb") as file:
        writer = IndexWriter(file)
        writer.add("numbers", [array("Q", [1, 2]).tobytes(), array("Q", [2**64 - 1]).tobytes()])
        writer.add("nothing", [])
        writer.add("odd", [b"abc"])
        writer.add("long", [LONG])
        writer.finish({"register": "abc"})
    return path


def test_what_was_written_is_read(tmp_path: Path) -> None:
    file = IndexFile(made(tmp_path / "index"))

    assert file.about == {"register": "abc"}
    assert list(file.numbers("numbers", "Q")) == [1, 2, 2**64 - 1]
    assert list(file.numbers("nothing", "Q")) == []
    assert (bytes(file.data("odd")), bytes(file.data("long"))) == (b"abc", LONG)


def test_a_long_section_is_checked_piece_by_piece(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_file, "_CHUNK", 100)
    assert bytes(IndexFile(made(tmp_path / "index")).data("long")) == LONG


def test_no_byte_that_means_anything_is_changed_without_being_noticed(tmp_path: Path) -> None:
    path = made(tmp_path / "index")
    whole = path.read_bytes()
    meant = IndexFile(path)
    unnoticed = []
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        try:
            IndexFile(path)
        except BadIndexFileError:
            continue
        unnoticed.append(whole[place])

    # What fills a section up to where the next may begin means nothing.
    assert unnoticed == [0] * (-len(bytes(meant.data("odd"))) % 8)


@pytest.mark.parametrize("left", [0, 1, 7, 8, 31, 32, 33, 100, 5_000, -1])
def test_a_file_that_is_cut_short_is_none(tmp_path: Path, left: int) -> None:
    path = made(tmp_path / "index")
    path.write_bytes(path.read_bytes()[:left])

    with pytest.raises(BadIndexFileError):
        IndexFile(path)


def test_a_file_that_goes_on_after_its_end_is_none(tmp_path: Path) -> None:
    path = made(tmp_path / "index")
    path.write_bytes(path.read_bytes() + b"\0")

    with pytest.raises(BadIndexFileError):
        IndexFile(path)


def test_a_file_that_was_not_finished_is_none(tmp_path: Path) -> None:
    path = tmp_path / "index"
    with path.open("wb") as file:
        IndexWriter(file).add("numbers", [b"12345678"])

    with pytest.raises(BadIndexFileError):
        IndexFile(path)


def test_a_file_of_another_kind_of_machine_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "byteorder", "big")
    path = made(tmp_path / "index")
    monkeypatch.setattr(sys, "byteorder", "little")

    with pytest.raises(BadIndexFileError):
        IndexFile(path)


# --- tables ---------------------------------------------------------------------------------


def test_a_hash_is_the_same_on_every_machine() -> None:
    assert [hash_of(text) for text in ("", "s:vård", "\ud800")] == [
        0xB4B2797457A0A6E4,
        0xD67519DF9D2C927D,
        0x680D7D923E780842,
    ]


@given(st.lists(TEXTS, max_size=30), TEXTS)
def test_a_text_is_found_in_a_table_where_it_stands_and_nowhere_else(
    texts: list[str], other: str
) -> None:
    hashes, places = sorted_hashes(texts)
    table = memoryview(hashes)

    for text in {*texts, other}:
        found = [places[place] for place in range_of(table, text)]
        first = at(table, text)
        assert sorted(found) == [place for place, each in enumerate(texts) if each == text]
        assert (None if first is None else texts[places[first]]) == (
            text if text in texts else None
        )


def test_a_table_is_written_with_the_places_of_its_texts(tmp_path: Path) -> None:
    with (tmp_path / "index").open("wb") as file:
        writer = IndexWriter(file)
        places = add_table(writer, "word", ["b", "a", "c"])
        writer.finish({})
    read = IndexFile(tmp_path / "index")

    assert list(read.numbers("word places", "I")) == list(places)
    found = at(read.numbers("word hashes", "Q"), "a")
    assert found is not None
    assert places[found] == 1


@given(st.sets(st.integers(0, 40)), st.integers(41, 60))
def test_each_number_has_its_bit(numbers: set[int], size: int) -> None:
    packed = bits(numbers, size)

    assert len(packed) == bits_for(size)
    assert {each for each in range(8 * len(packed)) if packed[each >> 3] >> (each & 7) & 1} == (
        numbers
    )
