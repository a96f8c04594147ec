"""Proposals and registers out of files and out of data."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Mapping
from typing import BinaryIO, Final

from screening.errors import Problem
from screening.intake import nodes
from screening.intake.binding import Check, bind
from screening.intake.document import Document
from screening.intake.documents import from_python, parse_to_the_end
from screening.intake.forms import (
    FORM_SUFFIXES,
    MAX_FORM_BYTES,
    is_form,
    looks_like_form,
    read_form,
)
from screening.intake.mapping import ColumnMapping, guess_mapping
from screening.intake.nodes import Entry, Node, Scalar
from screening.intake.places import Place
from screening.intake.register_sheet import is_sheet, read_sheet
from screening.intake.source import read_source
from screening.intake.standard_input import STDIN, fetched_from_stdin
from screening.intake.table_entries import entries_of
from screening.intake.tables import Table, read_table
from screening.model.proposal import Proposal
from screening.model.register import Register
from screening.model.values import repeated

__all__ = [
    "guess_mapping",
    "proposal_from_data",
    "read_proposal",
    "read_register",
    "read_table",
    "register_from_data",
    "register_from_table",
]


_OTHER_WAYS: Final = (*FORM_SUFFIXES, ".csv")
"""How proposals come besides."""


def read_proposal(
    path: str | os.PathLike[str], *, stdin: BinaryIO | None = None, check: Check | None = None
) -> Document[Proposal]:
    """The proposal in a YAML, JSON or TOML file or on a form (.docx or .xlsx).

    ``-`` is standard input.

    Raises:
        InvalidInput: with every problem of the file.
    """
    name, data = os.fspath(path), None
    if name == "-":
        data = fetched_from_stdin(stdin, MAX_FORM_BYTES)
        stdin = io.BytesIO(data)
        name = STDIN
    if is_form(name) or (data is not None and looks_like_form(data)):
        tree, place, found = read_form(name, data)
        return bind(tree, Proposal, place, check=check, found=found)
    source = read_source(path, stdin=stdin, besides=_OTHER_WAYS)
    tree, found = parse_to_the_end(source)
    return bind(tree, Proposal, Place(source), check=check, found=found)


def proposal_from_data(
    data: Mapping[str, object], *, check: Check | None = None
) -> Document[Proposal]:
    """The proposal that a program hands in, with the keys of the files.

    Raises:
        InvalidInput: with every problem of the data.
    """
    return bind(from_python(data), Proposal, Place(), check=check)


def read_register(
    path: str | os.PathLike[str], *, stdin: BinaryIO | None = None
) -> Document[Register]:
    """The register in a YAML, JSON or TOML file: a list of entries, alone or under ``entries``.

    In Excel (.xlsx) and CSV files it is a sheet as ``screening register export`` writes it.

    Raises:
        InvalidInput: with every problem of the file.
    """
    if is_sheet(path):
        return _register(*read_sheet(path))
    source = read_source(path, stdin=stdin)
    tree, found = parse_to_the_end(source)
    return _register(tree, Place(source), found)


def register_from_data(data: object) -> Document[Register]:
    """The register that a program hands in, with the keys of the files.

    Raises:
        InvalidInput: with every problem of the data.
    """
    return _register(from_python(data), Place())


def register_from_table(table: Table, mapping: ColumnMapping) -> Document[Register]:
    """The register in a table, its columns read as the mapping says.

    Raises:
        InvalidInput: with every problem of the table, each at its cell; or a required field
            has neither a column nor a default.
    """
    tree, found = entries_of(table, mapping)
    return _register(tree, Place(table), found)


def _register(tree: Node, place: Place, found: Iterable[Problem] = ()) -> Document[Register]:
    if isinstance(tree, nodes.Sequence):
        tree = nodes.Mapping((Entry(Scalar("entries", tree.span), tree),), tree.span)
    return bind(tree, Register, place, check=_duplicates, found=found)


def _duplicates(document: Document[None]) -> list[Problem]:
    """Ids that stand twice, also where other entries are wrong: all is told at once."""
    paths = [(*path, "id") for path in document.each(("entries",))]
    ids = [document.word(path) or f"\0{number}" for number, path in enumerate(paths)]
    return [
        document.problem("input.duplicate-id", paths[index], id=key, field="id", value=key)
        for index, _, key in repeated(ids)
    ]
