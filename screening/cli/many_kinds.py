"""What is made of each of many proposals, and what is made of all of them in the end."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import BinaryIO

from pydantic_core import to_json

from screening.cli.ledger import Record
from screening.cli.output import write
from screening.cli.reports import report_on
from screening.errors import InvalidInput, Problem, ScreeningError
from screening.intake.handed_in import HandedIn, Key
from screening.messages import Lang, message
from screening.model.brief import Brief
from screening.model.proposal import Proposal
from screening.model.values import Outcome
from screening.report.problems import problem_as_data
from screening.report.reporters import Reporter
from screening.report.verdict_lines import Screened, VerdictLine
from screening.report.verdict_tables import TableWriter
from screening.screener import Screener

__all__ = ["InTable", "Kind", "Reports", "VerdictData", "errors_as_data", "line_of"]


@dataclass(frozen=True, slots=True)
class Kind(ABC):
    """A kind of result: what is made of a proposal, and written of all of them."""

    screener: Screener
    as_of: date
    lang: Lang

    @abstractmethod
    def made(self, item: HandedIn, proposal: Proposal) -> tuple[Outcome, str]:
        """The outcome of a proposal, and the text that is kept of it.

        Raises:
            ScreeningError: it cannot be screened.
        """

    def failed(self, item: HandedIn, error: ScreeningError) -> str:  # noqa: ARG002
        """The text that is kept of a proposal that cannot be screened."""
        return json.dumps([*_told(error, self.lang)], ensure_ascii=False)

    def still_there(self, key: Key) -> bool:  # noqa: ARG002 - only some kinds make files
        """Whether what was made before can be kept."""
        return True

    @abstractmethod
    def write(self, records: Iterable[Record], about: Screened, file: BinaryIO) -> None:
        """Write all that was kept into a file."""


@dataclass(frozen=True, slots=True)
class InTable(Kind):
    """Rows of a table."""

    writer: TableWriter

    def made(self, item: HandedIn, proposal: Proposal) -> tuple[Outcome, str]:  # noqa: ARG002
        """The verdict in brief."""
        brief = self.screener.brief(proposal, as_of=self.as_of, lang=self.lang)
        return brief.outcome, brief.model_dump_json()

    def write(self, records: Iterable[Record], about: Screened, file: BinaryIO) -> None:
        """Write the table."""
        self.writer(map(line_of, records), about, self.lang, file)


@dataclass(frozen=True, slots=True)
class VerdictData(Kind):
    """Whole verdicts as JSON, in one array."""

    explain: bool = False

    def made(self, item: HandedIn, proposal: Proposal) -> tuple[Outcome, str]:
        """The whole verdict, with where the proposal is from."""
        verdict = self.screener.screen(
            proposal, as_of=self.as_of, lang=self.lang, explain=self.explain
        )
        data = verdict.model_dump(mode="json", by_alias=True)
        return verdict.outcome, _json({"file": item.file, "row": item.row, **data})

    def failed(self, item: HandedIn, error: ScreeningError) -> str:
        """Its errors, with where it is from."""
        errors = errors_as_data(error, self.lang)
        return _json({"file": item.file, "row": item.row, "errors": errors})

    def write(self, records: Iterable[Record], about: Screened, file: BinaryIO) -> None:  # noqa: ARG002
        """Write the array."""
        begun = False
        for record in records:
            file.write(b",\n" if begun else b"[\n")
            file.write(b"\n".join(b"  " + line for line in record.text.encode().split(b"\n")))
            begun = True
        file.write(b"\n]\n" if begun else b"[]\n")


@dataclass(frozen=True, slots=True)
class Reports(Kind):
    """A report on each, into the file of its own that ``files`` has; else one after the other."""

    reporter: Reporter
    files: Mapping[Key, Path]
    with_contacts: bool = False
    force: bool = False

    def made(self, item: HandedIn, proposal: Proposal) -> tuple[Outcome, str]:
        """The report; it is in its file when this returns."""
        verdict, data = report_on(
            proposal,
            self.screener,
            self.reporter,
            self.as_of,
            self.lang,
            with_contacts=self.with_contacts,
        )
        file = self.files.get((item.file, item.row))
        if file is None:
            return verdict.outcome, data.decode()
        write(data, file, self.lang, force=self.force)
        return verdict.outcome, ""

    def still_there(self, key: Key) -> bool:
        """Whether the report is still where it was put."""
        return key not in self.files or self.files[key].is_file()

    def write(self, records: Iterable[Record], about: Screened, file: BinaryIO) -> None:  # noqa: ARG002
        """Write the reports that have no file, with an empty line between them."""
        texts = (record.text for record in records if record.outcome is not None and record.text)
        file.write("\n".join(texts).encode())


def line_of(record: Record) -> VerdictLine:
    """What a record says, as a row."""
    if record.outcome is None:
        problems = tuple(json.loads(record.text))
        return VerdictLine(record.file, record.row, record.title, None, problems)
    brief = Brief.model_validate_json(record.text)
    return VerdictLine(record.file, record.row, brief.title, brief)


def errors_as_data(error: ScreeningError, lang: Lang) -> list[dict[str, object]]:
    """What is wrong with a proposal, as JSON has it."""
    if isinstance(error, InvalidInput):
        return [problem_as_data(one, lang) for one in error.problems]
    return [{"code": "undecided", "message": error.describe(lang)}]


def _told(error: ScreeningError, lang: Lang) -> Iterator[str]:
    if not isinstance(error, InvalidInput):
        yield error.describe(lang)
        return
    for problem in error.problems:
        text = f"{problem.message(lang)} {problem.help(lang)}"
        place = _place(problem, lang)
        yield message("many.problem", lang, place=place, text=text) if place else text


def _place(problem: Problem, lang: Lang) -> str:
    """Where in its file a problem is: the cell, the question on the form, or line and column."""
    return replace(problem, file="").location(lang).strip(" ,:")


def _json(data: Mapping[str, object]) -> str:
    return to_json(data, indent=2).decode()
