"""Outcomes before and now as an SVG picture, which can be read on light and on dark pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Final
from xml.sax.saxutils import escape

from screening.messages import Lang, message
from screening.model.values import Outcome
from screening.report.console import plain_text
from screening.report.diff import Diffed
from screening.report.diff_words import outcome_name
from screening.workbench.diff.differences import Stretch

__all__ = ["diff_picture"]

_WIDTH: Final = 760
_TOP, _BAR, _GAP, _ALL = 84, 14, 34, 300
_LEFT, _RIGHT = 250, 510
_LEAST: Final = 3.0
"""So thick is the thinnest flow, that one proposal of many is seen."""

_STYLE: Final = """
text { font: 14px sans-serif; fill: #222 }
.head { font-weight: bold; font-size: 16px }
.paper { fill: #fff }
.bar { fill: #1f5fa8 }
.stays { fill: #767676; fill-opacity: .35 }
.flips { fill: #8b1a6b; fill-opacity: .6; stroke: #8b1a6b; stroke-width: 1 }
@media (prefers-color-scheme: dark) {
text { fill: #e8e8e8 }
.paper { fill: #16181c }
.bar { fill: #7db4f0 }
.stays { fill: #8f8f8f }
.flips { fill: #f08fd0; stroke: #f08fd0 }
}
"""

Name = Outcome | None
Flows = Mapping[tuple[Name, Name], int]


def diff_picture(diffed: Diffed, lang: Lang) -> str:
    """The picture as the text of an SVG file.

    With proposals it shows how many go from each outcome to each, else which outcomes can
    become which others; those that change are dark, and every flow has its words.
    """
    over, stretch = diffed.over, diffed.differences[0].stretch
    flows: Flows
    if over is not None:
        flows = {(was, becomes): count for (was, becomes), count in over.counts.items()}
        title = message("diff.picture-over", lang, count=len(over.compared))
    else:
        changes = [one for each in diffed.differences for one in each.changes if one.step is None]
        flows = {(was, one.becomes): 1 for one in changes for was in one.was}
        title = message("diff.picture-proved", lang)
    told = [
        _told(pair, count, stretch, lang, counted=over is not None) for pair, count in flows.items()
    ]
    if not flows:
        told = [message("diff.picture-nothing", lang)]
    drawing = _Drawing(flows, stretch, lang, counted=over is not None)
    height = drawing.height
    size = f'viewBox="0 0 {_WIDTH} {height:g}" width="{_WIDTH}" height="{height:g}"'
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" lang="{lang}">',
            f"<title>{_safe(title)}</title>",
            f"<desc>{_safe('; '.join(told))}</desc>",
            f"<style>{_STYLE}</style>",
            f'<rect class="paper" width="{_WIDTH}" height="{height:g}"/>',
            _text(24, 28, title, kind="head"),
            *(drawing.lines() if flows else [_text(24, 60, told[0])]),
            "</svg>\n",
        ]
    )


def _told(
    pair: tuple[Name, Name], count: int, stretch: Stretch, lang: Lang, *, counted: bool
) -> str:
    was, becomes = (outcome_name(one, stretch, lang) for one in pair)
    key = "picture-flow" if counted else "picture-change"
    return message(f"diff.{key}", lang, was=was, becomes=becomes, count=count)


class _Drawing:
    """Bars on the left for what was, on the right for what is, and the flows between them."""

    def __init__(self, flows: Flows, stretch: Stretch, lang: Lang, *, counted: bool) -> None:
        self._flows = flows
        self._stretch = stretch
        self._lang = lang
        self._counted = counted
        scale = _ALL / max(sum(flows.values()), 1)
        self._thick = {pair: max(count * scale, _LEAST) for pair, count in flows.items()}
        self._sides = [self._bars(side) for side in (0, 1)]

    @property
    def height(self) -> float:
        """How high the picture is."""
        ends = [top + thick for bars in self._sides for top, thick in bars.values()]
        return round(max(ends, default=_TOP)) + 32

    def lines(self) -> Iterator[str]:
        """The elements of the drawing, flows first so that bars stand before them."""
        for key, x, anchor in (("old", _LEFT, "end"), ("new", _RIGHT, "start")):
            yield _text(
                x, _TOP - 20, message(f"diff.picture-{key}", self._lang), anchor, kind="head"
            )
        begun = [{name: top for name, (top, _) in bars.items()} for bars in self._sides]
        for pair in self._inorder():
            thick = self._thick[pair]
            tops = [begun[side][name] for side, name in enumerate(pair)]
            for side, name in enumerate(pair):
                begun[side][name] += thick
            yield self._flow(pair, tops, thick)
        for side, bars in enumerate(self._sides):
            for name, (top, thick) in bars.items():
                yield from self._bar(side, name, top, thick)

    def _inorder(self) -> list[tuple[Name, Name]]:
        names = [list(bars) for bars in self._sides]
        return sorted(
            self._flows, key=lambda pair: [names[i].index(one) for i, one in enumerate(pair)]
        )

    def _bars(self, side: int) -> dict[Name, tuple[float, float]]:
        """Each outcome of a side with where its bar begins, and how high it is."""
        rank = {**self._stretch.old.rank, **self._stretch.new.rank}
        names = sorted(
            {pair[side] for pair in self._flows}, key=lambda one: rank.get(one, 99) if one else 99
        )
        bars: dict[Name, tuple[float, float]] = {}
        top = float(_TOP)
        for name in names:
            thick = sum(each for pair, each in self._thick.items() if pair[side] == name)
            bars[name] = (top, thick)
            top += max(thick, 20) + _GAP
        return bars

    def _bar(self, side: int, name: Name, top: float, thick: float) -> Iterator[str]:
        x = _RIGHT if side else _LEFT - _BAR
        yield f'<rect class="bar" x="{x}" y="{top:g}" width="{_BAR}" height="{thick:.1f}"/>'
        beside, anchor = (_RIGHT + _BAR + 8, "start") if side else (_LEFT - _BAR - 8, "end")
        told = outcome_name(name, self._stretch, self._lang)
        lines = _wrapped(told)
        if self._counted:
            count = sum(each for pair, each in self._flows.items() if pair[side] == name)
            lines[-1] += f": {count}"
        for number, line in enumerate(lines):
            yield _text(beside, top + 14 + 17 * number, line, anchor)

    def _flow(self, pair: tuple[Name, Name], tops: Sequence[float], thick: float) -> str:
        kind = "stays" if pair[0] == pair[1] and self._counted else "flips"
        (one, other), middle = tops, (_LEFT + _RIGHT) / 2
        low, lower = one + thick, other + thick
        path = (
            f"M{_LEFT} {one:.1f}C{middle:g} {one:.1f} {middle:g} {other:.1f} {_RIGHT} {other:.1f}"
            f"V{lower:.1f}C{middle:g} {lower:.1f} {middle:g} {low:.1f} {_LEFT} {low:.1f}Z"
        )
        told = _told(pair, self._flows[pair], self._stretch, self._lang, counted=self._counted)
        return f'<path class="{kind}" d="{path}"><title>{_safe(told)}</title></path>'


def _wrapped(text: str) -> list[str]:
    """A name in lines that fit beside the bars."""
    return wrap(text, 26)[:3] or [""]


def _text(x: float, y: float, said: str, anchor: str = "start", *, kind: str = "") -> str:
    of_kind = f' class="{kind}"' if kind else ""
    return f'<text{of_kind} x="{x:g}" y="{y:g}" text-anchor="{anchor}">{_safe(said)}</text>'


def _safe(text: str) -> str:
    return escape(plain_text(text))
