"""``screening register``: check it, look into it, and look things up in it."""

from __future__ import annotations

import json
import sys

import click

from screening.cli.options import (
    command_group,
    fail,
    format_option,
    lang_option,
    register_file,
    register_option,
)
from screening.errors import InvalidInput, UnknownEntry
from screening.intake.files import read_register
from screening.intake.words import nearest
from screening.messages import Lang, message
from screening.model.register import Register, RegisterEntry
from screening.overlap.matching import Matcher, Query
from screening.report.console import console_on
from screening.report.register_text import (
    entry_as_data,
    match_as_data,
    print_entries,
    print_entry,
    print_matches,
    print_summary,
)
from screening.shipped import sample_register

__all__ = ["command"]


def command(lang: Lang) -> click.Group:
    """The group, with its help in a language."""
    group = command_group("register", message("cli.register.help", lang), lang)
    group.add_command(_check(lang))
    group.add_command(_search(lang))
    group.add_command(_show(lang))
    return group


def _loaded(given: str | None, lang: Lang) -> tuple[str, Register]:
    """The register, and what to call it."""
    file = register_file(given)
    try:
        register = read_register(file if file is not None else sample_register()).model
    except InvalidInput as error:
        fail(error, lang)
    return file if file is not None else message("text.sample", lang), register


def _check(lang: Lang) -> click.Command:
    @click.command(
        "check",
        options_metavar=message("cli.metavar.options", lang),
        help=message("cli.register.check", lang),
    )
    @click.argument(
        "file", type=click.Path(), metavar=f"[{message('cli.metavar.file', lang)}]", required=False
    )
    @register_option(lang)
    @lang_option(lang)
    def check(file: str | None, register: str | None) -> None:
        name, loaded = _loaded(file or register, lang)
        print_summary(console_on(sys.stdout), name, loaded, lang)

    return check


def _search(lang: Lang) -> click.Command:
    @click.command(
        "search",
        options_metavar=message("cli.metavar.options", lang),
        help=message("cli.register.search", lang),
    )
    @click.argument("text", metavar=message("cli.metavar.text", lang))
    @register_option(lang)
    @click.option(
        "--limit",
        type=click.IntRange(min=1),
        default=10,
        show_default=True,
        help=message("cli.option.limit", lang),
    )
    @lang_option(lang)
    @format_option(lang)
    def search(text: str, register: str | None, limit: int, output_format: str) -> None:
        _, loaded = _loaded(register, lang)
        query = Query(text, text)
        matches = Matcher(loaded).matches(query, at_least=1)[:limit]
        if output_format == "json":
            data = [match_as_data(query, match) for match in matches]
            click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        else:
            print_matches(console_on(sys.stdout), query, matches, lang)

    return search


def _show(lang: Lang) -> click.Command:
    @click.command(
        "show",
        options_metavar=message("cli.metavar.options", lang),
        help=message("cli.register.show", lang),
    )
    @click.argument("ids", metavar="[ID]…", nargs=-1)
    @register_option(lang)
    @click.option("--with-contacts", is_flag=True, help=message("cli.option.with-contacts", lang))
    @lang_option(lang)
    @format_option(lang)
    def show(
        ids: tuple[str, ...], register: str | None, output_format: str, *, with_contacts: bool
    ) -> None:
        _, loaded = _loaded(register, lang)
        entries = [_entry(loaded, one, lang) for one in ids] if ids else list(loaded.entries)
        if output_format == "json":
            data = [entry_as_data(entry, contacts=with_contacts) for entry in entries]
            click.echo(json.dumps(data, ensure_ascii=False, indent=2))
            return
        console = console_on(sys.stdout)
        if not ids:
            print_entries(console, entries, lang)
        for entry in entries if ids else ():
            print_entry(console, entry, lang, contacts=with_contacts)

    return show


def _entry(register: Register, entry_id: str, lang: Lang) -> RegisterEntry:
    entry = register.get(entry_id)
    if entry is None:
        fail(UnknownEntry(entry_id, nearest(entry_id, register.ids())), lang)
    return entry
