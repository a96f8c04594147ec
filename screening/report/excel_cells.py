"""What the sheets that people fill in have in common: texts, choices and prompts in cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from openpyxl.worksheet.datavalidation import DataValidation

__all__ = [
    "A3",
    "A4",
    "FONT",
    "TEXT",
    "choice_rule",
    "day_rule",
    "height_of",
    "lay_down",
    "number_rule",
    "put",
    "with_prompt",
]

A3: Final = 8
A4: Final = 9
"""Sizes of paper, by their numbers in Excel."""

FONT: Final = "Calibri"
"""What spreadsheets write in unless they are told otherwise; a heading has to be told."""


TEXT: Final = "@"
"""The format of a cell for texts, so that nothing typed there is taken for a formula or a day."""

_LONGEST_PROMPT: Final = 255
_LONGEST_PROMPT_TITLE: Final = 32
_FIRST_DAY: Final = "25569"  # 1970-01-01, as Excel counts days
_LINE: Final = 15.0
_HIGHEST: Final = 409.0
_ENCODED: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)|[\r\ufffe\uffff]")


def lay_down(sheet: Any, paper: int) -> None:
    """Have a sheet printed on paper that lies down, no wider than that."""
    from openpyxl.worksheet.properties import PageSetupProperties  # noqa: PLC0415 - an extra

    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", paper
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _encoded(text: str) -> str:
    """A text as Excel files have it: what XML cannot hold, or would change, as ``_x000D_``."""
    return _ENCODED.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def put(cell: Any, value: Any) -> Any:
    """Put a value into a cell; a text stays a text, whatever it begins with."""
    if isinstance(value, str):
        cell.value, cell.data_type = _encoded(value), "s"
    else:
        cell.value = value
    return cell


def height_of(row: Sequence[object], widths: Sequence[float]) -> float:
    """How high a row is that shows all of its texts in columns of these widths, in points."""
    lines = max(
        (
            sum(1 + int(len(line) // width) for line in value.split("\n"))
            for value, width in zip(row, widths, strict=True)
            if isinstance(value, str)
        ),
        default=1,
    )
    return min(lines * _LINE, _HIGHEST)


def choice_rule(labels: Iterable[str]) -> DataValidation:
    """Choices in a list; other words, as those of the other language, are asked about first."""
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415 - an extra

    joined = ",".join(labels)
    return _warning(DataValidation("list", formula1=f'"{joined}"', allow_blank=True))


def day_rule() -> DataValidation:
    """A day; anything else is asked about first."""
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415 - an extra

    return _warning(
        DataValidation("date", operator="greaterThan", formula1=_FIRST_DAY, allow_blank=True)
    )


def number_rule() -> DataValidation:
    """A number from zero up; anything else is asked about first."""
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415 - an extra

    return _warning(
        DataValidation("decimal", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
    )


def with_prompt(rule: DataValidation, title: str, text: str) -> DataValidation:
    """The rule with what is shown where the cell is."""
    rule.showInputMessage = True
    rule.promptTitle, rule.prompt = title[:_LONGEST_PROMPT_TITLE], text[:_LONGEST_PROMPT]
    return rule


def _warning(rule: DataValidation) -> DataValidation:
    rule.errorStyle, rule.showErrorMessage = "warning", True
    return rule
