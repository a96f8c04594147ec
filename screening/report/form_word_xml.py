"""The XML of a form in Word: tables, cells, texts, and what may be chosen in a field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from screening.messages import Lang

__all__ = [
    "LOCALES",
    "NAMESPACES",
    "calendar",
    "cell",
    "choices_of",
    "paragraph",
    "run",
    "table",
    "unbroken",
]

NAMESPACES: Final = " ".join(
    f'xmlns:{prefix}="http://schemas.{rest}"'
    for prefix, rest in (
        ("w", "openxmlformats.org/wordprocessingml/2006/main"),
        ("w14", "microsoft.com/office/word/2010/wordml"),
        ("w15", "microsoft.com/office/word/2012/wordml"),
    )
)
"""The names that what is put into a document has to know."""

LOCALES: Final = {"sv": "sv-SE", "en": "en-GB"}
"""What Word calls the languages."""

_PADDING: Final = (
    '<w:tblCellMar><w:top w:w="60" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
    '<w:bottom w:w="60" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar>'
)
_SHADE: Final = "EEF3F7"


def table(widths: Sequence[int], rows: Sequence[str]) -> str:
    """A table: the widths of its columns in twentieths of a point, and its rows."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:color="8899A6"/>' for side in sides)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl {NAMESPACES}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>{_PADDING}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def cell(width: int, content: str, *, shade: bool = False) -> str:
    """A cell of a row."""
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{_SHADE}"/>' if shade else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{fill}</w:tcPr>{content}</w:tc>'


def paragraph(text: str, *, bold: bool = False) -> str:
    """A paragraph of one text."""
    return f"<w:p>{run(text, bold=bold)}</w:p>"


def run(text: str, *, bold: bool = False, held: bool = False) -> str:
    """A text; ``held`` is one that stands where nobody has answered yet."""
    look = "<w:b/>" if bold else '<w:color w:val="595959"/>' if held else ""
    pieces = "<w:tab/>".join(
        f'<w:t xml:space="preserve">{escape(piece)}</w:t>' for piece in text.split("\t")
    )
    return f"<w:r><w:rPr>{look}</w:rPr>{pieces}</w:r>"


def choices_of(labels: dict[str, str]) -> str:
    """The kind of a field that one of some labels is chosen in."""
    items = "".join(
        f"<w:listItem w:displayText={quoteattr(label)} w:value={quoteattr(value)}/>"
        for value, label in labels.items()
    )
    return f"<w:dropDownList>{items}</w:dropDownList>"


def calendar(day: str, lang: Lang) -> str:
    """The kind of a field that a day is picked in."""
    picked = f' w:fullDate="{day}T00:00:00Z"' if day else ""
    return (
        f'<w:date{picked}><w:dateFormat w:val="yyyy-MM-dd"/><w:lid w:val="{LOCALES[lang]}"/>'
        '<w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>'
    )


def unbroken(text: str) -> str:
    """A text whose paragraph signs keep to their numbers."""
    return text.replace("§ ", "§\N{NO-BREAK SPACE}")
