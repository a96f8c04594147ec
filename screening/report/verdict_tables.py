"""The formats that a table of verdicts can be filed in: one place that knows them all."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import BinaryIO, Final

from screening.messages import Lang
from screening.report.console import console_on
from screening.report.document_html import as_html
from screening.report.verdict_lines import Screened, VerdictLine
from screening.report.verdict_table import print_table
from screening.report.verdicts_csv import write_csv
from screening.report.verdicts_excel import write_excel
from screening.report.verdicts_page import verdicts_page

__all__ = ["TABLES", "TableWriter"]

TableWriter = Callable[[Iterable[VerdictLine], Screened, Lang, BinaryIO], None]
"""Writes verdicts, row by row where the format lets it, into a file."""


def _csv(lines: Iterable[VerdictLine], _: Screened, lang: Lang, file: BinaryIO) -> None:
    write_csv(lines, lang, file)


def _text(lines: Iterable[VerdictLine], _: Screened, lang: Lang, file: BinaryIO) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8", errors="replace", newline="\n")
    print_table(console_on(text), [*lines], lang)
    text.detach()


def _html(lines: Iterable[VerdictLine], about: Screened, lang: Lang, file: BinaryIO) -> None:
    file.write(as_html(verdicts_page(lines, about, lang)).encode())


TABLES: Final[Mapping[str, TableWriter]] = MappingProxyType(
    {"text": _text, "csv": _csv, "xlsx": write_excel, "html": _html}
)
