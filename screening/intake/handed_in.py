"""What somebody hands in, as proposals one by one: files, folders, patterns and tables."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from screening.errors import InvalidInput, Problem
from screening.intake.binding import Fits
from screening.intake.forms import FORM_SUFFIXES, OTHER_FORMS, holds_form
from screening.intake.proposal_rows import ProposalRow, ProposalTable, read_proposals
from screening.intake.source import SUFFIXES
from screening.intake.tables import CSV_SUFFIXES, EXCEL_SUFFIXES, OTHER_SUFFIXES
from screening.model.proposal import Proposal

__all__ = ["HandedIn", "HandedInAll", "Key", "hand_in", "is_one_proposal"]

_TABLES: Final = (*CSV_SUFFIXES, *EXCEL_SUFFIXES, *OTHER_SUFFIXES)
_KNOWN: Final = frozenset({*SUFFIXES, *FORM_SUFFIXES, *OTHER_FORMS, *_TABLES})
_EXCEL_FORM: Final = ".xlsx"
_OWN: Final = (".", "~$", "~lock")
"""How names begin of files that programs keep for themselves."""


Key = tuple[str, int | None]
"""A file, and the row in it, where it is a table."""


@dataclass(frozen=True, slots=True)
class HandedIn:
    """One proposal; ``row`` is its row in the table, where the file is one.

    ``proposal`` is the name of a file that is still to be read, or what a row says, or why
    that cannot be used.  ``title`` is what stands under the title in the row.
    """

    file: str
    row: int | None
    title: str | None
    proposal: str | Proposal | InvalidInput


class HandedInAll:
    """All proposals that are handed in, in order; those of a table are made one at a time.

    ``left_out`` are the files of folders that can be no proposal, by their names.
    """

    def __init__(self, parts: Iterable[HandedIn | ProposalTable], left_out: Iterable[str]) -> None:
        self._parts = tuple(parts)
        self.left_out = tuple(left_out)

    def __len__(self) -> int:
        return sum(1 if isinstance(part, HandedIn) else len(part) for part in self._parts)

    def __iter__(self) -> Iterator[HandedIn]:
        for part in self._parts:
            if isinstance(part, HandedIn):
                yield part
            else:
                yield from (_of_row(part.name, row) for row in part)

    @property
    def refusals(self) -> tuple[InvalidInput, ...]:
        """Why nothing of it all can be read; none where anything may be."""
        found = [part.proposal for part in self._parts if isinstance(part, HandedIn)]
        refused = tuple(each for each in found if isinstance(each, InvalidInput))
        return refused if len(refused) == len(self._parts) else ()

    def keys(self) -> Iterator[Key]:
        """Where each of them is from."""
        for part in self._parts:
            if isinstance(part, HandedIn):
                yield part.file, part.row
            else:
                yield from ((part.name, number) for number in part.numbers)

    @property
    def files(self) -> tuple[str, ...]:
        """The files they are in."""
        return tuple(part.file if isinstance(part, HandedIn) else part.name for part in self._parts)

    @property
    def tables(self) -> tuple[ProposalTable, ...]:
        """The tables among them."""
        return tuple(part for part in self._parts if isinstance(part, ProposalTable))


def is_one_proposal(path: str) -> bool:
    """Whether a name is that of a single proposal, not of a folder, a pattern or a table."""
    if _is_pattern(path) or Path(path).is_dir():
        return False
    suffix = Path(path).suffix.lower()
    return suffix not in _TABLES or (suffix == _EXCEL_FORM and _is_form(path))


def hand_in(
    paths: Iterable[str],
    *,
    sheet: str | None = None,
    fits: Fits | None = None,
    but: AbstractSet[Path] = frozenset(),
) -> HandedInAll:
    """Everything that some names stand for.

    A folder stands for all proposals in it and below it, in the order of their names; a
    pattern such as ``*.yaml`` for the files that it fits; a CSV file or a sheet of Excel for
    a proposal a row.  Of folders and patterns, files and folders that begin with a dot are
    left out, and what programs keep beside an open document.

    Args:
        paths: the names, ``-`` for standard input among them.
        sheet: the sheet to read of Excel files.
        fits: tells of each row of a table what a proposal cannot know.
        but: files, and folders with all that is in them, to leave out of folders and
            patterns, their names resolved.
    """
    parts: list[HandedIn | ProposalTable] = []
    left_out: list[str] = []
    for path in paths:
        if _is_pattern(path):
            found = sorted(glob.glob(path, recursive=True))  # noqa: PTH207 - takes any pattern
            out = but
        elif Path(path).is_dir():
            found = [str(each) for each in sorted(Path(path).rglob("*")) if _is_seen(each, path)]
            # Who hands in the folder that results go to means what lies there besides.
            out = but - {Path(path).resolve(), *Path(path).resolve().parents}
        else:
            parts.append(_part(path, sheet, fits))
            continue
        files = [each for each in found if _may_be_meant(Path(each), out)]
        proposals = [each for each in files if Path(each).suffix.lower() in _KNOWN]
        left_out += (each for each in files if each not in set(proposals))
        parts += (_part(each, sheet, fits) for each in proposals)
        if not proposals:
            error = InvalidInput([Problem("reading.no-proposals", file=path)])
            parts.append(HandedIn(path, None, None, error))
    return HandedInAll(parts, left_out)


def _is_pattern(path: str) -> bool:
    return glob.has_magic(path) and not os.path.lexists(path)


def _is_seen(path: Path, folder: str) -> bool:
    return not any(part.startswith(_OWN) for part in path.relative_to(folder).parts)


def _may_be_meant(path: Path, but: AbstractSet[Path]) -> bool:
    if path.name.startswith(_OWN) or not path.is_file():
        return False
    whole = path.resolve()
    return but.isdisjoint((whole, *whole.parents))


def _part(path: str, sheet: str | None, fits: Fits | None) -> HandedIn | ProposalTable:
    if is_one_proposal(path):
        return HandedIn(path, None, None, path)
    try:
        return read_proposals(path, sheet=sheet, fits=fits)
    except InvalidInput as error:
        return HandedIn(path, None, None, error)


def _is_form(path: str) -> bool:
    try:
        return holds_form(path)
    except InvalidInput:
        return True  # reading it tells why it cannot be read


def _of_row(file: str, row: ProposalRow) -> HandedIn:
    made = row.proposal or InvalidInput(row.problems)
    return HandedIn(file, row.number, row.title, made)
