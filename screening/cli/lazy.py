"""A group whose commands are loaded only when they are called."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from screening.cli.choices import Choice
from screening.cli.exits import INTERRUPTED
from screening.messages import LANGUAGES, Lang, message

__all__ = ["LazyGroup"]


class LazyGroup(click.Group):
    """Commands by name, each with the module whose ``command`` makes it.

    The short help is in the catalogues (``cli.<group>-<command>.short``; of the outermost
    group ``cli.<command>.short``), so that listing loads none.
    """

    def __init__(self, name: str, modules: Mapping[str, str], lang: Lang, **settings: Any) -> None:
        super().__init__(
            name=name,
            no_args_is_help=True,
            options_metavar=message("cli.metavar.options", lang),
            subcommand_metavar=message("cli.metavar.command", lang),
            **settings,
        )
        self._modules = modules
        self._lang = lang
        # Read before anything is parsed; declared to be allowed here, too.
        self.params.append(
            click.Option(
                ["--lang"],
                type=Choice(LANGUAGES, lang),
                expose_value=False,
                help=message("cli.option.lang", lang),
            )
        )

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names of the commands, in the order they are told."""
        return list(self._modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name, or None."""
        if cmd_name not in self._modules:
            return None
        command: click.Command = import_module(self._modules[cmd_name]).command(self._lang)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name; for one that there is not, the nearest."""
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as error:
            raise click.NoSuchCommand(
                error.command_name, possibilities=self._modules, ctx=ctx
            ) from None

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; whoever interrupts it is told so."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo(message("text.interrupted", self._lang), err=True)
            sys.exit(INTERRUPTED)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Each command on a line, without loading it."""
        group = "" if ctx.parent is None else f"{self.name}-"
        rows = [(one, message(f"cli.{group}{one}.short", self._lang)) for one in self._modules]
        with formatter.section(message("cli.commands", self._lang)):
            formatter.write_dl(rows)
