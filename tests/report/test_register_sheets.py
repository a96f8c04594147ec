"""The register as a sheet: what somebody finds who opens it in a spreadsheet.

After a change that is meant: ``UPDATE_EXPECTED=1 pytest tests/report/test_register_sheets.py``,
and read the difference.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from screening.errors import InvalidInput
from screening.intake import packages
from screening.intake.files import read_register
from screening.intake.headings import FIELDS
from screening.messages import LANGUAGES, Lang
from screening.model.register import RegisterEntry
from screening.report import register_csv as csv_module
from screening.report import register_excel as excel_module
from screening.report import register_rows
from screening.report.register_csv import register_csv
from screening.report.register_excel import register_excel
from tests.intake.importing import problems_of

PAGES = Path(__file__).parent / "registers"
Writer = Callable[[Iterable[RegisterEntry], Lang], bytes]
ENTRIES = tuple(
    RegisterEntry.model_validate(each)
    for each in (
        {
            "id": "K-001",
            "name": "Munhälsa hos äldre",
            "kind": "constellation",
            "status": "active",
            "parties": ["Region Västmanland", "Mälardalens universitet"],
            "aliases": ["OHOP"],
            "category": "research-team",
            "description": "Tandhygienister och forskare.\n\nKorta bedömningar; i hemmet.",
            "themes": ["munhälsa", "äldre, hemma"],
            "level": "team",
            "agreement": {"status": "in-force", "valid_to": "2029-12-31"},
            "contact": {"name": "A", "unit": "Folktandvården", "email": "a@example.org"},
        },
        {
            "id": "=1+1",
            "name": "@SUM(A1)",
            "kind": "platform",
            "status": "dormant",
            "parties": ["-2", "+46"],
            "description": '=HYPERLINK("http://example.org")',
            "covers": {"categories": ["project", "other"]},
            "contact": {},
        },
    )
)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_register_in_csv_is_as_people_see_it(lang: Lang) -> None:
    assert_golden(register_csv(ENTRIES, lang).decode("utf-8-sig"), f"register.{lang}.csv")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_register_in_excel_is_as_people_see_it(lang: Lang) -> None:
    book = load_workbook(io.BytesIO(register_excel(ENTRIES, lang)))
    lines = []
    for sheet in book.worksheets:
        shown = " (shown first)" if sheet is book.active else ""
        lines.append(f"== {sheet.title}{shown}; frozen {sheet.freeze_panes}")
        lines.append(f"filter {sheet.auto_filter.ref}; at the top {sheet.print_title_rows}")
        lines += [
            f"{cell.coordinate} [{cell.data_type}, {cell.number_format}"
            f"{', quoted' if cell.quotePrefix else ''}]: {cell.value}"
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        ]
        lines += [
            f"{rule.sqref} {rule.type} {rule.formula1} {rule.errorStyle}: "
            f"{rule.promptTitle} | {rule.prompt}"
            for rule in sheet.data_validations.dataValidation
        ]
    assert_golden("\n".join(lines) + "\n", f"register.{lang}.xlsx.txt")


def assert_golden(text: str, name: str) -> None:
    file = PAGES / name
    text = text.replace("\r\n", "\n")
    if os.environ.get("UPDATE_EXPECTED"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    assert text == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_choice_of_a_list_can_be_read_and_new_rows_have_the_lists_too(
    lang: Lang, tmp_path: Path
) -> None:
    book = load_workbook(io.BytesIO(register_excel(ENTRIES, lang)))
    sheet = book.worksheets[1]
    lists: dict[str, list[str]] = {
        str(rule.sqref)[0]: str(rule.formula1).strip('"').split(",")
        for rule in sheet.data_validations.dataValidation
        if rule.type == "list"
    }
    assert len(lists) == 5
    for number in range(max(map(len, lists.values()))):
        row: list[Any] = [None] * len(FIELDS)
        row[:5] = f"N-{number}", "A", None, None, "MDU"
        for column, choices in lists.items():
            row[ord(column) - ord("A")] = choices[number % len(choices)]
        sheet.append(row)
    file = tmp_path / "register.xlsx"
    book.save(file)
    entries = read_register(file).model.entries[2:]
    assert {entry.kind for entry in entries} == {
        "constellation",
        "platform",
        "framework-agreement",
    }
    assert len({entry.category for entry in entries}) == 11


def test_rows_are_high_enough_for_their_texts_and_no_higher_than_excel_can_have_them() -> None:
    long = ENTRIES[0].model_copy(update={"description": "ord " * 5_000})
    sheet = load_workbook(io.BytesIO(register_excel([*ENTRIES, long], "sv"))).worksheets[1]
    heights = [sheet.row_dimensions[number].height for number in (2, 3, 4)]
    assert heights == [45.0, 30.0, 409.0]


WRITERS: dict[str, tuple[Writer, int]] = {
    "csv": (register_csv, 131_072),
    "xlsx": (register_excel, 32_767),
}


@pytest.mark.parametrize("suffix", WRITERS)
def test_what_no_cell_can_hold_is_told_all_at_once_and_not_cut(suffix: str) -> None:
    writer, limit = WRITERS[suffix]
    # What Excel counts are the halves of such a letter.
    just = ("𝛼" * 299,) * (limit // 599)
    over = ("𝛼" * 299,) * (limit // 599 + 1)
    fitting = ENTRIES[0].model_copy(update={"aliases": just})
    writer([fitting], "sv")
    others = [
        fitting.model_copy(update={"aliases": over, "id": "A"}),
        fitting.model_copy(update={"parties": over, "id": "B"}),
    ]
    problems = problems_of(lambda: writer([*ENTRIES, *others], "en"))
    assert [problem.message() for problem in problems] == [
        f"“Other names” of A is too long for a cell ({limit} characters).",
        f"“Parties” of B is too long for a cell ({limit} characters).",
    ]


@pytest.mark.parametrize("suffix", WRITERS)
@pytest.mark.parametrize("limit", ["MAX_ENTRIES", "MAX_ITEMS"])
def test_a_register_too_large_to_be_read_back_is_not_written(
    limit: str, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register_rows, limit, 1)
    assert refusal_of(WRITERS[suffix][0]) == "reading.sheet-too-large"


@pytest.mark.parametrize("suffix", WRITERS)
def test_a_file_too_large_to_be_read_back_is_not_written(
    suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (csv_module, excel_module):
        monkeypatch.setattr(module, "MAX_TABLE_BYTES", 100)
    assert refusal_of(WRITERS[suffix][0]) == "reading.sheet-too-large"
    assert refusal_of(WRITERS[suffix][0], count=100) == "reading.sheet-too-large"


def test_a_file_that_would_be_taken_for_a_bomb_is_not_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(packages, "MAX_UNPACKED", 1_000)
    assert refusal_of(register_excel) == "reading.sheet-too-large"


def refusal_of(writer: Writer, *, count: int = 1) -> str:
    with pytest.raises(InvalidInput) as refused:
        writer(ENTRIES * count, "sv")
    (problem,) = refused.value.problems
    return problem.code
