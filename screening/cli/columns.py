"""Columns and fields as people name them: ``--map "Parter=parties"``, or answers to questions."""

from __future__ import annotations

from collections.abc import Iterable

import click

from screening.intake.headings import FIELDS, field_name, field_named
from screening.intake.mapping import ColumnMapping
from screening.intake.tables import Table
from screening.intake.words import nearest, shown
from screening.messages import LANGUAGES, Lang, message

__all__ = ["NotThere", "column_meant", "field_meant", "with_told"]

_NOT_READ = "-"


class NotThere(Exception):
    """A column or field that is not there; its text says so, with the nearest that is."""


def column_meant(table: Table, word: str, lang: Lang) -> int:
    """The column, from 0, that a heading or a letter names.

    Raises:
        NotThere: it names none.
    """
    column = table.index_of(word)
    if column is None:
        columns = ", ".join(table.headings)
        told = message("import.no-column", lang, column=shown(word), columns=columns)
        raise NotThere(_with_nearest(told, nearest(word, table.headings), lang))
    return column


def field_meant(word: str, lang: Lang) -> str | None:
    """The field that a word names in Swedish or English; None for ``-`` and nothing.

    Raises:
        NotThere: it names none.
    """
    if word.strip() in ("", _NOT_READ):
        return None
    field = field_named(word)
    if field is None:
        names = [field_name(each, lang) for each in FIELDS]
        told = message("import.no-field", lang, field=shown(word), fields=", ".join(names))
        others = [field_name(each, other) for other in LANGUAGES for each in FIELDS]
        near = nearest(word, names) or nearest(word, others)
        raise NotThere(_with_nearest(told, near, lang))
    return field


def with_told(
    table: Table, mapping: ColumnMapping, told: Iterable[str], lang: Lang
) -> ColumnMapping:
    """The mapping with what ``--map`` says: ``COLUMN=FIELD``, or ``COLUMN=-`` to leave it out.

    Raises:
        click.BadParameter: one of them says nothing that can be done, or two contradict.
    """
    columns: set[int] = set()
    fields: set[str] = set()
    for text in told:
        try:
            column, field = _column_and_field(table, text, lang)
        except NotThere as error:
            raise click.BadParameter(str(error), param_hint="--map") from None
        if column in columns:
            twice = message("import.column-twice", lang, column=table.headings[column])
            raise click.BadParameter(twice, param_hint="--map")
        if field in fields:
            twice = message("import.field-twice", lang, field=field)
            raise click.BadParameter(twice, param_hint="--map")
        columns.add(column)
        fields |= {field} if field else set()
        mapping = mapping.told(column, field)
    return mapping


def _column_and_field(table: Table, text: str, lang: Lang) -> tuple[int, str | None]:
    heading, equals, word = text.rpartition("=")
    if not equals:
        raise NotThere(message("import.no-equals", lang, text=shown(text)))
    return column_meant(table, heading, lang), field_meant(word, lang)


def _with_nearest(told: str, near: str | None, lang: Lang) -> str:
    if near is None:
        return told
    return f"{told} {message('errors.did-you-mean', lang, suggestion=near)}"
