"""What is made of each of many proposals, and what is made of all of them in the end."""

from __future__ import annotations

import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
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
from screening.model.identity import proposal_sha256
from screening.model.proposal import Proposal
from screening.model.values import Outcome
from screening.report.problems import errors_as_data, legible
from screening.report.reporters import Reporter
from screening.report.verdict_lines import Screened, VerdictLine
from screening.report.verdict_tables import TableWriter
from screening.screener import Screener

__all__ = ["InTable", "Kind", "Made", "Reports", "VerdictData", "line_of"]


@dataclass(frozen=True, slots=True)
class Made:
    """What comes of a proposal.

    ``identity`` is the hash of all that is told of it, ``text`` is what is kept, and ``report``
    what goes into its file, where it has one.
    """

    identity: str
    outcome: Outcome
    text: str
    report: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind(ABC):
    """A kind of result: what is made of a proposal, and written of all of them.

    ``files`` has the file of each report, where each has one of its own; ``force`` is whether
    it may be written over what is there.
    """

    screener: Screener
    as_of: date
    lang: Lang
    files: Mapping[Key, Path] = field(default_factory=dict)
    force: bool = False

    @abstractmethod
    def made(self, item: HandedIn, proposal: Proposal) -> Made:
        """What comes of a proposal.

        Raises:
            ScreeningError: it cannot be screened.
        """

    def identity(self, proposal: Proposal) -> str:
        """The hash of all that is told of a proposal."""
        return proposal_sha256(proposal)

    def failed(self, item: HandedIn, error: ScreeningError) -> str:  # noqa: ARG002
        """The text that is kept of a proposal that cannot be screened."""
        return json.dumps([*_told(error, self.lang)], ensure_ascii=False)

    def is_kept(self, key: Key, record: Record) -> bool:
        """Whether the report that was made before, if any, is in the file that it is to be in."""
        file = self.files.get(key)
        return file is None or (file.name == record.text and file.is_file())

    def take_away(self, key: Key) -> None:
        """Take away what is in the report's file."""
        if key in self.files:
            with suppress(OSError):  # writing tells what is the matter with it
                self.files[key].unlink()

    def put(self, key: Key, report: bytes) -> None:
        """Write the report, where it has a file."""
        if key in self.files:
            write(report, self.files[key], self.lang, force=self.force)

    @abstractmethod
    def write(self, records: Iterable[Record], about: Screened, file: BinaryIO) -> None:
        """Write all that was kept into a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InTable(Kind):
    """Rows of a table."""

    writer: TableWriter

    def made(self, item: HandedIn, proposal: Proposal) -> Made:  # noqa: ARG002
        """The verdict in brief."""
        brief = self.screener.brief(proposal, as_of=self.as_of, lang=self.lang)
        return Made(brief.sha256, brief.outcome, brief.model_dump_json())

    def write(self, records: Iterable[Record], about: Screened, file: BinaryIO) -> None:
        """Write the table."""
        self.writer(map(line_of, records), about, self.lang, file)


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictData(Kind):
    """Whole verdicts as JSON, in one array."""

    explain: bool = False

    def made(self, item: HandedIn, proposal: Proposal) -> Made:
        """The whole verdict, with where the proposal is from."""
        verdict = self.screener.screen(
            proposal, as_of=self.as_of, lang=self.lang, explain=self.explain
        )
        data = verdict.model_dump(mode="json", by_alias=True)
        return Made(verdict.proposal.sha256, verdict.outcome, _json(item, data))

    def failed(self, item: HandedIn, error: ScreeningError) -> str:
        """Its errors, with where it is from."""
        errors = errors_as_data(error, self.lang)
        return _json(item, {"errors": errors})

    def write(self, records: Iterable[Record], about: Screened, file: BinaryIO) -> None:  # noqa: ARG002
        """Write the array."""
        begun = False
        for record in records:
            file.write(b",\n" if begun else b"[\n")
            file.write(b"\n".join(b"  " + line for line in record.text.encode().split(b"\n")))
            begun = True
        file.write(b"\n]\n" if begun else b"[]\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reports(Kind):
    """A report on each, in a file of its own; where it has none, one after the other."""

    reporter: Reporter
    with_contacts: bool = False

    def made(self, item: HandedIn, proposal: Proposal) -> Made:
        """The report; what is kept of it is the name of its file, where it has one."""
        verdict, data = report_on(
            proposal,
            self.screener,
            self.reporter,
            self.as_of,
            self.lang,
            with_contacts=self.with_contacts,
        )
        identity = self.identity(proposal)
        file = self.files.get((item.file, item.row))
        if file is None:
            return Made(identity, verdict.outcome, data.decode())
        return Made(identity, verdict.outcome, file.name, data)

    def identity(self, proposal: Proposal) -> str:
        """The hash of all that is told, people among it where they are."""
        sha256 = proposal_sha256(proposal)
        if not self.with_contacts or proposal.contact is None:
            return sha256
        return f"{sha256} {hashlib.sha256(proposal.contact.model_dump_json().encode()).hexdigest()}"

    def write(self, records: Iterable[Record], about: Screened, file: BinaryIO) -> None:  # noqa: ARG002
        """Write the reports that have no file, with an empty line between them."""
        begun = False
        for record in records:
            if record.outcome is not None:
                file.write((b"\n" if begun else b"") + record.text.encode())
                begun = True


def line_of(record: Record) -> VerdictLine:
    """What a record says, as a row."""
    if record.outcome is None:
        problems = tuple(json.loads(record.text))
        return VerdictLine(legible(record.file), record.row, record.title, None, problems)
    brief = Brief.model_validate_json(record.text)
    return VerdictLine(legible(record.file), record.row, brief.title, brief)


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
    place = replace(problem, file="").location(lang).strip(" ,:")
    return message("many.row-alone", lang, row=place) if place[:1].isdigit() else place


def _json(item: HandedIn, data: Mapping[str, object]) -> str:
    about = {"file": legible(item.file), "row": item.row}
    return to_json({**about, **data}, indent=2).decode()
