"""A verdict as a document that a steering group reads and an archive keeps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from screening.model.verdict import ReadParty, Verdict
from screening.report.document import (
    Block,
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
from screening.report.verdict_filing import basis_part, decision_part, people_part
from screening.report.verdict_others import change_part, weighed_part, why_not_part
from screening.report.verdict_people import People
from screening.report.verdict_words import VerdictWords
from screening.report.wording import section, value_label

__all__ = ["verdict_page"]


def verdict_page(verdict: Verdict, names: Mapping[str, str], people: People) -> Document:
    """All of a verdict, what matters most first; the same verdict gives the same document.

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
            _outcome(verdict, say),
            _case(verdict, say),
            *_reasons(verdict, words, say),
            *_steps(verdict, people, say),
            *_questions(verdict, words, say),
            *change_part(verdict, words, say),
            *_remarks(verdict, say),
            *people_part(people, verdict, say),
            *decision_part(verdict, say),
            *weighed_part(verdict, words, people, say),
            *why_not_part(verdict, words, say),
            *basis_part(verdict, say),
        ),
        dated=verdict.screened_at,
    )


def _outcome(verdict: Verdict, say: Saying) -> Notice:
    lines = [(Piece(verdict.outcome_text),)]
    target = verdict.target
    if target is not None:
        key = "at-host" if target.contact_unit is None else "at-host-unit"
        told = say(key, host=f"{target.id} {target.name}", unit=target.contact_unit)
        lines.insert(0, (Piece(told, "strong"),))
    return Notice(f"{verdict.outcome_title} ({section(verdict.clauses)})", tuple(lines))


def _case(verdict: Verdict, say: Saying) -> Table:
    rows = [
        ("diary", ""),
        ("parties", "; ".join(_party(one, say) for one in verdict.parties)),
    ]
    told = ((cell(say(f"case.{key}")), cell(value)) for key, value in rows)
    return say.table("case", ("what", "value"), told)


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
    )


def _steps(verdict: Verdict, people: People, say: Saying) -> Iterator[Block]:
    yield Heading(2, say("steps.heading"))
    if not verdict.obligations:
        yield say.paragraph("steps.none")
        return
    rows = [
        {
            "place": str(place),
            "step": f"{step.text} ({section(step.clause)})",
            "due": say(f"steps.{step.due}") if step.due else "",
            "contact": people.for_step(step, verdict),
            "who": "",
        }
        for place, step in enumerate(verdict.obligations, start=1)
    ]
    # Nobody need read a column that says nothing; the last is for the pen.
    columns = [key for key in rows[0] if key == "who" or any(row[key] for row in rows)]
    yield say.table(
        "steps",
        columns,
        (
            tuple(cell(row[key] or ("" if key == "who" else say("nothing"))) for key in columns)
            for row in rows
        ),
    )


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
        yield Paragraph((Piece(one.text),))
