"""The rows of a CSV file, whatever it has between its columns and however it is encoded."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from screening.errors import InvalidInput, Problem, Span
from screening.intake.grid import (
    MAX_COLUMNS,
    MAX_ROWS,
    Grid,
    Note,
    Row,
    cell_value,
    refusal,
)
from screening.intake.source import wide_encoding

__all__ = ["read_csv"]

_DELIMITERS: Final = ";,\t|"
_LOOKED_AT: Final = 50
_LONGEST_CELL: Final = 131_072
_NAMES: Final = {"\t": "TAB"}
_BINARY: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")
_SEPARATOR_LINE: Final = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


def read_csv(file: str, data: bytes) -> Grid:
    """The rows of a CSV file.

    It is UTF-8, with or without a byte-order mark, else what Windows calls ANSI (cp1252).
    Between the columns stands a semicolon, comma, tab or bar: the one that gives the most
    rows of the same width.

    Raises:
        InvalidInput: it is no text, its quotation marks do not match, or it is too large.
    """
    text, encoding = _decoded(file, data)
    stated = _SEPARATOR_LINE.match(text)
    delimiter = stated[1] if stated else _sniffed(text)
    rows = tuple(_rows(file, text, delimiter, after=bool(stated)))
    shown = _NAMES.get(delimiter, delimiter)
    notes = [Note("import.note-read", {"encoding": encoding, "delimiter": shown})]
    if encoding == "cp1252":
        notes.append(Note("import.note-windows"))
    return Grid(rows, tuple(notes), delimiter=shown)


def _decoded(file: str, data: bytes) -> tuple[str, str]:
    if encoding := wide_encoding(data):
        raise refusal(file, "reading.encoding", encoding=encoding)
    if data.startswith(_BINARY) or b"\0" in data:
        raise refusal(file, "reading.table-not-text")
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252"), "cp1252"
    except UnicodeDecodeError:
        raise refusal(file, "reading.table-not-text") from None


def _sniffed(text: str) -> str:
    """The delimiter that gives the most cells in rows of the same width."""
    return max(_DELIMITERS, key=lambda delimiter: _regularity(text, delimiter))


def _regularity(text: str, delimiter: str) -> int:
    widths: Counter[int] = Counter()
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for number, cells in enumerate(reader):
            if number == _LOOKED_AT:
                break
            widths[len(cells)] += 1
    except csv.Error:
        return 0
    return max((width * count for width, count in widths.items() if width > 1), default=0)


def _rows(file: str, text: str, delimiter: str, *, after: bool) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    if after:
        next(reader, None)
    kept, first_line = 0, reader.line_num + 1
    try:
        for cells in reader:
            row = Row(first_line, tuple(cell_value(cell) for cell in cells))
            first_line = reader.line_num + 1
            if row.filled():
                kept += 1
                _check_size(file, kept, row)
                yield row
    except csv.Error as error:
        code, params = "reading.table-quote", {}
        if "limit" in str(error):
            code, params = "reading.table-cell-too-long", {"limit": _LONGEST_CELL}
        span = Span(first_line, 1, first_line, 2)
        raise InvalidInput([Problem(code, params, file, span)]) from None


def _check_size(file: str, kept: int, row: Row) -> None:
    if kept > MAX_ROWS:
        raise refusal(file, "reading.table-too-many-rows", limit=MAX_ROWS)
    if len(row.values) > MAX_COLUMNS and any(row.values[MAX_COLUMNS:]):
        raise refusal(file, "reading.table-too-many-columns", limit=MAX_COLUMNS)
