"""A calibration on a terminal: the curve, what the bands mean, and what they were before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from screening.messages import Lang, message
from screening.model.calibration import Calibration
from screening.overlap.calibration import STRONG_REACHED_BY
from screening.overlap.calibration_file import Standing
from screening.overlap.care import Bands
from screening.overlap.neighbours import Pair
from screening.report.care_text import fields_told
from screening.report.console import styled
from screening.report.curve import curve

__all__ = ["Calibrated", "calibrated_as_data", "counted", "print_calibrated"]

_MOST_SHOWN: Final = 10
_WIDTH: Final = 80


@dataclass(frozen=True, slots=True)
class Calibrated:
    """What calibrating a register came to.

    ``pairs`` are the entries that overlap strongly with each other.  ``before`` is the
    calibration that the file held, with its standing, or None; ``rules`` has the rule set's
    own bands.
    """

    file: str
    calibration: Calibration
    pairs: Sequence[Pair]
    before: tuple[Calibration, Standing] | None
    rules: Bands


def counted(calibration: Calibration, lang: Lang) -> str:
    """How many entries reach each of the bands, in a sentence or two."""
    tried = calibration.tried
    return message(
        "calibration.of-all" if tried == calibration.entries else "calibration.of-tried",
        lang,
        entries=calibration.entries,
        tried=tried,
        possible=calibration.possible,
        possible_count=round(calibration.reached[calibration.possible] * tried),
        strong=calibration.strong,
        strong_count=round(calibration.reached[calibration.strong] * tried),
    )


def print_calibrated(console: Console, told: Calibrated, lang: Lang) -> None:
    """The curve, what it means, the bands old and new, and entries that are much alike."""
    calibration = told.calibration
    console.width = min(console.width, _WIDTH)
    console.print(styled(message("calibration.head", lang, file=told.file), "head"))
    console.print()
    for line in curve(calibration, lang, plain=console.options.ascii_only):
        console.print(line, no_wrap=True, crop=False, overflow="ignore")
    console.print()
    console.print(counted(calibration, lang))
    bands = {"possible": calibration.possible, "strong": calibration.strong}
    doubles = calibration.reached[calibration.strong] > STRONG_REACHED_BY
    meaning = "calibration.doubles" if doubles else "calibration.meaning"
    console.print(message(meaning, lang, **bands))
    console.print()
    _print_bands(console, told, lang)
    console.print()
    _print_pairs(console, told.pairs, lang)


def _print_bands(console: Console, told: Calibrated, lang: Lang) -> None:
    before = told.before[0] if told.before else None
    table = Table(box=None, pad_edge=False, header_style="head", padding=(0, 2, 0, 0))
    table.add_column(message("calibration.bands", lang))
    for column in ("new", "old", "rules"):
        table.add_column(message(f"calibration.column-{column}", lang), justify="right")
    for band in ("possible", "strong"):
        scores = [
            str(getattr(bands, band)) if bands else "–"
            for bands in (told.calibration, before, told.rules)
        ]
        table.add_row(Text(message(f"calibration.{band}", lang), style=band), *scores)
    console.print(table)
    if told.before:
        console.print(Text(message(f"calibration.old-{told.before[1]}", lang), style="dim"))


def _print_pairs(console: Console, pairs: Sequence[Pair], lang: Lang) -> None:
    if not pairs:
        console.print(message("calibration.no-pairs", lang))
        return
    console.print(Text(message("calibration.pairs", lang, count=len(pairs)), style="head"))
    grid = Table.grid(padding=(0, 2))
    for pair in pairs[:_MOST_SHOWN]:
        grid.add_row(str(pair.score), styled(pair.one.id), styled(pair.one.name))
        grid.add_row("", styled(pair.other.id), styled(pair.other.name))
        grid.add_row("", "", Text(fields_told(pair.speaking, lang), style="dim"))
    console.print(Padding(grid, (0, 0, 0, 2)))
    if len(pairs) > _MOST_SHOWN:
        more = message("calibration.more-pairs", lang, count=len(pairs) - _MOST_SHOWN)
        console.print(Text(f"  {more}", style="dim"))


def calibrated_as_data(told: Calibrated) -> dict[str, Any]:
    """The same as JSON has it."""
    return {
        "file": told.file,
        "calibration": told.calibration.model_dump(mode="json"),
        "before": {
            "possible": told.before[0].possible,
            "strong": told.before[0].strong,
            "standing": told.before[1],
        }
        if told.before
        else None,
        "rules": {"possible": told.rules.possible, "strong": told.rules.strong},
        "pairs": [
            {
                "entries": [pair.one.id, pair.other.id],
                "score": pair.score,
                "fields": pair.speaking,
            }
            for pair in told.pairs
        ],
    }
