"""A calibration's curve drawn with characters, so that it is seen on any terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from rich.text import Text

from screening.messages import Lang, message
from screening.model.calibration import Calibration

__all__ = ["curve"]

_ROWS: Final = 12
_LABELLED: Final = 3
"""Every so many rows have their share written beside them."""

_SCORES_TO_A_COLUMN: Final = 2
_COLUMNS: Final = 100 // _SCORES_TO_A_COLUMN + 1
_COLUMNS_TO_A_TICK: Final = 10
_GUTTER: Final = " " * 7


class _Pens(NamedTuple):
    """The characters to draw with; ``bars`` from an empty cell to a full one."""

    bars: str
    line: str
    axis: str
    corner: str
    arrow: str


_BLOCKS: Final = _Pens(" ▁▂▃▄▅▆▇█", "│", "─", "└", "▲")
_LETTERS: Final = _Pens("  #", "|", "-", "+", "^")
"""For terminals that have no others."""


def curve(calibration: Calibration, lang: Lang, *, plain: bool = False) -> Iterator[Text]:
    """The lines of the drawing, at most 80 characters wide.

    Each column stands for two scores, and is as high as the share of entries that reach the
    first of them.  Lines go up where possible and strong begin.

    Args:
        calibration: what to draw.
        lang: the language of the words beside it.
        plain: whether the terminal has no characters but those of ASCII.
    """
    pens = _LETTERS if plain else _BLOCKS
    marks = {
        calibration.possible // _SCORES_TO_A_COLUMN: "possible",
        calibration.strong // _SCORES_TO_A_COLUMN: "strong",
    }
    yield Text(_GUTTER + message("calibration.axis-share", lang), style="dim")
    for row in range(_ROWS, 0, -1):
        share = f"{100 * row // _ROWS:>4} %" if row % _LABELLED == 0 else ""
        line = Text(f"{share:<{len(_GUTTER)}}{pens.line}")
        for column in range(_COLUMNS):
            line.append(*_cell(calibration, column, row, marks, pens))
        line.rstrip()
        yield line
    yield Text(f"{'   0 %':<{len(_GUTTER)}}{pens.corner}{pens.axis * _COLUMNS}")
    ticks = range(0, _COLUMNS, _COLUMNS_TO_A_TICK)
    numbers = "".join(f"{_SCORES_TO_A_COLUMN * tick:<{_COLUMNS_TO_A_TICK}}" for tick in ticks)
    yield Text(f"{_GUTTER} {numbers}".rstrip())
    yield from _marks(calibration, lang, pens)
    yield Text(f"{_GUTTER} {message('calibration.axis-score', lang)}", style="dim")


def _cell(
    calibration: Calibration, column: int, row: int, marks: Mapping[int, str], pens: _Pens
) -> tuple[str, str]:
    """A character of the drawing, and its style."""
    full = len(pens.bars) - 1
    height = round(calibration.reached[column * _SCORES_TO_A_COLUMN] * _ROWS * full)
    filled = min(max(height - (row - 1) * full, 0), full)
    if column in marks and not filled:
        return pens.line, marks[column]
    style = "strong" if column * _SCORES_TO_A_COLUMN >= calibration.strong else ""
    return pens.bars[filled], style


def _marks(calibration: Calibration, lang: Lang, pens: _Pens) -> Iterator[Text]:
    """What the two lines in the drawing are."""
    possible = calibration.possible // _SCORES_TO_A_COLUMN
    strong = calibration.strong // _SCORES_TO_A_COLUMN
    above = Text(f"{_GUTTER} {' ' * possible}")
    if strong > possible:
        above.append(pens.arrow, style="possible").append(" " * (strong - possible - 1))
    told = message("calibration.mark-strong", lang, score=calibration.strong)
    yield above.append(f"{pens.arrow} {told}", style="strong")
    told = message("calibration.mark-possible", lang, score=calibration.possible)
    yield Text(f"{_GUTTER} {' ' * possible}").append(told, style="possible")
