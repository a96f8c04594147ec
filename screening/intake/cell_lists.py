"""Lists within the cells of a column: where they are split is decided by the whole column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final, Literal

__all__ = ["Separator", "separator", "split", "unsplit"]

Separator = Literal["lines", "commas", "capitals", "none"]
"""What stands between the items: new lines and semicolons, commas, or commas before capitals."""

_LINES: Final = re.compile(r"[\n;|]")
_SPLITS: Final[Mapping[Separator, re.Pattern[str]]] = {
    "lines": re.compile(r"[\n\r;|]+"),
    "commas": re.compile(r","),
    # A comma within a name is followed by a small letter: "hälsa, vård och välfärd".
    "capitals": re.compile(r",\s*(?=[^\Wa-zåäöéü_])"),
    "none": re.compile(r"(?!)"),
}
_BULLET: Final = re.compile(r"^[-–*•·]\s+")


def separator(texts: Iterable[str], *, names: bool) -> Separator:
    """Where to split the cells of a column.

    New lines and semicolons stand in no name, so they go first; only where there are none do
    commas count.  In ``names`` (of parties, say) a comma may be part of one, and splits only
    before a capital letter or a digit.
    """
    cells = list(texts)
    if any(_LINES.search(cell) for cell in cells):
        return "lines"
    if not any("," in cell for cell in cells):
        return "none"
    return "capitals" if names else "commas"


def unsplit(texts: Iterable[str], at: Separator) -> int:
    """How many cells have commas that nothing is split at, though other cells are split."""
    if at != "lines":
        return 0
    return sum("," in cell and not _LINES.search(cell) for cell in texts)


def split(text: str, at: Separator) -> list[str]:
    """The items of a cell, without bullets and blanks around them."""
    items = (_BULLET.sub("", item.strip()).strip(" ,") for item in _SPLITS[at].split(text))
    return [item for item in items if item]
