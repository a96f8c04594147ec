"""The questions of the form that proposals are handed in on, in the order they are asked.

They are the fields of a proposal file.  Each has a number, and a path that its place on the
form is tagged with, so that headings may be rewritten or translated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count
from typing import Final, Literal

from pydantic import BaseModel

from screening.intake.shapes import shape_of
from screening.messages import Lang, catalogue
from screening.model.proposal import Proposal

__all__ = ["BY_PATH", "QUESTIONS", "Kind", "Question"]

Kind = Literal["line", "text", "list", "number", "day", "truth", "choice", "choices", "rows"]
"""What is asked for: ``choices`` are any number of choices, ``rows`` a row for each of several."""

_KINDS: Final[Mapping[str, Kind]] = {
    "summary": "text",
    "considered.reason": "text",
    "resources.staff_fte": "number",
    "resources.funding_sek": "number",
    "period.start": "day",
    "period.end": "day",
}


@dataclass(frozen=True, slots=True)
class Question:
    """A question; ``columns`` are what each of its rows asks, all under its number.

    ``path`` is the field's (``title``, ``resources.committed``, ``parties.name``), and ``text``
    what its texts in the catalogues are kept under.
    """

    path: str
    kind: Kind
    text: str
    number: int = 0
    choices: tuple[str, ...] = ()
    required: bool = False
    columns: tuple[Question, ...] = ()

    @property
    def field(self) -> str:
        """The field's own name, without that of its group."""
        return self.path.rpartition(".")[2]

    @property
    def group(self) -> str:
        """The field that it lies within; empty where it lies in none."""
        return self.path.rpartition(".")[0]

    @property
    def tags(self) -> tuple[str, ...]:
        """What its places on the form are tagged with: one, but a box for each of ``choices``."""
        if self.kind == "choices":
            return tuple(f"{self.path}.{choice}" for choice in self.choices)
        return (self.path,)

    def label(self, lang: Lang) -> str:
        """What it is called on the form."""
        return catalogue(lang)[f"fields.{self.text}.label"]

    def help(self, lang: Lang) -> str:
        """What it is for, with the clause of the letter."""
        return catalogue(lang)[f"fields.{self.text}.help"]

    def heading(self, lang: Lang) -> str:
        """What the group it lies within is called, with its own name after it."""
        group = catalogue(lang).get(f"fields.proposal.{self.group}.label")
        return f"{group}: {self.label(lang)}" if group else self.label(lang)


def _questions(model: type[BaseModel], group: str = "") -> Iterator[Question]:
    for field, info in model.model_fields.items():
        path = f"{group}.{field}" if group else field
        shape = shape_of(model, field)
        text = f"{model.__name__.lower()}.{field}"
        if shape.model is not None and not shape.many:
            yield from _questions(shape.model, path)
            continue
        columns = tuple(_questions(shape.model, path)) if shape.model is not None else ()
        yield Question(
            path,
            _KINDS.get(path) or _kind(shape.truth, bool(shape.choices), shape.many, bool(columns)),
            text,
            choices=shape.choices,
            required=info.is_required(),
            columns=columns,
        )


def _kind(truth: bool, choice: bool, many: bool, rows: bool) -> Kind:  # noqa: FBT001 - four marks
    if rows:
        return "rows"
    if truth:
        return "truth"
    if choice:
        return "choices" if many else "choice"
    return "list" if many else "line"


def _numbered() -> Iterator[Question]:
    for number, question in zip(count(1), _questions(Proposal), strict=False):
        columns = tuple(replace(column, number=number) for column in question.columns)
        yield replace(question, number=number, columns=columns)


QUESTIONS: Final = tuple(_numbered())
"""All questions, numbered from 1."""

BY_PATH: Final[Mapping[str, Question]] = {
    each.path: each for question in QUESTIONS for each in (question, *question.columns)
}
"""Each question, and each that a row asks, by its path."""
