"""The answers of a proposal as they stand on its form."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from typing import Any, Final

from screening.intake.form_answers import answer_as_text
from screening.intake.form_questions import Question
from screening.messages import Lang
from screening.model.proposal import Proposal

__all__ = ["answer_to", "chosen", "rows_for", "value_of"]

_EMPTY_ROWS: Final = {"parties": 4, "considered": 2}


def value_of(question: Question, thing: Any) -> Any:
    """What a proposal says to a question, or a part of it to a column; None for nothing."""
    fields = question.path.split(".") if isinstance(thing, Proposal) else [question.field]
    return reduce(lambda at, field: getattr(at, field, None), fields, thing)


def answer_to(question: Question, thing: Any, lang: Lang) -> str:
    """The answer to a question about a proposal, or to a column about its row; empty for none."""
    return answer_as_text(question, value_of(question, thing), lang)


def chosen(question: Question, proposal: Proposal | None) -> frozenset[str]:
    """Which of the choices are made."""
    return frozenset(value_of(question, proposal) or ())


def rows_for(question: Question, proposal: Proposal | None) -> Iterator[Any]:
    """What each row of a table is about, and None for each of the empty ones below."""
    yield from value_of(question, proposal) or ()
    yield from [None] * _EMPTY_ROWS[question.path]
