"""``screening register``: check it, look into it, and look things up in it."""

from __future__ import annotations

import json
import sys

import click

from screening.cli import register_calibrate, register_check, register_import, register_search
from screening.cli.loading import named_register
from screening.cli.options import (
    command_group,
    fail,
    format_option,
    lang_option,
    register_option,
)
from screening.errors import UnknownEntry
from screening.intake.words import nearest
from screening.messages import Lang, message
from screening.model.register import Register, RegisterEntry
from screening.report.console import console_on
from screening.report.register_text import (
    entry_as_data,
    print_entries,
    print_entry,
)

__all__ = ["command"]


def command(lang: Lang) -> click.Group:
    """The group, with its help in a language."""
    group = command_group("register", message("cli.register.help", lang), lang)
    group.add_command(register_check.command(lang))
    group.add_command(register_calibrate.command(lang))
    group.add_command(register_import.command(lang))
    group.add_command(register_search.command(lang))
    group.add_command(_show(lang))
    return group


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
        loaded = named_register(register, lang).register
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
