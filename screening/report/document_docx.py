"""A document as a Word file: headings, lists and tables that Word knows as such, and plain text."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, assert_never

from screening.errors import ScreeningError
from screening.messages import Lang, message
from screening.report.document import (
    Bars,
    Block,
    Document,
    Heading,
    Inline,
    Line,
    Lines,
    Notice,
    Paragraph,
    Piece,
    Table,
)
from screening.report.document_bars import as_table
from screening.report.document_text import shown

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.shared import Length
    from docx.table import _Row
    from docx.text.paragraph import Paragraph as WordParagraph

__all__ = ["WordMissing", "as_docx"]

_TAGS: Final[dict[Lang, str]] = {"sv": "sv-SE", "en": "en-GB"}
_BULLETS: Final = ("List Bullet", "List Bullet 2", "List Bullet 3")
_INDENT: Final = "\u2003"
_MAKER: Final = "screening"
_FONT: Final = "Arial"
_SIZES: Final = {
    "Normal": 9.5, "Title": 18, "Heading1": 13, "Heading2": 11, "Heading3": 10, "Caption": 9,
}  # fmt: skip
_ACROSS: Final = 170
"""Millimetres between the margins."""
_CELL_SHARE, _PEN_SHARE, _MOST_SHARE = 6, 20, 48
"""How many letters a cell takes for its margins, one for the pen has room for, any has."""
_AFTER_BORDERS: Final = (
    "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr",
)  # fmt: skip
"""What stands after the borders among a paragraph's properties."""


class WordMissing(ScreeningError):
    """python-docx is not installed, and no Word file can be written without it."""

    def __init__(self) -> None:
        super().__init__(self.describe())

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), ()

    def describe(self, lang: Lang = "en") -> str:
        """What is missing, and how to install it."""
        return message("page.word-missing", lang)


def as_docx(document: Document) -> bytes:
    """The document as the bytes of a .docx file.

    Raises:
        WordMissing: python-docx is not installed.
    """
    try:
        import docx  # noqa: PLC0415 - an extra
    except ImportError:
        raise WordMissing from None
    word = docx.Document()
    _Writer(word, document).write()
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


class _Writer:
    def __init__(self, word: WordDocument, document: Document) -> None:
        self._word = word
        self._document = document

    def write(self) -> None:
        """The whole document."""
        document = self._document
        self._set_up()
        self._word.add_heading(shown(document.title), 0)
        self._word.add_paragraph(shown(document.subtitle))
        for block in document.blocks:
            self._block(block)
        self._word.sections[0].footer.paragraphs[0].text = shown(document.footer)

    def _set_up(self) -> None:
        """A4, the language, and properties that say nothing of who made the file."""
        from docx.oxml.ns import qn  # noqa: PLC0415 - an extra
        from docx.shared import Mm  # noqa: PLC0415

        (section,) = self._word.sections
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(20)
        section.top_margin = section.bottom_margin = Mm(18)
        for language in self._word.styles.element.iter(qn("w:lang")):
            language.set(qn("w:val"), _TAGS[self._document.lang])
        self._set_fonts()
        about = self._word.core_properties
        about.title = shown(self._document.title)[:255]
        about.author = about.last_modified_by = _MAKER
        about.comments = ""
        about.language = _TAGS[self._document.lang]
        if self._document.dated is not None:
            about.created = about.modified = self._document.dated

    def _set_fonts(self) -> None:
        """Letters that every computer has, all of them dark on white."""
        from docx.enum.style import WD_STYLE_TYPE  # noqa: PLC0415 - an extra
        from docx.oxml.ns import qn  # noqa: PLC0415
        from docx.shared import Pt, RGBColor  # noqa: PLC0415

        for name, size in _SIZES.items():
            style = self._word.styles.get_by_id(name, WD_STYLE_TYPE.PARAGRAPH)
            properties = style.element.get_or_add_rPr()
            for fonts in properties.findall(qn("w:rFonts")):
                properties.remove(fonts)
            style.font.name, style.font.size = _FONT, Pt(size)
            style.font.color.rgb = RGBColor(0x1B, 0x1B, 0x1B)

    def _block(self, block: Block) -> None:
        match block:
            case Heading(level, text):
                self._word.add_heading(shown(text), level - 1)
            case Paragraph(text):
                _add(self._word.add_paragraph(), text)
            case Lines(lines):
                for line in lines:
                    style = _BULLETS[min(line.depth, len(_BULLETS) - 1)]
                    _add(self._word.add_paragraph(style=style), line.text)
            case Table():
                self._table(block)
            case Notice(title, lines):
                self._notice(title, lines)
            case Bars():
                self._table(as_table(block))
            case _:
                assert_never(block)

    def _notice(self, title: str, lines: Iterable[Inline]) -> None:
        from docx.shared import Pt  # noqa: PLC0415 - an extra

        says = self._word.add_paragraph()
        says.add_run(shown(title)).bold = True
        says.runs[0].font.size = Pt(15)
        told = [says]
        for line in lines:
            told.append(self._word.add_paragraph())
            _add(told[-1], line)
        for paragraph in told:
            _border(paragraph)
            paragraph.paragraph_format.keep_together = True
            paragraph.paragraph_format.keep_with_next = paragraph is not told[-1]

    def _table(self, table: Table) -> None:
        caption = self._word.add_paragraph(shown(table.caption), style="Caption")
        caption.paragraph_format.keep_with_next = True
        made = self._word.add_table(rows=1, cols=len(table.headings), style="Table Grid")
        made.autofit = False
        for place, heading in enumerate(table.headings):
            made.rows[0].cells[place].paragraphs[0].add_run(shown(heading)).bold = True
        _mark(made.rows[0], "w:tblHeader")
        for cells in table.rows:
            row = made.add_row()
            _mark(row, "w:cantSplit")
            _fill(row, cells)
        for column, width in zip(made.columns, _widths(table), strict=True):
            column.width = width
            for cell in column.cells:
                cell.width = width
        self._word.add_paragraph().paragraph_format.space_after = 0


