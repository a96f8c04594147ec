"""How wide the columns of a table in a Word file are: what they say decides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from screening.report.document import Inline, Piece, Style, Table

if TYPE_CHECKING:
    from docx.shared import Length

__all__ = ["widths"]

_SIDES, _SPARE, _PEN_WIDTH, _MOST_WIDTH = 3.2, 2.5, 34, 125
"""Millimetres: a cell's margins, what a heading has besides its letters, what a pen needs, and
no more than which a cell asks for."""
_LETTERS: Final[Mapping[Style, float]] = {
    "plain": 1.7, "link": 1.7, "strong": 2.1, "code": 1.9, "bar": 1.55,
}  # fmt: skip
"""Millimetres that a letter takes in a wide font."""


def widths(table: Table, across: float) -> list[Length]:
    """How wide each column is: no word of its heading breaks, and the more it says the wider."""
    from docx.shared import Mm  # noqa: PLC0415 - an extra

    least, asked = [], []
    for heading, *cells in zip(table.headings, *table.rows, strict=True):
        lines = [line.text for cell in cells for line in cell]
        bars = (_long(line) for line in lines if line and line[0].style == "bar")
        pen = _PEN_WIDTH if any(line == (Piece(""),) for line in lines) else 0.0
        least.append(max(_long((Piece(heading),)) + _SPARE, pen, *bars))
        asked.append(max(least[-1], min(_MOST_WIDTH, max(map(_long, lines), default=0))))
    # There is room for all that is asked for, or not even for what is needed.
    for shares, enough in ((asked, across - sum(asked) >= 0), (least, across - sum(least) <= 0)):
        if enough:
            return [Mm(across * share / sum(shares)) for share in shares]
    more = (across - sum(least)) / (sum(asked) - sum(least))
    return [Mm(need + (ask - need) * more) for need, ask in zip(least, asked, strict=True)]


def _long(text: Inline) -> float:
    """How many millimetres a line takes in a cell."""
    return _SIDES + sum(len(piece.text) * _LETTERS[piece.style] for piece in text)
