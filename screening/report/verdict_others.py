"""The part of a verdict's document that tells of what exists, and of what might have been."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from screening.model.overlap import Overlap
from screening.model.verdict import Verdict, WhatWouldChange, WhyNot
from screening.report.document import (
    Bar,
    Bars,
    Block,
    Heading,
    Line,
    Lines,
    Paragraph,
    Piece,
    Scored,
    Scores,
)
from screening.report.document_saying import Saying, cell
from screening.report.evidence_text import bands_line, evidence_lines, margin_line
from screening.report.verdict_people import People
from screening.report.verdict_words import VerdictWords
from screening.report.wording import section

__all__ = ["change_part", "evidence_part", "weighed_part", "why_not_part"]

_MOST: Final = 3
"""How many entries there is room for on the first sheet."""
_FIELDS: Final = ("title", "name", "themes", "subject", "text", "parties")


def weighed_part(verdict: Verdict, words: VerdictWords, say: Saying) -> Iterator[Block]:
    """The entries of the register that were weighed, the nearest with their scores (§ 4.4)."""
    yield Heading(2, say("weighed.heading"))
    bands = bands_line(verdict.bands, say.lang)
    if not verdict.overlaps:
        yield _text(f"{say('weighed.none')} {bands}")
        return
    told = _told(verdict)
    yield Scores(
        caption=f"{say('weighed.scores')} {bands}",
        headings=(
            say("weighed.entry"),
            say("weighed.whole"),
            *(say.of("text", f"field-{field}") for field in _FIELDS),
        ),
        marks=_marks(verdict, say),
        rows=tuple(_scored(one, words, say) for one in told),
    )
    more = len(verdict.overlaps) - len(told)
    if more:
        yield say.paragraph("weighed.more", count=more)


def _told(verdict: Verdict) -> tuple[Overlap, ...]:
    """The nearest entries; the one that takes the proposal in is never left out."""
    first, rest = verdict.overlaps[:_MOST], verdict.overlaps[_MOST:]
    host = [one for one in rest if verdict.target is not None and one.id == verdict.target.id]
    return (*first[: _MOST - len(host)], *host)


def _scored(overlap: Overlap, words: VerdictWords, say: Saying) -> Scored:
    found = {one.field: one.score for one in overlap.evidence}
    standing = say("weighed.row", band=words.band(overlap), standing=words.standing(overlap))
    return Scored(
        (
            Line((Piece(f"{overlap.id} {overlap.name}", "strong"),)),
            *cell(standing, *words.findings(overlap)),
        ),
        overlap.score,
        tuple(found.get(field) for field in _FIELDS),
    )


def evidence_part(
    verdict: Verdict, words: VerdictWords, people: People, say: Saying
) -> Iterator[Block]:
    """Each entry that was weighed: its scores, and what met (§ 4.4)."""
    if not verdict.overlaps:
        return
    yield Heading(3, say("weighed.fields"))
    for overlap in verdict.overlaps:
        unit = people.units.get(overlap.id)
        yield Heading(4, f"{overlap.id} {overlap.name}")
        yield _bars(overlap, verdict, say)
        yield _text(
            say(
                "weighed.overlap" if unit is None else "weighed.overlap-unit",
                score=overlap.score,
                band=words.band(overlap),
                standing=words.standing(overlap),
                unit=unit,
            )
        )
        told = [
            *words.findings(overlap),
            *evidence_lines(overlap.evidence, say.lang),
            margin_line(overlap.rival, overlap.margin, say.lang),
        ]
        if any(told):
            yield Lines(tuple(Line((Piece(text),)) for text in told if text))


def _bars(overlap: Overlap, verdict: Verdict, say: Saying) -> Bars:
    bands = verdict.bands
    parts = tuple(Bar(say.of("text", f"field-{one.field}"), one.score) for one in overlap.evidence)
    fields = " ".join(
        say("weighed.told-field", field=part.label, score=part.score) for part in parts
    )
    told = say(
        "weighed.told",
        score=overlap.score,
        possible=bands.possible,
        strong=bands.strong,
        fields=fields,
    )
    return Bars(
        caption=say("weighed.caption", id=overlap.id),
        told=told.strip(),
        headings=(say("weighed.field"), say("weighed.score"), say("weighed.bar")),
        whole=Bar(say("weighed.whole"), overlap.score),
        marks=_marks(verdict, say),
        parts=parts,
    )


def _marks(verdict: Verdict, say: Saying) -> tuple[Bar, Bar]:
    bands = verdict.bands
    return (
        Bar(say("weighed.possible"), bands.possible),
        Bar(say("weighed.strong"), bands.strong),
    )


def change_part(verdict: Verdict, words: VerdictWords, say: Saying) -> Iterator[Block]:
    """The smallest sets of facts that would give another outcome, where they are known."""
    if not verdict.what_would_change:
        return
    yield Heading(2, say("change.heading"))
    for change in verdict.what_would_change:
        head = words.say("would-change", outcome=words.outcome(change.outcome))
        yield Paragraph((Piece(head, "strong"),))
        yield Lines(tuple(Line((Piece(text),)) for text in _changes(change, words)))


def _changes(change: WhatWouldChange, words: VerdictWords) -> Iterator[str]:
    for each in change.sets:
        yield words.changed(each)
    if not change.sets:
        yield words.say("no-change" if change.complete else "search-stopped")
    if change.left_out:
        yield words.say("left-out", count=change.left_out)


def why_not_part(verdict: Verdict, words: VerdictWords, say: Saying) -> Iterator[Block]:
    """For each other outcome what kept its rules from giving it, where that is known."""
    if not verdict.why_not:
        return
    yield Heading(3, say("why-not.heading"))
    for other in verdict.why_not:
        yield Heading(4, words.say("why-not", outcome=words.outcome(other.outcome)))
        yield Lines(tuple(_unfired(other, words)))


def _unfired(other: WhyNot, words: VerdictWords) -> Iterator[Line]:
    for rule in other.rules:
        head = f"{rule.title} ({section(rule.clause)})"
        yield Line((Piece(head, "strong"), Piece(f": {words.failed(rule.failed)}")))
        for one in rule.details:
            yield Line((Piece(f"{one.about}, {one.title}: {words.failed(one.failed)}"),), 1)


def _text(text: str) -> Paragraph:
    return Paragraph((Piece(text),))
