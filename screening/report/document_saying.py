"""A document's texts in a language, and the parts made of them."""

from __future__ import annotations

from collections.abc import Iterable

from screening.messages import Lang, message
from screening.report.document import Heading, Inline, Line, Paragraph, Piece, Seen, Table

__all__ = ["Saying", "cell"]


class Saying:
    """The texts of a catalogue in a language."""

    def __init__(self, catalogue: str, lang: Lang) -> None:
        self._catalogue = catalogue
        self.lang = lang

    def __call__(self, key: str, **params: object) -> str:
        """A text."""
        return self.of(self._catalogue, key, **params)

    def of(self, catalogue: str, key: str, **params: object) -> str:
        """A text of another catalogue."""
        return message(f"{catalogue}.{key}", self.lang, **params)

    def heading(self, part: str) -> Heading:
        """The heading of a part, which links may name."""
        return Heading(2, self(f"{part}.heading"), part)

    def paragraph(self, key: str, **params: object) -> Paragraph:
        """A text as a paragraph."""
        return Paragraph((Piece(self(key, **params)),))

    def table(
        self,
        part: str,
        columns: Iterable[str],
        rows: Iterable[tuple[tuple[Line, ...], ...]],
        seen: Seen = "all",
    ) -> Table:
        """A table with the caption and the columns of a part."""
        headings = tuple(self(f"{part}.{column}") for column in columns)
        return Table(self(f"{part}.caption"), headings, tuple(rows), seen)


def cell(*texts: str | Inline) -> tuple[Line, ...]:
    """What stands in a cell of a table, line by line."""
    return tuple(Line((Piece(text),) if isinstance(text, str) else text) for text in texts)
