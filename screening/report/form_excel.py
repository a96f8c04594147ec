"""The form for proposals as an Excel file, empty or filled in."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from screening.errors import InvalidInput, Problem
from screening.intake.excel_form import ANSWERS, BESIDE, MARK, ROW
from screening.intake.form_answers import offered
from screening.intake.form_questions import QUESTIONS, Question
from screening.messages import Lang, message
from screening.model.proposal import Proposal
from screening.report.excel_cells import (
    A4,
    FONT,
    TEXT,
    choice_rule,
    day_rule,
    lay_down,
    number_rule,
    put,
    with_prompt,
)
from screening.report.form_filling import answer_to, chosen, rows_for, value_of

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["excel_form"]

_TAGS, _QUESTIONS, _FIRST = 1, 2, 3
_WIDTHS: Final = {"A": 4, "B": 58, "C": 52, "D": 34, "E": 40}
_HEIGHTS: Final = {"text": 140, "list": 60}
_LINE: Final = 18
_BROAD: Final = 62  # letters that fit on a line of a question
_POINTS: Final = 11
_EXACT: Final = ".15g"  # so many digits of a number are kept by spreadsheets


def excel_form(lang: Lang, proposal: Proposal | None = None) -> bytes:
    """The form as an .xlsx file, with the answers of a proposal where one is given.

    Raises:
        InvalidInput: openpyxl is not installed.
    """
    try:
        from openpyxl import Workbook  # noqa: PLC0415 - an extra
    except ImportError:
        raise InvalidInput([Problem("form.needs-openpyxl")]) from None
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = message("form.sheet", lang)
    workbook.properties.title = message("form.title", lang)
    workbook.properties.creator = ""
    _Writing(sheet, lang, proposal).write()
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()


class _Writing:
    """Writes the questions of one form, row by row."""

    def __init__(self, sheet: Worksheet, lang: Lang, proposal: Proposal | None) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side  # noqa: PLC0415

        self._sheet = sheet
        self._lang = lang
        self._proposal = proposal
        self._row = 0
        self._wrapped = Alignment(wrap_text=True, vertical="top")
        self._bold = Font(name=FONT, bold=True)
        self._title = Font(name=FONT, bold=True, size=16)
        side = Side(style="thin", color="8899A6")
        self._framed = Border(left=side, right=side, top=side, bottom=side)
        self._shaded = PatternFill("solid", fgColor="EEF3F7")
        self._lists: dict[tuple[str, ...], Any] = {}

    def write(self) -> None:
        """Write all of it."""
        self._head()
        for question in QUESTIONS:
            if question.kind == "rows":
                self._rows(question)
            elif question.kind == "choices":
                self._choices(question)
            else:
                self._begin(question.path, question)
                self._answer(_FIRST, question, self._proposal)
        sheet = self._sheet
        for column, width in _WIDTHS.items():
            sheet.column_dimensions[column].width = width
        sheet.column_dimensions["A"].hidden = sheet.row_dimensions[1].hidden = True
        lay_down(sheet, A4)

    def _head(self) -> None:
        self._next(MARK)
        for column, answer in enumerate(ANSWERS, start=_FIRST):
            self._put(column, answer)
        self._next(BESIDE)
        self._put(_QUESTIONS, message("form.title", self._lang)).font = self._title
        mark = message("form.mark", self._lang)
        for key in ("intro", "open", "next"):
            self._next(BESIDE)
            text = f"{message('form.' + key, self._lang, mark=mark)}"
            self._put(_QUESTIONS, text).alignment = self._wrapped
            self._sheet.merge_cells(
                start_row=self._row, end_row=self._row, start_column=2, end_column=3
            )
            self._sheet.row_dimensions[self._row].height = 2 * _LINE
        self._next(BESIDE)
        for column, key in ((_QUESTIONS, "question"), (_FIRST, "answer")):
            cell = self._put(column, message(f"form.column.{key}", self._lang))
            cell.font, cell.fill = self._bold, self._shaded

    def _begin(self, tag: str, question: Question, *more: str) -> None:
        """A row with a question: what it is called, and below that what it is for."""
        self._next(tag)
        lines = [self._named(question), question.help(self._lang), *more]
        cell = self._put_named(_QUESTIONS, *lines)
        cell.alignment, cell.border, cell.fill = self._wrapped, self._framed, self._shaded
        height = _HEIGHTS.get(question.kind, _LINE * sum(1 + len(line) // _BROAD for line in lines))
        self._sheet.row_dimensions[self._row].height = height

    def _named(self, question: Question) -> str:
        mark = f" {message('form.mark', self._lang)}" if question.required else ""
        return f"{question.number}. {question.heading(self._lang)}{mark}"

    def _rows(self, question: Question) -> None:
        hint = message("form.excel-rows", self._lang)
        self._begin(question.path, question, hint, message("form.excel-lines", self._lang))
        for column, inner in enumerate(question.columns, start=_FIRST):
            mark = f" {message('form.mark', self._lang)}" if inner.required else ""
            cell = self._put_named(
                column, f"{inner.label(self._lang)}{mark}", inner.help(self._lang)
            )
            cell.alignment, cell.border, cell.fill = self._wrapped, self._framed, self._shaded
        for each in rows_for(question, self._proposal):
            self._next(f"{question.path}{ROW}")
            lines = 1
            for column, inner in enumerate(question.columns, start=_FIRST):
                self._answer(column, inner, each)
                lines = max(lines, answer_to(inner, each, self._lang).count("\n") + 1)
            self._sheet.row_dimensions[self._row].height = _LINE * lines

    def _choices(self, question: Question) -> None:
        self._begin(BESIDE, question)
        made = chosen(question, self._proposal)
        labels = offered(question, self._lang)
        for choice, tag in zip(question.choices, question.tags, strict=True):
            self._next(tag)
            cell = self._put(_QUESTIONS, labels[choice])
            cell.alignment, cell.border = self._wrapped, self._framed
            cell = self._put(_FIRST, message("form.yes", self._lang) if choice in made else None)
            cell.border = self._framed
            yes_no = (message("form.yes", self._lang), message("form.no", self._lang))
            self._list(cell, yes_no, labels[choice], question)

    def _answer(self, column: int, question: Question, thing: Any) -> None:
        value: Any = value_of(question, thing)
        exact = isinstance(value, float) and float(f"{value:{_EXACT}}") == value
        if not isinstance(value, date) and not exact:
            value = answer_to(question, thing, self._lang) or None
        cell = self._put(column, value)
        cell.alignment, cell.border = self._wrapped, self._framed
        if question.kind in ("choice", "truth"):
            labels = tuple(offered(question, self._lang).values())
            self._list(cell, labels, question.label(self._lang), question)
        elif question.kind == "day":
            cell.number_format = "yyyy-mm-dd"
            self._prompt(cell, message("form.write.day", self._lang), question)
        elif question.kind == "number":
            self._prompt(cell, message("form.write.number", self._lang), question)
        else:
            cell.number_format = TEXT

    def _list(self, cell: Any, labels: tuple[str, ...], title: str, question: Question) -> None:
        key = (title, *labels)
        if key not in self._lists:
            rule = with_prompt(choice_rule(labels), title, question.help(self._lang))
            self._sheet.add_data_validation(rule)
            self._lists[key] = rule
        self._lists[key].add(cell)

    def _prompt(self, cell: Any, text: str, question: Question) -> None:
        """What kind of answer is wanted, shown where the cell is."""
        rule = day_rule() if question.kind == "day" else number_rule()
        with_prompt(rule, question.label(self._lang), f"{text}. {question.help(self._lang)}")
        self._sheet.add_data_validation(rule)
        rule.add(cell)

    def _next(self, tag: str) -> None:
        self._row += 1
        self._put(_TAGS, tag)

    def _put_named(self, column: int, name: str, *lines: str) -> Any:
        """A name, and below it in lighter type what it means."""
        from openpyxl.cell.rich_text import CellRichText, TextBlock  # noqa: PLC0415 - an extra
        from openpyxl.cell.text import InlineFont  # noqa: PLC0415 - an extra

        bold = TextBlock(InlineFont(rFont=FONT, sz=_POINTS, b=True), name)
        return self._put(column, CellRichText(bold, "\n" + "\n".join(lines)))

    def _put(self, column: int, value: Any) -> Any:
        return put(self._sheet.cell(self._row, column), value)
