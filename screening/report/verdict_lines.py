"""Verdicts as rows of a table: what each column says of a proposal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from screening.messages import Lang, message
from screening.model.brief import Brief, Near
from screening.model.values import Outcome
from screening.model.verdict import NextStep, RegisterRef, RuleSetRef, Target
from screening.report.wording import section

__all__ = ["COLUMNS", "Column", "Screened", "VerdictLine", "heading"]


@dataclass(frozen=True, slots=True)
class VerdictLine:
    """A proposal and what came of it.

    ``row`` is its row in the table that it was in.  ``brief`` is None where ``problems`` say
    why it could not be screened, each with its cell.
    """

    file: str
    row: int | None
    title: str | None
    brief: Brief | None
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Screened:
    """Many proposals together: how they were screened, and how many came to what.

    ``counts`` has the outcomes in the rule set's order, each with its name; ``failed`` is how
    many could not be screened.  ``remarks`` apply to all.
    """

    as_of: date
    ruleset: RuleSetRef
    register: RegisterRef
    remarks: tuple[str, ...]
    counts: tuple[tuple[Outcome, str, int], ...]
    failed: int

    def told(self, lang: Lang) -> Iterator[tuple[str, str]]:
        """All of it as names and values."""
        yield message("many.about.count", lang), str(sum(n for *_, n in self.counts) + self.failed)
        yield from ((title, str(count)) for _, title, count in self.counts)
        yield message("many.not-screened", lang), str(self.failed)
        yield message("many.about.day", lang), self.as_of.isoformat()
        ruleset, register = self.ruleset, self.register
        name = f"{ruleset.name} {ruleset.version} ({ruleset.sha256})"
        yield message("many.about.rules", lang), name
        entries = message("many.about.entries", lang, count=register.entries)
        yield message("many.about.register", lang), f"{entries} ({register.sha256})"
        yield from ((message("many.about.remark", lang), remark) for remark in self.remarks)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, how wide it is in letters, and what it says of a line."""

    name: str
    width: int
    of: Callable[[VerdictLine, Lang], str | int | None]


def heading(column: Column, lang: Lang) -> str:
    """What stands above a column."""
    return message(f"many.column.{column.name}", lang)


def _of_brief(
    told: Callable[[Brief, Lang], str | int | None],
) -> Callable[[VerdictLine, Lang], str | int | None]:
    return lambda line, lang: None if line.brief is None else told(line.brief, lang)


def _lines(texts: Sequence[str]) -> str | None:
    return "\n".join(texts) or None


def _step(step: NextStep) -> str:
    return f"{section(step.clause)} {step.text}"


def _outcome(line: VerdictLine, lang: Lang) -> str:
    return line.brief.outcome_title if line.brief else message("many.not-screened", lang)


def _entry(entry: Near | Target | None) -> str | None:
    return None if entry is None else f"{entry.id} {entry.name}"


def _unit(target: Target | None) -> str | None:
    return None if target is None else target.contact_unit


COLUMNS: Final[Sequence[Column]] = (
    Column("file", 18, lambda line, _: line.file),
    Column("row", 6, lambda line, _: line.row),
    Column("title", 30, lambda line, _: line.brief.title if line.brief else line.title),
    Column("outcome", 22, _outcome),
    Column(
        "target",
        24,
        _of_brief(lambda brief, _: _entry(brief.target)),
    ),
    Column(
        "contact",
        22,
        _of_brief(lambda brief, _: _unit(brief.target)),
    ),
    Column("clauses", 11, _of_brief(lambda brief, _: section(brief.clauses))),
    Column("why", 44, _of_brief(lambda brief, _: _lines(brief.why))),
    Column("steps", 50, _of_brief(lambda brief, _: _lines([*map(_step, brief.obligations)]))),
    Column("nearest", 24, _of_brief(lambda brief, _: _entry(brief.nearest))),
    Column("score", 8, _of_brief(lambda brief, _: brief.nearest.score if brief.nearest else None)),
    Column(
        "questions",
        36,
        _of_brief(lambda brief, _: _lines([one.asked for one in brief.open_questions])),
    ),
    Column("remarks", 36, _of_brief(lambda brief, _: _lines(brief.remarks))),
    Column("errors", 50, lambda line, _: _lines(line.problems)),
    Column("code", 26, _of_brief(lambda brief, _: brief.outcome)),
)
"""The columns of a table of verdicts, from the left; the last is for programs."""
