"""The rows of a CSV file, whatever it has between its columns and however it is encoded."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
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

__all__ = ["LONGEST_CELL", "read_csv", "read_exact_csv"]

LONGEST_CELL: Final = 131_072
"""How many characters a cell may have."""

_DELIMITERS: Final = ";,\t|"
_LOOKED_AT: Final = 50
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
    records = _records(file, text, delimiter, after=bool(stated))
    rows = tuple(_checked(file, (Row(at, tuple(map(cell_value, cells))) for at, cells in records)))
    shown = _NAMES.get(delimiter, delimiter)
    notes = [Note("import.note-read", {"encoding": encoding, "delimiter": shown})]
    if encoding == "cp1252":
        notes.append(Note("import.note-windows"))
    return Grid(rows, tuple(notes), delimiter=shown)


def read_exact_csv(
    file: str, data: bytes, known: Callable[[str], bool], most: int
) -> tuple[tuple[Row, ...], str]:
    """The rows of a CSV file with their cells as they stand, and what is between the columns.

    There may be more rows than ``most``; they are read as far as the one that is too many.
    Between the columns is what gives the first row the most headings that are ``known``.

    Raises:
        InvalidInput: it is no UTF-8, its quotation marks do not match, or it is too large.
    """
    text, encoding = _decoded(file, data)
    if encoding != "UTF-8":
        raise refusal(file, "reading.sheet-encoding")
    stated = _SEPARATOR_LINE.match(text)
    begin = stated.end() if stated else 0

    def headings(delimiter: str) -> int:
        reader = csv.reader(io.StringIO(text[begin:], newline=""), delimiter=delimiter)
        try:
            return sum(map(known, next(reader, ())))
        except csv.Error:
            return 0

    delimiter = stated[1] if stated else max(_DELIMITERS, key=headings)
    records = _records(file, text, delimiter, after=bool(stated))
    rows = (Row(at, tuple(cell or None for cell in cells)) for at, cells in records)
    return tuple(islice(_checked(file, rows), most + 1)), _NAMES.get(delimiter, delimiter)


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


def _records(
    file: str, text: str, delimiter: str, *, after: bool
) -> Iterator[tuple[int, Sequence[str]]]:
    """The cells of each row, with the line that it begins on."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    if after:
        next(reader, None)
    first_line = reader.line_num + 1
    try:
        for cells in reader:
            yield first_line, cells
            first_line = reader.line_num + 1
    except csv.Error as error:
        code, params = "reading.table-quote", {}
        if "limit" in str(error):
            code, params = "reading.table-cell-too-long", {"limit": LONGEST_CELL}
        span = Span(first_line, 1, first_line, 2)
        raise InvalidInput([Problem(code, params, file, span)]) from None


def _checked(file: str, rows: Iterator[Row]) -> Iterator[Row]:
    """The rows with something in them, as long as they are not too many."""
    kept = 0
    for row in rows:
        if row.filled():
            kept += 1
            _check_size(file, kept, row)
            yield row


def _check_size(file: str, kept: int, row: Row) -> None:
    if kept > MAX_ROWS:
        raise refusal(file, "reading.table-too-many-rows", limit=MAX_ROWS)
    if len(row.values) > MAX_COLUMNS and any(row.values[MAX_COLUMNS:]):
        raise refusal(file, "reading.table-too-many-columns", limit=MAX_COLUMNS)
