"""The rows of a sheet of an Excel file (.xlsx), read row by row with openpyxl."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from datetime import date, datetime, time
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from screening.errors import InvalidInput, Problem
from screening.intake.excel_marks import Corners, Marks, read_marks
from screening.intake.excel_parts import TABLE, Weight
from screening.intake.grid import (
    MAX_COLUMNS,
    MAX_ROWS,
    Grid,
    Note,
    Row,
    Value,
    cell_value,
    letters,
    refusal,
)
from screening.intake.headings import Expected, header_index
from screening.intake.packages import Unsafe, checked_package
from screening.intake.words import folded, nearest

if TYPE_CHECKING:
    from openpyxl.reader.excel import ExcelReader

__all__ = ["cell_as_value", "marks_of", "opened_table", "opened_workbook", "read_excel"]

_LAST_ROW: Final = 1_048_576
_PEEKED: Final = 40
_MOST_FILLED: Final = 1_000_000

# What a table is refused with, where its own words say more than those of any Office file.
_TOLD: Final[Mapping[str, tuple[str, Mapping[str, object]]]] = {
    "broken": ("reading.table-broken", {}),
    "large": ("reading.table-too-large-unpacked", {}),
    "locked": ("reading.table-password", {}),
    "old": ("reading.table-old-format", {"suffix": ".xls"}),
    "open-document": ("reading.table-old-format", {"suffix": ".ods"}),
}


def read_excel(file: str, data: bytes, sheet: str | None, expected: Expected) -> Grid:
    """The rows of a sheet: the one that is named, else the only one that could be meant.

    Formulas stand for the values they had when the file was saved.  Merged cells are filled
    in downwards.  Macros, links to other files and pictures are not looked at.

    Raises:
        InvalidInput: openpyxl is not installed; the file is no .xlsx, locked, damaged or too
            large; there is no such sheet, or several could be meant.
    """
    with opened_table(file, data) as reader:
        return _Workbook(file, reader, expected).grid(sheet)


@contextmanager
def opened_table(file: str, data: bytes) -> Iterator[ExcelReader]:
    """An Excel file with a table, looked over and opened; what goes wrong with it is told.

    Raises:
        InvalidInput: openpyxl is not installed; the file is no .xlsx, locked, damaged or too
            large.
    """
    try:
        checked_package(data).close()
        with opened_workbook(data, TABLE) as reader:
            yield reader
    except ImportError:
        raise refusal(file, "reading.table-needs-openpyxl") from None
    except InvalidInput:
        raise
    except Unsafe as unsafe:
        code, params = _TOLD.get(unsafe.kind, (f"package.{unsafe.kind}", {}))
        raise InvalidInput([Problem(code, {**unsafe.params, **params}, file)]) from None
    except Exception as error:  # a damaged file makes openpyxl raise anything at all
        raise refusal(file, "reading.table-broken") from error


@contextmanager
def opened_workbook(data: bytes, most: Weight) -> Iterator[ExcelReader]:
    """An Excel file that has been looked over, opened to be read row by row.

    Raises:
        Unsafe: of the kind ``crowded``: it holds more than ``most``.
    """
    from screening.intake.excel_reader import SparingReader  # noqa: PLC0415 - needs an extra

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells what it will not write back
        reader = SparingReader(data, most)
        reader.read()
        yield reader


def marks_of(reader: ExcelReader, sheet: str) -> Marks:
    """What the file says of a sheet's cells besides their values."""
    from openpyxl.utils.cell import range_boundaries  # noqa: PLC0415 - an extra

    parts = {each.name: part.target for each, part in reader.parser.find_sheets()}
    with reader.archive.open(parts[sheet]) as source:
        return read_marks(source, range_boundaries)


