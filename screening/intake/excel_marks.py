"""What a sheet of an Excel file says of its cells besides their values.

openpyxl tells neither of this when it reads row by row, which it must, for large files.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import IO, Any, Final
from xml.parsers import expat

from screening.intake.grid import MAX_COLUMNS

__all__ = ["Marks", "read_marks"]

Corners = tuple[int, int, int, int]
_CHUNK: Final = 1 << 16
_MOST_MERGED: Final = 100_000
_TRUE: Final = ("1", "true")


@dataclass(slots=True)
class Marks:
    """Merged cells by their corners (left, top, right, bottom), counted from 1, and the rest.

    ``uncalculated`` has row and column of each formula without a value.
    """

    merged: list[Corners] = field(default_factory=list)
    uncalculated: set[tuple[int, int]] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def read_marks(sheet: IO[bytes], corners: Callable[[str], Any]) -> Marks:
    """The marks of a sheet's XML, in little memory; ``corners`` reads a range like ``A1:B2``.

    Raises:
        xml.parsers.expat.ExpatError: it is no XML.
        ValueError: it names a place that no sheet has, or far too many merged cells.
    """
    reader = _Reader(corners)
    parser = expat.ParserCreate()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    while chunk := sheet.read(_CHUNK):
        parser.Parse(chunk)
    parser.Parse(b"", True)  # noqa: FBT003 - takes no keywords
    return reader.marks


class _Reader:
    """Follows the elements of a sheet."""

    def __init__(self, corners: Callable[[str], Any]) -> None:
        self.marks = Marks()
        self._corners = corners
        self._row = 0
        self._cell = ""
        self._in_value = self._has_formula = self._has_value = False

    def start(self, element: str, attributes: Mapping[str, str]) -> None:
        match element.rpartition(":")[2]:
            case "row":
                self._row = int(attributes.get("r", self._row + 1))
                if attributes.get("hidden") in _TRUE:
                    self.marks.hidden_rows.add(self._row)
            case "col":
                if attributes.get("hidden") in _TRUE:
                    first, last = (int(attributes.get(each, 0)) for each in ("min", "max"))
                    self.marks.hidden_columns.update(range(first, min(last, MAX_COLUMNS) + 1))
            case "c":
                self._cell = attributes.get("r", "")
                self._has_formula = self._has_value = False
            case "f":
                self._has_formula = True
            case "v":
                self._in_value = True
            case "mergeCell":
                if len(self.marks.merged) == _MOST_MERGED:
                    raise ValueError("more merged cells than anybody has")
                self.marks.merged.append(self._corners(attributes.get("ref", "")))
            case _:
                pass

    def text(self, text: str) -> None:
        if self._in_value and text:
            self._has_value = True

    def end(self, element: str) -> None:
        match element.rpartition(":")[2]:
            case "v":
                self._in_value = False
            case "c" if self._has_formula and not self._has_value and self._cell:
                column, row, _, _ = self._corners(self._cell)
                self.marks.uncalculated.add((row, column))
            case _:
                pass
