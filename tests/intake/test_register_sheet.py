"""Registers in Excel and CSV as people leave them: read as they stand, or refused with a reason."""

from __future__ import annotations

import builtins
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from screening.errors import Problem
from screening.intake import register_sheet
from screening.intake.files import guess_mapping, read_register, read_table
from screening.intake.headings import FIELDS
from screening.intake.register_columns import heading_of
from screening.messages import LANGUAGES, Lang
from screening.model.proposal import Contact
from screening.model.register import Agreement, Covers, RegisterEntry
from screening.report.register_csv import register_csv
from screening.report.register_excel import register_excel
from tests.intake.importing import excel, problems_of, told, with_part

HEAD = ["Id", "Namn", "Slag", "Status", "Parter"]
ROW = ["K-1", "Hemgång", "konstellation", "aktiv", "Region Västmanland\nMDU"]
ENTRY = RegisterEntry(
    id="K-1",
    name="Hemgång",
    kind="constellation",
    status="active",
    parties=("Region Västmanland", "MDU"),
)
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRINGS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "register.xlsx"


def read(file: Path, *rows: Sequence[Any]) -> tuple[RegisterEntry, ...]:
    excel(file, rows)
    return read_register(file).model.entries


def wrong(file: Path) -> list[str]:
    """All that is wrong with a file, without its folder."""
    return [
        told(problem, file).replace(str(file), file.name)
        for problem in problems_of(lambda: read_register(file))
    ]


def with_column(heading: object, value: object) -> tuple[list[Any], list[Any]]:
    return [*HEAD, heading], [*ROW, value]


# --- what is read ---------------------------------------------------------------------------


def test_headings_may_be_in_either_language_in_any_order_or_as_in_yaml(file: Path) -> None:
    rows: list[list[Any]] = [
        ["parties", "AVTAL: gäller till", "Status", "namn", "Kind", "agreement.status", "ID"],
        ["MDU; Region Västmanland", date(2027, 12, 31), "active", "A", "plattform", "gäller", 7],
    ]
    assert read(file, *rows) == (
        RegisterEntry(
            id="7",
            name="A",
            kind="platform",
            status="active",
            parties=("MDU", "Region Västmanland"),
            agreement=Agreement(status="in-force", valid_to=date(2027, 12, 31)),
        ),
    )


def test_rows_and_columns_that_are_empty_or_in_brackets_are_passed_over(file: Path) -> None:
    rows: list[list[Any]] = [
        [],
        [*HEAD, None, "(Kommentar)", "(Räknat)", "Teman"],
        [],
        [*ROW, None, True, "=1/0", None],
        [None, "  "],
    ]
    assert read(file, *rows) == (ENTRY,)


def test_a_dash_says_nothing_and_no_last_day_is_said_in_words(file: Path) -> None:
    rows: list[list[Any]] = [
        [*HEAD, "Teman", "Ansvarsnivå", "Avtal: Status", "Avtal: Gäller till", "Kontakt: Enhet"],
        [*ROW, "–", "-", "gäller", "tills vidare", "–"],
        ["K-2", *ROW[1:], "- äldre\n• e-hälsa, vård", "okänt", "-", "–", None],
    ]
    first = ENTRY.model_copy(
        update={"agreement": Agreement(status="in-force"), "contact": Contact()}
    )
    second = ENTRY.model_copy(update={"id": "K-2", "themes": ("äldre", "e-hälsa, vård")})
    assert read(file, *rows) == (first, second)


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("a\nb", ("a", "b")),
        ("a;b; c", ("a", "b", "c")),
        ("a, b", ("a", "b")),
        ("• a, b\n* c; d\nd,e", ("a, b", "c; d", "d", "e")),
        (" \n•\n- \na", ("a",)),
    ],
)
def test_a_list_is_split_at_lines_semicolons_and_commas_but_not_behind_a_bullet(
    cell: str, items: tuple[str, ...], file: Path
) -> None:
    (entry,) = read(file, *with_column("Teman", cell))
    assert entry.themes == items


