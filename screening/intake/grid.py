"""The cells of a CSV file or a sheet as values, before anybody knows what they mean."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from screening.errors import InvalidInput, Problem
from screening.messages import Lang, message

__all__ = [
    "MAX_COLUMNS",
    "MAX_ROWS",
    "MAX_TABLE_BYTES",
    "Grid",
    "Note",
    "Row",
    "Value",
    "cell_value",
    "letters",
    "refusal",
]

MAX_TABLE_BYTES: Final = 20_000_000
"""The largest CSV or Excel file that is read."""

MAX_ROWS: Final = 100_000
"""How many rows with something in them a table may have."""

MAX_COLUMNS: Final = 256
"""How many columns a table may have."""

Value = str | date | None
"""What a cell holds; None where it holds nothing, or only a dash."""

_BLANK: Final = frozenset({"", "-", "–", "—"})
# How Excel writes the other half of a line break.
_RETURN: Final = re.compile(r"_x000D_|\r(?=\n)")


@dataclass(frozen=True, slots=True)
class Note:
    """Something to be told, as the key of a text and what to fill in."""

    key: str
    params: Mapping[str, object] = field(default_factory=dict)

    def text(self, lang: Lang) -> str:
        """The note in Swedish or English."""
        return message(self.key, lang, **self.params)


@dataclass(frozen=True, slots=True)
class Row:
    """A row with something in it; ``number`` is its line in the file or row in the sheet, from 1.

    ``values`` has a value for each column from the left; of the rightmost there may be none.
    """

    number: int
    values: tuple[Value, ...]

    def filled(self) -> int:
        """How many cells hold something."""
        return len(self.values) - self.values.count(None)


@dataclass(frozen=True, slots=True)
class Grid:
    """All rows of a file with something in them.

    ``sheet`` and ``delimiter`` are None where there is no such thing.  ``uncalculated`` are
    the cells, by row and column from 1, with a formula and no value.
    """

    rows: Sequence[Row]
    notes: tuple[Note, ...] = ()
    sheet: str | None = None
    delimiter: str | None = None
    uncalculated: frozenset[tuple[int, int]] = frozenset()


def cell_value(text: str) -> str | None:
    """The text of a cell without blanks around it; None for none, or a dash that stands for it."""
    text = _RETURN.sub("", text).strip()
    return None if text in _BLANK else text


def letters(column: int) -> str:
    """What spreadsheets call a column, counted from 1: ``A``, ``Z``, ``AA``."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def refusal(
    file: str, code: str, *, suggestion: str | None = None, **params: object
) -> InvalidInput:
    """What to raise at a file that cannot be read as a table at all."""
    return InvalidInput([Problem(code, params, file=file, suggestion=suggestion)])
