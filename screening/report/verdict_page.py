"""A verdict as a document that a steering group reads and an archive keeps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from screening.model.verdict import NextStep, ReadParty, Verdict
from screening.report.document import (
    Block,
    Columns,
    Document,
    Heading,
    Line,
    Lines,
    Notice,
    Paragraph,
    Piece,
    Table,
)
from screening.report.document_saying import Saying, cell
from screening.report.verdict_filing import basis_part, decision_part, people_part, rests_part
from screening.report.verdict_others import change_part, evidence_part, weighed_part, why_not_part
from screening.report.verdict_people import People
from screening.report.verdict_words import VerdictWords
from screening.report.wording import section, value_label

__all__ = ["verdict_page"]

_OPTION: Final = re.compile(r"(?<!\S)(--[a-z][a-z-]*)")


def verdict_page(verdict: Verdict, names: Mapping[str, str], people: People) -> Document:
    """All of a verdict, what matters most first; the same verdict gives the same document.

    What people read, decide on and keep is for one sheet; the annex has what it rests on.

    Args:
        verdict: the verdict, with its explanations.
        names: what outcomes and findings are called in its language.
        people: whom to turn to, with no more of them than is asked for.
    """
    say, words = Saying("page", verdict.lang), VerdictWords(verdict, names)
    return Document(
        lang=verdict.lang,
        title=say("title", title=verdict.proposal.title),
        subtitle=say("subtitle", as_of=verdict.as_of, ruleset=verdict.ruleset.name),
        contents="",
        skip=say("skip"),
        footer=say("footer"),
        blocks=(
            Columns((_outcome(verdict, say), (_case(say),)), (3, 2)),
            *_reasons(verdict, words, say),
            *_steps(verdict, people, say),
            *_beside(
                (*_questions(verdict, words, say), *_remarks(verdict, say)),
                tuple(change_part(verdict, words, say)),
            ),
            *weighed_part(verdict, words, say),
            *decision_part(verdict, say),
            *rests_part(verdict, say),
        ),
        dated=verdict.screened_at,
        annex=(
            Heading(2, say("annex.heading")),
            *people_part(people, verdict, say),
            *evidence_part(verdict, words, people, say),
            *why_not_part(verdict, words, say),
            *basis_part(verdict, say),
        ),
    )


def _beside(left: tuple[Block, ...], right: tuple[Block, ...]) -> tuple[Block, ...]:
    return (Columns((left, right), (2, 3)),) if right else left


def _outcome(verdict: Verdict, say: Saying) -> tuple[Block, ...]:
    lines = [(Piece(verdict.outcome_text),)]
    target = verdict.target
    if target is not None:
        key = "at-host" if target.contact_unit is None else "at-host-unit"
        told = say(key, host=f"{target.id} {target.name}", unit=target.contact_unit)
        lines.insert(0, (Piece(told, "strong"),))
    lines.append((Piece(say("advice")),))
    says = Notice(f"{verdict.outcome_title} ({section(verdict.clauses)})", tuple(lines))
    parties = "; ".join(_party(one, say) for one in verdict.parties)
    if not parties:
        return (says,)
    head = Piece(say("parties"), "strong")
    return (says, Paragraph((head, Piece(f" {parties}"))))


def _case(say: Saying) -> Table:
    rows = ((cell(say(f"case.{key}")), cell("")) for key in ("diary", "day"))
    return say.table("case", ("what", "value"), rows, "rows")


def _party(party: ReadParty, say: Saying) -> str:
    name = party.name
    if party.role == "third-party":
        agreement = value_label("partner.agreement", party.agreement, say.lang)
        name = say("party.third-party", name=name, agreement=agreement)
    if not party.units:
        return name
    return say("party.units", party=name, units=", ".join(party.units))


def _reasons(verdict: Verdict, words: VerdictWords, say: Saying) -> Iterator[Block]:
    reasons = [one for one in verdict.reasons if one.outcome is not None]
    yield Heading(2, say("why.heading"))
    yield say.table(
        "why",
        ("clause", "reason", "facts", "decides"),
        (
            (
                cell(section(one.clause)),
                cell(one.text),
                cell(words.facts(one) or say("nothing")),
                cell(say.of("verdict", "yes" if one.decisive else "no")),
            )
            for one in reasons
        ),
        "headings",
    )


def _steps(verdict: Verdict, people: People, say: Saying) -> Iterator[Block]:
    yield Heading(2, say("steps.heading"))
    if not verdict.obligations:
        yield say.paragraph("steps.none")
        return
    yield say.table(
        "steps",
        ("place", "step", "who"),
        (
            (cell(str(place)), cell(_step(step, verdict, people, say)), cell(""))
            for place, step in enumerate(verdict.obligations, start=1)
        ),
        "headings",
    )


def _step(step: NextStep, verdict: Verdict, people: People, say: Saying) -> str:
    """What to do, and by when and whom to ask where that is known."""
    told = [f"{step.text} ({section(step.clause)})"]
    due = say(f"steps.{step.due}") if step.due else ""
    # Many a step says itself by when it is to be done.
    if due not in step.text:
        told.append(due)
    contact = people.for_step(step, verdict)
    if contact:
        told.append(say("steps.contact", unit=contact))
    return " · ".join(told)


def _questions(verdict: Verdict, words: VerdictWords, say: Saying) -> Iterator[Block]:
    yield Heading(2, say("questions.heading"))
    if not verdict.open_questions:
        yield say.paragraph("questions.none")
        return
    yield Lines(
        tuple(
            Line((Piece(one.asked, "strong"), Piece(f" {words.could_become(one)}")))
            for one in verdict.open_questions
        )
    )


def _remarks(verdict: Verdict, say: Saying) -> Iterator[Block]:
    if not verdict.remarks:
        return
    yield Heading(2, say("remarks.heading"))
    for one in verdict.remarks:
        yield Paragraph(tuple(_with_options(one.text)))


def _with_options(text: str) -> Iterator[Piece]:
    """A text in which the options of the command line are code."""
    for place, part in enumerate(_OPTION.split(text)):
        if part:
            yield Piece(part, "code" if place % 2 else "plain")
