"""What is to be seen to in a register, on a terminal and as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby
from typing import Any, Final, NamedTuple, get_args

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from screening.messages import Lang, message
from screening.model.register import RegisterEntry
from screening.overlap.care import Bands, Care, CareCode, Cares, Level
from screening.report.console import styled
from screening.report.wording import listed

__all__ = ["CareContext", "Spot", "care_as_data", "fields_told", "print_cares"]

_MOST_SHOWN: Final = 12
_STYLES: Final[Mapping[str, str]] = {"mend": "error", "judge": "strong", "know": "head"}
_SAID_BY_HEAD: Final = frozenset[CareCode]({"no-english-name", "no-agreement"})
"""What its heading has said already."""


class Spot(NamedTuple):
    """Where something stands in a file; line and column count from 1."""

    file: str
    line: int
    column: int


class CareContext(NamedTuple):
    """What the words for cares need: the entries by id, where things stand, and the bands."""

    entry: Callable[[str], RegisterEntry | None]
    spot: Callable[[str, tuple[str | int, ...]], Spot | None]
    bands: Bands
    lang: Lang


def fields_told(fields: Mapping[str, int], lang: Lang) -> str:
    """Fields with their likeness, 0 to 100: ``namn 76, titel 65``."""
    return ", ".join(
        f"{message(f'text.field-{field}', lang)} {likeness}" for field, likeness in fields.items()
    )


def print_cares(console: Console, cares: Cares, context: CareContext) -> None:
    """The cares in groups, each with what to do about it, and how many there are in all."""
    for code, group in groupby(cares, key=lambda care: care.code):
        alike, count = list(group), cares.counts[code]
        console.print()
        head = f"{_head(code, context)}: {count}" if alike[0].entries else _head(code, context)
        console.print(styled(head, _STYLES[alike[0].level]))
        grid = Table.grid(padding=(0, 2))
        grid.add_column(no_wrap=True)
        grid.add_column(ratio=1, overflow="fold")
        grid.add_column(overflow="fold", style="dim")
        for care in alike[:_MOST_SHOWN]:
            for row in _rows(care, context):
                grid.add_row(*row)
        console.print(Padding(grid, (0, 0, 0, 2)))
        if count > _MOST_SHOWN:
            key = "care.more" if count == len(alike) else "care.more-than-told"
            more = message(key, context.lang, count=count - _MOST_SHOWN, told=len(alike))
            console.print(Text(f"  {more}", style="dim"))
        console.print(Padding(Text(f"= {_do(code, context.lang)}", style="help"), (0, 0, 0, 2)))
    if cares:
        counts = {level: cares.levels[level] for level in get_args(Level)}
        console.print()
        console.print(message("care.summary", context.lang, **counts))


def care_as_data(care: Care, context: CareContext) -> dict[str, Any]:
    """A care as JSON has it."""
    return {
        "code": care.code,
        "level": care.level,
        "message": f"{_head(care.code, context)}: {_line(care, context.lang)}",
        "help": _do(care.code, context.lang),
        "entries": [_entry_as_data(entry_id, care, context) for entry_id in care.entries],
        "facts": {
            name: fact.isoformat() if isinstance(fact, date) else fact
            for name, fact in care.facts.items()
        },
    }


def _entry_as_data(entry_id: str, care: Care, context: CareContext) -> dict[str, Any]:
    spot = context.spot(entry_id, care.at)
    return {
        "id": entry_id,
        "name": _name(entry_id, context),
        "file": spot.file if spot else None,
        "line": spot.line if spot else None,
        "column": spot.column if spot else None,
    }


def _rows(care: Care, context: CareContext) -> Iterator[tuple[Text | str, ...]]:
    """The entries of a care, each with its place, and what is told of them."""
    for entry_id in care.entries:
        spot = context.spot(entry_id, care.at)
        place = f"{spot.file}:{spot.line}" if spot else ""
        yield styled(entry_id), styled(_name(entry_id, context)), styled(place)
    if care.code not in _SAID_BY_HEAD:
        line = styled(_line(care, context.lang), "dim")
        yield ("", line, "") if care.entries else (line, "", "")


def _name(entry_id: str, context: CareContext) -> str:
    entry = context.entry(entry_id)
    return entry.name if entry else ""


def _head(code: CareCode, context: CareContext) -> str:
    bands = {"possible": context.bands.possible, "strong": context.bands.strong}
    return message(f"care.{code}.head", context.lang, **bands)


def _do(code: CareCode, lang: Lang) -> str:
    return message(f"care.{code}.do", lang)


def _line(care: Care, lang: Lang) -> str:
    key = f"care.{care.code}.line"
    if care.facts.get("nearest") is not None:
        key += "-nearest"
    if "count" in care.facts:
        key += "-count"
    return message(key, lang, **{name: _told(fact, lang) for name, fact in care.facts.items()})


def _told(fact: object, lang: Lang) -> object:
    """A fact in words: the likeness of fields, or the keys that are missing."""
    match fact:
        case Mapping():
            return fields_told(fact, lang)
        case tuple():
            return listed(_labels(fact, lang), lang)
        case _:
            return fact


def _labels(keys: Iterable[str], lang: Lang) -> Iterator[str]:
    for key in keys:
        yield message(f"fields.registerentry.{key}.label", lang).lower()
