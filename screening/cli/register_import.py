"""``screening register import``: a CSV or Excel file in, a register out, once it is confirmed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import click

from screening.cli.columns import with_told
from screening.cli.confirming import confirmed
from screening.cli.exits import UNREADABLE
from screening.cli.options import fail, lang_option, refuse
from screening.errors import InvalidInput
from screening.intake.files import (
    guess_mapping,
    read_register,
    read_table,
    register_from_table,
)
from screening.intake.register_sheet import is_sheet
from screening.intake.register_writing import RegisterFormat, register_text
from screening.intake.tables import Table
from screening.messages import Lang, message
from screening.model.register import Register
from screening.report.console import console_on
from screening.report.import_text import print_cell_problems

__all__ = ["command"]

_FORMATS: Final[dict[str, RegisterFormat]] = {".yaml": "yaml", ".yml": "yaml", ".json": "json"}


def command(lang: Lang) -> click.Command:
    """The command, with its help in a language."""

    @click.command(
        "import",
        options_metavar=message("cli.metavar.options", lang),
        help=message("cli.register.import", lang),
        epilog=message("cli.register.import-epilog", lang),
    )
    @click.argument("file", type=click.Path(), metavar=message("cli.metavar.file", lang))
    @click.option(
        "--output",
        "-o",
        type=click.Path(),
        metavar=message("cli.metavar.file", lang),
        default="register.yaml",
        show_default=True,
        help=message("cli.option.import-output", lang),
    )
    @click.option(
        "--map",
        "columns",
        multiple=True,
        metavar=message("cli.metavar.map", lang),
        help=message("cli.option.map", lang),
    )
    @click.option(
        "--sheet",
        metavar=message("cli.metavar.sheet", lang),
        help=message("cli.option.sheet", lang),
    )
    @click.option("--yes", is_flag=True, help=message("cli.option.yes", lang))
    @click.option("--force", is_flag=True, help=message("cli.option.force", lang))
    @lang_option(lang)
    def import_(
        *,
        file: str,
        output: str,
        columns: tuple[str, ...],
        sheet: str | None,
        yes: bool,
        force: bool,
    ) -> None:
        file_format = _format(output, lang, force=force)
        register = None if columns or sheet is not None else _as_it_stands(file, lang)
        comment = message("import.made-from", lang, file=Path(file).name)
        try:
            if register is None:
                table = _table(file, sheet, lang)
                mapping = with_told(table, guess_mapping(table), columns, lang)
                mapping = confirmed(table, mapping, lang, yes=yes)
                register = register_from_table(table, mapping).model
            text = register_text(register, lang, file_format, comment=comment)
        except InvalidInput as error:
            print_cell_problems(console_on(sys.stderr), error.problems, lang)
            sys.exit(UNREADABLE)
        _write(output, text, lang, force=force)
        click.echo(message("import.wrote", lang, count=len(register), file=output), err=True)

    return import_


def _as_it_stands(file: str, lang: Lang) -> Register | None:
    """The register, where the file is a register's sheet, of which nothing is guessed."""
    try:
        register = read_register(file).model if is_sheet(file) else None
    except InvalidInput:
        return None
    if register is not None:
        click.echo(message("import.as-it-stands", lang, file=file))
    return register


def _table(file: str, sheet: str | None, lang: Lang) -> Table:
    try:
        return read_table(file, sheet=sheet)
    except InvalidInput as error:
        fail(error, lang)


def _format(output: str, lang: Lang, *, force: bool) -> RegisterFormat:
    """What to write, by the suffix; checked first, so that nobody answers questions in vain."""
    file_format = _FORMATS.get(Path(output).suffix.lower())
    if file_format is None:
        refuse(message("import.output-suffix", lang, file=output))
    if Path(output).exists() and not force:
        refuse(message("text.exists-already", lang, file=output))
    return file_format


def _write(output: str, text: str, lang: Lang, *, force: bool) -> None:
    try:
        with Path(output).open("w" if force else "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        refuse(message("text.exists-already", lang, file=output))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        refuse(message("text.cannot-write", lang, file=output, reason=reason))
