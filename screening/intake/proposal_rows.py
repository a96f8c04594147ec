"""A table with a proposal a row: each as the proposal that it is, or with what is wrong in it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pydantic import ValidationError

from screening.errors import InvalidInput, Problem, Span
from screening.intake import nodes
from screening.intake.binding import Fits, bind
from screening.intake.cell_lists import separator
from screening.intake.form_answers import Misread
from screening.intake.grid import Note, Row
from screening.intake.nodes import Entry, Node, Plain, Scalar
from screening.intake.places import Place
from screening.intake.proposal_cells import LISTS, Cells, text_of
from screening.intake.proposal_columns import EXPECTED, REQUIRED, fields_named
from screening.intake.tables import Table, read_table
from screening.intake.words import shown
from screening.messages import LANGUAGES, catalogue
from screening.model.proposal import Proposal

__all__ = ["ProposalRow", "ProposalTable", "read_proposals"]


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A row of a table; ``proposal`` is None where ``problems`` say why it is none.

    ``number`` is its line in the file or its row in the sheet, counted from 1, and ``title``
    what stands under the title, if anything does.
    """

    number: int
    title: str | None
    proposal: Proposal | None
    problems: tuple[Problem, ...] = ()


def read_proposals(
    path: str | os.PathLike[str], *, sheet: str | None = None, fits: Fits | None = None
) -> ProposalTable:
    """The proposals in a CSV file or a sheet of an Excel file, one a row.

    Parties, themes, planned forms and answers are split at semicolons and new lines; at commas
    where no cell of the column has any of these.  After a party's name the state of its
    agreement may stand in brackets, and after an entry's id its answer: ``Köpings kommun
    (avsett)``, ``K-014: declined``.

    Args:
        path: the file, by its suffix .csv, .tsv, .xlsx or .xlsm.
        sheet: the sheet to read; else the only one that could be meant.
        fits: tells of each row what a proposal cannot know.

    Raises:
        InvalidInput: the file cannot be read as a table, or has no column for a title, a
            summary or the parties.
    """
    table = read_table(path, sheet=sheet, expected=EXPECTED, row_by_row=True)
    columns: dict[str, int] = {}
    for column, heading in enumerate(table.headings):
        for field in fields_named(heading):
            columns.setdefault(field, column)
    missing = [name for name in REQUIRED if name not in columns]
    if missing:
        raise InvalidInput(_no_column(name, table) for name in missing)
    return ProposalTable(table, columns, fits)


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

    def __init__(self, table: Table, columns: Mapping[str, int], fits: Fits | None) -> None:
        self._table = table
        self._columns = columns
        self._fits = fits
        self._cells = Cells(
            {
                field: separator(
                    [text for text in table.column(columns[field]) if isinstance(text, str)],
                    names=field == "parties",
                )
                for field in LISTS
                if field in columns
            }
        )
        self._unreadable: dict[int, list[Problem]] = {}
        self._ragged = {problem.line: problem for problem in table.ragged}
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
        title = row.values[self._columns["title"]]
        name = None if title is None else text_of(title)
        if (ragged := self._ragged.get(row.number)) is not None:
            return ProposalRow(row.number, name, None, (ragged,))
        found = self._unreadable.get(row.number, [])
        # Where each cell stands is of no use to anybody unless something is wrong.
        proposal = None if found else self._sound(row)
        if proposal is not None:
            return ProposalRow(row.number, name, proposal)
        misread: list[Problem] = []
        tree = self._tree(row, misread)
        known = (*self._read(found), *misread)
        check = self._fits.misfits if self._fits else None
        try:
            document = bind(tree, Proposal, Place(self._table), check=check, found=known)
        except InvalidInput as error:
            return ProposalRow(row.number, name, None, error.problems)
        return ProposalRow(row.number, name, document.model)

    def _sound(self, row: Row) -> Proposal | None:
        """The proposal of a row in which nothing is wrong."""
        content: dict[str, Plain] = {}
        groups: dict[str, dict[str, Plain]] = {}
        try:
            for field, column in self._columns.items():
                value = row.values[column]
                if value is None and field not in REQUIRED:
                    continue
                group = field.rpartition(".")[0]
                into = groups.setdefault(group, {}) if group else content
                into.update(self._cells.content(field, value))
            proposal = Proposal.model_validate({**content, **groups})
        except (Misread, ValidationError):
            return None
        return proposal if self._fits is None or self._fits.fits(proposal) else None

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
                read = self._cells.node(field, value, span)
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
