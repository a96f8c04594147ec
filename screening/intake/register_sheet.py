"""A register kept in Excel or CSV, read as it stands: nothing about it is guessed.

The first row has the headings of a register's sheet, each below it is an entry.  Whatever else
a list may look like is told, and is for ``screening register import``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Final

from screening.errors import InvalidInput, Problem, Span
from screening.intake import nodes
from screening.intake.building import MAX_PROBLEMS
from screening.intake.csv_table import LONGEST_CELL, read_exact_csv
from screening.intake.excel_exact import ExactSheet, Oddity, read_exact_excel
from screening.intake.grid import MAX_TABLE_BYTES, Row, Value, letters, refusal
from screening.intake.headings import FIELDS, field_shape, without_last_day
from screening.intake.nodes import Entry, Node, Scalar
from screening.intake.places import Place
from screening.intake.register_columns import (
    DAYS,
    MAX_ENTRIES,
    MAX_ITEMS,
    NAMES,
    REQUIRED,
    all_words,
    field_of,
    heading_of,
    is_own,
    too_large,
)
from screening.intake.sheet_texts import NOTHING, Ambiguous, items_of, text_of
from screening.intake.source import fetched
from screening.intake.tables import CSV_SUFFIXES, EXCEL_SUFFIXES, OTHER_SUFFIXES, Table
from screening.intake.words import nearest, shown
from screening.messages import LANGUAGES

__all__ = ["is_sheet", "read_sheet"]

_COVERS: Final = "covers"
_CONTACT: Final = "contact"
_STATUS: Final = "agreement.status"
_FEWEST: Final = 2


def is_sheet(path: str | os.PathLike[str]) -> bool:
    """Whether a file is, by its suffix, a table or what people take for one."""
    suffix = PurePath(path).suffix.lower()
    return suffix in (*EXCEL_SUFFIXES, *CSV_SUFFIXES, *OTHER_SUFFIXES)


def read_sheet(path: str | os.PathLike[str]) -> tuple[Node, Place, tuple[Problem, ...]]:
    """The entries in a sheet as a tree, their place, and the cells that cannot be read.

    Of several sheets it is the one whose first row has the headings.

    Raises:
        InvalidInput: the file cannot be read, or its headings are not those of a register.
    """
    name = os.fspath(path)
    if PurePath(name).suffix.lower() in OTHER_SUFFIXES:
        suffix = PurePath(name).suffix.lower()
        raise refusal(name, "reading.table-old-format", suffix=suffix)
    suffix, data = fetched(name, (*CSV_SUFFIXES, *EXCEL_SUFFIXES), MAX_TABLE_BYTES)
    sheet = _excel(name, data) if suffix in EXCEL_SUFFIXES else _csv(name, data)
    reading = _Reading(sheet)
    return reading.tree(), Place(sheet.table), tuple(reading.problems)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A table with the line of its headings, and what is wrong with single cells.

    ``unnamed`` are the columns, from 0, without a heading: they are called by their letters.
    """

    table: Table
    line: int
    unnamed: AbstractSet[int]
    odd: Mapping[tuple[int, int], Oddity]


def _excel(name: str, data: bytes) -> _Sheet:
    sheets = read_exact_excel(name, data, _fit, MAX_ENTRIES + 1)
    if _fit(sheets[0].rows[0]) < _FEWEST:
        raise _no_headings(name)
    if len(sheets) > 1:
        told = ", ".join(str(sheet.name) for sheet in sheets)
        raise refusal(name, "reading.sheet-several", sheets=told)
    (sheet,) = sheets
    return _made(name, sheet)


def _csv(name: str, data: bytes) -> _Sheet:
    rows, delimiter = read_exact_csv(name, data, _names_field, MAX_ENTRIES + 1)
    if not rows:
        raise refusal(name, "reading.table-empty")
    if _fit(rows[0]) < _FEWEST:
        raise _no_headings(name)
    width = len(rows[0].values)
    ragged = [
        Problem(
            "reading.table-ragged",
            {"count": len(row.values), "headings": width, "delimiter": delimiter},
            name,
            Span(row.number, 1, row.number, 2),
        )
        for row in rows[1:]
        if any(row.values[width:])
    ]
    if ragged:
        raise InvalidInput(ragged[:MAX_PROBLEMS])
    return _made(name, ExactSheet(None, rows, {}))


def _made(name: str, sheet: ExactSheet) -> _Sheet:
    header, *below = sheet.rows
    if len(below) > MAX_ENTRIES:
        raise too_large(name)
    width = max(len(row.values) for row in sheet.rows)
    texts = [_said(value) for value in _fitted(header, width)]
    headings = tuple(text or letters(column) for column, text in enumerate(texts, start=1))
    rows = tuple(Row(row.number, _fitted(row, width)) for row in below)
    unnamed = frozenset(column for column, text in enumerate(texts) if not text)
    return _Sheet(Table(name, headings, rows, sheet.name), header.number, unnamed, sheet.odd)


def _fitted(row: Row, width: int) -> tuple[Value, ...]:
    return (*row.values[:width], *[None] * (width - len(row.values)))


def _no_headings(name: str) -> InvalidInput:
    wanted = {lang: ", ".join(heading_of(field, lang) for field in REQUIRED) for lang in LANGUAGES}
    return refusal(
        name, "reading.sheet-no-headings", known=wanted["en"], known_sv=wanted["sv"], table=name
    )


def _names_field(cell: str) -> bool:
    return _field(cell) is not None


def _fit(row: Row) -> int:
    """How many of the columns that there must be a row names."""
    return len({_field(value) for value in row.values}.intersection(REQUIRED))


