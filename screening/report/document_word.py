"""What Word files can hold and python-docx has no words for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.table import Table as WordTable
    from docx.table import _Row
    from docx.text.paragraph import Paragraph as WordParagraph

__all__ = ["add_number", "border", "caption", "mark", "place_lines", "shrink", "without_margins"]

_AFTER_BORDERS: Final = (
    "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr",
)  # fmt: skip
"""What stands after the borders among a paragraph's properties."""
_AFTER_MARGINS: Final = ("w:tblLook", "w:tblCaption")
_AFTER_INDENT: Final = ("w:tblBorders", "w:shd", "w:tblLayout", "w:tblCellMar", *_AFTER_MARGINS)
"""The same for a table's."""
_CELL, _LOW = 85, 10
"""Twentieths of a point between a line and a text: beside it, and above and below it."""


def mark(row: _Row, name: str) -> None:
    """Give a row a property."""
    from docx.oxml import OxmlElement  # noqa: PLC0415 - an extra

    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001 - the XML is not reached otherwise


def caption(table: WordTable, text: str) -> None:
    """Say what a table is to whoever has it read aloud."""
    from docx.oxml import OxmlElement  # noqa: PLC0415 - an extra
    from docx.oxml.ns import qn  # noqa: PLC0415

    told = OxmlElement("w:tblCaption")
    told.set(qn("w:val"), text)
    table._tbl.tblPr.append(told)  # noqa: SLF001 - as above


def border(paragraph: WordParagraph) -> None:
    """A thick line at the left of a paragraph."""
    from docx.oxml import OxmlElement  # noqa: PLC0415 - an extra
    from docx.oxml.ns import qn  # noqa: PLC0415

    borders, left = OxmlElement("w:pBdr"), OxmlElement("w:left")
    for name, value in (("val", "single"), ("sz", "36"), ("space", "8"), ("color", "1B1B1B")):
        left.set(qn(f"w:{name}"), value)
    borders.append(left)
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *_AFTER_BORDERS)  # noqa: SLF001


def shrink(paragraph: WordParagraph) -> None:
    """Make a paragraph that only keeps things apart as low as may be."""
    from docx.shared import Pt  # noqa: PLC0415 - an extra

    paragraph.paragraph_format.line_spacing = Pt(3)
    paragraph.paragraph_format.space_after = Pt(0)


def place_lines(table: WordTable) -> None:
    """Let the lines of a table begin at the margin, and keep its texts off them."""
    indent = _measure("w:tblInd", _CELL)
    table._tbl.tblPr.insert_element_before(indent, *_AFTER_INDENT)  # noqa: SLF001 - as above
    _set_margins(table, top=_LOW, left=_CELL, bottom=_LOW, right=_CELL)


def without_margins(table: WordTable) -> None:
    """Let what stands in a table's cells fill them."""
    _set_margins(table, left=0, right=0)


def _set_margins(table: WordTable, **sides: int) -> None:
    from docx.oxml import OxmlElement  # noqa: PLC0415 - an extra

    margins = OxmlElement("w:tblCellMar")
    margins.extend(_measure(f"w:{side}", width) for side, width in sides.items())
    table._tbl.tblPr.insert_element_before(margins, *_AFTER_MARGINS)  # noqa: SLF001 - as above


def _measure(name: str, width: int) -> BaseOxmlElement:
    """An element that says so many twentieths of a point."""
    from docx.oxml import OxmlElement  # noqa: PLC0415 - an extra
    from docx.oxml.ns import qn  # noqa: PLC0415

    made = OxmlElement(name)
    made.set(qn("w:w"), str(width))
    made.set(qn("w:type"), "dxa")
    return made


def add_number(paragraph: WordParagraph, across: float) -> None:
    """The sheet's number and how many there are, at the right end of a line."""
    from docx.enum.text import WD_TAB_ALIGNMENT  # noqa: PLC0415 - an extra
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Mm  # noqa: PLC0415

    paragraph.style.paragraph_format.tab_stops.clear_all()  # type: ignore[union-attr]
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(across), WD_TAB_ALIGNMENT.RIGHT)
    for before, field, after in (("\t", "PAGE", ""), (" (", "NUMPAGES", ")")):
        paragraph.add_run(before)
        number = OxmlElement("w:fldSimple")
        number.set(qn("w:instr"), field)
        paragraph._p.append(number)  # noqa: SLF001 - as above
        paragraph.add_run(after)
