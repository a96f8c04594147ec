"""A form that has been filled in with Excel, or with LibreOffice, as answers.

A hidden row names the columns and a hidden column the questions, so that headings may be
rewritten, and rows and columns moved, put in and taken out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from screening.errors import Cell, InvalidInput, OnForm, Span
from screening.intake.excel_parts import FORM
from screening.intake.excel_table import cell_as_value, marks_of, opened_workbook
from screening.intake.form_questions import BY_PATH, QUESTIONS, Question
from screening.intake.form_tree import Answers, Form, Given
from screening.intake.grid import letters, refusal
from screening.intake.packages import Unsafe
from screening.intake.words import shown
from screening.messages import LANGUAGES

__all__ = ["ANSWERS", "BESIDE", "MARK", "ROW", "read_excel_form"]

MARK: Final = "screening-form"
"""What stands at the head of the hidden column with the tags."""

ANSWERS: Final = ("answer-1", "answer-2", "answer-3")
"""What stands at the heads of the columns with answers: in a table the first is its first."""

ROW: Final = ".row"
"""How the tag of a row of a table ends; the rest of it is the question's path."""

BESIDE: Final = "#"
"""The tag of a row that holds no answer."""

_MOST_ROWS: Final = 5_000
_MOST_COLUMNS: Final = 60
_BELOW: Final = 2_000_000
_FORMULA_FAILED: Final = "e"


