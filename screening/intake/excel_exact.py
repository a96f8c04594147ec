"""The cells of an Excel file as they stand: texts to the letter, days as days, and oddities told.

Excel writes some characters of a text as ``_x000D_``; what would look like that, it begins
with ``_x005F_``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from typing import IO, TYPE_CHECKING, Any, Final

from screening.intake.csv_table import LONGEST_CELL
from screening.intake.excel_table import marks_of, opened_table
from screening.intake.grid import MAX_COLUMNS, Row, Value, refusal

if TYPE_CHECKING:
    from openpyxl.reader.excel import ExcelReader

__all__ = ["ExactSheet", "Oddity", "read_exact_excel"]

_LAST_ROW: Final = 1_048_576
_ESCAPED: Final = re.compile("_x(?!D[89A-F])([0-9A-F]{4})_", re.IGNORECASE)
_ERROR: Final = "e"


Oddity = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ExactSheet:
    """A sheet with its rows; ``odd`` are the cells that cannot be read, by row and column from 1.

    Of each it has the code of the problem, and what stands there.
    """

    name: str | None
    rows: tuple[Row, ...]
    odd: Mapping[tuple[int, int], Oddity]


def read_exact_excel(
    file: str, data: bytes, fitting: Callable[[Row], int], most: int
) -> list[ExactSheet]:
    """The visible sheets whose first row fits best.

    They may have more rows than ``most``; they are read as far as the one that is too many.

    Raises:
        InvalidInput: openpyxl is not installed; the file is no .xlsx, locked, damaged, empty
            or too large.
    """
    with opened_table(file, data) as reader:
        _mend_texts(reader)
        visible = [sheet for sheet in reader.wb.worksheets if sheet.sheet_state == "visible"]
        for sheet in visible:
            sheet.reset_dimensions()  # a file may state others than it has
        chosen = visible if len(visible) == 1 else _best(visible, fitting)
        found = [_sheet(file, reader, sheet, most) for sheet in chosen]
        if not any(sheet.rows for sheet in found):
            raise refusal(file, "reading.table-empty")
        return found


def _best(sheets: Iterable[Any], fitting: Callable[[Row], int]) -> list[Any]:
    """Those of some sheets whose first row fits best."""
    firsts = ((sheet, next(_rows(sheet, {}), None)) for sheet in sheets)
    fits = [(sheet, fitting(first)) for sheet, first in firsts if first is not None]
    best = max((fit for _, fit in fits), default=0)
    return [sheet for sheet, fit in fits if fit == best]


def _mend_texts(reader: ExcelReader) -> None:
    """Put back what openpyxl takes out of shared texts: the mark that nothing is to be decoded."""
    from openpyxl.xml.constants import SHARED_STRINGS  # noqa: PLC0415 - an extra

    parts = {each.ContentType: each.PartName for each in reader.package.Override}
    name = parts.get(SHARED_STRINGS, "").removeprefix("/")
    if name and b"x005F_" in reader.archive.read(name):
        with reader.archive.open(name) as source:
            reader.shared_strings[:] = _texts(source)


def _texts(source: IO[bytes]) -> Iterator[str]:
    from openpyxl.cell.text import Text  # noqa: PLC0415 - an extra
    from openpyxl.xml.constants import SHEET_MAIN_NS  # noqa: PLC0415
    from openpyxl.xml.functions import iterparse  # noqa: PLC0415

    for _, node in iterparse(source):
        if node.tag == f"{{{SHEET_MAIN_NS}}}si":
            text: Any = Text.from_tree(node)
            yield text.content
            node.clear()


def _sheet(file: str, reader: ExcelReader, sheet: Any, most: int) -> ExactSheet:
    odd: dict[tuple[int, int], Oddity] = {}
    rows: list[Row] = []
    for row in islice(_rows(sheet, odd), most + 1):
        if len(row.values) > MAX_COLUMNS:
            raise refusal(file, "reading.table-too-many-columns", limit=MAX_COLUMNS)
        rows.append(row)
    marks = marks_of(reader, sheet.title)
    odd |= dict.fromkeys(marks.uncalculated, ("reading.cell-uncalculated", ""))
    odd |= {
        (top, left): ("reading.sheet-merged", "")
        for left, top, right, bottom in marks.merged
        if (left, top) != (right, bottom)
    }
    return ExactSheet(sheet.title, tuple(rows), odd)


def _rows(sheet: Any, odd: dict[tuple[int, int], Oddity]) -> Iterator[Row]:
    """The rows with something in them, without what is empty to the right."""
    cells_of = sheet.iter_rows(max_row=_LAST_ROW, max_col=MAX_COLUMNS + 1)
    empty: Sequence[Any] = ()
    for number, cells in enumerate(cells_of, start=1):
        if cells is empty:  # openpyxl has one for all rows that a file leaves out
            continue
        values = _values(number, cells, odd)
        if values:
            yield Row(number, values)
        else:
            empty = cells


def _values(
    number: int, cells: Sequence[Any], odd: dict[tuple[int, int], Oddity]
) -> tuple[Value, ...]:
    values: list[Value] = []
    filled = 0
    for column, cell in enumerate(cells, start=1):
        content = cell.value
        value: Value = None
        if content is not None:
            filled = column
            if isinstance(content, str) and len(content) > LONGEST_CELL:
                odd[number, column] = ("reading.table-cell-too-long", "")
            elif isinstance(content, str) and cell.data_type != _ERROR:
                value = _ESCAPED.sub(_character, content)
            else:
                value, code = _as_it_stands(content)
                if code is not None:
                    odd[number, column] = (code, str(content))
        values.append(value)
    return tuple(values[:filled])


def _character(escape: re.Match[str]) -> str:
    return chr(int(escape[1], 16))


def _as_it_stands(content: object) -> tuple[Value, str | None]:
    """A number or a day, and what is wrong with what is neither."""
    match content:
        case bool():
            return str(content), "reading.sheet-not-text"
        case datetime() if content.time() == time.min:
            return content.date(), None
        case date() if not isinstance(content, datetime):
            return content, None
        case int():
            return str(content), None
        case float() if content.is_integer():
            return str(int(content)), None
        case str():
            return content, "reading.cell-error"
        case _:
            return str(content), "reading.sheet-not-text"
