"""The rows of a table as entries of a register, every value with the cell it came from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from screening.errors import InvalidInput, Problem, Span
from screening.intake import nodes
from screening.intake.building import MAX_VALUES
from screening.intake.cell_lists import Separator, split
from screening.intake.grid import Row, Value, refusal
from screening.intake.headings import FIELDS, without_last_day
from screening.intake.mapping import ColumnMapping, items_split_at
from screening.intake.nodes import Entry, Node, Scalar
from screening.intake.tables import Table

__all__ = ["entries_of"]

_SMALLEST_NUMBER: Final = 3


def entries_of(table: Table, mapping: ColumnMapping) -> tuple[Node, tuple[Problem, ...]]:
    """The entries as a tree, and the cells that cannot be read.

    Spans count rows and columns of the table from 1.

    Raises:
        InvalidInput: a required field has neither a column nor a default, or there are more
            values than a register may have.
    """
    if mapping.missing:
        raise InvalidInput(
            Problem("input.missing", {"field": field}, file=table.name) for field in mapping.missing
        )
    making = _Making(table, mapping)
    tree = nodes.Sequence(tuple(making.entry(*each) for each in enumerate(table.rows, 1)))
    columns = {one.column + 1 for one in mapping.mapped}
    unread = tuple(
        problem for problem in table.unreadable if problem.span and problem.span.column in columns
    )
    return tree, unread


class _Making:
    """Makes the entries of one table, and keeps count of their values."""

    def __init__(self, table: Table, mapping: ColumnMapping) -> None:
        self._table = table
        self._mapping = mapping
        self._splits: Mapping[int, Separator] = {
            one.column: how[0] for one in mapping.mapped if (how := items_split_at(table, one))
        }
        self._digits = max(_SMALLEST_NUMBER, len(str(len(table.rows))))
        self._values = 0
        self._unreadable = {
            (problem.span.line, problem.span.column)
            for problem in table.unreadable
            if problem.span is not None
        }

    def entry(self, number: int, row: Row) -> Node:
        """The entry that a row holds; ``number`` counts the rows from 1."""
        made: dict[str, Entry] = {}
        groups: dict[str, list[Entry]] = {}
        for field in FIELDS:
            entry = self._field(field, number, row)
            group, _, inner = field.rpartition(".")
            if entry is not None and group:
                groups.setdefault(group, []).append(entry)
            elif entry is not None:
                made[inner] = entry
        for group, inner_entries in groups.items():
            # A group of nothing but empty cells says nothing.
            if any(entry.value != Scalar(None, entry.value.span) for entry in inner_entries):
                span = inner_entries[0].key.span
                value = nodes.Mapping(tuple(inner_entries), span)
                made[group] = Entry(Scalar(group, span), value)
        return nodes.Mapping(tuple(made.values()), _span(row.number, 0))

    def _field(self, field: str, number: int, row: Row) -> Entry | None:
        key = field.rpartition(".")[2]
        mapped = self._mapping.of_field(field)
        if mapped is None:
            default = self._default(field, number, row)
            return None if default is None else self._entry(key, Scalar(default))
        span = _span(row.number, mapped.column)
        value = row.values[mapped.column]
        at = self._splits.get(mapped.column)
        if (row.number, mapped.column + 1) in self._unreadable:
            return self._entry(key, Scalar(None, span))
        if at is not None and value is not None:
            items = tuple(Scalar(item, span) for item in split(_text(value), at))
            self._count(len(items))
            return self._entry(key, nodes.Sequence(items, span))
        return self._entry(key, Scalar(_scalar(field, value), span))

    def _entry(self, key: str, value: Node) -> Entry:
        if value != Scalar(None, value.span):
            self._count(2)
        return Entry(Scalar(key, value.span), value)

    def _default(self, field: str, number: int, row: Row) -> str | None:
        default = self._mapping.defaults.get(field)
        if default is None:
            return None
        if field == "id":
            return f"K-{number:0{self._digits}}"
        if field == "agreement.status":
            last_day = self._mapping.of_field("agreement.valid_to")
            if last_day is None or row.values[last_day.column] is None:
                return None
        return default

    def _count(self, values: int) -> None:
        self._values += values
        if self._values > MAX_VALUES:
            count = len(self._table.rows)
            raise refusal(self._table.name, "reading.table-register-too-large", count=count)


def _span(row: int, column: int) -> Span:
    return Span(row, column + 1, row, column + 2)


def _scalar(field: str, value: Value) -> str | date | None:
    if field == "agreement.valid_to":
        words = isinstance(value, str) and without_last_day(value)
        return None if words else value
    return None if value is None else _text(value)


def _text(value: Value) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
