"""The formats that a document can be filed in: one place that knows them all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from types import MappingProxyType
from typing import Final

from screening.report.document import Document
from screening.report.document_docx import as_docx
from screening.report.document_html import as_html
from screening.report.document_markdown import as_markdown

__all__ = ["REPORTERS", "Reporter", "reporter_for"]


@dataclass(frozen=True, slots=True)
class Reporter:
    """A format: the endings of its files, the first for those that are named here.

    ``text`` says whether it can be read on a screen, and ``several`` whether documents can
    stand one after the other.
    """

    suffixes: tuple[str, ...]
    write: Callable[[Document], bytes]
    text: bool
    several: bool


def _encoded(write: Callable[[Document], str]) -> Callable[[Document], bytes]:
    return lambda document: write(document).encode()


REPORTERS: Final[Mapping[str, Reporter]] = MappingProxyType(
    {
        "markdown": Reporter((".md", ".markdown"), _encoded(as_markdown), text=True, several=True),
        "html": Reporter((".html", ".htm"), _encoded(as_html), text=True, several=False),
        "docx": Reporter((".docx",), as_docx, text=False, several=False),
    }
)


def reporter_for(file: str) -> str | None:
    """The format that a file's name tells."""
    suffix = PurePath(file).suffix.lower()
    return next((name for name, one in REPORTERS.items() if suffix in one.suffixes), None)
