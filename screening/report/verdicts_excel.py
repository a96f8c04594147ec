"""Verdicts as an Excel file, a row each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO, Final

from screening.errors import InvalidInput, Problem
from screening.intake.grid import letters
from screening.messages import Lang, message
from screening.model.values import Outcome
from screening.report.excel_cells import A3, A4, FONT, height_of, lay_down, put
from screening.report.verdict_lines import COLUMNS, Screened, VerdictLine, heading

__all__ = ["write_excel"]

_LONGEST_CELL: Final = 32_767
_CUT: Final = "…"
_COLOURS: Final[Mapping[Outcome | None, str]] = {
    "escalate-to-steering-group": "F9DEDC",
    "needs-specific-agreement": "FCF0CD",
    "route-to-existing": "DDF1E1",
    None: "E4E4E4",
}
_MARKED: Final = "outcome"
_NUMBERS: Final = ("row", "score")
_LAST_PRINTED: Final = "questions"
_ABOUT_WIDTHS: Final = (34.0, 90.0)


def write_excel(lines: Iterable[VerdictLine], about: Screened, lang: Lang, file: BinaryIO) -> None:
    """Write verdicts as an .xlsx file, row by row; no text in it becomes a formula.

    A second sheet says how the verdicts were made.

    Raises:
        InvalidInput: openpyxl is not installed.
    """
    try:
        from openpyxl import Workbook  # noqa: PLC0415 - an extra
    except ImportError:
        raise InvalidInput([Problem("reading.sheet-needs-openpyxl")]) from None
    workbook = Workbook(write_only=True)
    workbook.properties.title = message("many.title", lang)
    workbook.properties.creator = ""
    writing = _Writing(lang)
    writing.verdicts(workbook.create_sheet(message("many.sheet", lang)), lines)
    writing.about(workbook.create_sheet(message("many.about-sheet", lang)), about)
    workbook.save(file)


class _Writing:
    """Writes the sheets of one file.

    A cell is in the file as soon as its row is, so one cell serves a whole column; but never
    in two styles, for these are written last.
    """

    def __init__(self, lang: Lang) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side  # noqa: PLC0415

        self._lang = lang
        self._wrapped = Alignment(wrap_text=True, vertical="top")
        self._centred = Alignment(horizontal="center", vertical="top")
        self._bold = Font(name=FONT, bold=True)
        self._ruled = Border(bottom=Side(style="thin", color="8899A6"))
        self._fills = {
            outcome: PatternFill("solid", fgColor=colour) for outcome, colour in _COLOURS.items()
        }

    def verdicts(self, sheet: Any, lines: Iterable[VerdictLine]) -> None:
        """A row for each of the verdicts."""
        lang = self._lang
        sheet.freeze_panes = "D2"
        lay_down(sheet, A3)
        sheet.print_title_rows = "1:1"
        widths = [column.width for column in COLUMNS]
        for number, width in enumerate(widths, start=1):
            sheet.column_dimensions[letters(number)].width = width
        sheet.append([self._head(sheet, heading(column, lang)) for column in COLUMNS])
        cells = [self._cell(sheet) for _ in COLUMNS]
        for cell, column in zip(cells, COLUMNS, strict=True):
            if column.name in _NUMBERS:
                cell.alignment = self._centred
        marked = next(n for n, column in enumerate(COLUMNS) if column.name == _MARKED)
        in_colour = {outcome: self._cell(sheet) for outcome in self._fills}
        for outcome, cell in in_colour.items():
            cell.fill = self._fills[outcome]
        last = 1
        for line in lines:
            last += 1
            cells[marked] = in_colour[line.brief.outcome if line.brief else None]
            values = [_shortened(column.of(line, lang)) for column in COLUMNS]
            for cell, value in zip(cells, values, strict=True):
                put(cell, value)
            sheet.row_dimensions[last].height = height_of(values, widths)
            sheet.append(cells)
            del sheet.row_dimensions[last]  # it is in the file
        printed = next(n for n, column in enumerate(COLUMNS, 1) if column.name == _LAST_PRINTED)
        sheet.print_area = f"A1:{letters(printed)}{last}"
        sheet.auto_filter.ref = f"A1:{letters(len(COLUMNS))}{last}"

    def about(self, sheet: Any, about: Screened) -> None:
        """How the verdicts were made, and how many there are of each outcome."""
        lay_down(sheet, A4)
        for number, width in enumerate(_ABOUT_WIDTHS, start=1):
            sheet.column_dimensions[letters(number)].width = width
        for name, value in about.told(self._lang):
            told = self._cell(sheet)
            sheet.append(
                [self._head(sheet, name), put(told, int(value) if value.isdigit() else value)]
            )

    def _cell(self, sheet: Any) -> Any:
        from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - an extra

        cell = WriteOnlyCell(sheet)
        cell.alignment, cell.border = self._wrapped, self._ruled
        return cell

    def _head(self, sheet: Any, text: str) -> Any:
        cell = put(self._cell(sheet), text)
        cell.font = self._bold
        return cell


def _shortened(value: str | int | None) -> str | int | None:
    """A value as it fits into a cell."""
    if isinstance(value, str) and len(value) > _LONGEST_CELL // 2:
        cut = value.encode("utf-16-le")[: 2 * (_LONGEST_CELL - len(_CUT))]
        return cut.decode("utf-16-le", "ignore") + _CUT
    return value
