"""Markdown as the generated pages need it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

__all__ = ["code", "fenced", "page", "table"]

_MADE = (
    "<!-- Made by `python -m tests.docs.generate` out of the program itself. Change the program "
    "or tests/docs/, not this page. -->"
)


def page(title: str, *parts: str) -> str:
    """A whole page; parts are parted by an empty line."""
    return "\n\n".join([_MADE, f"# {title}", *(part.strip("\n") for part in parts)]) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(_cell(cell) for cell in line)} |" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|") or " "


def code(text: object) -> str:
    return f"`{text}`"


def fenced(text: str, language: str = "") -> str:
    return f"```{language}\n{text.rstrip()}\n```"
