"""Tables as Markdown, lined up so that they read well on a terminal too."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

__all__ = ["say", "table"]


def say(text: str = "") -> None:
    """A line on standard output, at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; the first column stands to the left, the others to the right."""
    all_rows = [heads, *rows]
    widths = [max(len(row[column]) for row in all_rows) for column in range(len(heads))]
    rule = [
        "-" * width if column == 0 else "-" * (width - 1) + ":"
        for column, width in enumerate(widths)
    ]
    return "\n".join(_line(row, widths) for row in (heads, rule, *all_rows[1:]))


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = [
        cell.ljust(width) if column == 0 else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return f"| {' | '.join(padded)} |"
