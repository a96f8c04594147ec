"""Verdicts as an Excel file, a row each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO, Final

from screening.errors import InvalidInput, Problem
from screening.intake.grid import letters
from screening.messages import Lang, message
from screening.model.values import Outcome
from screening.report.excel_cells import FONT, lay_down, put
from screening.report.verdict_lines import COLUMNS, Screened, VerdictLine, heading

__all__ = ["write_excel"]

_A3: Final = 8
_LONGEST_CELL: Final = 32_767
_CUT: Final = "…"
_COLOURS: Final[Mapping[Outcome, str]] = {
    "escalate-to-steering-group": "F9DEDC",
    "needs-specific-agreement": "FCF0CD",
    "route-to-existing": "DDF1E1",
}
_UNREAD: Final = "E4E4E4"
_MARKED: Final = "outcome"
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

    A cell is in the file as soon as its row is, so one cell serves a whole column.
    """

    def __init__(self, lang: Lang) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side  # noqa: PLC0415

        self._lang = lang
        self._wrapped = Alignment(wrap_text=True, vertical="top")
        self._bold = Font(name=FONT, bold=True)
        self._ruled = Border(bottom=Side(style="thin", color="8899A6"))
        self._fills = {
            code: PatternFill("solid", fgColor=colour) for code, colour in _COLOURS.items()
        }
        self._unread = PatternFill("solid", fgColor=_UNREAD)

    def verdicts(self, sheet: Any, lines: Iterable[VerdictLine]) -> None:
        """A row for each of the verdicts."""
        lang = self._lang
        sheet.freeze_panes = "D2"
        lay_down(sheet, _A3)
        sheet.print_title_rows = "1:1"
        for number, column in enumerate(COLUMNS, start=1):
            sheet.column_dimensions[letters(number)].width = column.width
        sheet.append([self._head(sheet, heading(column, lang)) for column in COLUMNS])
        cells = [self._cell(sheet) for _ in COLUMNS]
        marked = next(n for n, column in enumerate(COLUMNS) if column.name == _MARKED)
        last = 1
        for line in lines:
            last += 1
            for cell, column in zip(cells, COLUMNS, strict=True):
                put(cell, _shortened(column.of(line, lang)))
            fill = self._fills[line.brief.outcome] if line.brief else self._unread
            cells[marked].fill = fill
            sheet.append(cells)
        sheet.auto_filter.ref = f"A1:{letters(len(COLUMNS))}{last}"

    def about(self, sheet: Any, about: Screened) -> None:
        """How the verdicts were made, and how many there are of each outcome."""
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
        cell.alignment = self._wrapped
        return cell

    def _head(self, sheet: Any, text: str) -> Any:
        cell = put(self._cell(sheet), text)
        cell.font, cell.border = self._bold, self._ruled
        return cell


def _shortened(value: str | int | None) -> str | int | None:
    """A value as it fits into a cell."""
    if isinstance(value, str) and len(value) > _LONGEST_CELL // 2:
        cut = value.encode("utf-16-le")[: 2 * (_LONGEST_CELL - len(_CUT))]
        return cut.decode("utf-16-le", "ignore") + _CUT
    return value
