"""``screening register``: check it, look into it, and look things up in it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable

import click

from screening.cli import (
    register_calibrate,
    register_check,
    register_export,
    register_import,
    register_search,
)
from screening.cli.loading import named_register, ruleset_of
from screening.cli.options import (
    command_group,
    fail,
    format_option,
    lang_option,
    register_option,
    rules_option,
)
from screening.errors import InvalidInput, UnknownEntry
from screening.intake.words import nearest
from screening.messages import Lang, message
from screening.model.register import RegisterEntry
from screening.overlap.registers import AnyRegister
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
    group.add_command(register_export.command(lang))
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
    @rules_option(lang)
    @click.option("--with-contacts", is_flag=True, help=message("cli.option.with-contacts", lang))
    @lang_option(lang)
    @format_option(lang)
    def show(
        ids: tuple[str, ...],
        register: str | None,
        rules: str | None,
        output_format: str,
        *,
        with_contacts: bool,
    ) -> None:
        named = named_register(register, lang, lambda: ruleset_of(rules, lang).vocabulary)
        loaded = named.register
        try:
            entries = [_entry(loaded, one, lang) for one in ids] if ids else loaded.entries
            if output_format == "json":
                _echo_list(entry_as_data(entry, contacts=with_contacts) for entry in entries)
                return
            console = console_on(sys.stdout)
            if not ids:
                print_entries(console, entries, lang)
            for entry in entries if ids else ():
                print_entry(console, entry, lang, contacts=with_contacts)
        except InvalidInput as error:  # a large register that was changed meanwhile
            fail(error, lang)

    return show


def _echo_list(items: Iterable[object]) -> None:
    """A list as JSON, an item at a time: it may be of a million entries."""
    opening = "["
    for item in items:
        text = json.dumps(item, ensure_ascii=False, indent=2).replace("\n", "\n  ")
        click.echo(f"{opening}\n  {text}", nl=False)
        opening = ","
    click.echo("\n]")


def _entry(register: AnyRegister, entry_id: str, lang: Lang) -> RegisterEntry:
    entry = register.get(entry_id)
    if entry is None:
        fail(UnknownEntry(entry_id, nearest(entry_id, register.ids())), lang)
    return entry
