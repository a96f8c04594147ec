"""A form that has been filled in with Word, or with LibreOffice, as answers."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from screening.errors import OnForm, Span
from screening.intake.form_questions import BY_PATH, QUESTIONS, Question
from screening.intake.form_tree import Answers, Form, Given
from screening.intake.package_xml import Element, read_xml
from screening.intake.word_controls import Anchor, anchors, rows_of
from screening.intake.word_text import is_gone, is_on, placeheld, text_of
from screening.messages import LANGUAGES, Lang

__all__ = ["read_word_form"]

_TICKED: Final = frozenset("☒☑✓✔xX")
_MARKED_BY_HAND: Final = re.compile(r"^[xX✓✔]\s*☐|^☐\s*[xX✓✔](?:\s|$)|^[xX✓✔](?:\s|$)|\s[xX✓✔]$")
_NOT_TICKED: Final = "☐"
_SIDES: Final = 2
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def read_word_form(name: str, archive: zipfile.ZipFile, part: str) -> Answers | None:
    """The answers in the part of a Word file that has its text; None where it is no such form.

    Headings may be rewritten, rows deleted and added; tracked changes count as accepted.

    Raises:
        Unsafe: the part is no XML, or far larger than a form.
    """
    document = read_xml(archive, part)
    found: dict[str, list[Anchor]] = {}
    for anchor in anchors(document):
        found.setdefault(anchor.tag, []).append(anchor)
    if not found:
        return None
    return _Reading(Form(name, _language(document)), found).answers()


def _language(document: Element) -> Lang:
    """The language that most of the form's texts are in, as it was handed out."""
    text = text_of(document).replace("\N{NO-BREAK SPACE}", " ")
    labels = {
        lang: sum(text.count(question.help(lang)) for question in QUESTIONS) for lang in LANGUAGES
    }
    return max(LANGUAGES, key=lambda lang: labels[lang])


class _Reading:
    """Reads the answers of one form."""

    def __init__(self, form: Form, found: Mapping[str, Sequence[Anchor]]) -> None:
        self._answers = Answers(form)
        self._found = found

    def answers(self) -> Answers:
        for question in QUESTIONS:
            at = self._place(question, Span(question.number, 1, question.number, 2))
            self._answers.at[question.path] = at
            if question.kind == "rows":
                self._read_rows(question, at)
            elif question.kind == "choices":
                for column, tag in enumerate(question.tags, start=2):
                    span = self._place(question, Span(question.number, column, question.number, 2))
                    self._read(question, tag, span)
            else:
                self._read(question, question.path, at)
            self._look_below(question, at)
        return self._answers

    def _place(
        self, question: Question, span: Span, row: int | None = None, column: str | None = None
    ) -> Span:
        lang = self._answers.form.lang
        name = BY_PATH[question.group].label(lang) if row else question.heading(lang)
        self._answers.form.places[span] = OnForm(question.number, name, row, column)
        return span

    def _read(self, question: Question, tag: str, span: Span) -> None:
        values = {
            value: None
            for anchor in _distinct(question, self._found.get(tag, ()))
            if (value := _answer(question, anchor)) is not None
        }
        answered = [value for value in values if Given(value, span).text]
        if not values:
            self._no_field(question, span)
        elif len(answered) > 1:
            field = question.heading(self._answers.form.lang)
            self._answers.note("form.answered-twice", span, field=field)
        self._answers.given[tag] = Given(answered[0] if answered else None, span)

    def _look_below(self, question: Question, at: Span) -> None:
        """Tell of text that somebody wrote under a question without an answer."""
        anchors = [each for tag in question.tags for each in self._found.get(tag, ())]
        answered = any(
            self._answers.given[tag].text not in ("", "no")
            for tag in question.tags
            if tag in self._answers.given
        )
        if answered or question.kind == "rows" or not anchors:
            return
        row, cell = anchors[0].row, anchors[0].cell
        beside = [each for each in row.elements() if each.name == "tc"] if row is not None else []
        if len(beside) == _SIDES and cell is beside[1]:
            lines = [line for line in text_of(beside[0]).splitlines() if line.strip()]
            if len(lines) > _SIDES:  # what it is called, and what it is for
                field = question.heading(self._answers.form.lang)
                self._answers.note("form.beside-field", at, field=field)

    def _no_field(self, question: Question, span: Span) -> None:
        field = question.heading(self._answers.form.lang)
        self._answers.note("form.no-field", span, field=field, format="docx")

    def _read_rows(self, question: Question, at: Span) -> None:
        own = [
            anchor
            for tag in (question.path, *(column.path for column in question.columns))
            for anchor in self._found.get(tag, ())
            if anchor.table is not None
        ]
        if not own:
            self._no_field(question, at)
            return
        tables = list({id(anchor.table): anchor.table for anchor in own}.values())
        heads = {id(anchor.row) for anchor in own if anchor.tag == question.path}
        by_row: dict[int, dict[str, Anchor]] = {}
        for anchor in own:
            by_row.setdefault(id(anchor.row), {})[anchor.tag] = anchor
        rows = self._answers.rows.setdefault(question.path, [])
        number = 0
        for table in tables:
            for row, cells in rows_of(table) if table is not None else ():
                if id(row) not in heads:
                    number += 1
                    rows.append(self._row(question, number, cells, by_row.get(id(row), {})))

    def _row(
        self, question: Question, number: int, cells: Sequence[Element], own: Mapping[str, Anchor]
    ) -> Mapping[str, Given]:
        answers: dict[str, Given] = {}
        width = len(question.columns)
        if not own and len(cells) != width:
            if any(text_of(cell).strip() for cell in cells):
                span = Span(question.number, number * 10, question.number, 2)
                self._answers.note(
                    "form.row-unclear", self._place(question.columns[0], span, number)
                )
            return answers
        for index, column in enumerate(question.columns):
            span = Span(question.number, number * 10 + index, question.number, 2)
            self._place(column, span, number, column.label(self._answers.form.lang))
            anchor = own.get(column.path)
            if own:
                value = _answer(column, anchor) if anchor is not None else None
                if value is None:
                    self._no_field(column, span)
                answers[column.path] = Given(value, span)
            else:  # a row that was put in without the form's fields
                answers[column.path] = Given(text_of(cells[index]), span)
        return answers


