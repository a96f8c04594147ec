"""Several verdicts, a line each."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from screening.errors import ScreeningError
from screening.messages import Lang, message
from screening.model.verdict import Verdict
from screening.report.console import styled
from screening.report.wording import section

__all__ = ["Row", "print_table"]

Row = tuple[str, Verdict | ScreeningError]
"""A file, and what came of it."""


def print_table(console: Console, rows: Sequence[Row], lang: Lang) -> None:
    """A table of files with their outcomes, those that could not be read in their places."""
    table = Table(box=None, pad_edge=False, header_style="head")
    for column in ("file", "outcome", "target", "clauses"):
        table.add_column(message(f"text.column-{column}", lang), overflow="fold")
    for file, result in rows:
        if isinstance(result, Verdict):
            table.add_row(
                styled(file),
                styled(result.outcome_title, result.outcome),
                styled(result.target.id if result.target else ""),
                Text(section(result.clauses), style="clause"),
            )
        else:
            table.add_row(styled(file), Text(_failure(result, lang), style="error"), "", "")
    console.print(table)


def _failure(error: ScreeningError, lang: Lang) -> str:
    problems = getattr(error, "problems", None)
    if problems is None:
        return message("text.undecided", lang)
    return message("text.unreadable", lang, count=len(problems))
