"""Many verdicts as one document: how many came to what, and a table of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from screening.messages import Lang, message
from screening.model.brief import Brief
from screening.report.document import Block, Document, Line, Lines, Piece, Table
from screening.report.verdict_lines import Screened, VerdictLine
from screening.report.wording import section

__all__ = ["verdicts_page"]


def verdicts_page(lines: Iterable[VerdictLine], about: Screened, lang: Lang) -> Document:
    """The document with a table of verdicts."""
    return Document(
        lang=lang,
        title=message("many.title", lang),
        subtitle=message("many.subtitle", lang, as_of=about.as_of, ruleset=about.ruleset.name),
        contents="",
        skip=message("page.skip", lang),
        footer=message("page.footer", lang),
        blocks=tuple(_blocks(lines, about, lang)),
    )


def _blocks(lines: Iterable[VerdictLine], about: Screened, lang: Lang) -> Iterator[Block]:
    names = ("proposal", "outcome", "why", "steps", "questions")
    yield Lines(
        tuple(
            Line((Piece(f"{name}: "), Piece(value, "strong" if value.isdigit() else "plain")))
            for name, value in about.told(lang)
        )
    )
    yield Table(
        message("many.caption", lang),
        tuple(message(f"many.column.{name}", lang) for name in names),
        tuple(_row(line, lang) for line in lines),
    )


def _row(line: VerdictLine, lang: Lang) -> tuple[tuple[Line, ...], ...]:
    place = (
        line.file if line.row is None else message("many.row", lang, file=line.file, row=line.row)
    )
    title = line.brief.title if line.brief else line.title
    about = (*([_line(title)] if title else []), Line((Piece(place, "code"),)))
    if line.brief is None:
        problems = tuple(map(_line, line.problems))
        return about, (_line(message("many.not-screened", lang)),), problems, (), ()
    brief = line.brief
    return (
        about,
        tuple(_outcome(brief)),
        tuple(map(_line, brief.why)),
        tuple(_line(f"{section(step.clause)} {step.text}") for step in brief.obligations),
        tuple(_line(question.asked) for question in brief.open_questions),
    )


def _outcome(brief: Brief) -> Iterator[Line]:
    yield Line((Piece(brief.outcome_title, "strong"),))
    if brief.target is not None:
        yield _line(f"{brief.target.id} {brief.target.name}")
    yield _line(section(brief.clauses))


def _line(text: str) -> Line:
    return Line((Piece(text),))
