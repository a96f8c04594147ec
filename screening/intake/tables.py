"""Tables that people keep in CSV files and in Excel: headings, and rows below them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from screening.errors import Cell, InvalidInput, Problem, Span
from screening.intake.building import MAX_PROBLEMS
from screening.intake.csv_table import read_csv
from screening.intake.excel_table import read_excel
from screening.intake.grid import MAX_TABLE_BYTES, Grid, Note, Row, Value, letters, refusal
from screening.intake.headings import ENTRIES, Expected, header_index
from screening.intake.source import FORBIDDEN, fetched
from screening.intake.words import folded

__all__ = ["CSV_SUFFIXES", "EXCEL_SUFFIXES", "OTHER_SUFFIXES", "Table", "read_table"]

EXCEL_SUFFIXES: Final = (".xlsx", ".xlsm")
"""The suffixes of Excel files that are read, in lower case."""

CSV_SUFFIXES: Final = (".csv", ".tsv")
"""The suffixes of tables in text, in lower case."""

OTHER_SUFFIXES: Final = (".xls", ".xlsb", ".ods", ".numbers")
"""The suffixes of tables that are to be saved as something else first."""

# What Excel, in English and Swedish, writes where a formula fails.
_FAILED: Final = re.compile(
    r"#(?:N/A|REF!|VALUE!|NAME\?|NUM!|NULL!|DIV/0!|SPILL!|CALC!"
    r"|SAKNAS!|REFERENS!|VÄRDEFEL!|NAMN\?|OGILTIGT!|SKÄRNING!|DIVISION/0!|SPILL!|BERÄKNA!)"
)


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was read.

    ``headings`` has a name for each column, each of its own: a column without one is called
    by its letter.  ``rows`` are those below the headings, as wide as these.  ``notes`` tell
    what was decided on the way.  ``unreadable`` has the problems of single cells, to be told
    if anybody wants what is in them; ``ragged`` those of whole rows with more cells than there
    are headings, where the rows stand for themselves.
    """

    name: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    sheet: str | None = None
    notes: tuple[Note, ...] = ()
    unreadable: tuple[Problem, ...] = ()
    ragged: tuple[Problem, ...] = ()

    def column(self, index: int) -> Iterator[Value]:
        """What the rows hold in a column, counted from 0, where they hold anything."""
        return (row.values[index] for row in self.rows if row.values[index] is not None)

    def index_of(self, word: str) -> int | None:
        """The column, from 0, that somebody means by its heading, else by its letter, or None."""
        names = [folded(heading) for heading in self.headings]
        known = dict(zip(map(letters, range(1, len(names) + 1)), range(len(names)), strict=True))
        if folded(word) in names:
            return names.index(folded(word))
        return known.get(word.strip().upper())

    def problem(self, code: str, span: Span | None = None) -> Problem:
        """A problem at a cell: the span counts its row and column from 1."""
        if span is None:
            return Problem(code, file=self.name)
        heading = self.headings[span.column - 1]
        name = heading if self.sheet is None else f"{letters(span.column)}{span.line}"
        return Problem(code, file=self.name, span=span, cell=Cell(name, self.sheet))


def read_table(
    path: str | os.PathLike[str],
    *,
    sheet: str | None = None,
    expected: Expected = ENTRIES,
    row_by_row: bool = False,
) -> Table:
    """The table in a CSV file or a sheet of an Excel file, with a name for every column.

    Headings are looked for in the first forty rows; what stands above them is left out.

    Args:
        path: a file of at most 20 MB and 100,000 rows, by its suffix .csv, .tsv, .xlsx or .xlsm.
        sheet: the sheet to read; else the only one that could be meant.
        expected: what the table is to hold.
        row_by_row: whether a row with too many cells is told of as one that cannot be read,
            and keeps none of the others out.

    Raises:
        InvalidInput: with all that keeps the file from being read as a table.
    """
    file = os.fspath(path)
    path = Path(file)
    if path.suffix.lower() in OTHER_SUFFIXES and path.is_file():
        raise refusal(file, "reading.table-old-format", suffix=path.suffix.lower())
    suffix, data = fetched(file, (*CSV_SUFFIXES, *EXCEL_SUFFIXES), MAX_TABLE_BYTES)
    if suffix in EXCEL_SUFFIXES:
        grid = read_excel(file, data, sheet, expected)
    else:
        grid = read_csv(file, data)
    return _table(file, grid, expected, row_by_row=row_by_row)


def _table(file: str, grid: Grid, expected: Expected, *, row_by_row: bool) -> Table:
    at = header_index(grid.rows, expected)
    if at is None or at + 1 == len(grid.rows):
        raise refusal(file, "reading.table-empty")
    header, below = grid.rows[at], grid.rows[at + 1 :]
    width = _width([header])
    ragged: list[Problem] = []
    if grid.sheet is None:
        ragged += _ragged(file, grid, below, width)
        if ragged and not row_by_row:
            raise InvalidInput(ragged[:MAX_PROBLEMS])
    else:
        width = max(width, _width(below))
    notes = grid.notes
    if at:
        notes = (*notes, Note("import.note-headings", {"row": header.number}))
    rows = tuple(Row(row.number, _fitted(row.values, width)) for row in below)
    table = Table(file, _headings(_fitted(header.values, width)), rows, grid.sheet, notes)
    unreadable = tuple(_unreadable(table, grid.uncalculated))
    return replace(table, unreadable=unreadable, ragged=tuple(ragged))


def _width(rows: Sequence[Row]) -> int:
    """How many columns rows have, without empty ones to the right."""
    return max(
        index for row in rows for index, value in enumerate(row.values, 1) if value is not None
    )


def _fitted(values: Sequence[Value], width: int) -> tuple[Value, ...]:
    return (*values[:width], *[None] * (width - len(values)))


def _headings(values: Sequence[Value]) -> tuple[str, ...]:
    """The headings, each of its own."""
    made: dict[str, None] = {}
    for column, value in enumerate(values, 1):
        plain = " ".join(str(value).split()) if value is not None else letters(column)
        name, number = plain, 2
        while name in made:
            name, number = f"{plain} ({number})", number + 1
        made[name] = None
    return tuple(made)


def _ragged(file: str, grid: Grid, rows: Sequence[Row], width: int) -> Iterator[Problem]:
    """The rows with more cells than there are headings."""
    for row in rows:
        if any(value is not None for value in row.values[width:]):
            yield Problem(
                "reading.table-ragged",
                {"count": _width([row]), "headings": width, "delimiter": grid.delimiter},
                file,
                Span(row.number, 1, row.number, 2),
            )


def _unreadable(table: Table, uncalculated: frozenset[tuple[int, int]]) -> Iterator[Problem]:
    for row in table.rows:
        for column, value in enumerate(row.values, 1):
            span = Span(row.number, column, row.number, column + 1)
            if isinstance(value, str) and _FAILED.fullmatch(value):
                told = table.problem("reading.cell-error", span)
                yield replace(told, params={"value": value})
            elif isinstance(value, str) and (hidden := FORBIDDEN.search(value)):
                told = table.problem("reading.control-character", span)
                yield replace(told, params={"character": f"U+{ord(hidden[0]):04X}"})
            elif value is None and (row.number, column) in uncalculated:
                yield table.problem("reading.cell-uncalculated", span)
