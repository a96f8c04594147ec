"""``screening new``: a file to start from, or a rule with its tests and its page."""

from __future__ import annotations

import sys
from pathlib import PurePath
from typing import Final

import click

from screening.cli import new_rule
from screening.cli.choices import Choice
from screening.cli.options import command_group, fail, lang_option, refuse
from screening.cli.starting import print_starter, starter_options, write_starter
from screening.errors import InvalidInput
from screening.messages import Lang, message
from screening.report.forms import PROPOSAL_FORMATS
from screening.report.proposal_sheet import SHEET_FORMATS

__all__ = ["command"]

_FORMATS: Final = tuple(dict.fromkeys([*PROPOSAL_FORMATS, *SHEET_FORMATS]))
_TEXTS: Final = ("yaml", "csv")


def command(lang: Lang) -> click.Group:
    """The group, with its help in a language."""
    group = command_group("new", message("cli.new.help", lang), lang)
    group.add_command(_proposal(lang))
    group.add_command(_register(lang))
    group.add_command(new_rule.command(lang))
    return group


def _register(lang: Lang) -> click.Command:
    @click.command(
        "register",
        options_metavar=message("cli.metavar.options", lang),
        help=message("scaffold.start.register", lang),
    )
    @lang_option(lang)
    @starter_options(lang)
    def start(output: str | None, *, force: bool) -> None:
        print_starter("register", output, lang, force=force)

    return start


def _proposal(lang: Lang) -> click.Command:
    @click.command(
        "proposal",
        options_metavar=message("cli.metavar.options", lang),
        help=message("scaffold.start.proposal", lang),
    )
    @click.option(
        "--format",
        "form",
        type=Choice(_FORMATS, lang),
        help=message("form.option.format", lang),
    )
    @click.option("--rows", is_flag=True, help=message("rows.option", lang))
    @lang_option(lang)
    @starter_options(lang)
    def start(form: str | None, output: str | None, *, rows: bool, force: bool) -> None:
        formats, plain = (SHEET_FORMATS, "csv") if rows else (PROPOSAL_FORMATS, "yaml")
        if form is None:
            suffix = PurePath(output or "").suffix.lower().removeprefix(".")
            form = suffix if suffix in _FORMATS else plain
        if form not in formats:
            refuse(message("rows.other-format" if rows else "rows.not-asked-for", lang))
        if output is None and form not in _TEXTS and sys.stdout.isatty():
            refuse(message("form.to-a-file", lang, format=form))
        try:
            content = formats[form](lang)
        except InvalidInput as error:
            fail(error, lang)
        if output is None:
            click.echo(content, nl=False)
        else:
            write_starter("proposal", output, content, lang, force=force)

    return start
