"""Asking whether a table's columns are taken for the right fields, and changing them."""

from __future__ import annotations

import sys
from typing import Final, Literal, NoReturn

import click

from screening.cli.columns import NotThere, column_meant, field_meant
from screening.cli.exits import FELL_SHORT, USAGE
from screening.intake.headings import field_name
from screening.intake.mapping import ColumnMapping
from screening.intake.tables import Table
from screening.messages import LANGUAGES, Lang, catalogue, message
from screening.report.console import console_on
from screening.report.import_text import print_mapping

__all__ = ["confirmed"]

_Answer = Literal["yes", "change", "stop"]
_ANSWERS: Final[dict[_Answer, str]] = {
    "yes": "import.answer-yes",
    "change": "import.answer-change",
    "stop": "import.answer-stop",
}


def confirmed(table: Table, mapping: ColumnMapping, lang: Lang, *, yes: bool) -> ColumnMapping:
    """The mapping, shown, and confirmed by whoever runs the command.

    On a terminal that is asked; elsewhere it is confirmed by ``yes``, or where all of it has
    been said.  Else the command ends.
    """
    _show(table, mapping, lang)
    if yes or not mapping.guessed:
        return mapping if not mapping.missing else _end(table, mapping, lang)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        _end(table, mapping, lang)
    while (answer := _asked(lang)) != "yes" or mapping.missing:
        if answer == "stop":
            sys.exit(FELL_SHORT)
        if answer == "yes":
            _tell_missing(mapping, lang)
        elif (changed := _changed(table, mapping, lang)) is not None:
            mapping = changed
            _show(table, mapping, lang)
    return mapping


def _show(table: Table, mapping: ColumnMapping, lang: Lang) -> None:
    print_mapping(console_on(sys.stdout), table, mapping, lang)
    click.echo()


def _end(table: Table, mapping: ColumnMapping, lang: Lang) -> NoReturn:
    """Say what to write to have the table imported, and end."""
    _tell_missing(mapping, lang)
    if mapping.missing:
        field = field_name(mapping.missing[0], lang)
        unread = next(iter(mapping.passed_over), 0)
        column = table.headings[unread]
        click.echo(message("import.say-missing", lang, column=column, field=field), err=True)
    else:
        click.echo(message("import.say-yes", lang), err=True)
    sys.exit(USAGE)


def _tell_missing(mapping: ColumnMapping, lang: Lang) -> None:
    for field in mapping.missing:
        click.echo(message("import.missing", lang, field=field_name(field, lang)), err=True)


def _asked(lang: Lang) -> _Answer:
    words: dict[str, _Answer] = {
        word.strip(): answer
        for answer, key in _ANSWERS.items()
        for each in LANGUAGES
        for word in catalogue(each)[key].split(";")
    }
    while True:
        said = click.prompt(message("import.ask", lang), err=True)
        answer = words.get(said.strip().casefold())
        if answer is not None:
            return answer
        click.echo(message("import.not-an-answer", lang), err=True)


def _changed(table: Table, mapping: ColumnMapping, lang: Lang) -> ColumnMapping | None:
    """The mapping after one change; None where what is said makes no sense, which is told."""
    try:
        said = click.prompt(message("import.ask-column", lang), err=True)
        column = column_meant(table, said, lang)
        asked = message("import.ask-field", lang)
        field = field_meant(click.prompt(asked, default="", show_default=False, err=True), lang)
    except NotThere as error:
        click.echo(str(error), err=True)
        return None
    return mapping.told(column, field)
