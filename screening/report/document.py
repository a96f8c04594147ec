"""What a document is made of, before it is Markdown, HTML or a Word file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from screening.messages import Lang

__all__ = [
    "Bar",
    "Bars",
    "Block",
    "Columns",
    "Document",
    "Heading",
    "Inline",
    "Line",
    "Lines",
    "Notice",
    "Paragraph",
    "Piece",
    "Scored",
    "Scores",
    "Seen",
    "Style",
    "Table",
    "joined",
]

Style = Literal["plain", "code", "strong", "link", "bar"]
Seen = Literal["all", "headings", "rows"]
"""What of a table is seen: with its caption, with its headings, or its rows alone."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text in a style; a link leads to a heading's ``anchor`` in the same document.

    A bar is drawn with characters, all of which are equally wide.
    """

    text: str
    style: Style = "plain"
    anchor: str = ""


Inline = tuple[Piece, ...]
"""Text on a line."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a list, and how far it is indented."""

    text: Inline
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 2 to 4; ``anchor`` is what links name, where there are any."""

    level: int
    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: Inline


@dataclass(frozen=True, slots=True)
class Lines:
    """A list, nested by the lines' depths; each is at most one step deeper than the one before.

    ``small`` is for what is kept rather than read: small letters, and nothing before the lines.
    """

    lines: tuple[Line, ...]
    small: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; each cell holds lines, and the first of a row is what the row is about.

    What is not ``seen`` is there for whoever has the page read aloud.
    """

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[tuple[Line, ...], ...], ...]
    seen: Seen = "all"


@dataclass(frozen=True, slots=True)
class Notice:
    """What a reader must not miss: a line that says it, and what belongs to it."""

    title: str
    lines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A score from 0 to 100, and what it is of."""

    label: str
    score: int


@dataclass(frozen=True, slots=True)
class Bars:
    """A small picture of scores: that of the whole, with marks across it, and its parts.

    ``told`` says all that is to be seen; ``headings`` are the columns where it is a table:
    what is scored, the score, the bar.
    """

    caption: str
    told: str
    headings: tuple[str, str, str]
    whole: Bar
    marks: tuple[Bar, ...]
    parts: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Scored:
    """A row of scores: what is scored, its score as a whole, and part by part (None: no score)."""

    about: tuple[Line, ...]
    whole: int
    parts: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores of several, a row each with a small bar a score.

    ``headings`` are those of what is scored, of the whole and of each part; ``marks`` go
    across the bars of the whole.
    """

    caption: str
    headings: tuple[str, ...]
    marks: tuple[Bar, ...]
    rows: tuple[Scored, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """Blocks that stand side by side where there is room, and else one after the other.

    ``shares`` are the widths of the sides, each in relation to the others.
    """

    sides: tuple[tuple[Block, ...], ...]
    shares: tuple[int, ...]


Block = Heading | Paragraph | Lines | Table | Notice | Bars | Scores | Columns


@dataclass(frozen=True, slots=True)
class Document:
    """The whole.

    ``contents`` is the heading over the list of its parts of level 2; empty where there is
    to be no such list.  ``dated`` is when what it tells was found out.  ``annex`` begins on a
    sheet of its own.
    """

    lang: Lang
    title: str
    subtitle: str
    contents: str
    skip: str
    footer: str
    blocks: tuple[Block, ...]
    dated: datetime | None = None
    annex: tuple[Block, ...] = ()

    @property
    def parts(self) -> tuple[Heading, ...]:
        """The headings of level 2."""
        return tuple(
            block
            for block in self.blocks
            if isinstance(block, Heading) and block.level == 2  # noqa: PLR2004 - the first below the title
        )


def joined(pieces: list[Piece]) -> Inline:
    """Pieces with commas between them."""
    row: list[Piece] = []
    for piece in pieces:
        if row:
            row.append(Piece(", "))
        row.append(piece)
    return tuple(row)
