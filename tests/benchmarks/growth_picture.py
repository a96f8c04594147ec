"""The growth of the overlap test as an SVG picture: entries across, time up, both by tens."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import log10

_WIDTH, _HEIGHT = 720, 420
_LEFT, _TOP, _ACROSS, _DOWN = 88, 56, 500, 300
_DECADES_UP = (-3, 3)
_LINES = {
    "build_s": ("index built", 1.0, "#8b1a6b", "9 4"),
    "open_s": ("opened", 1.0, "#1a6b3c", "2 3"),
    "p95_ms": ("asked, 95 of 100", 1e-3, "#8a5a00", "5 3"),
    "median_ms": ("asked, median", 1e-3, "#1f5fa8", ""),
}


def growth_picture(rows: Sequence[Mapping[str, float]]) -> str:
    """The picture as the text of an SVG file, from the rows of the table."""
    size = f'viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" height="{_HEIGHT}"'
    font = 'font-family="sans-serif" font-size="14"'
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" {font}>',
            "<title>Time by the number of entries in the register</title>",
            f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
            f'<text x="{_LEFT}" y="30" font-weight="bold">Time by the number of entries</text>',
            *_axes(rows),
            *(part for name in _LINES for part in _line(name, rows)),
            "</svg>\n",
        ]
    )


def _x(entries: float, rows: Sequence[Mapping[str, float]]) -> float:
    first, last = log10(rows[0]["entries"]), log10(rows[-1]["entries"])
    return round(_LEFT + _ACROSS * (log10(entries) - first) / max(last - first, 1), 1)


def _y(seconds: float) -> float:
    low, high = _DECADES_UP
    return round(_TOP + _DOWN * (high - log10(max(seconds, 10**low))) / (high - low), 1)


def _axes(rows: Sequence[Mapping[str, float]]) -> Iterator[str]:
    for decade in range(_DECADES_UP[0], _DECADES_UP[1] + 1):
        y, label = (
            _y(10**decade),
            f"{10**decade:,} s" if decade >= 0 else f"{10 ** (decade + 3)} ms",
        )
        yield f'<path d="M{_LEFT} {y}h{_ACROSS}" stroke="#ccc"/>'
        yield f'<text x="{_LEFT - 8}" y="{y + 5}" text-anchor="end">{label}</text>'
    for row in rows:
        x = _x(row["entries"], rows)
        yield (
            f'<text x="{x}" y="{_TOP + _DOWN + 24}" text-anchor="middle">{row["entries"]:,}</text>'
        )


def _line(name: str, rows: Sequence[Mapping[str, float]]) -> Iterator[str]:
    label, unit, colour, dashes = _LINES[name]
    places = [(_x(row["entries"], rows), _y(row[name] * unit)) for row in rows]
    points = " ".join(f"{x},{y}" for x, y in places)
    yield (
        f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2" '
        f'stroke-dasharray="{dashes}"/>'
    )
    yield from (f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>' for x, y in places)
    x, y = places[-1]
    yield f'<text x="{x + 8}" y="{y + 5}" fill="{colour}">{label}</text>'
