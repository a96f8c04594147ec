"""What a change of rules does as Markdown, for a page or a pull request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from screening.messages import Lang, message
from screening.report.console import plain_text
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
from screening.report.document import Block, Heading, Line, Lines, Paragraph, Piece, Table
from screening.report.document_markdown import blocks_as_markdown
from screening.workbench.diff.differences import Difference, ToldChange
from screening.workbench.diff.over import Over

__all__ = ["diff_markdown"]


def diff_markdown(diffed: Diffed, lang: Lang) -> str:
    """All of it; it begins with a heading of level 2."""
    return blocks_as_markdown(_blocks(diffed, lang))


def _blocks(diffed: Diffed, lang: Lang) -> Iterator[Block]:
    for difference in diffed.differences:
        stretch = difference.stretch
        yield _heading(2, title_line(diffed, stretch, lang))
        if (days := days_line(stretch, lang)) is not None:
            yield _paragraph(days)
        yield Paragraph((Piece(plain_text(verdict_line(difference, lang)), "strong"),))
        rules = [rule_line(one, lang) for one in difference.rules]
        parts = [part_line(one, stretch, lang) for one in difference.parts]
        for key, lines in (("rules", rules), ("parts", parts)):
            if lines:
                yield _heading(3, message(f"diff.{key}", lang))
                yield _lines(lines)
        yield from _changes(difference, lang)
    if diffed.over is not None:
        yield from _over(diffed, diffed.over, lang)


def _changes(difference: Difference, lang: Lang) -> Iterator[Block]:
    comparison = difference.comparison
    if comparison is None or not (difference.changes or comparison.subjects):
        return
    yield _heading(3, message("diff.cases", lang))
    for change in difference.changes:
        yield from _change(difference, change, lang)
    for subject in comparison.subjects:
        title, region = subject_told(subject, lang)
        yield _heading(4, title)
        yield from _region(region, lang)


def _change(difference: Difference, change: ToldChange, lang: Lang) -> Iterator[Block]:
    stretch = difference.stretch
    yield _heading(4, change_title(change, stretch, lang))
    yield from _region(region_told(change.region, change, stretch, lang), lang)
    if (because := causes(change, lang)) is not None:
        yield _paragraph(because)
    yield _paragraph(message("diff.example", lang))
    yield _lines(example_lines(change, stretch, lang))


def _region(region: ToldRegion, lang: Lang) -> Iterator[Block]:
    key = "all-of" if region.always else "any-of"
    yield _paragraph(f"{region.begins} {message(f'diff.{key}', lang)}")
    if region.always:
        yield _lines(region.always)
    if region.always and region.either:
        yield _paragraph(message("diff.and-any-of", lang))
    if region.either:
        yield _lines(region.either)
    if not region.whole:
        yield _paragraph(message("diff.not-whole", lang))


def _over(diffed: Diffed, over: Over, lang: Lang) -> Iterator[Block]:
    difference = diffed.differences[0]
    everything = len(over.compared)
    parts = [one.part for one in difference.parts]
    yield _heading(2, message("diff.over-head", lang, count=everything))
    if over.compared:
        head, *rows = matrix(over, difference.stretch, lang)
        counts = {"count": len(over.flips), "all": everything}
        key = "over-flips" if over.flips else "over-none"
        yield _table(message(f"diff.{key}", lang, **counts), head, [[*map(_cell, r)] for r in rows])
    if over.flips:
        columns = ("proposal", "was-becomes", "why")
        names = [message(f"diff.over-column-{column}", lang) for column in columns]
        yield _table(
            message("diff.over-flips", lang, count=len(over.flips), all=everything),
            names,
            [
                [
                    _cell(place_of(one.of, lang)),
                    _cell(was_becomes(one, lang)),
                    _cell(*why(one, parts, lang)),
                ]
                for one in over.flips
            ],
        )
    if over.other_steps:
        counts = {"count": len(over.other_steps), "all": everything}
        yield _paragraph(message("diff.over-steps", lang, **counts))
        yield _lines(
            f"{place_of(one.of, lang)}: {'; '.join(steps(one, lang))}" for one in over.other_steps
        )
    for remark in over_remarks(over, parts, lang):
        yield _paragraph(remark)
    if over.unreadable:
        yield _paragraph(message("diff.over-unreadable", lang, count=len(over.unreadable)))
        yield _lines(place_of(one.of, lang) for one in over.unreadable)


def _heading(level: int, text: str) -> Heading:
    return Heading(level, plain_text(text), "")


def _paragraph(text: str) -> Paragraph:
    return Paragraph((Piece(plain_text(text)),))


def _lines(lines: Iterable[str]) -> Lines:
    return Lines(tuple(Line((Piece(plain_text(line)),)) for line in lines))


def _cell(*lines: str) -> tuple[Line, ...]:
    return tuple(Line((Piece(plain_text(line)),)) for line in lines)


def _table(caption: str, head: list[str], rows: list[list[tuple[Line, ...]]]) -> Table:
    return Table(plain_text(caption), tuple(map(plain_text, head)), tuple(map(tuple, rows)))
