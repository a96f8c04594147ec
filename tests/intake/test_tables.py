"""Lists in CSV and Excel files, sound and hostile: each folder of ``tables`` holds one.

After a change that is meant: ``UPDATE_EXPECTED=1 pytest tests/intake/test_tables.py``, and read
the difference.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from screening.errors import Problem, Span
from screening.intake.cell_lists import Separator, separator, split, unsplit
from screening.intake.grid import Note, Row, letters
from screening.intake.tables import Table, read_table
from tests.intake.importing import all_told, problems_of

FOLDERS = sorted(path for path in (Path(__file__).parent / "tables").iterdir() if path.is_dir())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_what_is_made_of_a_list_is_what_is_expected(folder: Path) -> None:
    (file,) = folder.glob("list.*")
    expected = folder / "expected.txt"
    actual = all_told(file)
    if os.environ.get("UPDATE_EXPECTED"):
        expected.write_text(actual, encoding="utf-8")
    assert actual == expected.read_text(encoding="utf-8")


# --- what a file is -------------------------------------------------------------------------

HEAD = b"Namn;Parter\n"
HOSTILE: dict[str, tuple[str, bytes, str]] = {
    "no rows": ("a.csv", HEAD, "reading.table-empty"),
    "nothing": ("a.csv", b"", "reading.table-empty"),
    "one column": ("a.csv", b"Namn\nHemg\n", "reading.table-empty"),
    "a row too wide": ("a.csv", HEAD + b"a;b;c\n", "reading.table-ragged"),
    "a quote never closed": ("a.csv", b'Namn;Parter\n"a;b\n', "reading.table-quote"),
    "a quote within": ("a.csv", b'Namn;Parter\n"a"b;c\n', "reading.table-quote"),
    "a cell without end": ("a.csv", HEAD + b"x" * 200_000, "reading.table-cell-too-long"),
    "too many rows": ("a.csv", HEAD + b"a;b\n" * 100_001, "reading.table-too-many-rows"),
    "too many columns": ("a.csv", b"a;" * 257 + b"b\n" * 2, "reading.table-too-many-columns"),
    "too many bytes": ("a.csv", HEAD + b"x" * 20_000_000, "reading.too-large"),
    "UTF-16": ("a.csv", "Namn;Parter\na;b\n".encode("utf-16"), "reading.encoding"),
    "Excel's, called CSV": ("a.csv", b"PK\x03\x04...", "reading.table-not-text"),
    "NUL": ("a.csv", HEAD + b"a;b\n" * 99 + b"a;\0b\n", "reading.table-not-text"),
    "no encoding that we know": ("a.csv", HEAD + b"a;\x81\n", "reading.table-not-text"),
    "old Excel": ("a.xls", b"\xd0\xcf\x11\xe0", "reading.table-old-format"),
    "old Excel, called new": ("a.xlsx", b"\xd0\xcf\x11\xe0" * 9, "reading.table-old-format"),
    "LibreOffice": ("a.ods", b"PK\x03\x04", "reading.table-old-format"),
    "a password": (
        "a.xlsx",
        b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
        "reading.table-password",
    ),
    "CSV, called Excel's": ("a.xlsx", HEAD + b"a;b\n", "reading.table-broken"),
    "a suffix of something else": ("a.docx", b"PK\x03\x04", "reading.suffix"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_its_reason(name: str, tmp_path: Path) -> None:
    file, content, code = HOSTILE[name]
    (tmp_path / file).write_bytes(content)
    (problem,) = problems_of(lambda: read_table(tmp_path / file))
    assert problem.code == code
    assert problem.message("sv") != problem.message("en")
    assert problem.help("sv") != problem.help("en")


def test_a_file_that_is_not_there_is_told_with_the_nearest_one(tmp_path: Path) -> None:
    (tmp_path / "samverkan.csv").write_text("Namn;Parter\n")
    (problem,) = problems_of(lambda: read_table(tmp_path / "samvrkan.csv"))
    assert (problem.code, problem.suggestion) == (
        "reading.missing",
        str(tmp_path / "samverkan.csv"),
    )


def test_every_row_that_is_too_wide_is_told_at_once(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("Namn;Parter\na;b;c\nd;e\nf;g;h;i\n")
    assert problems_of(lambda: read_table(file)) == (
        Problem(
            "reading.table-ragged",
            {"count": 3, "headings": 2, "delimiter": ";"},
            str(file),
            Span(2, 1, 2, 2),
        ),
        Problem(
            "reading.table-ragged",
            {"count": 4, "headings": 2, "delimiter": ";"},
            str(file),
            Span(4, 1, 4, 2),
        ),
    )


def test_a_row_is_counted_by_the_line_that_it_begins_on(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text('Namn;Parter\n\n"a\n\nb";c\nd;\n', newline="\r\n")
    assert read_table(file) == Table(
        str(file),
        ("Namn", "Parter"),
        (Row(3, ("a\n\nb", "c")), Row(6, ("d", None))),
        notes=(Note("import.note-read", {"encoding": "UTF-8", "delimiter": ";"}),),
    )


def test_a_column_is_meant_by_its_heading_or_its_letter(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("Namn;B;Parter;\na;b;c;\n")
    table = read_table(file)
    assert [table.index_of(word) for word in ("namn", "PARTER ", "A", "c", "B", "D", "x")] == [
        0, 2, 0, 2, 1, None, None,
    ]  # fmt: skip


def test_a_problem_of_the_whole_table_has_no_cell() -> None:
    table = Table("a.csv", ("Namn",), ())
    assert table.problem("reading.table-empty") == Problem("reading.table-empty", file="a.csv")


@pytest.mark.parametrize(
    ("column", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA")]
)
def test_a_column_has_the_letters_of_a_spreadsheet(column: int, name: str) -> None:
    assert letters(column) == name


# --- lists in cells -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "names", "at", "items"),
    [
        (["A; B, C"], True, "lines", [["A", "B, C"]]),
        (["- A\n- B", "C"], True, "lines", [["A", "B"], ["C"]]),
        (["A,\nB"], True, "lines", [["A", "B"]]),
        (["A, B", "C"], True, "capitals", [["A", "B"], ["C"]]),
        (["Hälsa, vård och, Öst"], True, "capitals", [["Hälsa, vård och", "Öst"]]),
        (["A,B"], True, "capitals", [["A", "B"]]),
        (["hälsa, vård", "äldre"], False, "commas", [["hälsa", "vård"], ["äldre"]]),
        (["Kultur- och fritid"], True, "none", [["Kultur- och fritid"]]),
        ([], True, "none", []),
    ],
)  # fmt: skip
def test_where_a_column_is_split_is_decided_by_all_of_its_cells(
    cells: list[str],
    names: bool,  # noqa: FBT001
    at: Separator,
    items: list[list[str]],
) -> None:
    assert separator(cells, names=names) == at
    assert [split(cell, at) for cell in cells] == items


def test_cells_with_commas_that_stay_whole_are_counted() -> None:
    assert unsplit(["A; B", "A, B", "C"], "lines") == 1
    assert unsplit(["A, B"], "capitals") == 0
