"""An empty sheet for proposals, one a row, with an example: in Excel or as CSV."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final, get_args

from screening.errors import InvalidInput, Problem
from screening.intake.grid import letters
from screening.intake.proposal_columns import PROPOSAL_FIELDS, explanation, heading_of
from screening.intake.shapes import choice_labels
from screening.messages import Lang, message
from screening.model.values import Category, Coordination, Level
from screening.report.csv_cells import DELIMITERS
from screening.report.excel_cells import (
    A3,
    FONT,
    TEXT,
    choice_rule,
    day_rule,
    lay_down,
    number_rule,
    put,
    with_prompt,
)

if TYPE_CHECKING:
    from openpyxl.worksheet.datavalidation import DataValidation

__all__ = ["SHEET_FORMATS"]

_CHOICES: Final = {"category": get_args(Category), "level": get_args(Level)}
_TRUTHS: Final = ("new_principles", "resources.committed")
_NUMBERS: Final = ("resources.staff_fte", "resources.funding_sek")
_DAYS: Final = ("period.start", "period.end")
_EXAMPLE: Final[Mapping[str, str | float | date]] = {
    "category": "research-team",
    "level": "unit",
    "new_principles": "no",
    "resources.committed": "yes",
    "resources.staff_fte": 0.5,
    "resources.funding_sek": 300_000,
    "period.start": date(2027, 1, 1),
    "period.end": date(2028, 12, 31),
}
"""What is written alike in both languages; the rest is in the catalogues."""

_WIDTHS: Final[Mapping[str, int]] = {"title": 36, "summary": 60, "parties": 36, "category": 24}
_WIDTH: Final = 20
_DAY: Final = "yyyy-mm-dd"
_LAST_ROW: Final = 10_001


def _excel(lang: Lang) -> bytes:
    """The sheet with lists to choose from.

    Raises:
        InvalidInput: openpyxl is not installed.
    """
    try:
        from openpyxl import Workbook  # noqa: PLC0415 - an extra
        from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415
    except ImportError:
        raise InvalidInput([Problem("reading.sheet-needs-openpyxl")]) from None
    workbook = Workbook()
    workbook.properties.creator = ""
    sheet: Any = workbook.active
    sheet.title = message("rows.sheet", lang)
    sheet.freeze_panes = "B2"
    lay_down(sheet, A3)
    wrapped = Alignment(wrap_text=True, vertical="top")
    for number, field in enumerate(PROPOSAL_FIELDS, start=1):
        column = letters(number)
        around = sheet.column_dimensions[column]
        around.width = _WIDTHS.get(field, _WIDTH)
        around.number_format, around.alignment = _format(field), wrapped
        head = put(sheet.cell(1, number), heading_of(field, lang))
        head.font, head.fill = Font(name=FONT, bold=True), PatternFill("solid", fgColor="EEF3F7")
        example = put(sheet.cell(2, number), _example(field, lang))
        example.number_format = _format(field)
        head.alignment = example.alignment = wrapped
        for rule, cells in _rules(field, lang):
            rule.add(cells.format(column=column))
            sheet.add_data_validation(rule)
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()


def _csv(lang: Lang) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=DELIMITERS[lang], lineterminator="\r\n")
    writer.writerow(heading_of(field, lang) for field in PROPOSAL_FIELDS)
    writer.writerow(_example(field, lang) for field in PROPOSAL_FIELDS)
    return codecs.BOM_UTF8 + text.getvalue().encode()


SHEET_FORMATS: Final[Mapping[str, Callable[[Lang], bytes]]] = {"xlsx": _excel, "csv": _csv}
"""What writes the sheet, by the suffix of its file."""


def _example(field: str, lang: Lang) -> str | float | date:
    if field == "coordination":
        forms = choice_labels(get_args(Coordination), lang)
        return "; ".join(forms[form] for form in ("joint-meetings", "shared-goals"))
    value = _EXAMPLE.get(field)
    if value is None:
        return message(f"rows.example.{field}", lang)
    return _labels(field, lang).get(str(value), value)


def _labels(field: str, lang: Lang) -> Mapping[str, str]:
    """The answers to choose from, by what they stand for."""
    if field in _TRUTHS:
        return {"yes": message("form.yes", lang), "no": message("form.no", lang)}
    return choice_labels(_CHOICES.get(field, ()), lang)


def _format(field: str) -> str:
    return _DAY if field in _DAYS else "General" if field in _NUMBERS else TEXT


def _rules(field: str, lang: Lang) -> Sequence[tuple[DataValidation, str]]:
    """What the column is for, at its heading; and below it what may stand there."""
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415 - an extra

    head = with_prompt(DataValidation(), heading_of(field, lang), explanation(field, lang))
    rules = [(head, "{column}1")]
    below = f"{{column}}2:{{column}}{_LAST_ROW}"
    if labels := _labels(field, lang):
        rules.append((choice_rule(labels.values()), below))
    elif field in _DAYS:
        rules.append((day_rule(), below))
    elif field in _NUMBERS:
        rules.append((number_rule(), below))
    return rules
