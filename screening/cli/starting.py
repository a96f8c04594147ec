"""Commented files to start from, printed or written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from screening.cli.options import output_option, refuse
from screening.intake.starters import Starter, starter
from screening.messages import Lang, message

__all__ = ["print_starter", "starter_options", "write_starter"]

F = TypeVar("F", bound=Callable[..., Any])

_TRIED_WITH: Final = {
    "proposal": "screening screen {file}",
    "register": "screening register check {file}",
    "rule": "screening rules show --rules {folder}",
}


def starter_options(lang: Lang) -> Callable[[F], F]:
    """``--output`` and ``--force``."""

    def with_both(function: F) -> F:
        force = click.option("--force", is_flag=True, help=message("cli.option.force", lang))
        return output_option(lang)(force(function))

    return with_both


def print_starter(what: Starter, output: str | None, lang: Lang, *, force: bool) -> None:
    """The starting file, to the screen or into a file; never over one that is there."""
    if output is None:
        click.echo(starter(what, lang), nl=False)
    else:
        write_starter(what, output, starter(what, lang).encode(), lang, force=force)


def write_starter(what: Starter, output: str, content: bytes, lang: Lang, *, force: bool) -> None:
    """A starting file, written; never over one that is there, unless forced."""
    path = Path(output)
    if path.exists() and not force:
        refuse(message("text.exists-already", lang, file=output))
    try:
        path.write_bytes(content)
    except OSError as error:
        refuse(message("text.cannot-write", lang, file=output, reason=error.strerror))
    tried = _TRIED_WITH[what].format(file=output, folder=path.parent)
    click.echo(message("text.wrote", lang, file=output, command=tried), err=True)
