"""``screening new``: a commented file to start from."""

from __future__ import annotations

from pathlib import Path

import click

from screening.cli.choices import Choice
from screening.cli.options import lang_option, refuse
from screening.intake.starters import STARTERS, Starter, starter
from screening.messages import Lang, message

__all__ = ["command"]

_TRIED_WITH = {
    "proposal": "screening screen {file}",
    "register": "screening register check {file}",
    "rule": "screening rules show --rules {folder}",
}


def command(lang: Lang) -> click.Command:
    """The command, with its help in a language."""

    @click.command(
        "new",
        options_metavar=message("cli.metavar.options", lang),
        help=message("cli.new.help", lang),
    )
    @click.argument("what", type=Choice(STARTERS, lang), metavar="|".join(STARTERS))
    @lang_option(lang)
    @click.option(
        "--output",
        "-o",
        type=click.Path(),
        metavar=message("cli.metavar.file", lang),
        help=message("cli.option.output", lang),
    )
    @click.option("--force", is_flag=True, help=message("cli.option.force", lang))
    def new(what: Starter, output: str | None, *, force: bool) -> None:
        text = starter(what, lang)
        if output is None:
            click.echo(text, nl=False)
            return
        path = Path(output)
        if path.exists() and not force:
            refuse(message("text.exists-already", lang, file=output))
        try:
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            refuse(message("text.cannot-write", lang, file=output, reason=error.strerror))
        tried = _TRIED_WITH[what].format(file=output, folder=path.parent)
        click.echo(message("text.wrote", lang, file=output, command=tried), err=True)

    return new
