"""A register as an Excel file that people work in."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from screening.errors import InvalidInput, Problem
from screening.intake.grid import MAX_TABLE_BYTES, letters
from screening.intake.headings import FIELDS, field_shape
from screening.intake.packages import Unsafe, checked_package
from screening.intake.register_columns import DAYS, REQUIRED, explanation, heading_of, too_large
from screening.intake.shapes import choice_labels
from screening.messages import Lang, message
from screening.model.register import RegisterEntry
from screening.report.excel_cells import (
    A3,
    A4,
    FONT,
    TEXT,
    choice_rule,
    day_rule,
    height_of,
    lay_down,
    put,
    with_prompt,
)
from screening.report.register_rows import Cell, rows_of

__all__ = ["register_excel"]

_LONGEST_CELL: Final = 32_767
_LAST_ROW: Final = 1_048_576
_DAY: Final = "yyyy-mm-dd"
_FORMULAS: Final = ("=", "+", "-", "@")
_WIDTHS: Final[Mapping[str, float]] = {
    "id": 10,
    "name": 36,
    "aliases": 30,
    "category": 22,
    "description": 60,
    "parties": 30,
    "covers.categories": 24,
    "contact.unit": 28,
    "contact.email": 30,
}
_WIDTH: Final = 18.0
_ABOUT_WIDTHS: Final = (24.0, 60.0, 60.0)


def register_excel(entries: Iterable[RegisterEntry], lang: Lang) -> bytes:
    """The entries as an .xlsx file, with headings and choices in a language.

    The first sheet explains the columns; the second, which is shown first, is the register.

    Raises:
        InvalidInput: openpyxl is not installed; a cell would be too long, or the file too large,
            to be read back.
    """
    try:
        from openpyxl import Workbook  # noqa: PLC0415 - an extra
    except ImportError:
        raise InvalidInput([Problem("reading.sheet-needs-openpyxl")]) from None
    rows = list(rows_of(entries, lang, formulas=False, longest=_LONGEST_CELL))
    workbook = Workbook(write_only=True)
    workbook.properties.title = message("sheet.title", lang)
    workbook.properties.creator = ""
    writing = _Writing(lang)
    writing.about(workbook.create_sheet(message("sheet.about", lang)))
    writing.register(workbook.create_sheet(message("sheet.sheet", lang)), rows)
    workbook.active = 1
    written = io.BytesIO()
    workbook.save(written)
    data = written.getvalue()
    try:
        checked_package(data).close()
    except Unsafe:
        raise too_large() from None
    if len(data) > MAX_TABLE_BYTES:
        raise too_large()
    return data


class _Writing:
    """Writes the sheets of one file, row by row."""

    def __init__(self, lang: Lang) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side  # noqa: PLC0415

        self._lang = lang
        self._wrapped = Alignment(wrap_text=True, vertical="top")
        self._bold = Font(name=FONT, bold=True)
        self._title = Font(name=FONT, bold=True, size=16)
        self._ruled = Border(bottom=Side(style="thin", color="8899A6"))
        self._shaded = PatternFill("solid", fgColor="EEF3F7")

    def about(self, sheet: Any) -> None:
        """What the columns are for, and how the register is kept."""
        lay_down(sheet, A4)
        lang, mark = self._lang, message("sheet.mark", self._lang)
        for number, width in enumerate(_ABOUT_WIDTHS, start=1):
            sheet.column_dimensions[letters(number)].width = width
        title = self._cell(sheet, message("sheet.title", lang))
        title.font = self._title
        sheet.append([title])
        for text in (
            message("sheet.intro", lang, sheet=message("sheet.sheet", lang)),
            message("sheet.required", lang, mark=mark),
            message("sheet.lists", lang),
            message("sheet.headings", lang),
            message("sheet.own", lang),
        ):
            sheet.append([self._cell(sheet, text)])
        sheet.append([])
        count = 8
        names = ("sheet.column-name", "sheet.column-meaning", "sheet.column-values")
        sheet.append([self._head(sheet, message(name, lang)) for name in names])
        for field in FIELDS:
            marked = f" {mark}" if field in REQUIRED else ""
            texts = (
                heading_of(field, lang) + marked,
                explanation(field, lang),
                self._values(field),
            )
            row = [self._cell(sheet, text) for text in texts]
            for cell in row:
                cell.alignment = self._wrapped
            count += 1
            sheet.row_dimensions[count].height = height_of(texts, _ABOUT_WIDTHS)
            sheet.append(row)

    def register(self, sheet: Any, rows: Sequence[Sequence[Cell]]) -> None:
        """The register itself."""
        last = letters(len(FIELDS))
        sheet.freeze_panes = "C2"
        lay_down(sheet, A3)
        sheet.print_title_rows = "1:1"
        widths = [_WIDTHS.get(field, _WIDTH) for field in FIELDS]
        for number, field in enumerate(FIELDS, start=1):
            column = sheet.column_dimensions[letters(number)]
            column.width = widths[number - 1]
            column.number_format = _DAY if field in DAYS else TEXT
            column.alignment = self._wrapped
            self._rules(sheet, field, letters(number))
        sheet.append([self._head(sheet, heading_of(field, self._lang)) for field in FIELDS])
        for number, row in enumerate(rows, start=2):
            sheet.row_dimensions[number].height = height_of(row, widths)
            sheet.append([None if value is None else self._entry(sheet, value) for value in row])
        sheet.auto_filter.ref = f"A1:{last}{len(rows) + 1}"

    def _rules(self, sheet: Any, field: str, column: str) -> None:
        """Choices to choose from, and at the heading what the column is for."""
        from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415 - an extra

        heading = heading_of(field, self._lang)
        note = f"{explanation(field, self._lang)} {self._values(field)}".strip()
        head = with_prompt(DataValidation(), heading, note)
        head.add(f"{column}1")
        sheet.data_validations.append(head)
        shape = field_shape(field)
        if field in DAYS:
            rule = day_rule()
        elif shape.choices and not shape.many:
            rule = choice_rule(choice_labels(shape.choices, self._lang).values())
        else:
            return
        rule.add(f"{column}2:{column}{_LAST_ROW}")
        sheet.data_validations.append(rule)

    def _values(self, field: str) -> str:
        """What may stand in a column, in words; nothing of a text."""
        lang, shape = self._lang, field_shape(field)
        said = []
        if field in DAYS:
            said.append(f"{message('sheet.day', lang)}.")
        if shape.choices:
            labels = ", ".join(choice_labels(shape.choices, lang).values())
            said.append(f"{message('sheet.choices', lang, choices=labels)}.")
        if shape.many:
            said.append(f"{message('sheet.list', lang)}.")
        if field.startswith("covers."):
            said.append(message("sheet.covers-all", lang, word=message("sheet.all", lang)))
        return " ".join(said)

    def _head(self, sheet: Any, text: str) -> Any:
        cell = self._cell(sheet, text)
        cell.font, cell.fill, cell.border = self._bold, self._shaded, self._ruled
        cell.alignment = self._wrapped
        return cell

    def _entry(self, sheet: Any, value: Cell) -> Any:
        cell = self._cell(sheet, value)
        cell.alignment = self._wrapped
        if isinstance(value, str):
            cell.number_format = TEXT
            # So that it stays a text also when somebody edits the cell.
            cell.quotePrefix = value.startswith(_FORMULAS)
        else:
            cell.number_format = _DAY
        return cell

    def _cell(self, sheet: Any, value: Cell) -> Any:
        from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - an extra

        return put(WriteOnlyCell(sheet), value)
