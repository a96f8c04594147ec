"""What ``rules check`` found, and the table of those who tell it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from screening.errors import Problem
from screening.messages import Lang, message
from screening.workbench.told import Examination, Filed, ToldFlaw

__all__ = ["CheckFormat", "Checked", "definition", "remarks", "shown_file", "title", "uri"]

CheckFormat = Literal["text", "json", "github", "sarif"]


@dataclass(frozen=True, slots=True)
class Checked:
    """What is wrong in the files of rules, or else what is wrong in their logic.

    ``files`` has the cases of a flaw as files, by the place of the flaw among those of the
    examination.  ``notes`` says whether people are shown notes.  ``since`` is the revision
    whose flaws are left out, and ``before`` how many these are.
    """

    problems: Sequence[Problem] = ()
    examination: Examination | None = None
    files: Mapping[int, Sequence[Filed]] = field(default_factory=dict)
    notes: bool = False
    since: str | None = None
    before: int = 0

    @property
    def flaws(self) -> Sequence[ToldFlaw]:
        """The flaws in the logic, if it could be looked at."""
        return () if self.examination is None else self.examination.flaws


def title(kind: str, lang: Lang) -> str:
    """What a kind of flaw is called."""
    return message(f"logic.{kind}.title", lang)


def definition(kind: str, lang: Lang) -> str:
    """What a kind of flaw is, in one sentence."""
    return message(f"logic.{kind}.definition", lang)


def remarks(flaw: ToldFlaw, lang: Lang) -> list[str]:
    """Which version a flaw is in and on which days, and what else has to do with it."""
    told = [] if flaw.version is None else [message("logic.version", lang, version=flaw.version)]
    if flaw.days:
        days = ", ".join(f"{days.first}–{days.last or ''}" for days in flaw.days)
        told.append(message("logic.days", lang, days=days))
    told += [f"{one.location(lang)}: {one.message(lang)}" for one in flaw.related]
    return told


def shown_file(file: str) -> str:
    """A file as it is called from the working folder, or from the top where it lies outside."""
    path = Path(file).absolute()
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


def uri(file: str) -> str:
    """A file as a URI, relative to the working folder where it lies below."""
    shown = shown_file(file)
    return Path(shown).as_uri() if Path(shown).is_absolute() else quote(shown)
