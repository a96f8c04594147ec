"""The form for proposals as a Word document, empty or filled in.

python-docx writes the document; content controls, which it knows nothing of, are written as
XML.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from itertools import count
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

from screening.errors import InvalidInput, Problem
from screening.intake.form_answers import offered
from screening.intake.form_questions import QUESTIONS, Question
from screening.intake.word_controls import bookmark_of
from screening.messages import Lang, message
from screening.model.proposal import Proposal
from screening.report.form_filling import answer_to, chosen, rows_for

if TYPE_CHECKING:
    from docx.document import Document

__all__ = ["word_form"]

_NAMESPACES: Final = " ".join(
    f'xmlns:{prefix}="http://schemas.{rest}"'
    for prefix, rest in (
        ("w", "openxmlformats.org/wordprocessingml/2006/main"),
        ("w14", "microsoft.com/office/word/2010/wordml"),
        ("w15", "microsoft.com/office/word/2012/wordml"),
    )
)
_WIDTH: Final = 9640
_QUESTION: Final = 3900
_COLUMNS: Final = {"parties": (4000, 3240, 2400), "considered": (2000, 2200, 5440)}
_LOCALES: Final = {"sv": "sv-SE", "en": "en-GB"}
_SHADE: Final = "EEF3F7"


def word_form(lang: Lang, proposal: Proposal | None = None) -> bytes:
    """The form as a .docx file, with the answers of a proposal where one is given.

    Raises:
        InvalidInput: python-docx is not installed.
    """
    try:
        import docx  # noqa: PLC0415 - an extra
        from docx.oxml import parse_xml  # noqa: PLC0415 - an extra
    except ImportError:
        raise InvalidInput([Problem("form.needs-python-docx")]) from None
    document = docx.Document()
    _prepare(document, lang)
    document.add_heading(message("form.title", lang), level=0)
    for paragraph in (
        message("form.intro", lang),
        message("form.open", lang, mark=message("form.mark", lang)),
        message("form.next", lang),
    ):
        document.add_paragraph(paragraph)
    writing = _Writing(lang, proposal)
    last = document.element.body.sectPr
    for xml in writing.blocks():
        last.addprevious(parse_xml(xml))
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _prepare(document: Document, lang: Lang) -> None:
    """Paper, margins, language and what the file says of itself."""
    from docx.oxml.ns import qn  # noqa: PLC0415 - an extra
    from docx.shared import Mm, Pt  # noqa: PLC0415 - an extra

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(20)
    normal = document.styles["Normal"]
    normal.font.size = Pt(10.5)
    normal.paragraph_format.space_after = Pt(4)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), _LOCALES[lang])
    about = document.core_properties
    about.title, about.language = message("form.title", lang), _LOCALES[lang]
    about.author = about.last_modified_by = about.comments = ""


class _Writing:
    """Writes the questions of one form, with their fields."""

    def __init__(self, lang: Lang, proposal: Proposal | None) -> None:
        self._lang = lang
        self._proposal = proposal
        self._ids = count(1)

    def blocks(self) -> Iterator[str]:
        """Tables with space between them: one for the questions in a row that have one answer."""
        single: list[str] = []
        for question in QUESTIONS:
            if question.kind != "rows":
                single.append(self._single(question))
                continue
            if single:
                yield _table((_QUESTION, _WIDTH - _QUESTION), single)
                single = []
            yield self._heading(question)
            yield self._rows(question)
            yield f"<w:p {_NAMESPACES}/>"
        if single:
            yield _table((_QUESTION, _WIDTH - _QUESTION), single)

    def _single(self, question: Question) -> str:
        if question.kind == "choices":
            made = chosen(question, self._proposal)
            answer = "".join(
                self._box(tag, offered(question, self._lang)[choice], ticked=choice in made)
                for choice, tag in zip(question.choices, question.tags, strict=True)
            )
        else:
            answer = self._field(question, answer_to(question, self._proposal, self._lang))
        own = _paragraph(self._named(question), bold=True) + _paragraph(question.help(self._lang))
        cells = _cell(_QUESTION, own, shade=True) + _cell(_WIDTH - _QUESTION, answer)
        return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"

    def _named(self, question: Question) -> str:
        mark = f" {message('form.mark', self._lang)}" if question.required else ""
        return f"{question.number}. {question.heading(self._lang)}{mark}"

    def _heading(self, question: Question) -> str:
        lines = (question.help(self._lang), message("form.word-rows", self._lang))
        text = _run(self._named(question), bold=True) + "".join(
            f"<w:r><w:br/></w:r>{_run(line)}" for line in lines
        )
        keep = '<w:pPr><w:keepNext/><w:spacing w:before="200"/></w:pPr>'
        return f"<w:p {_NAMESPACES}>{keep}{text}</w:p>"

    def _rows(self, question: Question) -> str:
        widths = _COLUMNS[question.path]
        head = ""
        for index, (column, width) in enumerate(zip(question.columns, widths, strict=True)):
            mark = f" {message('form.mark', self._lang)}" if column.required else ""
            label = _run(f"{column.label(self._lang)}{mark}", bold=True)
            if not index:  # the heading's own tag says which table this is
                label = self._control(
                    question.path, None, question.heading(self._lang), "<w:text/>", label
                )
            text = f"<w:p>{label}</w:p>{_paragraph(column.help(self._lang))}"
            head += _cell(width, text, shade=True)
        head = f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>"
        rows = "".join(
            _repeated(
                "<w:tr>"
                + "".join(
                    _cell(width, self._field(column, answer_to(column, each, self._lang), number))
                    for column, width in zip(question.columns, widths, strict=True)
                )
                + "</w:tr>"
            )
            for number, each in enumerate(rows_for(question, self._proposal), start=1)
        )
        section = (
            f"<w:sdt><w:sdtPr>{self._id()}<w15:repeatingSection/></w:sdtPr>"
            f"<w:sdtContent>{rows}</w:sdtContent></w:sdt>"
        )
        return _table(widths, [head, section])

    def _field(self, question: Question, answer: str, row: int | None = None) -> str:
        """The control for an answer, as the paragraphs of its cell."""
        alias = question.label(self._lang) if row else question.heading(self._lang)
        if question.kind in ("choice", "truth"):
            kind = _list(offered(question, self._lang))
            asked = message("form.write.choice", self._lang)
        elif question.kind == "day":
            kind = _calendar(answer, self._lang)
            asked = message("form.write.day", self._lang)
        else:
            kind = '<w:text w:multiLine="1"/>'
            asked = message(f"form.write.{question.kind}", self._lang)
        if kind.startswith("<w:text"):
            return self._lines(question.path, row, alias, answer or asked, held=not answer)
        shown = _run(answer) if answer else _run(asked, held=True)
        inner = self._control(question.path, row, alias, kind, shown, held=not answer)
        return f"<w:p>{inner}</w:p>"

    def _lines(self, tag: str, row: int | None, alias: str, text: str, *, held: bool) -> str:
        """A control around whole paragraphs, for lines break in LibreOffice within one."""
        begin, end = self._bookmark(tag, row)
        lines = [_run(line, held=held) for line in text.splitlines()]
        lines[0] = begin + lines[0] + end
        paragraphs = "".join(f"<w:p>{line}</w:p>" for line in lines)
        properties = self._properties(tag, alias, '<w:text w:multiLine="1"/>', held=held)
        # Word wants a cell to end with a paragraph of its own.
        tail = '<w:p><w:pPr><w:spacing w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'
        return f"<w:sdt>{properties}<w:sdtContent>{paragraphs}</w:sdtContent></w:sdt>{tail}"

    def _box(self, tag: str, label: str, *, ticked: bool) -> str:
        kind = (
            f'<w14:checkbox><w14:checked w14:val="{int(ticked)}"/>'
            '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
            '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>'
        )
        control = self._control(tag, None, label, kind, _run("☒" if ticked else "☐"))
        return f"<w:p>{control}{_run(f' {label}')}</w:p>"

    def _control(
        self, tag: str, row: int | None, alias: str, kind: str, content: str, *, held: bool = False
    ) -> str:
        begin, end = self._bookmark(tag, row)
        properties = self._properties(tag, alias, kind, held=held)
        return f"<w:sdt>{properties}<w:sdtContent>{begin}{content}{end}</w:sdtContent></w:sdt>"

    def _properties(self, tag: str, alias: str, kind: str, *, held: bool) -> str:
        shown = "<w:showingPlcHdr/>" if held else ""
        return (
            f"<w:sdtPr><w:alias w:val={quoteattr(alias)}/><w:tag w:val={quoteattr(tag)}/>"
            f"{self._id()}{shown}{kind}</w:sdtPr>"
        )

    def _bookmark(self, tag: str, row: int | None) -> tuple[str, str]:
        number = next(self._ids)
        name = quoteattr(bookmark_of(tag, row))
        begin = f'<w:bookmarkStart w:id="{number}" w:name={name}/>'
        return begin, f'<w:bookmarkEnd w:id="{number}"/>'

    def _id(self) -> str:
        return f'<w:id w:val="{next(self._ids)}"/>'


def _table(widths: Sequence[int], rows: Sequence[str]) -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:color="8899A6"/>' for side in sides)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl {_NAMESPACES}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _repeated(row: str) -> str:
    return (
        "<w:sdt><w:sdtPr><w15:repeatingSectionItem/></w:sdtPr>"
        f"<w:sdtContent>{row}</w:sdtContent></w:sdt>"
    )


def _cell(width: int, content: str, *, shade: bool = False) -> str:
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{_SHADE}"/>' if shade else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{fill}</w:tcPr>{content}</w:tc>'


def _paragraph(text: str, *, bold: bool = False) -> str:
    return f"<w:p>{_run(text, bold=bold)}</w:p>"


def _run(text: str, *, bold: bool = False, held: bool = False) -> str:
    look = "<w:b/>" if bold else '<w:color w:val="595959"/>' if held else ""
    pieces = "<w:tab/>".join(
        f'<w:t xml:space="preserve">{escape(piece)}</w:t>' for piece in text.split("\t")
    )
    return f"<w:r><w:rPr>{look}</w:rPr>{pieces}</w:r>"


def _list(labels: dict[str, str]) -> str:
    items = "".join(
        f"<w:listItem w:displayText={quoteattr(label)} w:value={quoteattr(value)}/>"
        for value, label in labels.items()
    )
    return f"<w:dropDownList>{items}</w:dropDownList>"


def _calendar(day: str, lang: Lang) -> str:
    picked = f' w:fullDate="{day}T00:00:00Z"' if day else ""
    return (
        f'<w:date{picked}><w:dateFormat w:val="yyyy-MM-dd"/><w:lid w:val="{_LOCALES[lang]}"/>'
        '<w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>'
    )
