"""``screening``: the group of commands, each loaded only when it is called."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Final

import click

from screening.cli.choices import Choice
from screening.cli.exits import UNREADABLE
from screening.cli.language import chosen_language
from screening.cli.swedish import speak
from screening.messages import LANGUAGES, Lang, message

__all__ = ["main"]

_COMMANDS: Final[Mapping[str, str]] = {
    "screen": "screening.cli.screen",
    "new": "screening.cli.new",
    "register": "screening.cli.register",
    "rules": "screening.cli.rules",
}


class _Commands(click.Group):
    """Commands by name; the short help is in the catalogues, so that listing loads none."""

    def __init__(self, lang: Lang) -> None:
        super().__init__(
            name="screening",
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
                # Read before anything is parsed; declared to be allowed here, too.
                click.Option(
                    ["--lang"],
                    type=Choice(LANGUAGES, lang),
                    expose_value=False,
                    help=message("cli.option.lang", lang),
                ),
            ],
            context_settings={"help_option_names": ["-h", "--help"]},
            no_args_is_help=True,
            options_metavar=message("cli.metavar.options", lang),
            subcommand_metavar=message("cli.metavar.command", lang),
        )
        self._lang = lang

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(_COMMANDS[cmd_name]).command(self._lang)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as error:
            raise click.NoSuchCommand(
                error.command_name, possibilities=_COMMANDS, ctx=ctx
            ) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section(message("cli.commands", self._lang)):
            formatter.write_dl(
                [(name, message(f"cli.{name}.short", self._lang)) for name in _COMMANDS]
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
            _Commands(lang)(given, prog_name="screening")
        except OSError as error:  # a full disk, say; click itself sees to closed pipes
            text = message("text.cannot-write", lang, file="stdout", reason=error.strerror)
            click.echo(text, err=True)
            sys.stdout = None  # else Python tries again at its end, and fails again
            sys.exit(UNREADABLE)