@pytest.mark.parametrize(
    ("categories", "themes", "covers"),
    [
        (None, None, None),
        ("–", "-", None),
        ("alla", None, Covers()),
        (None, "All", Covers()),
        ("projekt, forskarteam", "alla", Covers(categories=("project", "research-team"))),
        (None, "• alla", Covers(themes=("alla",))),
    ],
)
def test_covers_take_in_all_only_where_that_is_said(
    categories: str | None, themes: str | None, covers: Covers | None, file: Path
) -> None:
    rows: list[list[Any]] = [
        [*HEAD, "Omfattar: Kategorier", "Covers: Themes"],
        ["P-1", "A", "plattform", "aktiv", "MDU", categories, themes],
    ]
    (entry,) = read(file, *rows)
    assert entry.covers == covers


@pytest.mark.parametrize("delimiter", ";,\t|")
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_a_csv_file_may_have_any_delimiter(delimiter: str, start: str, tmp_path: Path) -> None:
    cells = ["K-1", "Hemgång", "konstellation", "aktiv", '"Region Västmanland\nMDU"']
    # What stands in a text has no part in finding the delimiter.
    text = '"' + "\n".join([",".join("a" * 40), ";".join("b" * 40)] * 40) + '"'
    lines = [delimiter.join([*HEAD, "Beskrivning"]), delimiter.join([*cells, text])]
    file = tmp_path / "register.csv"
    file.write_text(start + "\n\n".join(lines), encoding="utf-8")
    (entry,) = read_register(file).model.entries
    assert entry.model_copy(update={"description": None}) == ENTRY


def test_a_line_that_states_the_delimiter_is_heeded(tmp_path: Path) -> None:
    file = tmp_path / "register.tsv"
    row = ["K-1", "Hemgång", "constellation", "active", "Region Västmanland;MDU"]
    file.write_text("sep=,\n" + ",".join(HEAD) + "\n" + ",".join(row), encoding="utf-8")
    assert read_register(file).model.entries == (ENTRY,)


def test_of_several_sheets_the_one_with_the_headings_is_read(file: Path) -> None:
    book = excel(file, [HEAD, ROW])
    for name, rows in {"Personer": [["Namn", "Status"], ["A", "x"]], "Tomt": []}.items():
        page = book.create_sheet(name, 0)
        for row in rows:
            page.append(row)
    old = book.create_sheet("2021")
    old.append(HEAD)
    old.sheet_state = "hidden"
    book.save(file)
    assert read_register(file).model.entries == (ENTRY,)


def test_hidden_rows_and_columns_belong_to_the_register(file: Path) -> None:
    book = excel(file, [HEAD, ROW])
    book.worksheets[0].row_dimensions[2].hidden = True
    book.worksheets[0].column_dimensions["E"].hidden = True
    book.save(file)
    assert read_register(file).model.entries == (ENTRY,)


@pytest.mark.parametrize("shared", [True, False])
@pytest.mark.parametrize(
    ("stored", "seen"),
    [
        ("a_x000D_&#10;b", "a\r\nb"),
        ("_x005F_x0041_ x005F_ _x0041_", "_x0041_ x005F_ A"),
        ("_xD800_", "_xD800_"),
        ("=1+1", "=1+1"),
        ("#N/A", "#N/A"),
    ],
)
def test_texts_are_read_as_people_saw_them_however_excel_has_stored_them(
    stored: str, seen: str, file: Path, *, shared: bool
) -> None:
    excel(file, [*with_column("Beskrivning", "stand-in")])
    cell = b't="inlineStr"><is><t>stand-in</t></is>'
    if shared:
        strings = f'<sst xmlns="{MAIN}"><si><t>first</t></si><si><t>{stored}</t></si></sst>'
        part = f'<Override PartName="/{STRINGS}" ContentType="{STRINGS_TYPE}"/></Types>'.encode()
        with_part(file, STRINGS, lambda _: strings.encode())
        with_part(file, "[Content_Types].xml", lambda types: types.replace(b"</Types>", part))
        with_part(file, SHEET, lambda sheet: sheet.replace(cell, b't="s"><v>1</v>'))
    else:
        with_part(file, SHEET, lambda sheet: sheet.replace(b"stand-in", stored.encode()))
    (entry,) = read_register(file).model.entries
    assert entry.description == seen


