"""``screening``: the group of commands, each loaded only when it is called."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Final

import click

from screening.cli.exits import UNREADABLE
from screening.cli.language import chosen_language
from screening.cli.lazy import LazyGroup
from screening.cli.swedish import speak
from screening.messages import Lang, message

__all__ = ["main"]

_COMMANDS: Final[Mapping[str, str]] = {
    "screen": "screening.cli.screen",
    "new": "screening.cli.new",
    "register": "screening.cli.register",
    "rules": "screening.cli.rules",
}


def _commands(lang: Lang) -> click.Group:
    """All commands, with their help in a language."""
    return LazyGroup(
        "screening",
        _COMMANDS,
        lang,
        help=message("cli.screening", lang),
        epilog=message("cli.exit-codes", lang),
        params=[
            click.Option(
                ["--version"],
                is_flag=True,
                is_eager=True,
                expose_value=False,
                callback=_print_version,
                help=message("cli.version", lang),
            ),
        ],
        context_settings={"help_option_names": ["-h", "--help"]},
    )


def _print_version(ctx: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001
    if value and not ctx.resilient_parsing:
        from importlib import metadata  # noqa: PLC0415 - slow to load

        click.echo(f"screening {metadata.version('screening')}")
        ctx.exit()


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit (see ``screening --help`` for the exit codes)."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    lang = chosen_language(given)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    with speak(lang):
        try:
            _commands(lang)(given, prog_name="screening")
        except OSError as error:  # a full disk, say; click itself sees to closed pipes
            text = message("text.cannot-write", lang, file="stdout", reason=error.strerror)
            click.echo(text, err=True)
            sys.stdout = None  # else Python tries again at its end, and fails again
            sys.exit(UNREADABLE)