class _Workbook:
    """An Excel file that has been opened."""

    def __init__(self, file: str, reader: ExcelReader, expected: Expected) -> None:
        self._file = file
        self._expected = expected
        self._reader = reader
        self._sheets: dict[str, Any] = {each.title: each for each in reader.wb.worksheets}
        self._visible = [
            name for name, each in self._sheets.items() if each.sheet_state == "visible"
        ]

    def grid(self, sheet: str | None) -> Grid:
        name = self._named(sheet) if sheet is not None else self._chosen()
        marks = marks_of(self._reader, name)
        rows, unread = _without(list(self._checked(name)), marks.hidden_columns)
        rows, filled = self._merged(rows, marks.merged)
        notes = []
        others = [other for other in self._visible if other != name]
        hidden = [other for other in self._sheets if other not in (*self._visible, name)]
        numbers = {row.number for row in rows}
        if others:
            notes.append(Note("import.note-sheet", {"sheet": name, "others": ", ".join(others)}))
        if hidden:
            notes.append(Note("import.note-hidden-sheets", {"sheets": ", ".join(hidden)}))
        if marks.hidden_rows & numbers:
            count = len(marks.hidden_rows & numbers)
            notes.append(Note("import.note-hidden-rows", {"count": count}))
        if unread:
            columns = ", ".join(map(letters, unread))
            notes.append(Note("import.note-hidden-columns", {"columns": columns}))
        if filled:
            notes.append(Note("import.note-merged", {"count": filled}))
        uncalculated = (cell for cell in marks.uncalculated if cell[1] not in unread)
        return Grid(rows, tuple(notes), name, uncalculated=frozenset(uncalculated))

    def _named(self, sheet: str) -> str:
        found = next((name for name in self._sheets if folded(name) == folded(sheet)), None)
        if found is None:
            raise refusal(
                self._file,
                "reading.table-no-sheet",
                suggestion=nearest(sheet, self._sheets),
                sheet=sheet,
                sheets=", ".join(self._visible),
            )
        return found

    def _chosen(self) -> str:
        """The only visible sheet with rows, or the only one of those with known headings."""
        if len(self._visible) == 1:
            return self._visible[0]
        peeked = {name: list(islice(self._rows(name), _PEEKED)) for name in self._visible}
        could_be = [name for name, rows in peeked.items() if len(rows) > 1]
        if len(could_be) > 1:
            could_be = [name for name in could_be if self._looks_right(peeked[name])] or could_be
        if not could_be:
            raise refusal(self._file, "reading.table-empty")
        if len(could_be) > 1:
            names = ", ".join(could_be)
            code = "reading.table-several-sheets"
            raise refusal(self._file, code, sheets=names, first=could_be[0])
        return could_be[0]

    def _looks_right(self, rows: list[Row]) -> bool:
        """Whether a sheet has at least the headings that are needed."""
        header = header_index(rows, self._expected)
        return header is not None and self._expected.needed <= self._expected.fields(rows[header])

    def _rows(self, name: str) -> Iterator[Row]:
        sheet = self._sheets[name]
        sheet.reset_dimensions()  # a file may state others than it has
        rows = sheet.iter_rows(max_row=_LAST_ROW, max_col=MAX_COLUMNS + 1, values_only=True)
        left_out: object = None
        for number, cells in enumerate(rows, start=1):
            if cells is left_out:
                continue
            if cells.count(None) == len(cells):
                left_out = cells  # openpyxl has one for all rows that a file leaves out
            else:
                row = Row(number, tuple(cell_as_value(cell) for cell in cells))
                if row.filled():
                    yield row

    def _checked(self, name: str) -> Iterator[Row]:
        for count, row in enumerate(self._rows(name), start=1):
            if count > MAX_ROWS:
                raise refusal(self._file, "reading.table-too-many-rows", limit=MAX_ROWS)
            if row.values[MAX_COLUMNS] is not None:
                raise refusal(self._file, "reading.table-too-many-columns", limit=MAX_COLUMNS)
            yield row

    def _merged(self, rows: list[Row], merged: list[Corners]) -> tuple[list[Row], int]:
        """The rows with merged cells filled in downwards, and how many cells that were.

        A heading that is merged with the row below it is not repeated there.
        """
        header = header_index(rows, self._expected)
        begin = rows[header].number + 1 if header is not None else 1
        at = {row.number: index for index, row in enumerate(rows)}
        filled = visited = 0
        for left, top, _, bottom in merged:
            source = at.get(top)
            visited += bottom - top
            if visited > _MOST_FILLED:
                raise refusal(self._file, "reading.table-broken")
            if source is None or top < begin or left > MAX_COLUMNS:
                continue
            value = rows[source].values[left - 1]
            for number in range(top + 1, bottom + 1):
                index = at.get(number)
                if index is not None and value is not None:
                    values = list(rows[index].values)
                    values[left - 1] = value
                    rows[index] = Row(number, tuple(values))
                    filled += 1
        return rows, filled


def _without(rows: list[Row], columns: AbstractSet[int]) -> tuple[list[Row], list[int]]:
    """The rows without what columns hold, counted from 1, and those of them that held anything."""
    held = {
        column
        for row in rows
        for column, value in enumerate(row.values, 1)
        if column in columns and value is not None
    }
    if not held:
        return rows, []
    left = [
        Row(
            row.number,
            tuple(None if column in held else value for column, value in enumerate(row.values, 1)),
        )
        for row in rows
    ]
    return [row for row in left if row.filled()], sorted(held)


def cell_as_value(cell: object) -> Value:
    """What openpyxl gives for a cell, as text or a day, or None for nothing."""
    match cell:
        case None:
            return None
        case datetime() if cell.time() == time.min:
            return cell.date()
        case datetime():
            return cell.isoformat(" ")
        case date():
            return cell
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return cell_value(str(cell))