def read_excel_form(name: str, data: bytes) -> Answers | None:
    """The answers in an Excel file that has been looked over; None where it is no such form.

    Raises:
        InvalidInput: openpyxl is not installed.
        Unsafe: of the kinds ``broken`` or ``crowded``.
    """
    try:
        with opened_workbook(data, FORM) as reader:
            for sheet in reader.wb.worksheets:
                sheet.reset_dimensions()  # a file may state others than it has
                rows = _rows(sheet)
                columns = next((found for row in rows if (found := _columns(row))), None)
                if columns is not None:
                    unknown = marks_of(reader, sheet.title).uncalculated
                    return _Reading(name, sheet.title, columns, unknown).answers(list(rows))
    except ImportError:
        raise refusal(name, "form.needs-openpyxl") from None
    except (InvalidInput, Unsafe):
        raise
    except Exception as error:  # a damaged file makes openpyxl raise anything at all
        raise Unsafe("broken") from error
    return None


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the sheet, by its number; its cells by their columns, both from 1."""

    number: int
    cells: Mapping[int, Any]

    def text(self, column: int | None) -> str:
        cell = self.cells.get(column) if column is not None else None
        return str(cell.value).strip() if cell is not None else ""


def _rows(sheet: Any) -> Iterator[_Row]:
    rows = sheet.iter_rows(max_row=_MOST_ROWS, max_col=_MOST_COLUMNS)
    for number, cells in enumerate(rows, start=1):
        yield _Row(
            number,
            {column: cell for column, cell in enumerate(cells, 1) if cell.value is not None},
        )


def _columns(row: _Row) -> dict[str, int] | None:
    """The columns by what the hidden row calls them; None where this is another row."""
    columns = {row.text(column): column for column in row.cells}
    return columns if MARK in columns else None


class _Reading:
    """Reads the answers of one form."""

    def __init__(
        self,
        name: str,
        sheet: str,
        columns: Mapping[str, int],
        uncalculated: AbstractSet[tuple[int, int]],
    ) -> None:
        self._answers = Answers(Form(name, "sv"))
        self._sheet = sheet
        self._uncalculated = uncalculated
        self._tags = columns[MARK]
        self._columns = [columns.get(answer) for answer in ANSWERS]
        self._single = {tag: question for question in QUESTIONS for tag in question.tags}
        self._within: Question | None = None
        self._counted: dict[str, int] = {}

    def answers(self, rows: list[_Row]) -> Answers:
        written = {row.text(column) for row in rows for column in row.cells}
        helps = {
            lang: sum(any(q.help(lang) in text for text in written) for q in QUESTIONS)
            for lang in LANGUAGES
        }
        self._answers.form.lang = max(LANGUAGES, key=lambda lang: helps[lang])
        for row in rows:
            self._read(row)
        for question in QUESTIONS:
            self._complete(question)
        return self._answers

    def _read(self, row: _Row) -> None:
        tag = row.text(self._tags)
        question = self._single.get(tag)
        rows = BY_PATH.get(tag.removesuffix(ROW))
        if question is not None and question.kind == "rows":
            self._within = question
            self._answers.rows.setdefault(question.path, [])
            self._answers.at[question.path] = self._place(question, row, self._columns[0])
        elif question is not None:
            self._within = None
            self._read_single(question, tag, row)
        elif tag == BESIDE:
            self._within = None
        elif tag.endswith(ROW) and rows is not None and rows.kind == "rows":
            self._within = rows
            self._read_row(rows, row)
        elif self._within is not None:  # a row that somebody has put in
            self._read_row(self._within, row)
        else:
            self._stray(row)

    def _read_single(self, question: Question, tag: str, row: _Row) -> None:
        span = self._place(question, row, self._columns[0])
        self._answers.at.setdefault(question.path, span)
        given = self._given(question, row, self._columns[0], span)
        before = self._answers.given.get(tag)
        if before is not None and before.text and given.text:
            if before.text != given.text:
                field = question.heading(self._answers.form.lang)
                self._answers.note("form.answered-twice", span, field=field)
        elif before is None or given.text:
            self._answers.given[tag] = given

    def _read_row(self, question: Question, row: _Row) -> None:
        number = self._counted[question.path] = self._counted.get(question.path, 0) + 1
        answers = {}
        for column, at in zip(question.columns, self._columns, strict=True):
            span = self._place(column, row, at, number)
            answers[column.path] = self._given(column, row, at, span)
        self._answers.rows.setdefault(question.path, []).append(answers)

    def _given(self, question: Question, row: _Row, column: int | None, span: Span) -> Given:
        cell = row.cells.get(column) if column is not None else None
        if cell is None:
            if (row.number, column) in self._uncalculated:
                self._answers.note("reading.cell-uncalculated", span)
            return Given(None, span)
        if cell.data_type == _FORMULA_FAILED:
            self._answers.note("reading.cell-error", span, value=shown(cell.value))
            return Given(None, span)
        if question.kind == "number" and isinstance(cell.value, int | float):
            return Given(float(cell.value), span)
        if isinstance(cell.value, str):
            return Given(_unescaped(cell.value), span)
        value = cell_as_value(cell.value)
        if isinstance(value, date) and question.kind != "day":
            value = value.isoformat()
        return Given(value, span)

    def _stray(self, row: _Row) -> None:
        for column in self._columns:
            text = row.text(column)
            if column is not None and text:
                span = Span(row.number, column, row.number, column + 1)
                cell = Cell(f"{letters(column)}{row.number}", self._sheet)
                self._answers.form.places[span] = cell
                self._answers.note("form.stray", span, value=shown(text))

    def _complete(self, question: Question) -> None:
        """Tell of what is not on the form any more."""
        for index, tag in enumerate(question.tags):
            there = tag in self._answers.given or tag in self._answers.rows
            lost = question.kind == "rows" and None in self._columns
            if there and not lost and self._columns[0] is not None:
                self._answers.at.setdefault(question.path, self._nowhere(question, index))
                continue
            span = self._nowhere(question, index)
            self._answers.at[question.path] = span
            field = question.heading(self._answers.form.lang)
            self._answers.note("form.no-field", span, field=field, format="xlsx")

    def _nowhere(self, question: Question, index: int) -> Span:
        line = _BELOW + question.number
        span = Span(line, index + 1, line, index + 2)
        name = question.heading(self._answers.form.lang)
        self._answers.form.places[span] = OnForm(question.number, name)
        return span

    def _place(
        self, question: Question, row: _Row, column: int | None, number: int | None = None
    ) -> Span:
        lang = self._answers.form.lang
        at = column or _MOST_COLUMNS + question.number
        span = Span(row.number, at, row.number, at + 1)
        cell = Cell(f"{letters(column)}{row.number}", self._sheet) if column else None
        if number is None:
            place = OnForm(question.number, question.heading(lang), cell=cell)
        else:
            group = BY_PATH[question.group].label(lang)
            place = OnForm(question.number, group, number, question.label(lang), cell)
        self._answers.form.places[span] = place
        return span


def _unescaped(text: str) -> str:
    from openpyxl.utils.escape import unescape  # noqa: PLC0415 - an extra

    return str(unescape(text)).replace("\r\n", "\n")
