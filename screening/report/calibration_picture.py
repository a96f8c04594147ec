"""A calibration's curve as an SVG picture, which can be read on light and on dark pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import Final
from xml.sax.saxutils import escape

from screening.intake.source import excerpt
from screening.messages import Lang, message
from screening.model.calibration import Calibration
from screening.report.calibration_text import counted

__all__ = ["picture"]

_WIDTH, _HEIGHT = 720, 420
_LEFT, _TOP, _ACROSS, _DOWN = 72, 84, 616, 264
_TURNS: Final = 60
"""From so high a score what is written beside a line stands to the left of it."""

_STYLE: Final = """
text { font: 14px sans-serif; fill: #222 }
.head { font-weight: bold; font-size: 16px }
.paper { fill: #fff }
.axis { stroke: #767676; fill: none }
.curve { stroke: #1f5fa8; stroke-width: 2; fill: #1f5fa8; fill-opacity: .18 }
.possible { stroke: #8a5a00; stroke-width: 2; stroke-dasharray: 3 4 }
.strong { stroke: #8b1a6b; stroke-width: 2; stroke-dasharray: 9 4 }
@media (prefers-color-scheme: dark) {
text { fill: #e8e8e8 }
.paper { fill: #16181c }
.axis { stroke: #8f8f8f }
.curve { stroke: #7db4f0; fill: #7db4f0 }
.possible { stroke: #e0b050 }
.strong { stroke: #f08fd0 }
}
"""


def picture(calibration: Calibration, file: str, lang: Lang) -> str:
    """The picture as the text of an SVG file.

    It shows, for each score from 0 to 100, the share of the entries that reach it, and where
    possible and strong begin; the two can be told apart without colours.

    Args:
        calibration: what to draw.
        file: what to call the register.
        lang: the language of the words in the picture.
    """
    name = excerpt(PurePath(file).name)
    head = escape(message("calibration.head", lang, file=name))
    size = f'viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" height="{_HEIGHT}"'
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" lang="{lang}">',
            f"<title>{head}</title>",
            f"<desc>{escape(counted(calibration, lang))}</desc>",
            f"<style>{_STYLE}</style>",
            f'<rect class="paper" width="{_WIDTH}" height="{_HEIGHT}"/>',
            _text(_LEFT, 28, head, kind="head"),
            _text(_LEFT, 56, escape(message("calibration.axis-share", lang))),
            *_axes(),
            f'<path class="curve" d="{_steps(calibration)}"/>',
            *_mark("possible", calibration.possible, 20, lang),
            *_mark("strong", calibration.strong, 44, lang),
            _text(_x(50), _HEIGHT - 20, message("calibration.axis-score", lang), "middle"),
            "</svg>\n",
        ]
    )


def _x(score: float) -> float:
    return _LEFT + _ACROSS * score / 100


def _y(share: float) -> float:
    return round(_TOP + _DOWN * (1 - share), 1)


def _steps(calibration: Calibration) -> str:
    """The curve: level from each score to the next, and down where entries fall away."""
    steps = "".join(
        f"H{_x(score):g}V{_y(share):g}" for score, share in enumerate(calibration.reached)
    )
    return f"M{_LEFT} {_y(0):g}{steps}V{_y(0):g}Z"


def _axes() -> Iterator[str]:
    yield f'<path class="axis" d="M{_LEFT} {_TOP}V{_y(0):g}H{_LEFT + _ACROSS}"/>'
    for percent in (0, 25, 50, 75, 100):
        yield _text(_LEFT - 10, _y(percent / 100) + 5, f"{percent} %", "end")
    for score in range(0, 101, 20):
        yield _text(_x(score), _y(0) + 22, str(score), "middle")


def _mark(band: str, score: int, below: int, lang: Lang) -> Iterator[str]:
    """A line where a band begins, and what it is, so far below the top."""
    x = _x(score)
    yield f'<path class="{band}" d="M{x:g} {_TOP}V{_y(0):g}"/>'
    told = message(f"calibration.mark-{band}", lang, score=score)
    beside, anchor = (8, "start") if score < _TURNS else (-8, "end")
    yield _text(x + beside, _TOP + below, told, anchor)


def _text(x: float, y: float, said: str, anchor: str = "start", *, kind: str = "") -> str:
    of_kind = f' class="{kind}"' if kind else ""
    return f'<text{of_kind} x="{x:g}" y="{y:g}" text-anchor="{anchor}">{said}</text>'
