"""The answers of a form as the tree of a proposal, each with its place on the form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from screening.errors import Cell, OnForm, Problem, Span
from screening.intake import nodes
from screening.intake.form_answers import (
    Misread,
    is_unknown,
    items_of,
    number_of,
    truth_of,
    without_answer,
)
from screening.intake.form_days import Ambiguous, day_of
from screening.intake.form_questions import QUESTIONS, Question
from screening.intake.nodes import Entry, Node, Scalar
from screening.messages import Lang

__all__ = ["Answers", "Form", "Given", "form_tree"]

_UNSEEN: Final = dict.fromkeys(map(ord, "\u200b\u200e\u200f\u2060\ufeff"))
"""What is not seen, and comes along with text that is pasted."""

_TICKS: Final = frozenset("xX✓✔☒☑")

_WITH_COMMAS: Final = frozenset({"themes"})
"""The lists in which a comma ends an item: in names of units it may stand."""


@dataclass(frozen=True, slots=True)
class Given:
    """What stands at a place of the form, and the place."""

    value: str | float | date | None
    span: Span

    @property
    def text(self) -> str:
        """The answer as text; empty where nothing is answered."""
        if self.value is None or (isinstance(self.value, str) and without_answer(self.value)):
            return ""
        if isinstance(self.value, date):
            return self.value.isoformat()
        # A hyphen that is not seen comes along with what is pasted, and hides a name.
        return str(self.value).replace("\N{SOFT HYPHEN}", "").strip()

    @property
    def word(self) -> str:
        """The answer as a word or number that has to be known, not as text that is kept."""
        return self.text.translate(_UNSEEN).strip()


@dataclass(slots=True)
class Form:
    """A form that has been read: its file, its language, and what each place of it is called."""

    name: str
    lang: Lang
    places: dict[Span, OnForm | Cell] = field(default_factory=dict)

    def problem(self, code: str, span: Span | None = None) -> Problem:
        """A problem at a place of the form."""
        return Problem(
            code, file=self.name, span=span, cell=self.places.get(span) if span else None
        )


@dataclass(slots=True)
class Answers:
    """What stands at each place, by its tag, and in each row; and what could not be read.

    ``at`` has the place of each question itself.
    """

    form: Form
    given: dict[str, Given] = field(default_factory=dict)
    rows: dict[str, list[Mapping[str, Given]]] = field(default_factory=dict)
    at: dict[str, Span] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def note(self, code: str, span: Span, **params: object) -> None:
        """Remember a problem."""
        self.problems.append(replace(self.form.problem(code, span), params=params))


def form_tree(answers: Answers) -> tuple[Node, tuple[Problem, ...]]:
    """The tree of the proposal on a form, and every problem of reading it."""
    making = _Making(answers)
    groups: dict[str, list[Entry]] = {}
    top: list[Entry] = []
    for question in QUESTIONS:
        entry = making.entry(question)
        if not question.group:
            top.append(entry)
        elif entry.value != Scalar(None, entry.value.span):
            groups.setdefault(question.group, []).append(entry)
    for group, entries in groups.items():
        span = entries[0].key.span
        top.append(Entry(Scalar(group, span), nodes.Mapping(tuple(entries), span)))
    return nodes.Mapping(tuple(top)), tuple(answers.problems)


class _Making:
    """Makes the values of one form."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._lang = answers.form.lang

    def entry(self, question: Question) -> Entry:
        span = self._answers.at[question.path]
        if question.kind == "rows":
            value = self._rows(question, span)
        elif question.kind == "choices":
            value = nodes.Sequence(tuple(self._chosen(question)), span)
        else:
            value = self._value(question, self._answers.given.get(question.path), span)
        return self._entry(question, value, span)

    def _entry(self, question: Question, value: Node, span: Span) -> Entry:
        return Entry(Scalar(question.field, span), value, question.heading(self._lang))

    def _rows(self, question: Question, span: Span) -> Node:
        rows = self._answers.rows.get(question.path, [])
        items = []
        for row in rows:
            if not any(given.text for given in row.values()):
                continue
            entries = []
            for column in question.columns:
                given = row.get(column.path)
                at = given.span if given is not None else span
                entries.append(self._entry(column, self._value(column, given, at), at))
            items.append(nodes.Mapping(tuple(entries), entries[0].key.span))
        if not items and question.required:
            self._unanswered(question, span)
        return nodes.Sequence(tuple(items), span)

    def _chosen(self, question: Question) -> Iterator[Node]:
        for choice, tag in zip(question.choices, question.tags, strict=True):
            given = self._answers.given.get(tag)
            if given is not None and given.text:
                try:
                    if given.word in _TICKS or truth_of(given.word):
                        yield Scalar(choice, given.span)
                except Misread as misread:
                    self._answers.note(misread.code, given.span, value=given.text)

    def _value(self, question: Question, given: Given | None, span: Span) -> Node:
        unanswered = given is None or not given.text
        if given is None or unanswered or (question.required and is_unknown(given.text)):
            if question.required:
                self._unanswered(question, span)
            return Scalar(None, span)
        if question.kind == "list":
            commas = question.path in _WITH_COMMAS
            items = [] if is_unknown(given.text) else items_of(given.text, commas=commas)
            return nodes.Sequence(tuple(Scalar(item, span) for item in items), span)
        try:
            return Scalar(_scalar(question, given), span)
        except Misread as misread:
            self._answers.note(misread.code, span, value=given.text)
            return Scalar(None, span)

    def _unanswered(self, question: Question, span: Span) -> None:
        # A place that is not there has been told of already.
        if all(problem.span != span for problem in self._answers.problems):
            self._answers.note("form.unanswered", span, field=question.heading(self._lang))


def _scalar(question: Question, given: Given) -> str | float | bool | date | None:
    match question.kind:
        case "truth":
            return truth_of(given.word)
        case "number":
            if isinstance(given.value, float):
                return given.value
            return number_of(given.word, question.path)
        case "day":
            return _day(given)
        case "choice":
            return None if is_unknown(given.word) else given.word
        case _:
            return given.text


def _day(given: Given) -> str | date | None:
    if isinstance(given.value, date):
        return given.value
    if is_unknown(given.word):
        return None
    try:
        return day_of(given.word) or given.word
    except Ambiguous:
        raise Misread("form.day-of-two-meanings") from None
