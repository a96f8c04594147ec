"""Several verdicts, a line each."""

from __future__ import annotations

import os
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from pathlib import PurePath
from typing import Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from screening.messages import Lang, message
from screening.report.console import styled
from screening.report.verdict_lines import VerdictLine
from screening.report.wording import section

__all__ = ["print_table"]

_WIDE: Final = 46


def print_table(console: Console, lines: Sequence[VerdictLine], lang: Lang) -> None:
    """A table of proposals with their outcomes, those that could not be read in their places."""
    table = Table(box=None, pad_edge=False, header_style="head")
    rows = any(line.row is not None for line in lines)
    for column in ("file", *(["title"] if rows else []), "outcome", "target", "clauses"):
        table.add_column(message(f"many.column.{column}", lang), overflow="fold")
    files = {line.file for line in lines}
    folder = _folder_of(files)
    for line in lines:
        place = _place(line, folder, lang, alone=len(files) == 1)
        title = [styled(line.title or "")] if rows else []
        table.add_row(styled(place), *title, *_result(line, lang))
    if len(files) > 1 and folder:
        console.print(styled(f"{folder}/", "dim"))
    console.print(table)


def _folder_of(files: AbstractSet[str]) -> str:
    """The folder that all files are in; empty where there is none to speak of."""
    try:
        folder = os.path.commonpath([PurePath(file).parent for file in files])
    except ValueError:  # nothing, or names from the root and others
        return ""
    return "" if PurePath(folder) == PurePath() else folder


def _place(line: VerdictLine, folder: str, lang: Lang, *, alone: bool) -> str:
    """Where a proposal is from: its file from the folder that all are in, and its row."""
    if alone:
        return line.file if line.row is None else message("many.row-alone", lang, row=line.row)
    file = PurePath(line.file)
    if folder:
        file = file.relative_to(folder)
    place = str(file)
    if line.row is not None:
        place = message("many.row", lang, file=place, row=line.row)
    if len(place) > _WIDE and len(file.parts) > 1:
        return place.replace(file.name, f"\n  {file.name}")
    return place


def _result(line: VerdictLine, lang: Lang) -> list[Text]:
    brief = line.brief
    if brief is None:
        told = message("text.unreadable", lang, count=len(line.problems))
        return [Text(told, style="error"), Text(), Text()]
    return [
        styled(brief.outcome_title, brief.outcome),
        styled(brief.target.id if brief.target else ""),
        Text(section(brief.clauses), style="clause"),
    ]
