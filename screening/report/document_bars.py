"""Scores as a small picture: drawn in SVG, or with characters where there are no pictures."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from screening.report.document import Bar, Bars, Line, Piece, Table
from screening.report.document_text import shown

__all__ = ["as_svg", "as_table"]

_WIDTH, _LEFT, _ACROSS = 380, 96, 210
_ROW, _TOP, _THICK = 20, 18, 12
_CELLS: Final = 20
"""How many characters a full bar of a table has."""


def as_svg(bars: Bars) -> Iterator[str]:
    """The picture, line by line; whoever does not see it is told the same."""
    height = _TOP + _ROW * (1 + len(bars.parts))
    told = escape(shown(bars.told))
    yield f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{told}">'
    yield from _row(bars.whole, 0, "whole")
    for place, bar in enumerate(bars.parts, start=1):
        yield from _row(bar, place, "part")
    # What begins lower is told to the left of its line, so that the two never meet.
    for mark, (anchor, beside) in zip(bars.marks, (("end", -4), ("start", 4)), strict=True):
        x = _x(mark.score)
        yield f'<path class="mark" d="M{x:g} 2V{_TOP + _ROW - 2}"/>'
        text = f"{shown(mark.label)} {mark.score}"
        yield f'<text x="{x + beside:g}" y="12" text-anchor="{anchor}">{escape(text)}</text>'
    yield "</svg>"


def _x(score: int) -> float:
    return _LEFT + _ACROSS * score / 100


def _row(bar: Bar, place: int, kind: str) -> Iterator[str]:
    y = _TOP + _ROW * place
    middle, top = y + _ROW / 2 + 4, y + (_ROW - _THICK) / 2
    label = escape(shown(bar.label))
    yield f'<text class="{kind}" x="{_LEFT - 8}" y="{middle:g}" text-anchor="end">{label}</text>'
    size = f'x="{_LEFT}" y="{top:g}" height="{_THICK}"'
    yield f'<rect class="track" {size} width="{_ACROSS}"/>'
    yield f'<rect class="{kind}" {size} width="{_x(bar.score) - _LEFT:g}"/>'
    yield f'<text class="{kind}" x="{_LEFT + _ACROSS + 8}" y="{middle:g}">{bar.score}</text>'


def as_table(bars: Bars) -> Table:
    """The picture as a table, its bars drawn with characters; the marks stand in the first."""
    rows = [
        (Piece(bars.whole.label, "strong"), bars.whole.score, _drawn(bars.whole, bars.marks)),
        *((Piece(bar.label), bar.score, _drawn(bar)) for bar in bars.parts),
    ]
    return Table(
        bars.caption,
        bars.headings,
        tuple(
            ((Line((label,)),), (Line((Piece(str(score)),)),), (Line((Piece(drawn, "code"),)),))
            for label, score, drawn in rows
        ),
    )


def _drawn(bar: Bar, marks: tuple[Bar, ...] = ()) -> str:
    """A bar of ``_CELLS`` characters, and one more for each mark where it stands."""
    filled = _cells(bar.score)
    cells = ["█" if cell < filled else "░" for cell in range(_CELLS)]
    for mark in sorted(marks, key=lambda one: -one.score):
        cells.insert(_cells(mark.score), "┃")
    return "".join(cells)


def _cells(score: int) -> int:
    return round(score * _CELLS / 100)
