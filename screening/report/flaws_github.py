"""What is wrong in rules as GitHub's workflow commands, which it shows at their lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from screening.errors import Problem
from screening.messages import Lang, message
from screening.report.console import plain_text
from screening.report.flaws import Checked, remarks, shown_file, title
from screening.workbench.told import Level

__all__ = ["flaws_github"]

_COMMANDS: Final[dict[Level, str]] = {"error": "error", "warning": "warning", "note": "notice"}


def flaws_github(checked: Checked, lang: Lang) -> str:
    """A command a line; nothing where nothing is wrong.  Notes only if they are asked for."""
    lines = [
        _line("error", problem, message("text.error", lang), (), lang)
        for problem in checked.problems
    ]
    lines += [
        _line(flaw.level, flaw.problem, title(flaw.kind, lang), remarks(flaw, lang), lang)
        for flaw in checked.flaws
        if flaw.level != "note" or checked.notes
    ]
    return "\n".join(lines)


def _line(
    level: Level, problem: Problem, head: str, told: list[str] | tuple[()], lang: Lang
) -> str:
    properties = ",".join(f"{name}={_property(value)}" for name, value in _about(problem, head))
    text = " ".join([problem.message(lang), *told, problem.help(lang)])
    return f"::{_COMMANDS[level]} {properties}::{_data(text)}"


def _about(problem: Problem, head: str) -> Iterator[tuple[str, object]]:
    if problem.file:
        yield "file", shown_file(problem.file)
    span = problem.span
    if span is not None:
        yield "line", span.line
        yield "endLine", span.end_line
        yield "col", span.column
        if span.line == span.end_line:  # GitHub takes columns on one line only
            yield "endColumn", span.end_column
    yield "title", head


def _data(text: str) -> str:
    text = plain_text(text)
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: object) -> str:
    return _data(str(value)).replace(":", "%3A").replace(",", "%2C")