def _said(value: Value) -> str:
    """A heading on one line, as people see it."""
    return "" if value is None else " ".join((text_of(str(value)) or "").split())


def _field(value: Value) -> str | None:
    return field_of(_said(value))


class _Reading:
    """Makes the entries of one sheet, and gathers what is wrong with its cells.

    Raises:
        InvalidInput: a column that there must be is missing.
    """

    def __init__(self, sheet: _Sheet) -> None:
        self._table = sheet.table
        self._odd = sheet.odd
        self._items = 0
        self.problems = list(_wrong_headings(sheet))
        self._columns: dict[str, int] = {}
        for column, heading in enumerate(sheet.table.headings):
            field = None if column in sheet.unnamed else field_of(heading)
            if field is not None:
                self._columns.setdefault(field, column)
        if not self._columns.keys() >= set(REQUIRED):  # each entry would lack the same
            raise InvalidInput(self.problems[:MAX_PROBLEMS])
        read = {column + 1 for column in self._columns.values()}
        for (line, column), (code, value) in sorted(sheet.odd.items()):
            if column in read:
                self._note(code, _span(line, column - 1), value=shown(value), limit=LONGEST_CELL)

    def tree(self) -> Node:
        """The entries; spans count rows and columns from 1."""
        rows = filter(self._is_entry, self._table.rows)
        return nodes.Sequence(tuple(map(self._entry, rows)))

    def _is_entry(self, row: Row) -> bool:
        """Whether anything stands in the columns that are read."""
        return any(
            self._raw(field, row) is not None or (row.number, column + 1) in self._odd
            for field, column in self._columns.items()
        )

    def _entry(self, row: Row) -> Node:
        entries: list[Entry] = []
        groups: dict[str, list[str]] = {}
        for field in self._columns:
            group = field.rpartition(".")[0]
            if group:
                groups.setdefault(group, []).append(field)
            elif _says(self._raw(field, row)) or field in REQUIRED:
                entries.append(self._field(field, row))
        for group, fields in groups.items():
            raw = {field: self._raw(field, row) for field in fields}
            dash = group == _CONTACT and NOTHING in raw.values()  # a contact that says nothing
            if dash or any(map(_says, raw.values())):
                inner = [
                    self._field(field, row)
                    for field, value in raw.items()
                    if _says(value) or field == _STATUS
                ]
                key = _span(row.number, self._columns[fields[0]])
                entries.append(Entry(Scalar(group, key), nodes.Mapping(tuple(inner), key)))
        return nodes.Mapping(tuple(entries), _span(row.number, 0))

    def _raw(self, field: str, row: Row) -> Value:
        """What is in a field's cell: None where it is empty or cannot be read."""
        column = self._columns[field]
        value = row.values[column]
        if (row.number, column + 1) in self._odd:
            return None
        return text_of(value) if isinstance(value, str) else value

    def _field(self, field: str, row: Row) -> Entry:
        column = self._columns[field]
        span = _span(row.number, column)
        value = self._raw(field, row)
        node = self._node(field, value, span) if _says(value) else Scalar(None, span)
        key = Scalar(field.rpartition(".")[2], span)
        return Entry(key, node, self._table.headings[column])

    def _node(self, field: str, value: Value, span: Span) -> Node:
        if isinstance(value, date) or field in DAYS:
            if field not in DAYS:
                self._note("reading.sheet-day", span, value=value)
            open_ended = isinstance(value, str) and without_last_day(value)
            return Scalar(None if open_ended else value, span)
        text = str(value)
        if not field_shape(field).many:
            return Scalar(text, span)
        if field.startswith(_COVERS) and text.casefold() in all_words():
            return nodes.Sequence((), span)
        try:
            items = items_of(text, names=field in NAMES)
        except Ambiguous:
            self._note("reading.sheet-comma", span, value=shown(text))
            return Scalar(None, span)
        self._items += len(items)
        if self._items > MAX_ITEMS:
            raise too_large(self._table.name)
        return nodes.Sequence(tuple(Scalar(item, span) for item in items), span)

    def _note(self, code: str, span: Span, **params: object) -> None:
        self.problems.append(Place(self._table).problem(code, span, params))


def _says(value: Value) -> bool:
    return value is not None and value != NOTHING


def _wrong_headings(sheet: _Sheet) -> Iterator[Problem]:
    """What keeps the headings from being those of a register."""
    table, place = sheet.table, Place(sheet.table)
    seen: set[str] = set()
    for column, heading in enumerate(table.headings):
        span = _span(sheet.line, column)
        field = None if column in sheet.unnamed else field_of(heading)
        params = {"value": shown(heading), "table": table.name}
        if column in sheet.unnamed:
            if any(True for _ in table.column(column)):
                yield place.problem("reading.sheet-no-heading", span, params)
        elif field is None and not is_own(heading):
            known = (heading_of(each, lang) for lang in LANGUAGES for each in FIELDS)
            near = nearest(heading, known)
            yield place.problem("reading.sheet-heading", span, params, suggestion=near)
        elif field in seen:
            yield place.problem("reading.sheet-heading-twice", span, params)
        if field is not None:
            seen.add(field)
    for field in REQUIRED:
        if field not in seen:
            params = {"known": heading_of(field, "en"), "known_sv": heading_of(field, "sv")}
            yield Problem(
                "reading.sheet-missing-column", {**params, "table": table.name}, table.name
            )


def _span(line: int, column: int) -> Span:
    return Span(line, column + 1, line, column + 2)