def test_whole_numbers_are_texts_and_days_are_days_however_excel_has_stored_them(
    file: Path,
) -> None:
    excel(file, [[*HEAD, "Avtal: Status", "Avtal: Gäller till"], [7.5, *ROW[1:], "inget", 8.5]])
    day = b't="d"><v>2027-12-31</v>'
    with_part(file, SHEET, lambda sheet: sheet.replace(b"<v>7.5</v>", b"<v>7.0</v>"))
    with_part(file, SHEET, lambda sheet: sheet.replace(b't="n"><v>8.5</v>', day))
    (entry,) = read_register(file).model.entries
    assert entry.id == "7"
    assert entry.agreement == Agreement(status="none", valid_to=date(2027, 12, 31))


def test_the_headings_that_are_written_are_known_to_the_import_too(tmp_path: Path) -> None:
    (entry,) = read(tmp_path / "a.xlsx", HEAD, ROW)
    full = entry.model_copy(update={"contact": Contact(unit="A", email="a@example.org")})
    for lang in LANGUAGES:
        file = tmp_path / f"{lang}.csv"
        file.write_bytes(register_csv([full, full.model_copy(update={"id": "K-2"})], lang))
        table = read_table(file)
        mapped = {table.headings[one.column]: one.field for one in guess_mapping(table).mapped}
        # Names of persons are taken in only if somebody says so.
        names = {heading_of(field, lang): field for field in FIELDS if field != "contact.name"}
        assert mapped == names


# --- what is not ----------------------------------------------------------------------------


def test_what_is_wrong_in_cells_is_told_by_the_cell_all_at_once(file: Path) -> None:
    head = [*HEAD, "Teman", "Avtal: Status", "Avtal: Gäller till", "Beskrivning"]
    excel(
        file,
        [
            head,
            ["K-1", None, "konstelation", "aktiv", "Region Västmanland, MDU"],
            ["K-1", datetime(2026, 1, 2), "plattform", True, "MDU", "=B1", None, "i vår", 1.5],  # noqa: DTZ001
            [date(2026, 3, 4), "A", "plattform", "-", "–", None, None, None, "#N/A"],
        ],
    )
    book = load_workbook(file)
    book.worksheets[0].merge_cells("F4:F5")
    book.worksheets[0]["I4"].data_type = "e"
    book.save(file)
    assert wrong(file) == [
        (
            "register.xlsx: Samverkan!B2: “Namn” is empty. "
            "Write something there, or leave it out if it may be left out."
        ),
        (
            "register.xlsx: Samverkan!C2: “konstelation” is not among the choices for “Slag”. "
            "Did you mean “konstellation”?"
        ),
        (
            "register.xlsx: Samverkan!E2: “Region Västmanland, MDU” has a comma. "
            "It may be one name or several. Write each name on a line of its own within the cell, "
            "or with semicolons between them. Put “• ” before a name that has a comma itself."
        ),
        (
            "register.xlsx: Samverkan!A3: The id “K-1” is already taken by an earlier entry. "
            "Give each entry an id of its own."
        ),
        (
            "register.xlsx: Samverkan!B3: The cell holds the day 2026-01-02, where a text is "
            "wanted. "
            "The spreadsheet may have taken the text for a day. "
            "Format the cell as text and write it once more."
        ),
        (
            "register.xlsx: Samverkan!D3: The cell holds a truth value, a time or a number with "
            "decimals, where a text or a day is wanted. "
            "Format the cell as text and write it once more."
        ),
        (
            "register.xlsx: Samverkan!F3: The cell has a formula that has never been calculated, "
            "so it has no value. Open the file in Excel and save it, or write the value itself in "
            "the cell."
        ),
        (
            "register.xlsx: Samverkan!G3: “Avtal: Status” is empty. "
            "Write something there, or leave it out if it may be left out."
        ),
        (
            "register.xlsx: Samverkan!H3: “i vår” is not a day. "
            "Write year, month and day, like 2027-01-31."
        ),
        (
            "register.xlsx: Samverkan!I3: The cell holds a truth value, a time or a number with "
            "decimals, where a text or a day is wanted. "
            "Format the cell as text and write it once more."
        ),
        (
            "register.xlsx: Samverkan!A4: The cell holds the day 2026-03-04, where a text is "
            "wanted. "
            "The spreadsheet may have taken the text for a day. "
            "Format the cell as text and write it once more."
        ),
        (
            "register.xlsx: Samverkan!D4: “Status” is empty. "
            "Write something there, or leave it out if it may be left out."
        ),
        (
            "register.xlsx: Samverkan!E4: “Parter” is empty. "
            "Write something there, or leave it out if it may be left out."
        ),
        (
            "register.xlsx: Samverkan!F4: Cells are merged here, so nobody can know which entries "
            "the value is for. Unmerge them and write the value in each cell."
        ),
        (
            "register.xlsx: Samverkan!I4: The cell holds “#N/A”, an error of its formula. "
            "Mend the formula, or write the value itself in the cell."
        ),
    ]


