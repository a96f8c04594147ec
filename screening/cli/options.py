"""Options that several commands share, and what they stand for when they are left out."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NoReturn, TypeVar

import click

from screening.cli.choices import Choice
from screening.cli.exits import UNREADABLE, USAGE
from screening.errors import InvalidInput, ScreeningError
from screening.messages import LANGUAGES, Lang, message

__all__ = [
    "command_group",
    "fail",
    "format_option",
    "lang_option",
    "output_option",
    "print_error",
    "refuse",
    "register_file",
    "register_option",
    "rules_folder",
    "rules_option",
]

F = TypeVar("F", bound=Callable[..., Any])

_REGISTER_NAMES: Final = (
    "register.yaml",
    "register.yml",
    "register.json",
    "register.toml",
    "register.jsonl",
    "register.xlsx",
    "register.csv",
)


def command_group(name: str, text: str, lang: Lang) -> click.Group:
    """A group of commands."""
    group = click.Group(
        name,
        help=text,
        options_metavar=message("cli.metavar.options", lang),
        subcommand_metavar=message("cli.metavar.command", lang),
    )
    lang_option(lang)(group)
    return group


def lang_option(lang: Lang) -> Callable[[F], F]:
    """``--lang``; it has been read before, and is declared to be shown and checked."""
    return click.option(
        "--lang",
        type=Choice(LANGUAGES, lang),
        expose_value=False,
        help=message("cli.option.lang", lang),
    )


def format_option(lang: Lang) -> Callable[[F], F]:
    """``--format``: for people or for programs."""
    return click.option(
        "--format",
        "output_format",
        type=Choice(["text", "json"], lang),
        default="text",
        show_default=True,
        help=message("cli.option.format", lang),
    )


def output_option(lang: Lang) -> Callable[[F], F]:
    """``--output``: a file for the result instead of the screen."""
    return click.option(
        "--output",
        "-o",
        type=click.Path(),
        metavar=message("cli.metavar.file", lang),
        help=message("cli.option.output", lang),
    )


def register_option(lang: Lang) -> Callable[[F], F]:
    """``--register``."""
    return click.option(
        "--register",
        type=click.Path(),
        metavar=message("cli.metavar.file", lang),
        envvar="SCREENING_REGISTER",
        help=message("cli.option.register", lang),
    )


def rules_option(lang: Lang) -> Callable[[F], F]:
    """``--rules``."""
    return click.option(
        "--rules",
        type=click.Path(),
        metavar=message("cli.metavar.folder", lang),
        envvar="SCREENING_RULES",
        help=message("cli.option.rules", lang),
    )


def register_file(given: str | None) -> str | None:
    """The register to use: the one given, else one in this folder, else None for the sample."""
    if given:
        return given
    return next((name for name in _REGISTER_NAMES if Path(name).is_file()), None)


def rules_folder(given: str | None) -> str | None:
    """The rules to use: those given, else None for those that ship."""
    return given or None


def fail(error: ScreeningError, lang: Lang) -> NoReturn:
    """Tell an error on standard error and exit: what was handed in cannot be used."""
    print_error(error, lang)
    sys.exit(UNREADABLE)


def refuse(text: str) -> NoReturn:
    """Tell on standard error that the command line asks for what cannot be done, and exit."""
    click.echo(text, err=True)
    sys.exit(USAGE)


def print_error(error: ScreeningError, lang: Lang) -> None:
    """Tell an error on standard error, problem by problem where it has several."""
    from screening.report.console import console_on, styled  # noqa: PLC0415 - slow to load
    from screening.report.problems import print_problems  # noqa: PLC0415

    console = console_on(sys.stderr)
    if isinstance(error, InvalidInput):
        print_problems(console, error.problems, lang)
    else:
        head = styled(f"{message('text.error', lang)}: ", "error")
        console.print(head + styled(error.describe(lang)), soft_wrap=True)
