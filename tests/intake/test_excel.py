"""Sheets of Excel files as tables: what Excel knows beside the values, and files made to break."""

from __future__ import annotations

import builtins
import os
import re
import time
import zipfile
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from screening.errors import Cell, Problem, Span
from screening.intake import excel_table, packages
from screening.intake.files import guess_mapping, read_table, register_from_table
from screening.intake.grid import Note, Row
from screening.intake.tables import Table
from tests.intake.importing import ROWS, excel, problems_of, with_part

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
TYPES = "[Content_Types].xml"
LINKS = "xl/_rels/workbook.xml.rels"
NESTED = "".join(
    f'<!ENTITY {new} "{f"&{old};" * 100}">' for old, new in zip("abcde", "bcdef", strict=True)
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "list.xlsx"


def refused(file: Path, sheet: str | None = None) -> Problem:
    (problem,) = problems_of(lambda: read_table(file, sheet=sheet))
    return problem


def test_a_sheet_is_a_table_of_texts_and_days(file: Path) -> None:
    cells = ["Hemgång", "MDU\nRegion", date(2027, 12, 31), datetime(2026, 1, 1, 10, 3)]  # noqa: DTZ001
    excel(
        file,
        [["Namn", "Parter", "Dag", "Ändrad", "Antal"], [*cells, 3], [2024, "-", None, None, 3.5]],
    )
    assert read_table(file) == Table(
        str(file),
        ("Namn", "Parter", "Dag", "Ändrad", "Antal"),
        (
            Row(2, ("Hemgång", "MDU\nRegion", date(2027, 12, 31), "2026-01-01 10:03:00", "3")),
            Row(3, ("2024", None, None, None, "3.5")),
        ),
        "Samverkan",
    )  # fmt: skip


def test_titles_above_the_headings_are_left_out_even_merged_ones(file: Path) -> None:
    book = excel(file, [["Register över samverkan"], [], ["Vår", "2026"], *ROWS])
    book.worksheets[0].merge_cells("A1:F1")
    book.save(file)
    table = read_table(file)
    assert (table.headings, table.rows) == (("Namn", "Parter"), (Row(5, ("Hemgång", "MDU")),))
    assert table.notes == (Note("import.note-headings", {"row": 4}),)


def test_merged_cells_are_filled_in_downwards_but_for_headings(file: Path) -> None:
    rows: list[list[object]] = [
        ["Namn", "Parter", "Kategori"],
        ["a", "MDU", "projekt"],
        ["b", "MDU"],
        [None, None],
        ["c", "MDU", None],
    ]
    book = excel(file, rows)
    for area in ("C2:C5", "B1:B1", "A9:A12", "A5:B5"):
        book.worksheets[0].merge_cells(area)
    book.save(file)
    table = read_table(file)
    assert table.rows == (
        Row(2, ("a", "MDU", "projekt")),
        Row(3, ("b", "MDU", "projekt")),
        Row(5, ("c", None, "projekt")),
    )
    assert table.notes == (Note("import.note-merged", {"count": 2}),)


def test_a_heading_that_is_merged_with_the_row_below_is_not_repeated(file: Path) -> None:
    book = excel(file, [["Namn", "Parter", "Status"], [None, "MDU", "aktiv"]])
    book.worksheets[0].merge_cells("A1:A2")
    book.save(file)
    assert read_table(file).rows == (Row(2, (None, "MDU", "aktiv")),)


def test_hidden_rows_are_read_and_told_of(file: Path) -> None:
    book = excel(file, [*ROWS, ["b", "MDU"], ["c", "MDU"]])
    book.worksheets[0].row_dimensions[3].hidden = True
    book.save(file)
    table = read_table(file)
    assert (len(table.rows), table.notes) == (3, (Note("import.note-hidden-rows", {"count": 1}),))


def test_hidden_columns_are_not_read_and_told_of(file: Path) -> None:
    book = excel(
        file,
        [["Namn", "Kontakt", "Parter", "Anm", "Tom"], ["a", "Anna", "MDU", "=B9", None],
         [None, "Bo", None, None, None]],
    )  # fmt: skip
    for column in "BDEZ":
        book.worksheets[0].column_dimensions[column].hidden = True
    book.save(file)
    table = read_table(file)

    assert table.headings == ("Namn", "B", "Parter")
    assert table.rows == (Row(2, ("a", None, "MDU")),)
    assert table.notes == (Note("import.note-hidden-columns", {"columns": "B, D, E"}),)
    assert table.unreadable == ()


def test_a_formula_stands_for_its_value_and_one_without_is_told_where_it_is_wanted(
    file: Path,
) -> None:
    excel(file, [["Namn", "Parter", "Antal"], ["=A9", "#REF!", "=1+1"], ["b", "=B9", "x"]])
    # openpyxl writes it with a blank or without, as lxml is there or not.
    with_part(
        file, SHEET, lambda xml: re.sub(b"<f>B9</f><v ?(?:/>|></v>)", b"<f>B9</f><v>7</v>", xml)
    )
    table = read_table(file)
    assert table.rows[1] == Row(3, ("b", "7", "x"))
    assert problems_of(lambda: register_from_table(table, guess_mapping(table))) == (
        Problem(
            "reading.cell-uncalculated", {}, str(file), Span(2, 1, 2, 2),
            cell=Cell("A2", "Samverkan"),
        ),
        Problem(
            "reading.cell-error", {"value": "#REF!"}, str(file), Span(2, 2, 2, 3),
            cell=Cell("B2", "Samverkan"),
        ),
    )  # fmt: skip


def test_a_column_beside_the_headings_is_called_by_its_letter(file: Path) -> None:
    excel(file, [["Namn", "Parter"], ["a", "MDU", None, "note"]])
    assert read_table(file).headings == ("Namn", "Parter", "C", "D")


# --- sheets -----------------------------------------------------------------------------------


def with_sheets(file: Path, sheets: Mapping[str, list[list[object]]]) -> None:
    first, *others = sheets
    book = excel(file, sheets[first], first)
    for name in others:
        page = book.create_sheet(name)
        for row in sheets[name]:
            page.append(row)
    book.save(file)


def test_of_several_sheets_the_one_with_names_and_parties_is_read(file: Path) -> None:
    with_sheets(file, {"Läs mig": [["Hej"], ["du"]], "Samverkan": ROWS, "Tomt": []})
    book = load_workbook(file)
    book.create_sheet("Gömt").sheet_state = "hidden"
    book.save(file)
    table = read_table(file)
    assert table.sheet == "Samverkan"
    assert table.notes == (
        Note("import.note-sheet", {"sheet": "Samverkan", "others": "Läs mig, Tomt"}),
        Note("import.note-hidden-sheets", {"sheets": "Gömt"}),
    )


def test_of_several_sheets_that_could_be_it_one_must_be_named(file: Path) -> None:
    with_sheets(file, {"Vår": ROWS, "Höst": ROWS})
    assert refused(file) == Problem(
        "reading.table-several-sheets", {"sheets": "Vår, Höst", "first": "Vår"}, str(file)
    )
    assert read_table(file, sheet="höst").sheet == "Höst"


def test_sheets_without_known_headings_are_told_apart_by_no_one(file: Path) -> None:
    with_sheets(file, {"A": [["x"], ["y"]], "B": [["x", "z"], ["y", "z"]]})
    assert refused(file).params["sheets"] == "A, B"


def test_a_sheet_that_is_not_there_is_told_with_the_nearest(file: Path) -> None:
    excel(file, ROWS)
    assert refused(file, "Samvrkan") == Problem(
        "reading.table-no-sheet",
        {"sheet": "Samvrkan", "sheets": "Samverkan"},
        str(file),
        suggestion="Samverkan",
    )


def test_a_hidden_sheet_is_read_if_it_is_named(file: Path) -> None:
    with_sheets(file, {"Samverkan": ROWS, "Gömt": [["Namn", "Parter"], ["b", "MDU"]]})
    book = load_workbook(file)
    book["Gömt"].sheet_state = "hidden"
    book.save(file)
    assert read_table(file, sheet="Gömt").rows == (Row(2, ("b", "MDU")),)


def test_a_file_with_nothing_in_it_is_told(file: Path) -> None:
    excel(file, [])
    assert refused(file).code == "reading.table-empty"


# --- files made to break ------------------------------------------------------------------------


def test_without_openpyxl_it_is_told_what_to_install(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    excel(file, ROWS)
    imported = builtins.__import__

    def without(name: str, *rest: Any, **named: Any) -> Any:
        if name.startswith("openpyxl"):
            raise ImportError(name)
        return imported(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    problem = refused(file)
    assert problem.code == "reading.table-needs-openpyxl"
    assert "pip install openpyxl" in problem.help("sv")


BROKEN: dict[str, Callable[[bytes], bytes]] = {
    "cut off": lambda xml: xml[:300],
    "empty": lambda _: b"",
    "no XML": lambda _: b"\0" * 500,
    "nested entities": lambda xml: (
        f'<!DOCTYPE x [<!ENTITY a "{"x" * 99}">{NESTED}]>'.encode()
        + xml.replace(b"<row ", b"<row>&f;</row><row ", 1)
    ),
    "a row that is no number": lambda xml: xml.replace(b'r="2"', b'r="x"'),
    "a cell that is no place": lambda xml: xml.replace(b'r="A2"', b'r="2A"'),
    "merged far and wide": lambda xml: xml.replace(
        b"</sheetData>",
        b"</sheetData><mergeCells>" + b'<mergeCell ref="A2:A1048576"/>' * 9 + b"</mergeCells>",
    ),
    "merged too often": lambda xml: xml.replace(
        b"</sheetData>",
        b"</sheetData><mergeCells>" + b'<mergeCell ref="A2:A3"/>' * 100_001 + b"</mergeCells>",
    ),
    "merged from nowhere": lambda xml: xml.replace(
        b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A:B"/></mergeCells>'
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_refused_fast(name: str, file: Path) -> None:
    excel(file, ROWS)
    with_part(file, SHEET, BROKEN[name])
    began = time.monotonic()
    entities = Problem("package.doctype", {"part": SHEET}, str(file))
    broken = Problem("reading.table-broken", file=str(file))
    assert refused(file) == (entities if name == "nested entities" else broken)
    assert time.monotonic() - began < 20


def test_a_file_that_is_cut_off_is_refused(file: Path) -> None:
    excel(file, ROWS)
    os.truncate(file, 3000)
    assert refused(file).code == "reading.table-broken"


def test_a_file_that_unpacks_to_too_much_is_never_unpacked(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    excel(file, ROWS)
    with zipfile.ZipFile(file) as archive:
        size = sum(member.file_size for member in archive.infolist())
    monkeypatch.setattr(packages, "MAX_UNPACKED", size)
    assert read_table(file).rows
    monkeypatch.setattr(packages, "MAX_UNPACKED", size - 1)
    assert refused(file).code == "reading.table-too-large-unpacked"


def test_a_spreadsheet_of_another_program_is_told_of(file: Path) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("content.xml", "<x/>")
    assert refused(file) == Problem("reading.table-old-format", {"suffix": ".ods"}, str(file))


def test_a_row_that_no_sheet_has_is_not_waited_for(file: Path) -> None:
    excel(file, [*ROWS, ["b", "MDU"]])
    with_part(file, SHEET, lambda xml: xml.replace(b'<row r="3"', b'<row r="99999999999"'))
    assert read_table(file).rows == (Row(2, ("Hemgång", "MDU")),)


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([["a"] * 257, ["b"]], "reading.table-too-many-columns"),
        ([["Namn", "Parter"], *([["a", "b"]] * 5)], "reading.table-too-many-rows"),
    ],
)
def test_a_sheet_that_is_too_large_is_refused(
    rows: list[list[object]], code: str, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(excel_table, "MAX_ROWS", 5)
    excel(file, rows)
    assert refused(file).code == code


def test_texts_that_are_kept_apart_from_the_sheet_are_read(file: Path) -> None:
    excel(file, ROWS)

    def shared(xml: bytes) -> bytes:
        for number, text in enumerate(("Namn", "Parter", "Hemgång", "MDU")):
            inline = f't="inlineStr"><is><t>{text}</t></is>'.encode()
            xml = xml.replace(b"&#229;", "å".encode())  # as lxml writes it
            assert inline in xml
            xml = xml.replace(inline, f't="s"><v>{number}</v>'.encode())
        return xml

    with_part(file, SHEET, shared)
    with_part(
        file,
        STRINGS,
        lambda _: (
            '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>Namn</t>'
            "</si><si><t>Parter</t></si><si><t>Hem_x000D_\ngång</t></si><si><t>MDU</t></si></sst>"
        ).encode(),
    )
    with_part(
        file,
        TYPES,
        lambda xml: xml.replace(
            b"</Types>",
            b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.'
            b'openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
        ),
    )
    assert read_table(file).rows == (Row(2, ("Hem\ngång", "MDU")),)


def test_numbers_and_days_are_read_however_the_file_writes_them(file: Path) -> None:
    excel(file, [["Namn", "Parter", "Till", "Antal"], ["a", "MDU", 1, 2]])
    with_part(
        file,
        SHEET,
        lambda xml: (
            xml.replace(b"<v>1</v>", b"<v>2027-12-31</v>")
            .replace(b'r="C2" t="n"', b'r="C2" t="d"')
            .replace(b"<v>2</v>", b"<v>2.0</v>")
        ),
    )
    assert read_table(file).rows == (Row(2, ("a", "MDU", date(2027, 12, 31), "2")),)
