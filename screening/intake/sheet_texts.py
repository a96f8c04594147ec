"""Texts and lists as they stand in a cell of a register's sheet, and back again.

What is written here is read as it was, whatever it says; and no program that opens the file
takes a text for a formula.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

__all__ = ["NOTHING", "Ambiguous", "escaped", "items_of", "listed", "text_of"]

NOTHING: Final = ""
"""What a cell says that holds only a dash: somebody has looked, and there is nothing."""

_DASHES: Final = frozenset({"-", "–", "—"})
_QUOTE: Final = "'"
_STARTS: Final = frozenset("=+-@\t\r#–—＝＋－＠")
"""What a text begins with that some program, or we, would take for something else."""

_LINES: Final = re.compile(r"[\r\n]+")
_BULLET: Final = re.compile(r"[-–*•·](?:\s+|$)")
_MARK: Final = "• "
_BETWEEN: Final = re.compile(r"[;,]")


class Ambiguous(Exception):
    """A cell with a comma that may stand within a name or between two."""


def escaped(text: str, *, formulas: bool) -> str:
    """A text as it is written into a cell.

    An apostrophe goes before what would be read as something else; :func:`text_of` takes it
    away again.  ``formulas`` says whether the file may turn texts into formulas, as CSV does;
    in Excel a cell is a text by its type.
    """
    touched = text[:1] in _STARTS if formulas else text in _DASHES
    return _QUOTE + text if touched or _begins_quoted(text) else text


def text_of(cell: str) -> str | None:
    """The text in a cell: None where it is empty, ``NOTHING`` where it holds only a dash.

    An apostrophe goes only where :func:`escaped` would have put one.
    """
    cell = cell.strip()
    if not cell:
        return None
    if cell in _DASHES:
        return NOTHING
    return cell[1:] if _begins_quoted(cell) else cell


def _begins_quoted(text: str) -> bool:
    return text[:1] == _QUOTE and text.lstrip(_QUOTE)[:1] in _STARTS


def listed(items: Iterable[str], *, words: Iterable[str] = ()) -> str:
    """Items a line each; with a bullet those that would be split or taken for something else.

    ``words`` are texts that mean something of their own in the cell.
    """
    kept = frozenset(words)
    return "\n".join(
        f"{_MARK}{item}"
        if _BETWEEN.search(item) or _BULLET.match(item) or item.casefold() in kept
        else item
        for item in items
    )


def items_of(text: str, *, names: bool) -> list[str]:
    """The items in a cell: a line each, or with semicolons between them.

    A line with a bullet is one item, whatever it holds.  Without one, commas split too; but in
    ``names`` nobody can know.

    Raises:
        Ambiguous: a name with a comma and without a bullet.
    """
    items: list[str] = []
    for line in map(str.strip, _LINES.split(text)):
        bullet = _BULLET.match(line)
        if bullet:
            items.append(line[bullet.end() :])
        elif names and "," in line:
            raise Ambiguous
        else:
            items += map(str.strip, _BETWEEN.split(line))
    return [item for item in items if item]
