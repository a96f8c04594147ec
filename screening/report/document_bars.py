"""Scores as small pictures: drawn in SVG, or with characters where there are no pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from screening.report.document import Bar, Bars, Inline, Line, Piece, Scored, Scores, Table
from screening.report.document_text import shown

__all__ = ["as_svg", "as_table", "bar_as_svg", "scores_as_table"]

_WIDTH, _LEFT, _ACROSS = 380, 96, 210
_ROW, _TOP, _THICK = 20, 18, 12
_CELLS: Final = 20
"""How many characters a full bar of a table has."""
_WHOLE_CELLS, _PART_CELLS = 10, 5
"""How many it has where there are many side by side."""
_ALONE: Final = 10
"""How high a bar is that stands alone, where it is 100 wide."""


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


def bar_as_svg(score: int, kind: str, marks: Iterable[Bar] = ()) -> str:
    """A bar by itself, as wide as there is room for; its score is told beside it."""
    size = f'y="2" height="{_ALONE - 4}"'
    drawn = "".join(f'<path class="mark" d="M{mark.score} 0V{_ALONE}"/>' for mark in marks)
    return (
        f'<svg class="bar" viewBox="0 0 100 {_ALONE}" preserveAspectRatio="none"'
        f' aria-hidden="true"><rect class="track" {size} width="100"/>'
        f'<rect class="{kind}" {size} width="{score}"/>{drawn}</svg>'
    )


def as_table(bars: Bars) -> Table:
    """The picture as a table, its bars drawn with characters; the marks stand in the first."""
    rows = [
        (Piece(bars.whole.label, "strong"), bars.whole.score, _drawn(bars.whole.score, bars.marks)),
        *((Piece(bar.label), bar.score, _drawn(bar.score)) for bar in bars.parts),
    ]
    return Table(
        bars.caption,
        bars.headings,
        tuple(
            ((Line((label,)),), (Line((Piece(str(score)),)),), (Line((Piece(drawn, "bar"),)),))
            for label, score, drawn in rows
        ),
    )


def scores_as_table(scores: Scores) -> Table:
    """The same for scores of several: in each cell a score, and its bar below it."""
    return Table(
        scores.caption,
        scores.headings,
        tuple(
            (
                row.about,
                _cell(
                    Piece(str(row.whole), "strong"), _drawn(row.whole, scores.marks, _WHOLE_CELLS)
                ),
                *_cells_of(row),
            )
            for row in scores.rows
        ),
    )


def _cells_of(row: Scored) -> Iterator[tuple[Line, ...]]:
    for score in row.parts:
        if score is None:
            yield (Line((Piece("–"),)),)
        else:
            yield _cell(Piece(str(score)), _drawn(score, cells=_PART_CELLS))


def _cell(score: Piece, drawn: str) -> tuple[Line, ...]:
    texts: tuple[Inline, ...] = ((score,), (Piece(drawn, "bar"),))
    return tuple(map(Line, texts))


def _drawn(score: int, marks: Iterable[Bar] = (), cells: int = _CELLS) -> str:
    """A bar of so many characters, and one more for each mark where it stands."""
    filled = _at(score, cells)
    drawn = ["█" if cell < filled else "░" for cell in range(cells)]
    for mark in sorted(marks, key=lambda one: -one.score):
        drawn.insert(_at(mark.score, cells), "┃")
    return "".join(drawn)


def _at(score: int, cells: int) -> int:
    return round(score * cells / 100)
