"""``screening register export``: the register as a sheet that people work in."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path, PurePath
from typing import Final

import click

from screening.cli.loading import named_register, ruleset_of
from screening.cli.options import fail, lang_option, refuse, register_option, rules_option
from screening.cli.output import write
from screening.errors import InvalidInput
from screening.messages import Lang, message
from screening.model.register import RegisterEntry
from screening.report.register_csv import register_csv
from screening.report.register_excel import register_excel

__all__ = ["command"]

_WRITERS: Final[Mapping[str, Callable[[Iterable[RegisterEntry], Lang], bytes]]] = {
    ".xlsx": register_excel,
    ".csv": register_csv,
}
_STDOUT: Final = "-"


def command(lang: Lang) -> click.Command:
    """The command, with its help in a language."""

    @click.command(
        "export",
        options_metavar=message("cli.metavar.options", lang),
        help=message("sheet.command.help", lang),
        epilog=message("sheet.command.epilog", lang),
    )
    @click.argument("file", type=click.Path(), metavar=message("cli.metavar.file", lang))
    @register_option(lang)
    @rules_option(lang)
    @click.option("--force", is_flag=True, help=message("cli.option.force", lang))
    @lang_option(lang)
    def export(*, file: str, register: str | None, rules: str | None, force: bool) -> None:
        suffix = ".csv" if file == _STDOUT else PurePath(file).suffix.lower()
        if suffix not in _WRITERS:
            refuse(message("sheet.command.suffix", lang, file=file))
        if file != _STDOUT and Path(file).exists() and not force:
            refuse(message("page.command.exists-already", lang, file=file))
        named = named_register(register, lang, lambda: ruleset_of(rules, lang).vocabulary)
        if named.path is not None and named.path.resolve() == Path(file).resolve():
            refuse(message("sheet.command.itself", lang, file=file))
        try:
            data = _WRITERS[suffix](named.register.entries, lang)
        except InvalidInput as error:
            fail(error, lang)
        if named.sample:
            click.echo(message("sheet.command.sample", lang), err=True)
        if file == _STDOUT:
            sys.stdout.buffer.write(data)
            return
        write(data, Path(file), lang, force=force)
        count = len(named.register)
        click.echo(message("sheet.command.wrote", lang, count=count, file=file), err=True)

    return export
