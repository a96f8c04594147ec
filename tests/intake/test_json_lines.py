"""JSON Lines: an entry a line, each read as a file of its own would be."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.errors import InvalidInput, Problem, Span
from screening.intake.files import read_register
from screening.intake.json_lines import RegisterLines, entry_of, is_json_lines
from screening.intake.source import MAX_BYTES
from screening.model.register import RegisterEntry

ENTRY: dict[str, Any] = {
    "id": "K-1",
    "name": "Balansgruppen",
    "kind": "platform",
    "status": "active",
    "parties": ["RISE"],
    "covers": {"themes": ["äldre"]},
    "agreement": {"status": "in-force", "valid_to": "2027-01-31"},
    "contact": {"unit": "Rehab", "email": "a@example.org"},
}
SWEDISH = {
    "id": "K-2", "namn": "Kören", "slag": "konstellation", "status": "aktiv", "parter": ["RISE"],
}  # fmt: skip


def file(folder: Path, *lines: object, ending: str = "\n") -> Path:
    path = folder / "register.jsonl"
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    path.write_bytes("".join(f"{text}{ending}" for text in texts).encode())
    return path


def problems(path: Path) -> list[Problem]:
    with pytest.raises(InvalidInput) as caught:
        list(RegisterLines(path))
    return list(caught.value.problems)


def entries(path: Path) -> list[RegisterEntry]:
    return [line.entry for line in RegisterLines(path)]


def one(number: int, **changes: object) -> dict[str, Any]:
    return {**ENTRY, "id": f"K-{number}", **changes}


# --- what is read ---------------------------------------------------------------------------


def test_each_line_is_an_entry_and_begins_where_it_is_said_to(tmp_path: Path) -> None:
    path = file(tmp_path, ENTRY, "", SWEDISH, "  \t", one(3, name="Å"))
    whole = path.read_bytes()
    read = RegisterLines(path)
    found = list(read)

    assert [line.entry.id for line in found] == ["K-1", "K-2", "K-3"]
    assert [
        json.loads(whole[line.start :].split(b"\n")[0])["id"] for line in found
    ] == ["K-1", "K-2", "K-3"]  # fmt: skip
    assert (read.size, read.sha256) == (len(whole), hashlib.sha256(whole).hexdigest())


def test_an_entry_is_what_it_is_in_a_register_of_json(tmp_path: Path) -> None:
    whole = tmp_path / "register.json"
    whole.write_text(json.dumps([ENTRY, SWEDISH]), encoding="utf-8")
    assert tuple(entries(file(tmp_path, ENTRY, SWEDISH))) == read_register(whole).model.entries


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_lines_end_as_on_any_system(tmp_path: Path, ending: str) -> None:
    assert len(entries(file(tmp_path, ENTRY, SWEDISH, ending=ending))) == 2


def test_the_last_line_need_not_end(tmp_path: Path) -> None:
    path = file(tmp_path, ENTRY)
    path.write_bytes(path.read_bytes().rstrip())
    assert len(entries(path)) == 1


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    path = file(tmp_path, f"\ufeff{json.dumps(ENTRY)}")
    (line,) = RegisterLines(path)
    assert (line.start, line.entry.id) == (3, "K-1")


def test_a_line_can_be_read_again_by_itself() -> None:
    assert entry_of(json.dumps(ENTRY).encode(), "r.jsonl").id == "K-1"
    assert entry_of(json.dumps(SWEDISH).encode() + b"\n\n", "r.jsonl").id == "K-2"
    with pytest.raises(InvalidInput):
        entry_of(b'{"id": "K', "r.jsonl")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.jsonl", True),
        ("a.JSONL", True),
        (Path("b/a.jsonl"), True),
        ("a.json", False),
        ("", False),
    ],
)
def test_json_lines_are_known_by_their_suffix(name: str, *, expected: bool) -> None:
    assert is_json_lines(name) == expected


# --- what is told of ------------------------------------------------------------------------


def test_every_mistake_of_every_line_is_told_at_its_place(tmp_path: Path) -> None:
    path = file(
        tmp_path,
        ENTRY,
        one(2, kind="platfrom"),
        '{"id": "K-3", "nmae": "x", "kind": "platform", "status": "active", "parties": ["x"]}',
        "not json",
        one(5, agreement={"status": "in-force", "valid_to": "2027-02-30"}, name=""),
        one(1),
    )
    told = [(each.location(), each.code, each.suggestion) for each in problems(path)]
    assert [(place.removeprefix(str(path)), *rest) for place, *rest in told] == [
        (":2:48", "input.unknown-choice", "platform"),
        (":3:15", "input.unknown-key", "name"),
        (":4:1", "reading.json-unquoted", None),
        (":5:23", "input.empty", None),
        (":5:174", "input.impossible-day", None),
        (":6:8", "input.duplicate-id", None),
    ]
    assert problems(path)[1].source_line == path.read_text(encoding="utf-8").splitlines()[2]


def test_a_key_that_stands_twice_is_told_of_though_json_would_take_it(tmp_path: Path) -> None:
    again = json.dumps(ENTRY)[:-1] + ', "name": "Annat"}'
    nested = json.dumps(one(2)).replace('"in-force"', '"none", "status": "in-force"')

    assert [(each.code, each.line) for each in problems(file(tmp_path, again, nested))] == [
        ("reading.duplicate-key", 1),
        ("reading.duplicate-key", 2),
    ]


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")), max_size=20))
def test_a_text_with_quotes_and_colons_is_no_key(text: str) -> None:
    said = f'":{text}\\": "{text}":'
    line = json.dumps(one(1, description=said)).encode()

    entry = entry_of(line, "r.jsonl")

    assert entry == RegisterEntry.model_validate_json(line)
    assert entry.description == unicodedata.normalize("NFC", said)


def test_no_more_than_a_hundred_problems_are_told_of_and_nothing_is_read_after_them(
    tmp_path: Path,
) -> None:
    path = file(tmp_path, *[one(number, kind="x", status="y") for number in range(80)])
    read = RegisterLines(path)
    with pytest.raises(InvalidInput) as caught:
        list(read)
    assert len(caught.value.problems) == 100
    assert caught.value.problems[-1].line == 50
    assert read.size < path.stat().st_size


def test_a_line_that_is_too_long_is_told_of_and_no_more_of_it_is_fetched(tmp_path: Path) -> None:
    path = file(tmp_path, one(1, kind="x"), "x" * (3 * MAX_BYTES))
    read = RegisterLines(path)
    with pytest.raises(InvalidInput) as caught:
        list(read)
    assert caught.value.problems[1:] == (
        Problem(
            "reading.line-too-long", {"megabytes": 1}, file=str(path), span=Span(2, 1, 2, 2)
        ),
    )  # fmt: skip
    assert read.size < 2 * MAX_BYTES


def test_a_line_of_another_encoding_is_told_at_its_byte(tmp_path: Path) -> None:
    path = file(tmp_path, ENTRY)
    path.write_bytes(path.read_bytes() + json.dumps(one(2)).encode().replace(b"Bal", b"B\xe5l"))
    (problem,) = problems(path)
    assert (problem.code, problem.line, problem.column) == ("reading.not-utf-8", 2, 25)


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"])
def test_a_file_without_entries_is_empty(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "register.jsonl"
    path.write_bytes(content)
    assert problems(path) == [Problem("reading.empty", file=str(path))]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_a_file_of_a_wide_encoding_is_told_of(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "register.jsonl"
    path.write_bytes(json.dumps(ENTRY).encode(encoding))
    assert [each.code for each in problems(path)] == ["reading.encoding"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("none.jsonl", "missing"),
        ("folder.jsonl", "folder"),
        ("r.txt", "suffix"),
        ("\0", "unreadable"),
    ],
)
def test_a_file_that_cannot_be_opened_is_told_of(tmp_path: Path, name: str, code: str) -> None:
    (tmp_path / "folder.jsonl").mkdir()
    (tmp_path / "r.txt").touch()
    with pytest.raises(InvalidInput) as caught:
        RegisterLines(tmp_path / name)
    assert [each.code for each in caught.value.problems] == [f"reading.{code}"]