def test_what_is_wrong_in_a_csv_file_is_told_by_line_and_heading(tmp_path: Path) -> None:
    file = tmp_path / "register.csv"
    lines = [";".join(HEAD), 'K-1;"A\nB";plattform;vilnde;MDU', "K-2;A;plattform;aktiv;a, b"]
    file.write_text("\n".join(lines), encoding="utf-8")
    assert [line.partition(". ")[0] for line in wrong(file)] == [
        "register.csv:2, column Status: “vilnde” is not among the choices for “Status”",
        "register.csv:4, column Parter: “a, b” has a comma",
    ]


def test_headings_that_are_not_a_registers_are_told_with_what_to_do(file: Path) -> None:
    excel(file, [["Id", "Nmn", "Namn", None, "namn", "Slag", "Status"], ["K-1", "a", "b", "c"]])
    assert wrong(file) == [
        "register.xlsx: Samverkan!B1: “Nmn” is not a heading of a register. Did you mean “Namn”?",
        (
            "register.xlsx: Samverkan!D1: Column D has no heading, but something stands in it. "
            "Give it a heading, in brackets if the column is for yourselves: (Comment)."
        ),
        (
            "register.xlsx: Samverkan!E1: There are two columns “namn”. "
            "Keep one of them, or put the heading of the other in brackets."
        ),
        (
            "register.xlsx: There is no column “Parties”, which a register must have. "
            "Add the column. "
            "A list of your own, in which something is missing, is taken in with: "
            "screening register import register.xlsx"
        ),
    ]
    excel(file, [[*HEAD, "Budget 2027", "Namn"], [*ROW[:3], "aktvi", "MDU", "a", "B"]])
    first, second, third = wrong(file)
    assert second.startswith("register.xlsx: Samverkan!G1: There are two columns “Namn”.")
    assert third.startswith("register.xlsx: Samverkan!D2: “aktvi” is not among")
    assert first.endswith(
        "Call the column what it holds, or put the heading in brackets if the column is for "
        "yourselves: (Comment). A list of your own is taken in with: "
        "screening register import register.xlsx"
    )


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_a_list_of_ones_own_is_for_the_import(suffix: str, tmp_path: Path) -> None:
    file = tmp_path / f"list.{suffix}"
    rows = [["Samverkan 2026"], ["Namn på samverkan", "Vilka är med"], ["Hemgång", "MDU"]]
    if suffix == "xlsx":
        excel(file, rows)
    else:
        file.write_text("\n".join(";".join(row) for row in rows), encoding="utf-8")
    assert wrong(file) == [
        (
            f"list.{suffix}: The first row does not have the headings of a register (Id, Name, "
            f"Kind, "
            "Status, Parties and others). A list of your own is taken in with: "
            f"screening register import list.{suffix}"
        )
    ]


