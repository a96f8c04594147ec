"""A register as a CSV file."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable
from datetime import date

from screening.intake.csv_table import LONGEST_CELL
from screening.intake.grid import MAX_TABLE_BYTES
from screening.intake.headings import FIELDS
from screening.intake.register_columns import heading_of, too_large
from screening.messages import Lang
from screening.model.register import RegisterEntry
from screening.report.csv_cells import DELIMITERS
from screening.report.register_rows import rows_of

__all__ = ["register_csv"]


def register_csv(entries: Iterable[RegisterEntry], lang: Lang) -> bytes:
    """The entries as CSV, with headings and choices in a language, for spreadsheets too.

    A text that a spreadsheet would take for a formula begins with an apostrophe, which is
    taken away again when the file is read.

    Raises:
        InvalidInput: a cell would be too long, or the file too large, to be read back.
    """
    # A byte order mark is what tells spreadsheets that it is UTF-8.
    written = io.BytesIO(codecs.BOM_UTF8)
    written.seek(0, io.SEEK_END)
    with io.TextIOWrapper(written, encoding="utf-8", newline="") as text:
        writer = csv.writer(text, delimiter=DELIMITERS[lang], lineterminator="\r\n")
        writer.writerow(heading_of(field, lang) for field in FIELDS)
        for row in rows_of(entries, lang, formulas=True, longest=LONGEST_CELL):
            writer.writerow(cell.isoformat() if isinstance(cell, date) else cell for cell in row)
            if written.tell() > MAX_TABLE_BYTES:
                raise too_large()
        text.flush()
        data = written.getvalue()
    if len(data) > MAX_TABLE_BYTES:
        raise too_large()
    return data
