"""The entries of a register as rows of a sheet, which are read as they were."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import reduce
from typing import Any, Final

from screening.errors import InvalidInput, Problem
from screening.intake.building import MAX_PROBLEMS
from screening.intake.headings import FIELDS, field_shape
from screening.intake.register_columns import (
    MAX_ENTRIES,
    MAX_ITEMS,
    all_words,
    heading_of,
    too_large,
)
from screening.intake.shapes import choice_labels
from screening.intake.sheet_texts import escaped, listed
from screening.messages import Lang, message
from screening.model.proposal import Contact
from screening.model.register import Covers, RegisterEntry

__all__ = ["Cell", "rows_of"]

Cell = str | date | None
"""What a cell holds: a text, a day, or nothing."""

_DASH: Final = "–"
_CONTACT: Final = "contact.unit"
_COVERS: Final = "covers."


def rows_of(
    entries: Iterable[RegisterEntry], lang: Lang, *, formulas: bool, longest: int
) -> Iterator[list[Cell]]:
    """A row for each entry, with a cell for each of ``FIELDS``.

    Args:
        entries: what to write.
        lang: the language of choices.
        formulas: whether the file may turn texts into formulas, as CSV does.
        longest: how many characters a cell can hold, as UTF-16 counts them.

    Raises:
        InvalidInput: at the end, with all texts that are too long; sooner where there are more
            entries than are ever read back.
    """
    problems: list[Problem] = []
    items = 0
    for number, entry in enumerate(entries, start=1):
        covers = entry.covers or Covers()
        lists = (entry.parties, entry.aliases, entry.themes, covers.categories, covers.themes)
        items += sum(map(len, lists))
        if number > MAX_ENTRIES or items > MAX_ITEMS:
            raise too_large()
        row = [_cell(entry, field, lang, formulas=formulas) for field in FIELDS]
        problems += (
            Problem(
                "reading.sheet-too-long",
                {"field": heading_of(field, lang), "id": entry.id, "limit": longest},
            )
            for field, cell in zip(FIELDS, row, strict=True)
            if isinstance(cell, str) and len(cell.encode("utf-16-le")) > longest * 2
        )
        if not problems:
            yield row
    if problems:
        raise InvalidInput(problems[:MAX_PROBLEMS])


def _cell(entry: RegisterEntry, field: str, lang: Lang, *, formulas: bool) -> Cell:
    at: Any = entry
    value: Any = reduce(lambda at, name: getattr(at, name, None), field.split("."), at)
    if field == _CONTACT and entry.contact == Contact():
        return _DASH
    if value == () and field.startswith(_COVERS):
        return message("sheet.all", lang)
    if not value or isinstance(value, date):
        return value or None
    labels = choice_labels(field_shape(field).choices, lang)
    if isinstance(value, tuple):
        words = all_words() if field.startswith(_COVERS) else ()
        value = listed((labels.get(item, item) for item in value), words=words)
    return escaped(labels.get(value, value), formulas=formulas)
