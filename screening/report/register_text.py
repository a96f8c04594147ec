"""The register on a terminal: all entries, one of them, or those most like a text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any, Final

from rich.console import Console
from rich.padding import Padding
from rich.table import Table

from screening.messages import Lang, message
from screening.model.register import RegisterEntry
from screening.overlap.registers import AnyRegister
from screening.report.console import styled
from screening.report.wording import value_label

__all__ = [
    "entry_as_data",
    "print_entries",
    "print_entry",
    "print_summary",
]

_LINES: Final = 1_000
"""So many entries are laid out at once: of a large register there are too many to hold."""


def print_summary(console: Console, file: str, register: AnyRegister, lang: Lang) -> None:
    """That a register is sound, and how many entries of each kind and status it holds."""
    counted = Counter((entry.kind, entry.status) for entry in register.entries)
    for (kind, status), count in sorted(counted.items()):
        told = {
            "kind": value_label("candidate.kind", kind, lang),
            "status": value_label("candidate.status", status, lang),
        }
        console.print(styled("  " + message("text.register-kinds", lang, count=count, **told)))
    sound = message("text.register-sound", lang, file=file, count=len(register))
    console.print(styled(sound, "route-to-existing"))


def print_entries(console: Console, entries: Iterable[RegisterEntry], lang: Lang) -> None:
    """A line for each entry, under headings that come again every thousand lines."""
    rest = iter(entries)
    while some := list(islice(rest, _LINES)):
        _print_table(console, some, lang)


def _print_table(console: Console, entries: Sequence[RegisterEntry], lang: Lang) -> None:
    table = Table(box=None, pad_edge=False, header_style="head")
    for column in ("id", "name", "kind", "status", "agreement"):
        table.add_column(message(f"text.column-{column}", lang), overflow="fold")
    for entry in entries:
        table.add_row(
            styled(entry.id),
            styled(entry.name),
            value_label("candidate.kind", entry.kind, lang),
            value_label("candidate.status", entry.status, lang),
            styled(_agreement(entry, lang)),
        )
    console.print(table)


def print_entry(console: Console, entry: RegisterEntry, lang: Lang, *, contacts: bool) -> None:
    """All that the register says of an entry; names and addresses only where asked for."""
    console.print(styled(f"{entry.id}  {entry.name}", "head"))
    rows = [
        ("aliases", ", ".join(entry.aliases)),
        ("kind", value_label("candidate.kind", entry.kind, lang)),
        ("category", value_label("proposal.category", entry.category or "unknown", lang)),
        ("description", entry.description or ""),
        ("themes", ", ".join(entry.themes)),
        ("covers", _covers(entry, lang)),
        ("parties", ", ".join(entry.parties)),
        ("level", value_label("candidate.level", entry.level or "unknown", lang)),
        ("status", value_label("candidate.status", entry.status, lang)),
        ("agreement", _agreement(entry, lang)),
        ("contact", _contact(entry, contacts=contacts)),
    ]
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True, style="dim")
    grid.add_column(ratio=1)
    for field, told in rows:
        if told:
            label = message(f"fields.registerentry.{field}.label", lang)
            grid.add_row(label, styled(told))
    console.print(Padding(grid, (0, 0, 0, 2)))


def entry_as_data(entry: RegisterEntry, *, contacts: bool) -> dict[str, Any]:
    """An entry as JSON has it; of its contact only the unit unless more is asked for."""
    data = entry.model_dump(mode="json", exclude=None if contacts else {"contact"})
    if not contacts:
        unit = entry.contact.unit if entry.contact else None
        data["contact"] = {"unit": unit} if unit else None
    return data


def _agreement(entry: RegisterEntry, lang: Lang) -> str:
    if entry.agreement is None:
        return message("verdict.unknown", lang)
    status = value_label("candidate.agreement", entry.agreement.status, lang)
    if entry.agreement.valid_to is None:
        return status
    return f"{status} {message('text.until', lang, day=entry.agreement.valid_to)}"


def _covers(entry: RegisterEntry, lang: Lang) -> str:
    if entry.covers is None:
        return ""
    categories = [value_label("proposal.category", one, lang) for one in entry.covers.categories]
    return ", ".join([*categories, *entry.covers.themes])


def _contact(entry: RegisterEntry, *, contacts: bool) -> str:
    if entry.contact is None:
        return ""
    shown = [entry.contact.unit]
    if contacts:
        shown += [entry.contact.name, entry.contact.email]
    return ", ".join(part for part in shown if part)
