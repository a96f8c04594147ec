"""Reports on verdicts: one to the screen or into a file, or each into a file of its own."""

from __future__ import annotations

from datetime import date

from screening.cli.options import fail
from screening.messages import Lang
from screening.model.proposal import Contact, Proposal
from screening.model.verdict import Verdict
from screening.report.document_docx import WordMissing
from screening.report.reporters import Reporter
from screening.report.rules_text import names_in
from screening.report.verdict_page import verdict_page
from screening.report.verdict_people import people_of
from screening.ruleset.rules import RuleSet
from screening.screener import Screener

__all__ = ["decided_by", "report_on"]


def report_on(
    proposal: Proposal,
    screener: Screener,
    reporter: Reporter,
    as_of: date | None,
    lang: Lang,
    *,
    with_contacts: bool,
) -> tuple[Verdict, bytes]:
    """The verdict on a proposal, and the report on it; ends where a package is missing.

    Raises:
        Undecided: the rules give it no outcome.
    """
    verdict = screener.screen(proposal, as_of=as_of, lang=lang, explain=True)
    proposer = (proposal.contact or Contact()) if with_contacts else None
    people = people_of(verdict, screener.register, proposer)
    page = verdict_page(verdict, names_in(decided_by(screener, as_of), lang), people)
    try:
        return verdict, reporter.write(page)
    except WordMissing as error:
        fail(error, lang)


def decided_by(screener: Screener, as_of: date | None) -> RuleSet:
    """The rules that the verdicts come from."""
    return screener.ruleset if as_of is None else screener.ruleset_on(as_of)
