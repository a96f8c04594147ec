"""What a change of rules does, as people read it on a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from screening.messages import Lang, message
from screening.report.console import styled
from screening.report.diff import (
    Diffed,
    matrix,
    over_remarks,
    place_of,
    steps,
    title_line,
    was_becomes,
    why,
)
from screening.report.diff_words import (
    ToldRegion,
    causes,
    change_title,
    days_line,
    example_lines,
    part_line,
    region_told,
    rule_line,
    subject_told,
    verdict_line,
)
from screening.report.wording import fact_label
from screening.workbench.diff.differences import Difference, ToldChange
from screening.workbench.diff.over import Over
from screening.workbench.told import Filed

__all__ = ["print_diff"]

_INDENT = 4


def print_diff(console: Console, diffed: Diffed, lang: Lang) -> None:
    """What is changed, which cases that changes, and then whose verdicts flip."""
    for place, difference in enumerate(diffed.differences):
        if place:
            console.print()
        console.print(styled(title_line(diffed, difference.stretch, lang), "head"))
        if (days := days_line(difference.stretch, lang)) is not None:
            console.print(styled(days))
        style = "help" if difference.same else ""
        console.print(styled(verdict_line(difference, lang), style))
        _print_written(console, difference, lang)
        files = {change: both for (one, change), both in diffed.files.items() if one == place}
        for number, change in enumerate(difference.changes):
            _print_change(console, difference, change, files.get(number), lang)
        _print_subjects(console, difference, lang)
    if diffed.over is not None:
        _print_over(console, diffed, diffed.over, lang)


def _print_written(console: Console, difference: Difference, lang: Lang) -> None:
    rules = [rule_line(one, lang) for one in difference.rules]
    parts = [part_line(one, difference.stretch, lang) for one in difference.parts]
    for key, lines in (("rules", rules), ("parts", parts)):
        if lines:
            console.print()
            console.print(styled(message(f"diff.{key}", lang), "head"))
            _print_lines(console, lines, 1)


def _print_change(
    console: Console,
    difference: Difference,
    change: ToldChange,
    files: tuple[Filed, Filed] | None,
    lang: Lang,
) -> None:
    stretch = difference.stretch
    console.print()
    console.print(styled(change_title(change, stretch, lang), "head"))
    _print_region(console, region_told(change.region, change, stretch, lang), lang)
    if (because := causes(change, lang)) is not None:
        _print_lines(console, [because], 1, style="clause")
    _print_lines(console, [message("diff.example", lang)], 1, style="head")
    _print_lines(console, example_lines(change, stretch, lang), 2)
    if files is not None:
        _print_files(console, files, lang)


def _print_files(console: Console, files: tuple[Filed, Filed], lang: Lang) -> None:
    for file, key in zip(files, ("old", "new"), strict=True):
        if file.lacking is not None:
            fact = fact_label(file.lacking, lang)
            told = message("logic.example-unrealisable", lang, fact=fact)
            _print_lines(console, [told], 1, style="dim")
            return
        if not file.confirmed:
            told = message("logic.example-unconfirmed", lang)
            _print_lines(console, [told], 1, style="error")
        if file.command is not None:
            told = message(f"diff.command-{key}", lang, command=file.command)
            # It is to be copied, so it is not broken over lines.
            console.print(Text(" " * _INDENT) + styled(told, "path"), soft_wrap=True)


def _print_subjects(console: Console, difference: Difference, lang: Lang) -> None:
    comparison = difference.comparison
    for change in comparison.subjects if comparison is not None else ():
        title, region = subject_told(change, lang)
        console.print()
        console.print(styled(title, "head"))
        _print_region(console, region, lang)


def _print_region(console: Console, region: ToldRegion, lang: Lang) -> None:
    if region.always:
        lead = message("diff.all-of", lang)
        _print_lines(console, [f"{region.begins} {lead}"], 1)
        _print_lines(console, region.always, 2, bullet=True)
        if region.either:
            _print_lines(console, [message("diff.and-any-of", lang)], 1)
    elif region.either:
        lead = message("diff.any-of", lang)
        _print_lines(console, [f"{region.begins} {lead}"], 1)
    _print_lines(console, region.either, 2, bullet=True)
    if not region.whole:
        _print_lines(console, [message("diff.not-whole", lang)], 1, style="possible")


def _print_over(console: Console, diffed: Diffed, over: Over, lang: Lang) -> None:
    difference = diffed.differences[0]
    stretch, parts = difference.stretch, [one.part for one in difference.parts]
    everything = len(over.compared)
    console.print()
    console.print(styled(message("diff.over-head", lang, count=everything), "head"))
    if over.compared:
        _print_matrix(console, matrix(over, stretch, lang))
        counts = {"count": len(over.flips), "all": everything}
        key = "over-flips" if over.flips else "over-none"
        console.print(styled(message(f"diff.{key}", lang, **counts)))
    if over.flips:
        rows = [
            (place_of(one.of, lang), was_becomes(one, lang), "\n".join(why(one, parts, lang)))
            for one in over.flips
        ]
        _print_table(console, rows, lang)
    if over.other_steps:
        counts = {"count": len(over.other_steps), "all": everything}
        console.print(styled(message("diff.over-steps", lang, **counts)))
        for one in over.other_steps:
            told = "; ".join(steps(one, lang))
            _print_lines(console, [f"{place_of(one.of, lang)}: {told}"], 1)
    for remark in over_remarks(over, parts, lang):
        console.print(styled(remark, "dim"))
    if over.unreadable:
        count = len(over.unreadable)
        console.print(styled(message("diff.over-unreadable", lang, count=count), "error"))
        _print_lines(console, [place_of(one.of, lang) for one in over.unreadable], 1)


def _print_matrix(console: Console, rows: list[list[str]]) -> None:
    table = Table(box=None, pad_edge=False, header_style="head")
    for place, name in enumerate(rows[0]):
        table.add_column(styled(name), justify="right" if place else "left")
    for row in rows[1:]:
        table.add_row(*map(styled, row))
    console.print(Padding(table, (0, 0, 0, _INDENT)))


def _print_table(console: Console, rows: Iterable[tuple[str, str, str]], lang: Lang) -> None:
    table = Table(box=None, pad_edge=False, header_style="head", padding=(0, 2, 1, 0))
    for column in ("proposal", "was-becomes", "why"):
        table.add_column(message(f"diff.over-column-{column}", lang), overflow="fold")
    for row in rows:
        table.add_row(*map(styled, row))
    console.print(Padding(table, (0, 0, 0, _INDENT)))


def _print_lines(
    console: Console, lines: Iterable[str], depth: int, *, bullet: bool = False, style: str = ""
) -> None:
    for line in lines:
        indent = _INDENT * depth
        text = styled(line, style)
        if bullet:
            grid = Table.grid(padding=(0, 1, 0, 0))
            grid.add_row("•", text)
            console.print(Padding(grid, (0, 0, 0, indent)))
        else:
            console.print(Padding(text, (0, 0, 0, indent)))