def _distinct(question: Question, found: Sequence[Anchor]) -> Iterable[Anchor]:
    """One for each place there is: a control, its bookmark and their copies may share it."""
    if question.kind == "choices":
        return {id(_box(anchor) or anchor.paragraph): anchor for anchor in found}.values()
    return {id(anchor.container): anchor for anchor in found}.values()


def _answer(question: Question, anchor: Anchor) -> str | None:
    """What is answered at a place; None where there is no field any more."""
    if question.kind == "choices":
        return _ticked(anchor)
    if anchor.container is None:
        return None
    control = next(_controls(anchor.container), anchor.control)
    text = text_of(anchor.container)
    if control is None:
        return text if text.strip() else None
    return text if placeheld(control) else _picked(control, text.strip()) or text


def _controls(element: Element) -> Iterator[Element]:
    for child in element.elements():
        if not is_gone(child):
            if child.name == "sdt":
                yield child
            yield from _controls(child)


def _picked(control: Element, text: str) -> str | None:
    """What a list or a calendar stands for that something was picked from, or None."""
    for name in ("dropDownList", "comboBox"):
        items = control.child("sdtPr", name)
        for item in items.elements() if items is not None else ():
            if text and text == item.attributes.get("displayText"):
                return item.attributes.get("value")
    day = control.child("sdtPr", "date")
    # How a day is shown may have been changed; the day itself is kept as it was picked.
    if day is None or not text or _DAY.fullmatch(text):
        return None
    picked = _DAY.match(day.attributes.get("fullDate", ""))
    return picked[0] if picked else None


def _ticked(anchor: Anchor) -> str | None:
    box = _box(anchor)
    text = text_of(anchor.paragraph).strip() if anchor.paragraph is not None else ""
    if box is not None:
        marked = is_on(box.child("checked")) or _MARKED_BY_HAND.search(text)
        return "yes" if marked else "no"
    if text[:1] in _TICKED:
        return "yes" if text else None
    return "no" if text[:1] == _NOT_TICKED else None


def _box(anchor: Anchor) -> Element | None:
    return anchor.control.child("sdtPr", "checkbox") if anchor.control is not None else None
