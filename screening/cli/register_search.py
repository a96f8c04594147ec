"""``screening register search``: which entries a text is like, and why or why not."""

from __future__ import annotations

import json
import sys

import click

from screening.cli.options import (
    fail,
    format_option,
    lang_option,
    register_file,
    register_option,
    rules_folder,
    rules_option,
)
from screening.errors import ScreeningError
from screening.messages import Lang, message
from screening.report.console import console_on
from screening.report.matches_text import match_as_data, print_matches, print_why_not
from screening.screener import Screener

__all__ = ["command"]


def command(lang: Lang) -> click.Command:
    """The command, with its help in a language."""

    @click.command(
        "search",
        options_metavar=message("cli.metavar.options", lang),
        help=message("cli.register.search", lang),
    )
    @click.argument("text", metavar=message("cli.metavar.text", lang))
    @register_option(lang)
    @rules_option(lang)
    @click.option(
        "--limit",
        type=click.IntRange(min=1),
        default=10,
        show_default=True,
        help=message("cli.option.limit", lang),
    )
    @click.option("--why-not", metavar="ID", help=message("cli.option.why-not", lang))
    @lang_option(lang)
    @format_option(lang)
    def search(
        text: str,
        register: str | None,
        rules: str | None,
        limit: int,
        why_not: str | None,
        output_format: str,
    ) -> None:
        try:
            if text == "-":
                text = sys.stdin.buffer.read().decode(errors="replace")
            screener = Screener.load(rules=rules_folder(rules), register=register_file(register))
            if why_not is not None:
                _why_not(screener, text, why_not, output_format, lang)
                return
            matches = screener.search(text, limit=limit)
        except ScreeningError as error:
            fail(error, lang)
        if output_format == "json":
            _echo([match_as_data(match, screener.bands) for match in matches])
        else:
            print_matches(console_on(sys.stdout), matches, screener.bands, lang)

    return search


def _why_not(screener: Screener, text: str, entry_id: str, output_format: str, lang: Lang) -> None:
    match = screener.compare(text, entry_id)
    count = len(screener.register)
    before = [one.entry.id for one in screener.search(text, limit=count)]
    place = before.index(entry_id) + 1 if entry_id in before else count
    if output_format == "json":
        _echo({**match_as_data(match, screener.bands), "place": place, "entries": count})
    else:
        print_why_not(console_on(sys.stdout), match, place, count, screener.bands, lang)


def _echo(data: object) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))
