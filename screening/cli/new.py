"""``screening new``: a file to start from, or a rule with its tests and its page."""

from __future__ import annotations

import click

from screening.cli import new_rule
from screening.cli.options import command_group, lang_option
from screening.cli.starting import print_starter, starter_options
from screening.intake.starters import Starter
from screening.messages import Lang, message

__all__ = ["command"]


def command(lang: Lang) -> click.Group:
    """The group, with its help in a language."""
    group = command_group("new", message("cli.new.help", lang), lang)
    group.add_command(_starting("proposal", lang))
    group.add_command(_starting("register", lang))
    group.add_command(new_rule.command(lang))
    return group


def _starting(what: Starter, lang: Lang) -> click.Command:
    @click.command(
        what,
        options_metavar=message("cli.metavar.options", lang),
        help=message(f"scaffold.start.{what}", lang),
    )
    @lang_option(lang)
    @starter_options(lang)
    def start(output: str | None, *, force: bool) -> None:
        print_starter(what, output, lang, force=force)

    return start
