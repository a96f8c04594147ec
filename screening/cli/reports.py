"""Reports of verdicts, written one by one as the proposals are screened."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from screening.cli.options import fail, print_error, refuse
from screening.cli.output import Filing, write
from screening.errors import ScreeningError
from screening.messages import Lang, message
from screening.model.proposal import Contact
from screening.model.verdict import Verdict
from screening.report.document import Document
from screening.report.document_docx import WordMissing
from screening.report.reporters import Reporter
from screening.report.rules_text import names_in
from screening.report.verdict_page import verdict_page
from screening.report.verdict_people import people_of
from screening.ruleset.rules import RuleSet
from screening.screener import Screener

__all__ = ["decided_by", "file_reports"]


def file_reports(
    proposals: Iterable[str],
    screener: Screener,
    as_of: date | None,
    filing: Filing,
    lang: Lang,
    *,
    with_contacts: bool,
) -> list[Verdict | ScreeningError]:
    """Screen proposals and write a report on each; what cannot be used is told and passed by."""
    assert filing.reporter is not None  # noqa: S101 - who calls this has one
    _make_folder(filing, lang)
    results: list[Verdict | ScreeningError] = []
    written = 0
    for proposal in proposals:
        try:
            verdict, page = _screened(screener, proposal, as_of, lang, with_contacts=with_contacts)
        except ScreeningError as error:
            print_error(error, lang)
            results.append(error)
            continue
        results.append(verdict)
        data = _data(filing.reporter, page, lang)
        file = Path(filing.file) if filing.file is not None else filing.files.get(proposal)
        if file is not None:
            write(data, file, lang, force=filing.force)
        else:
            click.echo(b"\n" * bool(written) + data, nl=False)
        written += 1
    if filing.folder is not None:
        told = message("page.command.wrote-all", lang, count=written, folder=filing.folder)
        click.echo(told, err=True)
    elif filing.file is not None and written:
        click.echo(message("page.command.wrote", lang, file=filing.file), err=True)
    return results


def decided_by(screener: Screener, as_of: date | None) -> RuleSet:
    """The rules that the verdicts come from."""
    return screener.ruleset if as_of is None else screener.ruleset_on(as_of)


def _make_folder(filing: Filing, lang: Lang) -> None:
    if filing.folder is None:
        return
    try:
        Path(filing.folder).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        refuse(message("text.cannot-write", lang, file=filing.folder, reason=error.strerror))


def _screened(
    screener: Screener, proposal: str, as_of: date | None, lang: Lang, *, with_contacts: bool
) -> tuple[Verdict, Document]:
    known = screener.read(proposal, as_of=as_of)
    verdict = screener.screen(known, as_of=as_of, lang=lang, explain=True)
    proposer = (known.contact or Contact()) if with_contacts else None
    people = people_of(verdict, screener.register, proposer)
    names = names_in(decided_by(screener, as_of), lang)
    return verdict, verdict_page(verdict, names, people)


def _data(reporter: Reporter, page: Document, lang: Lang) -> bytes:
    try:
        return reporter.write(page)
    except WordMissing as error:
        fail(error, lang)
