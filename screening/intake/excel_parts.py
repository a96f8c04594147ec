"""An Excel file whose parts are weighed before openpyxl reads them.

openpyxl makes an object of everything, ten microseconds each, also of cells that hold nothing
and only have a look.  So these are left out, and files that hold far more than any table has
are refused.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any, Final

from screening.intake.packages import Unsafe

__all__ = ["FORM", "TABLE", "SparingArchive", "Weight"]

_CHUNK: Final = 1 << 20
_MANY: Final = 1_000
_A_TEXT: Final = 4  # tags: <si><t></t></si>
_A_VALUE: Final = 4  # <c><v></v></c>
_AN_EMPTY_CELL: Final = 20  # one tag, but as slow as so many
_STYLES: Final = "xl/styles.xml"
_EMPTY_CELL: Final = re.compile(rb'<c r="[A-Z]+[0-9]+"[^<>]*(?:(?<=/)>|(?<!/)></c>)')
_EMPTY_ROW: Final = re.compile(rb'<row r="[0-9]+"[^<>]*(?:(?<=/)>|(?<!/)>\s*</row>)')
# What is counted on from the one before must stay, and so must all where tags may be text.
_NOT_PLAIN: Final = re.compile(rb'<!|<(?:c|row)(?! r=")[\s/>]')
_EMPTY_LEFT: Final = re.compile(rb"<(?:[\w.-]+:)?c\b[^<>]*(?:/>|></)")


@dataclass(frozen=True, slots=True)
class Weight:
    """How many tags parts may have: a sheet, the shared texts, and all others together."""

    sheet: int
    texts: int
    others: int


TABLE: Final = Weight(sheet=8_000_000, texts=500_000 * _A_TEXT, others=100_000)
"""What a table may weigh: so many tags are two million cells."""

FORM: Final = Weight(sheet=200_000, texts=20_000 * _A_TEXT, others=100_000)
"""What a form may weigh."""


class SparingArchive(zipfile.ZipFile):
    """The archive of an Excel file; its sheets have no cells that hold nothing.

    Opening a part raises ``Unsafe``, of the kind ``crowded``, where it weighs too much.
    ``texts`` is the name of the part with the shared texts, and ``reading_sheets`` says that
    the parts opened from now on are sheets.
    """

    def __init__(self, data: bytes, weight: Weight) -> None:
        super().__init__(io.BytesIO(data))
        self.texts = ""
        self.reading_sheets = False
        self._weight = weight
        self._others = 0
        self._weighed: dict[str, bytes | None] = {}

    def open(self, name: str | zipfile.ZipInfo, *args: Any, **named: Any) -> IO[bytes]:
        """A part, to be read."""
        part = name if isinstance(name, str) else name.filename
        if self.reading_sheets:
            if part not in self._weighed:
                self._weighed[part] = self._sheet(part)
            lean = self._weighed[part]
            return super().open(name) if lean is None else io.BytesIO(lean)
        self._weigh(part)
        return super().open(name, *args, **named)

    def _weigh(self, part: str) -> None:
        """Refuse what openpyxl reads, whole, before any sheet, where it weighs too much."""
        with super().open(part) as source:
            tags = sum(piece.count(b"<") for piece in _pieces(source))
        if part == self.texts and part != _STYLES:
            limit = self._weight.texts
        else:
            self._others += tags
            tags, limit = self._others, self._weight.others
        if tags > limit:
            raise Unsafe("crowded")

    def _sheet(self, part: str) -> bytes | None:
        """A sheet without the cells that hold nothing; None where it has few of them."""
        plain, values = True, 0
        with super().open(part) as source:
            for piece in _pieces(source):
                values += piece.count(b"</v>")
                if values * _A_VALUE > self._weight.sheet:
                    raise Unsafe("crowded")
                plain = plain and not _NOT_PLAIN.search(piece)
        lean, weight, found = io.BytesIO(), 0, 0
        with super().open(part) as source:
            for piece in _pieces(source):
                less, number = _without_empty(piece) if plain else (piece, 0)
                weight += less.count(b"<") + _AN_EMPTY_CELL * len(_EMPTY_LEFT.findall(less))
                if weight > self._weight.sheet:
                    raise Unsafe("crowded")
                found += number
                lean.write(less)
        return lean.getvalue() if found > _MANY else None


def _without_empty(piece: bytes) -> tuple[bytes, int]:
    """The piece without cells and rows that hold nothing, and how many cells that were."""
    less, number = _EMPTY_CELL.subn(b"", piece)
    return _EMPTY_ROW.sub(b"", less), number


def _pieces(source: IO[bytes]) -> Iterator[bytes]:
    """What a part holds, cut before a tag."""
    rest = b""
    while chunk := source.read(_CHUNK):
        rest += chunk
        at = rest.rfind(b"<")
        if at > 0:
            yield rest[:at]
            rest = rest[at:]
    yield rest
