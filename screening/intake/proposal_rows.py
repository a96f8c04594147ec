"""A table with a proposal a row: each as the proposal that it is, or with what is wrong in it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, get_args

from screening.errors import InvalidInput, Problem, Span
from screening.intake import nodes
from screening.intake.binding import Check, bind
from screening.intake.cell_lists import separator, split
from screening.intake.document import Document
from screening.intake.form_answers import Misread, number_of
from screening.intake.grid import Note, Row, Value
from screening.intake.nodes import Entry, Node, Scalar
from screening.intake.places import Place
from screening.intake.proposal_columns import EXPECTED, REQUIRED, fields_named
from screening.intake.shapes import choice_words
from screening.intake.tables import Table, read_table
from screening.intake.words import folded, shown
from screening.messages import LANGUAGES, catalogue
from screening.model.proposal import Proposal
from screening.model.values import AgreementStatus

__all__ = ["ProposalRow", "ProposalTable", "read_proposals"]

_LISTS: Final = ("parties", "themes", "coordination", "considered")
_NUMBERS: Final = ("resources.staff_fte", "resources.funding_sek")


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A row of a table; ``document`` is None where ``problems`` say why it is no proposal.

    ``number`` is its line in the file or its row in the sheet, counted from 1, and ``title``
    what stands under the title, if anything does.
    """

    number: int
    title: str | None
    document: Document[Proposal] | None
    problems: tuple[Problem, ...] = ()


def read_proposals(
    path: str | os.PathLike[str], *, sheet: str | None = None, check: Check | None = None
) -> ProposalTable:
    """The proposals in a CSV file or a sheet of an Excel file, one a row.

    Parties, themes, planned forms and answers are split at semicolons and new lines; at commas
    where no cell of the column has any of these.  After a party's name the state of its
    agreement may stand in brackets, and after an entry's id its answer: ``Köpings kommun
    (avsett)``, ``K-014: declined``.

    Args:
        path: the file, by its suffix .csv, .tsv, .xlsx or .xlsm.
        sheet: the sheet to read; else the only one that could be meant.
        check: looks at each row for what a proposal cannot know.

    Raises:
        InvalidInput: the file cannot be read as a table, or has no column for a title, a
            summary or the parties.
    """
    table = read_table(path, sheet=sheet, expected=EXPECTED)
    columns: dict[str, int] = {}
    for column, heading in enumerate(table.headings):
        for field in fields_named(heading):
            columns.setdefault(field, column)
    missing = [name for name in REQUIRED if name not in columns]
    if missing:
        raise InvalidInput(_no_column(name, table) for name in missing)
    return ProposalTable(table, columns, check)


def _no_column(field: str, table: Table) -> Problem:
    """No column has a field that a proposal needs."""
    names = {lang: catalogue(lang)[f"fields.proposal.{field}.label"] for lang in LANGUAGES}
    headings = ", ".join(table.headings)
    return Problem(
        "reading.table-no-column",
        {"field": names["en"], "field_sv": names["sv"], "headings": headings},
        file=table.name,
    )


class ProposalTable:
    """The proposals of one table: as many as it has rows, each made when its turn comes."""

    def __init__(self, table: Table, columns: Mapping[str, int], check: Check | None) -> None:
        self._table = table
        self._columns = columns
        self._check = check
        self._separators = {
            field: separator(
                [text for text in table.column(columns[field]) if isinstance(text, str)],
                names=field == "parties",
            )
            for field in _LISTS
            if field in columns
        }
        self._unreadable: dict[int, list[Problem]] = {}
        for problem in table.unreadable:
            self._unreadable.setdefault(problem.line or 0, []).append(problem)

    @property
    def name(self) -> str:
        """The file's name."""
        return self._table.name

    @property
    def notes(self) -> tuple[Note, ...]:
        """What was decided in reading it."""
        return self._table.notes

    @property
    def unread(self) -> tuple[str, ...]:
        """The headings of columns that hold something and that no field goes by."""
        return tuple(
            heading
            for column, heading in enumerate(self._table.headings)
            if column not in self._columns.values()
            and any(True for _ in self._table.column(column))
        )

    @property
    def numbers(self) -> Iterator[int]:
        """The number of each row: its line in the file or its row in the sheet, from 1."""
        return (row.number for row in self._table.rows)

    def __len__(self) -> int:
        return len(self._table.rows)

    def __iter__(self) -> Iterator[ProposalRow]:
        return map(self._row, self._table.rows)

    def _row(self, row: Row) -> ProposalRow:
        found = self._unreadable.get(row.number, [])
        title = row.values[self._columns["title"]]
        name = None if title is None else _text(title)
        place = Place(self._table)
        misread: list[Problem] = []
        tree = self._tree(row, misread)
        known = (*self._read(found), *misread)
        try:
            document = bind(tree, Proposal, place, check=self._check, found=known)
        except InvalidInput as error:
            return ProposalRow(row.number, name, None, error.problems)
        return ProposalRow(row.number, name, document)

    def _read(self, problems: Sequence[Problem]) -> Iterator[Problem]:
        """Those of the problems that are of cells which somebody wants."""
        for problem in problems:
            if problem.column is not None and problem.column - 1 in self._columns.values():
                yield problem

    def _tree(self, row: Row, misread: list[Problem]) -> Node:
        made: dict[str, Entry] = {}
        groups: dict[str, list[Entry]] = {}
        for field, column in self._columns.items():
            value = row.values[column]
            if value is None and field not in REQUIRED:
                continue
            span = Span(row.number, column + 1, row.number, column + 2)
            group, _, name = field.rpartition(".")
            heading = self._table.headings[column]
            read: Node = Scalar(None, span)
            try:
                read = self._value(field, value, span)
            except Misread as error:
                params = {"value": shown(value), "field": heading}
                misread.append(replace(self._table.problem(error.code, span), params=params))
            entry = Entry(Scalar(name, span), read, heading)
            if group:
                groups.setdefault(group, []).append(entry)
            else:
                made[field] = entry
        for group, entries in groups.items():
            key = entries[0].key.span
            made[group] = Entry(Scalar(group, key), nodes.Mapping(tuple(entries), key))
        return nodes.Mapping(tuple(made.values()), Span(row.number, 1, row.number, 2))

    def _value(self, field: str, value: Value, span: Span) -> Node:
        if value is None:
            raise Misread("reading.cell-empty")
        if field in _NUMBERS:
            return Scalar(number_of(_text(value)), span)
        if field not in _LISTS:
            return Scalar(value, span)
        items = split(_text(value), self._separators[field])
        make = _ITEMS.get(field, Scalar)
        return nodes.Sequence(tuple(make(item, span) for item in items), span)


def _party(text: str, span: Span) -> Node:
    """A party, with the state of its agreement where that stands in brackets after the name."""
    name, opened, rest = text.rpartition("(")
    words = choice_words(get_args(AgreementStatus))
    agreement = words.get(folded(rest.removesuffix(")"))) if opened and text.endswith(")") else None
    if agreement is None:
        return _mapping(span, name=text)
    return _mapping(span, name=name.strip(), agreement=agreement)


def _answer(text: str, span: Span) -> Node:
    entry, _, answer = text.partition(":")
    return _mapping(span, constellation=entry.strip(), answer=answer.strip())


_ITEMS: Final = {"parties": _party, "considered": _answer}


def _mapping(span: Span, **values: str) -> Node:
    return nodes.Mapping(
        tuple(Entry(Scalar(key, span), Scalar(value, span)) for key, value in values.items()), span
    )


def _text(value: str | date) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
