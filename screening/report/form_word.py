"""The form for proposals as a Word document, empty or filled in.

python-docx writes the document; content controls, which it knows nothing of, are written as
XML.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import count
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import quoteattr

from screening.errors import InvalidInput, Problem
from screening.intake.form_answers import offered
from screening.intake.form_questions import QUESTIONS, Question
from screening.intake.word_controls import bookmark_of
from screening.messages import Lang, message
from screening.model.proposal import Proposal
from screening.report.form_filling import answer_to, chosen, rows_for
from screening.report.form_word_xml import (
    LOCALES,
    NAMESPACES,
    calendar,
    cell,
    choices_of,
    paragraph,
    run,
    table,
    unbroken,
)

if TYPE_CHECKING:
    from docx.document import Document

__all__ = ["word_form"]

_W15: Final = "http://schemas.microsoft.com/office/word/2012/wordml"
_WIDTH: Final = 9640
_QUESTION: Final = 3900
_COLUMNS: Final = {"parties": (4000, 3240, 2400), "considered": (2000, 2200, 5440)}
_ANY_TEXT: Final = ""
"""What kind a control is for text of any look: Word lets only these hold several paragraphs."""


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
    for text in (
        message("form.intro", lang),
        message("form.open", lang, mark=message("form.mark", lang)),
        message("form.next", lang),
    ):
        document.add_paragraph(text)
    writing = _Writing(lang, proposal)
    last = document.element.body.sectPr
    for xml in writing.blocks():
        last.addprevious(parse_xml(xml))
    _declare(document)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _declare(document: Document) -> None:
    """Say at its root which names older programs may pass over, as Word does."""
    from docx.oxml import parse_xml  # noqa: PLC0415 - an extra

    before, _, after = document.part.blob.partition(b' mc:Ignorable="w14 wp14"')
    stated = f' xmlns:w15="{_W15}" mc:Ignorable="w14 w15 wp14"'
    whole = parse_xml(before + stated.encode() + after)
    document.part._element = whole  # noqa: SLF001 - its root cannot be given a name


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
        language.set(qn("w:val"), LOCALES[lang])
    about = document.core_properties
    about.title, about.language = message("form.title", lang), LOCALES[lang]
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
                yield table((_QUESTION, _WIDTH - _QUESTION), single)
                single = []
            yield self._heading(question)
            yield self._rows(question)
            yield f"<w:p {NAMESPACES}/>"
        if single:
            yield table((_QUESTION, _WIDTH - _QUESTION), single)

    def _single(self, question: Question) -> str:
        if question.kind == "choices":
            made = chosen(question, self._proposal)
            answer = "".join(
                self._box(tag, offered(question, self._lang)[choice], ticked=choice in made)
                for choice, tag in zip(question.choices, question.tags, strict=True)
            )
        else:
            answer = self._field(question, answer_to(question, self._proposal, self._lang))
        own = paragraph(self._named(question), bold=True) + paragraph(
            unbroken(question.help(self._lang))
        )
        cells = cell(_QUESTION, own, shade=True) + cell(_WIDTH - _QUESTION, answer)
        return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"

    def _named(self, question: Question) -> str:
        mark = f" {message('form.mark', self._lang)}" if question.required else ""
        return f"{question.number}. {question.heading(self._lang)}{mark}"

    def _heading(self, question: Question) -> str:
        lines = (unbroken(question.help(self._lang)), message("form.word-rows", self._lang))
        text = run(self._named(question), bold=True) + "".join(
            f"<w:r><w:br/></w:r>{run(line)}" for line in lines
        )
        keep = '<w:pPr><w:keepNext/><w:spacing w:before="200"/></w:pPr>'
        return f"<w:p {NAMESPACES}>{keep}{text}</w:p>"

    def _rows(self, question: Question) -> str:
        widths = _COLUMNS[question.path]
        head = ""
        for index, (column, width) in enumerate(zip(question.columns, widths, strict=True)):
            mark = f" {message('form.mark', self._lang)}" if column.required else ""
            label = run(f"{column.label(self._lang)}{mark}", bold=True)
            if not index:  # the heading's own tag says which table this is
                heading = question.heading(self._lang)
                label = self._control(question.path, None, heading, _ANY_TEXT, label)
            text = f"<w:p>{label}</w:p>{paragraph(unbroken(column.help(self._lang)))}"
            head += cell(width, text, shade=True)
        head = f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>"
        rows = "".join(
            self._repeated(
                "<w:tr>"
                + "".join(
                    cell(width, self._field(column, answer_to(column, each, self._lang), number))
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
        return table(widths, [head, section])

    def _field(self, question: Question, answer: str, row: int | None = None) -> str:
        """The control for an answer, as the paragraphs of its cell."""
        alias = question.label(self._lang) if row else question.heading(self._lang)
        if question.kind in ("choice", "truth"):
            kind = choices_of(offered(question, self._lang))
            asked = message("form.write.choice", self._lang)
        elif question.kind == "day":
            kind = calendar(answer, self._lang)
            asked = message("form.write.day", self._lang)
        else:
            asked = message(f"form.write.{question.kind}", self._lang)
            return self._lines(question.path, row, alias, answer or asked, held=not answer)
        shown = run(answer) if answer else run(asked, held=True)
        inner = self._control(question.path, row, alias, kind, shown, held=not answer)
        return f"<w:p>{inner}</w:p>"

    def _lines(self, tag: str, row: int | None, alias: str, text: str, *, held: bool) -> str:
        """A control around whole paragraphs, for lines break in LibreOffice within one."""
        begin, end = self._bookmark(tag, row)
        lines = [run(line, held=held) for line in text.splitlines()]
        lines[0] = begin + lines[0] + end
        paragraphs = "".join(f"<w:p>{line}</w:p>" for line in lines)
        properties = self._properties(tag, alias, _ANY_TEXT, held=held)
        # Word wants a cell to end with a paragraph of its own.
        tail = '<w:p><w:pPr><w:spacing w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'
        return f"<w:sdt>{properties}<w:sdtContent>{paragraphs}</w:sdtContent></w:sdt>{tail}"

    def _box(self, tag: str, label: str, *, ticked: bool) -> str:
        kind = (
            f'<w14:checkbox><w14:checked w14:val="{int(ticked)}"/>'
            '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
            '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>'
        )
        control = self._control(tag, None, label, kind, run("☒" if ticked else "☐"))
        return f"<w:p>{control}{run(f' {label}')}</w:p>"

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

    def _repeated(self, row: str) -> str:
        return (
            f"<w:sdt><w:sdtPr>{self._id()}<w15:repeatingSectionItem/></w:sdtPr>"
            f"<w:sdtContent>{row}</w:sdtContent></w:sdt>"
        )

    def _id(self) -> str:
        return f'<w:id w:val="{next(self._ids)}"/>'
