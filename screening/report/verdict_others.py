"""The part of a verdict's document that tells of what exists, and of what might have been."""

from __future__ import annotations

from collections.abc import Iterator

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
)
from screening.report.document_saying import Saying
from screening.report.evidence_text import bands_line, evidence_lines, margin_line
from screening.report.verdict_people import People
from screening.report.verdict_words import VerdictWords
from screening.report.wording import section

__all__ = ["change_part", "weighed_part", "why_not_part"]


def weighed_part(
    verdict: Verdict, words: VerdictWords, people: People, say: Saying
) -> Iterator[Block]:
    """Each entry of the register that was weighed, with its scores (§ 4.4)."""
    yield Heading(2, say("weighed.heading"))
    if not verdict.overlaps:
        yield say.paragraph("weighed.none")
    yield _text(bands_line(verdict.bands, say.lang))
    for overlap in verdict.overlaps:
        unit = people.units.get(overlap.id)
        yield Heading(3, f"{overlap.id} {overlap.name}")
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
        marks=(
            Bar(say("weighed.possible"), bands.possible),
            Bar(say("weighed.strong"), bands.strong),
        ),
        parts=parts,
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
    yield Heading(2, say("why-not.heading"))
    for other in verdict.why_not:
        yield Heading(3, words.say("why-not", outcome=words.outcome(other.outcome)))
        yield Lines(tuple(_unfired(other, words)))


def _unfired(other: WhyNot, words: VerdictWords) -> Iterator[Line]:
    for rule in other.rules:
        head = f"{rule.title} ({section(rule.clause)})"
        yield Line((Piece(head, "strong"), Piece(f": {words.failed(rule.failed)}")))
        for one in rule.details:
            yield Line((Piece(f"{one.about}, {one.title}: {words.failed(one.failed)}"),), 1)


def _text(text: str) -> Paragraph:
    return Paragraph((Piece(text),))
