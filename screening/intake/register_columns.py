"""The columns of a register's sheet: one for each field of an entry, with its heading."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from screening.errors import InvalidInput, Problem
from screening.intake.grid import MAX_TABLE_BYTES
from screening.intake.headings import FIELDS, field_name
from screening.intake.words import folded
from screening.messages import LANGUAGES, Lang, catalogue
from screening.model.register import RegisterEntry

__all__ = [
    "DAYS",
    "MAX_ENTRIES",
    "MAX_ITEMS",
    "NAMES",
    "REQUIRED",
    "all_words",
    "explanation",
    "field_of",
    "heading_of",
    "is_own",
    "too_large",
]

MAX_ENTRIES: Final = 10_000
"""How many entries a sheet may have."""

MAX_ITEMS: Final = 200_000
"""How many items the lists in all cells of a sheet may have."""

DAYS: Final = frozenset({"agreement.valid_to"})
"""The columns that hold days."""

NAMES: Final = frozenset({"parties", "aliases"})
"""The columns with lists of names, in which a comma may stand."""

REQUIRED: Final = tuple(
    name for name, info in RegisterEntry.model_fields.items() if info.is_required()
)
"""The columns that there must be."""


def heading_of(field: str, lang: Lang) -> str:
    """What a column is called: ``Namn``, ``Avtal: Gäller till``."""
    group, _, name = field.rpartition(".")
    texts = catalogue(lang)
    if not group:
        return texts[f"fields.registerentry.{name}.label"]
    label = texts[f"fields.{group}.{name}.label"]
    return f"{texts[f'fields.registerentry.{group}.label']}: {label}"


def explanation(field: str, lang: Lang) -> str:
    """What a column is for, with the clause of the letter where it rests on one."""
    group, _, name = field.rpartition(".")
    return catalogue(lang)[f"fields.{group or 'registerentry'}.{name}.help"]


def field_of(heading: str) -> str | None:
    """The field that a heading is the very name of, in either language; else None.

    A field may be called by its heading, or as in YAML: ``avtal.gäller_till``.
    """
    return _fields().get(folded(heading))


def is_own(heading: str) -> bool:
    """Whether a column is for whoever keeps the sheet: its heading stands in brackets."""
    return heading.startswith("(") and heading.endswith(")")


@cache
def _fields() -> Mapping[str, str]:
    return {
        folded(name): field
        for field in FIELDS
        for lang in LANGUAGES
        for name in (field_name(field, lang), heading_of(field, lang))
    }


@cache
def all_words() -> frozenset[str]:
    """The words, in either language, for covers that take in all; in lower case."""
    return frozenset(catalogue(lang)["sheet.all"] for lang in LANGUAGES)


def too_large(file: str | None = None) -> InvalidInput:
    """What to raise at a register that is too large for a sheet, read or to be written."""
    megabytes = MAX_TABLE_BYTES // 1_000_000
    params = {"rows": MAX_ENTRIES, "items": MAX_ITEMS, "megabytes": megabytes}
    return InvalidInput([Problem("reading.sheet-too-large", params, file)])
