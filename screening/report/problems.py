"""Problems as people read them: what, where with a caret, and what to write instead."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from screening.errors import InvalidInput, OnForm, Problem, ScreeningError, Span
from screening.messages import Lang, message
from screening.report.console import plain_text, styled

__all__ = [
    "errors_as_data",
    "legible",
    "print_problem",
    "print_problems",
    "problem_as_data",
]

_SHOWN_WIDTH: Final = 76
_BEFORE_CARET: Final = 30


def print_problems(console: Console, problems: Iterable[Problem], lang: Lang) -> None:
    """Each problem with its place, the line it stands on, and the remedy."""
    for problem in problems:
        print_problem(console, problem, lang)
        console.print()


def print_problem(
    console: Console,
    problem: Problem,
    lang: Lang,
    *,
    head: Text | None = None,
    remarks: Iterable[str] = (),
) -> None:
    """A problem with its place, the line it stands on, and the remedy.

    ``head`` is what it begins with, "error" unless another is given; ``remarks`` stand
    before the remedy.
    """
    gutter = " " * len(str(problem.line or ""))
    head = head or Text(message("text.error", lang), "error")
    line = Text.assemble(head, ": ", styled(problem.message(lang), "head"))
    console.print(line, soft_wrap=True)
    place = problem.location(lang)
    if place:
        console.print(Text(f" {gutter}--> ") + styled(place, "path"), soft_wrap=True)
    if problem.span is not None and problem.source_line is not None:
        _print_line(console, problem.span, problem.source_line)
    for remark in (*map(styled, remarks), styled(problem.help(lang), "help")):
        console.print(Text(f" {gutter} = ") + remark, soft_wrap=True)


def _print_line(console: Console, span: Span, line: str) -> None:
    """The line of the file, cut to what can be seen, with carets under the mistake."""
    start = span.column - 1
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    cut = max(0, start - _BEFORE_CARET) if len(line) > _SHOWN_WIDTH else 0
    shown = line[cut : cut + _SHOWN_WIDTH]
    before = plain_text(shown[: start - cut]).replace("\t", " ")
    marked = plain_text(shown[start - cut : max(end, start + 1) - cut]).replace("\t", " ")
    after = plain_text(shown[max(end, start + 1) - cut :]).replace("\t", " ")
    lead, trail = ("…" if cut else ""), ("…" if cut + _SHOWN_WIDTH < len(line) else "")
    number = str(span.line)
    gutter = " " * len(number)
    console.print(Text(f" {gutter} |", style="dim"))
    console.print(
        Text.assemble((f" {number} | ", "dim"), lead, before, (marked, "error"), after, trail),
        soft_wrap=True,
    )
    carets = "^" * max(1, cell_len(marked))
    space = " " * cell_len(lead + before)
    console.print(Text.assemble((f" {gutter} | ", "dim"), space, (carets, "error")), soft_wrap=True)


def errors_as_data(error: ScreeningError, lang: Lang) -> list[dict[str, Any]]:
    """What is wrong with a proposal, as JSON has it."""
    if isinstance(error, InvalidInput):
        problems = (replace(one, file=one.file and legible(one.file)) for one in error.problems)
        return [problem_as_data(one, lang) for one in problems]
    return [{"code": "undecided", "message": error.describe(lang)}]


def legible(file: str) -> str:
    """A file's name as text can have it: some systems have names of any bytes."""
    return os.fsencode(file).decode("utf-8", "replace")


def problem_as_data(problem: Problem, lang: Lang) -> dict[str, Any]:
    """A problem as JSON has it: in a table with its ``cell``, on a form with its ``question``."""
    where = problem.cell
    cell = where.cell if isinstance(where, OnForm) else where
    # On a form without cells a span only keeps the order.
    span = problem.span if where is None or cell is not None else None
    data: dict[str, Any] = {
        "code": problem.code,
        "message": problem.message(lang),
        "help": problem.help(lang),
        "file": problem.file,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "end_line": span.end_line if span else None,
        "end_column": span.end_column if span else None,
        "path": problem.path or None,
        "suggestion": problem.suggestion,
    }
    if cell is not None:
        data["cell"] = {"sheet": cell.sheet, "name": cell.name}
    if isinstance(where, OnForm):
        data["question"] = {
            "number": where.number,
            "name": where.name,
            "row": where.row,
            "column": where.column,
        }
    return data
