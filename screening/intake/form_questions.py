"""The questions of the form that proposals are handed in on, in the order they are asked.

They are the fields of a proposal file.  Each has a number, and a path that its place on the
form is tagged with, so that headings may be rewritten or translated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, get_type_hints

from pydantic import BaseModel

from screening.intake.shapes import Shape, shape_of
from screening.messages import Lang, catalogue
from screening.model.proposal import Proposal
from screening.model.text import unwrapped

__all__ = ["BY_PATH", "QUESTIONS", "Kind", "Question", "tags"]

Kind = Literal["line", "text", "list", "number", "day", "truth", "choice", "choices", "rows"]
"""What is asked for: ``choices`` are any number of choices, ``rows`` a row for each of several."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question; ``columns`` are those that each of its rows asks, and have no number of their own.

    ``path`` is the field's: ``title``, ``resources.committed``, ``parties.name``.
    """

    path: str
    kind: Kind
    number: int
    model: str
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

    def label(self, lang: Lang) -> str:
        """What it is called on the form."""
        return self._text("label", lang)

    def help(self, lang: Lang) -> str:
        """What it is for, with the clause of the letter."""
        return self._text("help", lang)

    def _text(self, part: str, lang: Lang) -> str:
        return catalogue(lang)[f"fields.{self.model}.{self.field}.{part}"]
