"""Verdicts as a CSV file, a row each."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable
from typing import BinaryIO

from screening.intake.sheet_texts import escaped
from screening.messages import Lang
from screening.report.csv_cells import DELIMITERS
from screening.report.verdict_lines import COLUMNS, VerdictLine, heading

__all__ = ["write_csv"]


def write_csv(lines: Iterable[VerdictLine], lang: Lang, file: BinaryIO) -> None:
    """Write verdicts as CSV for spreadsheets, row by row; no text in it becomes a formula."""
    file.write(codecs.BOM_UTF8)  # what tells spreadsheets that it is UTF-8
    text = io.TextIOWrapper(file, encoding="utf-8", errors="replace", newline="")
    writer = csv.writer(text, delimiter=DELIMITERS[lang], lineterminator="\r\n")
    writer.writerow(heading(column, lang) for column in COLUMNS)
    for line in lines:
        cells = (column.of(line, lang) for column in COLUMNS)
        writer.writerow(
            escaped(cell, formulas=True) if isinstance(cell, str) else cell for cell in cells
        )
    text.detach()