def test_two_sheets_that_could_be_the_register_are_told(file: Path) -> None:
    book = excel(file, [HEAD, ROW])
    page = book.create_sheet("Kopia")
    for row in (HEAD, ROW):
        page.append(row)
    book.save(file)
    assert wrong(file) == [
        (
            "register.xlsx: Several sheets could be the one to read: Samverkan, Kopia. "
            "Hide the sheets that are not, or rename a heading on them."
        )
    ]


HEADINGS = ";".join(HEAD).encode() + b"\n"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.csv", b"", "reading.table-empty"),
        ("a.csv", HEADINGS + b"\xe5;b;c;d;e\n", "reading.sheet-encoding"),
        ("a.csv", HEADINGS + b"a;b;c;d;e;f\n", "reading.table-ragged"),
        ("a.csv", HEADINGS + b'"a;b\n', "reading.table-quote"),
        ("a.csv", HEADINGS + b'a;"' + b"x" * 140_000, "reading.table-cell-too-long"),
        ("a.csv", b'"' + b"x" * 140_000, "reading.table-cell-too-long"),
        ("a.csv", HEADINGS + b"a;b;c;d;e\n" * 10_001, "reading.sheet-too-large"),
        ("a.csv", HEADINGS + b'a;b;c;d;"%b"\n' % (b"a;" * 60_000) * 4, "reading.sheet-too-large"),
        ("a.csv", "Id;Namn".encode("utf-16"), "reading.encoding"),
        ("a.csv", b"PK\x03\x04", "reading.table-not-text"),
        ("a.xlsx", HEADINGS, "reading.table-broken"),
        ("a.ods", b"PK\x03\x04", "reading.table-old-format"),
        ("a.xls", b"\xd0\xcf\x11\xe0", "reading.table-old-format"),
    ],
)
def test_a_file_that_cannot_be_a_register_is_refused_with_its_reason(
    name: str, content: bytes, code: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    (problem,) = problems_of(lambda: read_register(tmp_path / name))
    assert problem.code == code
    assert problem.message("sv") != problem.message("en")
    assert problem.help("sv") != problem.help("en")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    (problem,) = problems_of(lambda: read_register(tmp_path / "register.xlsx"))
    assert problem.code == "reading.missing"


def test_a_workbook_without_a_row_or_with_too_many_columns_is_refused(file: Path) -> None:
    Workbook().save(file)
    assert code_of(file) == "reading.table-empty"
    excel(file, [HEAD + ["x"] * 260])
    assert code_of(file) == "reading.table-too-many-columns"


def test_a_cell_longer_than_any_is_not_read(file: Path) -> None:
    excel(file, [*with_column("Beskrivning", "stand-in")])
    # Of letters that differ, so that the file is not taken for a bomb.
    long = "".join(chr(97 + number * number % 23) for number in range(140_000)).encode()
    with_part(file, SHEET, lambda sheet: sheet.replace(b"stand-in", long))
    assert code_of(file) == "reading.table-cell-too-long"


def test_a_column_is_not_taken_for_the_id_because_its_letters_are_id(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register_sheet, "letters", lambda _: "ID")
    assert read(file, ["Id", "Namn", None, "Slag", "Status", "Parter"], [*ROW[:2], None, *ROW[2:]])


def code_of(file: Path) -> str:
    (problem,) = problems_of(lambda: read_register(file))
    assert isinstance(problem, Problem)
    return problem.code


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_openpyxl_it_is_said_what_to_install(
    lang: Lang, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    excel(file, [HEAD, ROW])
    true_import = builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.partition(".")[0] == "openpyxl":
            raise ImportError(name)
        return true_import(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    (read_problem,) = problems_of(lambda: read_register(file))
    (write_problem,) = problems_of(lambda: register_excel([ENTRY], lang))
    assert (read_problem.code, write_problem.code) == (
        "reading.table-needs-openpyxl",
        "reading.sheet-needs-openpyxl",
    )
    assert "pip install openpyxl" in read_problem.help(lang)
    assert "pip install openpyxl" in write_problem.help(lang)
