"""Tables of verdicts: on a terminal, and as somebody finds them who opens the file.

After a change that is meant: ``UPDATE_EXPECTED=1 pytest tests/report/test_verdict_tables.py``,
and read the difference.
"""

from __future__ import annotations

import csv
import io
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from screening.errors import InvalidInput
from screening.messages import LANGUAGES, Lang
from screening.report.csv_cells import DELIMITERS
from screening.report.verdict_lines import COLUMNS, VerdictLine, heading
from screening.report.verdict_table import print_table
from screening.report.verdict_tables import TABLES
from tests.report.page import WIDTHS, check
from tests.report.parsed import Parsed
from tests.report.printing import printed
from tests.report.verdict_rows import STARTS, about, lines, of_text

PAGES = Path(__file__).parent / "verdict_tables"


def written(name: str, rows: Sequence[VerdictLine], lang: Lang) -> bytes:
    file = io.BytesIO()
    TABLES[name](iter(rows), about(lang), lang, file)
    return file.getvalue()


def assert_golden(text: str, name: str) -> None:
    file = PAGES / name
    if os.environ.get("UPDATE_EXPECTED"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    assert text == file.read_text(encoding="utf-8")


# --- on a terminal ----------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_several_verdicts_are_a_line_each_and_so_are_those_that_could_not_be_given(
    lang: Lang, width: int
) -> None:
    check("table", lang, lambda console: print_table(console, lines(lang), lang), width)


def test_rows_of_one_table_need_no_file() -> None:
    told = printed(lambda console: print_table(console, lines("en")[:2], "en")).splitlines()
    assert [line.split()[:2] for line in told] == [["File", "Title"], ["row", "4"], ["row", "5"]]


@pytest.mark.parametrize(
    ("files", "told"),
    [
        (["a.yaml", "b/a.yaml"], ["a.yaml", "b/a.yaml"]),
        (["a.yaml", "/x/b.yaml"], ["a.yaml", "/x/b.yaml"]),
        (["-", "/x/b.yaml"], ["-", "/x/b.yaml"]),
        (["/x/a.yaml", "/x/y/b.yaml"], ["/x/", "a.yaml", "y/b.yaml"]),
        (["../a.yaml", "b.yaml"], ["../a.yaml", "b.yaml"]),
        (["a.yaml"], ["a.yaml"]),
        ([], []),
    ],
)
def test_a_folder_that_all_are_in_is_told_once(files: list[str], told: list[str]) -> None:
    _, *_, alone = lines("en")
    rows = [VerdictLine(file, None, alone.title, alone.brief) for file in files]
    page = printed(lambda console: print_table(console, rows, "en")).splitlines()
    assert [line.split()[0] for line in page if not line.startswith("File")] == told


# --- in files ---------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_table_in_csv_is_as_people_see_it(lang: Lang) -> None:
    data = written("csv", lines(lang), lang)
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == 1 + len(lines(lang))
    assert_golden(data.decode("utf-8-sig").replace("\r\n", "\n"), f"verdicts.{lang}.csv")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_table_in_excel_is_as_people_see_it(lang: Lang) -> None:
    book = load_workbook(io.BytesIO(written("xlsx", lines(lang), lang)))
    told = []
    for sheet in book.worksheets:
        shown = " (shown first)" if sheet is book.active else ""
        told.append(f"== {sheet.title}{shown}; frozen {sheet.freeze_panes}")
        told.append(f"filter {sheet.auto_filter.ref}; at the top {sheet.print_title_rows}")
        told += [
            f"{cell.coordinate} [{cell.data_type}, {cell.fill.fgColor.rgb}]: {cell.value}"
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        ]
    assert_golden("\n".join(told) + "\n", f"verdicts.{lang}.xlsx.txt")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_table_in_html_is_as_people_see_it(lang: Lang) -> None:
    page = written("html", lines(lang), lang).decode()
    _, _, body = page.partition("<body>")
    assert_golden(body, f"verdicts.{lang}.html")
    assert Parsed(page).all("html") == [{"lang": lang}]
    assert Parsed(page).all("script") == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_table_in_a_text_file_is_that_of_the_terminal(lang: Lang) -> None:
    told = written("text", lines(lang), lang).decode()
    shown = printed(lambda console: print_table(console, lines(lang), lang))
    assert sorted("".join(told.split())) == sorted("".join(shown.split()))


@pytest.mark.parametrize("name", list(TABLES))
@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_rows_are_a_table_too(name: str, lang: Lang) -> None:
    assert written(name, (), lang)


# --- what somebody may have written -----------------------------------------------------


def cells_of_csv(rows: Sequence[VerdictLine], lang: Lang) -> list[list[str]]:
    text = written("csv", rows, lang).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=DELIMITERS[lang]))


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_text_becomes_a_formula_in_csv(start: str, lang: Lang) -> None:
    text = f"{start}HYPERLINK(1;2,3)"
    heads, *rows = cells_of_csv(of_text(text), lang)
    assert heads == [heading(column, lang) for column in COLUMNS]
    cells = [cell for row in rows for cell in row]
    assert sum(text in cell for cell in cells) > 8
    assert [cell for cell in cells if cell.lstrip("\n")[:1] in set(STARTS) - {"\n"}] == []


@pytest.mark.parametrize("start", STARTS)
def test_no_text_becomes_a_formula_in_excel(start: str) -> None:
    text = f"{start}HYPERLINK(1;2,3)"
    book = load_workbook(io.BytesIO(written("xlsx", of_text(text), "en")))
    cells: list[Any] = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    kinds = {cell.data_type for cell in cells if isinstance(cell.value, str)}
    as_excel_has_it = text.replace("\r", "_x000D_")
    assert kinds == {"s"}
    assert sum(as_excel_has_it in str(cell.value) for cell in cells) > 8


@pytest.mark.parametrize("text", ["<b onclick=x>&amp;", "</td><script>1</script>", "*_`|[x](y)"])
def test_no_text_becomes_an_element_in_html(text: str) -> None:
    plain = Parsed(written("html", of_text("plain"), "en").decode())
    found = Parsed(written("html", of_text(text), "en").decode())
    assert [name for name, _ in found.elements] == [name for name, _ in plain.elements]
    assert found.text.count(text) > 8


def test_no_text_steers_a_terminal() -> None:
    told = printed(lambda console: print_table(console, of_text("[red]\x1b[2J\u202e"), "en"))
    assert "[red]" in re.sub(r"\s", "", told)
    assert "\x1b" not in told
    assert "\u202e" not in told


def test_a_text_that_is_too_long_for_a_cell_of_excel_is_cut_and_says_so() -> None:
    book = load_workbook(io.BytesIO(written("xlsx", of_text("å😀" * 20_000), "en")))
    cell = book.worksheets[0]["H2"].value
    assert isinstance(cell, str)
    assert len(cell.encode("utf-16-le")) // 2 <= 32_767
    assert cell == "å😀" * (len(cell) // 2) + cell[len(cell) // 2 * 2 :]
    assert cell.endswith("…")


def test_without_openpyxl_it_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(InvalidInput) as refused:
        written("xlsx", lines("en"), "en")
    assert [one.code for one in refused.value.problems] == ["reading.sheet-needs-openpyxl"]