def _widths(table: Table) -> list[Length]:
    """How wide each column is: the more it says the wider, and what is for the pen not narrow."""
    from docx.shared import Mm  # noqa: PLC0415 - an extra

    shares = []
    for heading, *cells in zip(table.headings, *table.rows, strict=True):
        texts = ["".join(piece.text for piece in line.text) for cell in cells for line in cell]
        least = len(heading) + _CELL_SHARE
        pen = _PEN_SHARE if "" in texts else 0
        shares.append(min(max(least, pen, *map(len, texts)), _MOST_SHARE))
    return [Mm(_ACROSS * share / sum(shares)) for share in shares]


def _fill(row: _Row, cells: tuple[tuple[Line, ...], ...]) -> None:
    from docx.enum.table import WD_ROW_HEIGHT_RULE  # noqa: PLC0415 - an extra
    from docx.shared import Mm  # noqa: PLC0415

    for cell, lines in zip(row.cells, cells, strict=True):
        for place, line in enumerate(lines):
            paragraph = cell.add_paragraph() if place else cell.paragraphs[0]
            _add(paragraph, (Piece(_INDENT * line.depth), *line.text))
    if any(not cell.text for cell in row.cells):
        row.height, row.height_rule = Mm(11), WD_ROW_HEIGHT_RULE.AT_LEAST


def _add(paragraph: WordParagraph, text: Inline) -> None:
    for piece in text:
        run = paragraph.add_run(shown(piece.text))
        if piece.style == "strong":
            run.bold = True
        if piece.style == "code":
            run.font.name = "Consolas"


def _mark(row: _Row, name: str) -> None:
    """Give a row a property that python-docx has no name for."""
    from docx.oxml import OxmlElement  # noqa: PLC0415 - an extra

    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001 - the XML is not reached otherwise


def _border(paragraph: WordParagraph) -> None:
    """A thick line at the left of a paragraph."""
    from docx.oxml import OxmlElement  # noqa: PLC0415 - an extra
    from docx.oxml.ns import qn  # noqa: PLC0415

    borders, left = OxmlElement("w:pBdr"), OxmlElement("w:left")
    for name, value in (("val", "single"), ("sz", "36"), ("space", "8"), ("color", "1B1B1B")):
        left.set(qn(f"w:{name}"), value)
    borders.append(left)
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *_AFTER_BORDERS)  # noqa: SLF001
