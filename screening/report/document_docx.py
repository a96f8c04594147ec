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
    Columns,
    Document,
    Heading,
    Inline,
    Line,
    Lines,
    Notice,
    Paragraph,
    Piece,
    Scores,
    Table,
)
from screening.report.document_bars import as_table, scores_as_table
from screening.report.document_sheet import ACROSS, FONT, set_up
from screening.report.document_text import shown
from screening.report.document_widths import widths
from screening.report.document_word import (
    add_number,
    border,
    caption,
    mark,
    place_lines,
    shrink,
    without_margins,
)

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.table import _Cell, _Row
    from docx.text.paragraph import Paragraph as WordParagraph

__all__ = ["WordMissing", "as_docx"]

_BULLETS: Final = ("List Bullet", "List Bullet 2", "List Bullet 3")
_INDENT: Final = "\u2003"
_SMALL, _BAR = 8.5, 7
_BETWEEN: Final = 6
"""Millimetres between columns."""
_PAST_LINE: Final = 5
"""Millimetres from a margin to what stands beside a line."""
_INSIDE: Final = 2
"""Millimetres that a table in a table may stand to the right of where it should."""
_PEN: Final = 6
"""Millimetres that somebody writes in by hand."""


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
        self._into: WordDocument | _Cell = word
        self._across: float = ACROSS

    def write(self) -> None:
        """The whole document."""
        document = self._document
        set_up(self._word, document)
        self._word.add_heading(shown(document.title), 0)
        self._word.add_paragraph(shown(document.subtitle))
        self._blocks(document.blocks)
        if document.annex:
            before = len(self._word.paragraphs)
            self._blocks(document.annex)
            self._word.paragraphs[before].paragraph_format.page_break_before = True
        footer = self._word.sections[0].footer.paragraphs[0]
        footer.text = shown(document.footer)
        add_number(footer, self._across)

    def _blocks(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            self._block(block)

    def _block(self, block: Block) -> None:
        from docx.shared import Pt  # noqa: PLC0415 - an extra

        match block:
            case Heading(level, text):
                self._into.add_paragraph(shown(text), f"Heading {level - 1}")
            case Paragraph(text):
                paragraph = self._into.add_paragraph()
                paragraph.paragraph_format.space_before = Pt(1)
                _add(paragraph, text)
            case Lines(lines, small=True):
                self._small(lines)
            case Lines(lines):
                for line in lines:
                    style = _BULLETS[min(line.depth, len(_BULLETS) - 1)]
                    _add(self._into.add_paragraph(style=style), line.text)
            case Table() | Bars() | Scores():
                self._table(_tabled(block))
            case Notice(title, lines):
                self._notice(title, lines)
            case Columns():
                self._columns(block)
            case _:
                assert_never(block)

    def _small(self, lines: Iterable[Line]) -> None:
        from docx.shared import Pt  # noqa: PLC0415 - an extra

        paragraph = self._into.add_paragraph()
        paragraph.paragraph_format.space_before = Pt(4)
        for place, line in enumerate(lines):
            _add(paragraph, (Piece(" · "), *line.text) if place else line.text)
        for run in paragraph.runs:
            run.font.name, run.font.size = FONT, Pt(_SMALL)

    def _columns(self, columns: Columns) -> None:
        """The sides in the cells of a table that has no lines."""
        from docx.shared import Mm  # noqa: PLC0415 - an extra

        room = self._across - _BETWEEN * (len(columns.sides) - 1)
        made = self._into.add_table(1, len(columns.sides))
        made.autofit = False
        without_margins(made)
        outer = self._into, self._across
        for place, (cell, side) in enumerate(zip(made.rows[0].cells, columns.sides, strict=True)):
            self._into = cell
            width = room * columns.shares[place] / sum(columns.shares)
            between = _BETWEEN if place < len(columns.sides) - 1 else 0
            cell.width = made.columns[place].width = Mm(width + between)
            self._across = width - _INSIDE
            self._blocks(side)
            # A cell is made with a paragraph in it, which nobody asked for.
            cell._tc.remove(cell.paragraphs[0]._p)  # noqa: SLF001 - the XML is not reached otherwise
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.right_indent = Mm(between)
        self._into, self._across = outer
        shrink(self._into.add_paragraph())

    def _notice(self, title: str, lines: Iterable[Inline]) -> None:
        from docx.shared import Mm, Pt  # noqa: PLC0415 - an extra

        says = self._into.add_paragraph()
        says.add_run(shown(title)).bold = True
        says.runs[0].font.size = Pt(13)
        told = [says]
        for line in lines:
            told.append(self._into.add_paragraph())
            _add(told[-1], line)
        for paragraph in told:
            border(paragraph)
            # The line stands within the margins, also where those are a column's.
            paragraph.paragraph_format.left_indent = Mm(_PAST_LINE)
            paragraph.paragraph_format.keep_together = True
            paragraph.paragraph_format.keep_with_next = paragraph is not told[-1]
        says.paragraph_format.space_before = Pt(2)

    def _table(self, table: Table) -> None:
        from docx.shared import Pt  # noqa: PLC0415 - an extra

        if table.seen == "all":
            above = self._into.add_paragraph(shown(table.caption), style="Caption")
            above.paragraph_format.keep_with_next = True
        made = self._into.add_table(0, len(table.headings))
        made.style, made.autofit = "Table Grid", False
        caption(made, shown(table.caption))
        place_lines(made)
        if table.seen != "rows":
            head = made.add_row()
            for cell, heading in zip(head.cells, table.headings, strict=True):
                run = cell.paragraphs[0].add_run(shown(heading))
                run.bold, run.font.size = True, Pt(_SMALL)
            mark(head, "w:tblHeader")
        for cells in table.rows:
            row = made.add_row()
            mark(row, "w:cantSplit")
            _fill(row, cells)
        for column, width in zip(made.columns, widths(table, self._across), strict=True):
            column.width = width
            for cell in column.cells:
                cell.width = width
        if self._into is self._word:
            self._into.add_paragraph()
        # A cell gets this one by itself.
        shrink(self._into.paragraphs[-1])


def _tabled(block: Table | Bars | Scores) -> Table:
    match block:
        case Table():
            return block
        case Bars():
            return as_table(block)
        case Scores():
            return scores_as_table(block)


def _fill(row: _Row, cells: tuple[tuple[Line, ...], ...]) -> None:
    from docx.enum.table import WD_ROW_HEIGHT_RULE  # noqa: PLC0415 - an extra
    from docx.shared import Mm  # noqa: PLC0415

    for cell, lines in zip(row.cells, cells, strict=True):
        for place, line in enumerate(lines):
            paragraph = cell.add_paragraph() if place else cell.paragraphs[0]
            _add(paragraph, (Piece(_INDENT * line.depth), *line.text))
    if any(not cell.text for cell in row.cells):
        row.height, row.height_rule = Mm(_PEN), WD_ROW_HEIGHT_RULE.AT_LEAST


def _add(paragraph: WordParagraph, text: Inline) -> None:
    from docx.shared import Pt  # noqa: PLC0415 - an extra

    for piece in text:
        run = paragraph.add_run(shown(piece.text))
        if piece.style == "strong":
            run.bold = True
        if piece.style in ("code", "bar"):
            run.font.name = "Consolas"
        if piece.style == "bar":
            run.font.size = Pt(_BAR)
