"""Many proposals at once: each screened and kept, then all of them told."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, NoReturn

import click

from screening.cli.exits import INTERRUPTED
from screening.cli.ledger import Ledger, Record
from screening.cli.many_kinds import InTable, Kind, Reports, VerdictData, line_of
from screening.cli.options import print_error
from screening.cli.output import Filing, reports_in, writing
from screening.cli.progress import progress
from screening.cli.taking_up import TakingUp
from screening.errors import ScreeningError
from screening.intake.handed_in import HandedIn, HandedInAll
from screening.messages import Lang, message
from screening.model.days import today
from screening.model.proposal import Proposal
from screening.report.console import console_on, styled
from screening.report.verdict_lines import Screened
from screening.report.verdict_table import print_table
from screening.report.verdict_tables import TABLES
from screening.screener import Screener

__all__ = ["How", "day_of", "screen_many"]

_MOST_TOLD: Final = 20
"""So many proposals that cannot be screened are told of with all their errors."""
_MOST_NAMED: Final = 10
_OF_EVERY_TABLE: Final = "import.note-read"
"""What is noted of each: how it is encoded."""


@dataclass(frozen=True, slots=True)
class How:
    """How many proposals are screened, and what is made of them."""

    screener: Screener
    as_of: date | None
    lang: Lang
    filing: Filing
    explain: bool = False
    with_contacts: bool = False
    resume: bool = False


def day_of(how: How) -> date:
    """The day that all facts are of: the one asked for, that of the run gone on with, or today."""
    return how.as_of or TakingUp(how.filing, how.lang, how.resume).day() or today()


def screen_many(handed_in: HandedInAll, how: How) -> tuple[set[str], bool]:
    """Screen all, and tell or write what came of them.

    Returns:
        The outcomes that there were, and whether anything could not be screened.
    """
    return _Many(handed_in, how).run()


class _Many:
    def __init__(self, handed_in: HandedInAll, how: How) -> None:
        self._handed_in = handed_in
        self._how = how
        self._lang = how.lang
        self._filing = how.filing
        self._taking_up = TakingUp(how.filing, how.lang, how.resume)
        self._as_of = day_of(how)
        self._kind = self._chosen()
        self._failed = 0

    def run(self) -> tuple[set[str], bool]:
        ledger = self._taking_up.ledger(self._made(), self._kind.files, self._handed_in.files)
        finished = False
        try:
            self._screen(ledger)
            about = self._about(ledger)
            self._tell(ledger, about)
            finished = True
        except KeyboardInterrupt:
            self._stop(len(ledger))
        finally:
            ledger.close(finished=finished)
        return {outcome for outcome, _, count in about.counts if count}, about.failed > 0

    def _chosen(self) -> Kind:
        how, filing = self._how, self._filing
        screener, as_of, lang = how.screener, self._as_of, how.lang
        if filing.reporter is not None:
            keys = self._handed_in.keys()
            files = reports_in(filing.folder, keys, filing.reporter, lang) if filing.folder else {}
            return Reports(
                screener=screener,
                as_of=as_of,
                lang=lang,
                files=files,
                force=filing.force,
                reporter=filing.reporter,
                with_contacts=how.with_contacts,
            )
        if filing.format == "json":
            return VerdictData(screener=screener, as_of=as_of, lang=lang, explain=how.explain)
        writer = TABLES[filing.format]
        return InTable(screener=screener, as_of=as_of, lang=lang, writer=writer)

    def _made(self) -> Mapping[str, object]:
        """How the results are made."""
        how, screener = self._how, self._how.screener
        bands = screener.bands
        return {
            "as_of": self._as_of.isoformat(),
            "rules": screener.ruleset_on(self._as_of).sha256,
            "register": f"{screener.register_ref.sha256} {bands.possible} {bands.strong}",
            "engine": screener.engine,
            "format": self._filing.format,
            "lang": self._lang,
            "explain": how.explain,
            "with_contacts": how.with_contacts,
        }

    # --- one after the other ----------------------------------------------------------------

    def _screen(self, ledger: Ledger) -> None:
        # Rules, register and vocabulary stay: to look through them for garbage again and again
        # takes a tenth of the time.
        gc.freeze()
        with progress(len(self._handed_in)) as step:
            for item in self._handed_in:
                self._screen_one(item, ledger)
                step()

    def _screen_one(self, item: HandedIn, ledger: Ledger) -> None:
        kind, key = self._kind, (item.file, item.row)
        try:
            proposal = self._read(item)
            if ledger.was_done(key):
                known = ledger.known(key, kind.identity(proposal))
                if known and kind.is_kept(key, known):
                    ledger.keep(key)
                    return
            made = kind.made(item, proposal)
        except ScreeningError as error:
            self._tell_failure(error)
            if ledger.was_done(key):
                kind.take_away(key)
            text = kind.failed(item, error)
            ledger.add(Record(item.file, item.row, item.title, None, None, text))
        else:
            # A report without a record might be anybody's; a record without a report is no harm.
            if ledger.was_done(key) or self._filing.force:
                kind.take_away(key)
            ledger.add(Record(*key, proposal.title, made.identity, made.outcome, made.text))
            if made.report:
                ledger.settle()
            kind.put(key, made.report)

    def _read(self, item: HandedIn) -> Proposal:
        match item.proposal:
            case Proposal() as known:
                return known
            case str(file):
                return self._how.screener.read(file, as_of=self._as_of)
            case error:
                raise error

    def _tell_failure(self, error: ScreeningError) -> None:
        self._failed += 1
        if self._failed <= _MOST_TOLD:
            print_error(error, self._lang)

    def _stop(self, done: int) -> NoReturn:
        key = "many.interrupted" if self._taking_up.path else "many.interrupted-lost"
        count = len(self._handed_in)
        click.echo(message(key, self._lang, done=done, count=count), err=True)
        sys.exit(INTERRUPTED)

    # --- in the end -------------------------------------------------------------------------

    def _about(self, ledger: Ledger) -> Screened:
        screener, lang = self._how.screener, self._lang
        ruleset = screener.ruleset_on(self._as_of)
        counted = ledger.outcomes
        return Screened(
            as_of=self._as_of,
            ruleset=screener.ruleset_ref(as_of=self._as_of),
            register=screener.register_ref,
            remarks=(
                *(remark.text for remark in screener.remarks(as_of=self._as_of, lang=lang)),
                *self._notes(),
            ),
            counts=tuple((one.id, one.title.of(lang), counted[one.id]) for one in ruleset.outcomes),
            failed=counted[None],
        )

    def _notes(self) -> Iterator[str]:
        """What was decided in reading the tables, and what of them was not read."""
        lang = self._lang
        for table in self._handed_in.tables:
            for note in table.notes:
                if note.key != _OF_EVERY_TABLE:
                    yield message("many.problem", lang, place=table.name, text=note.text(lang))
            if table.unread:
                columns = ", ".join(table.unread)
                yield message("many.unread", lang, file=table.name, columns=columns)

    def _tell(self, ledger: Ledger, about: Screened) -> None:
        lang, filing = self._lang, self._filing
        if filing.file is not None:
            with writing(filing.file, lang, force=filing.force) as file:
                self._kind.write(ledger, about, file)
            click.echo(message("page.command.wrote", lang, file=filing.file), err=True)
        elif filing.folder is not None:
            count = sum(number for *_, number in about.counts)
            told = message("page.command.wrote-all", lang, count=count, folder=filing.folder)
            click.echo(told, err=True)
        elif filing.format == "text":
            print_table(console_on(sys.stdout), [line_of(record) for record in ledger], lang)
        else:
            self._kind.write(ledger, about, sys.stdout.buffer)
        self._sum_up(about)

    def _sum_up(self, about: Screened) -> None:
        lang, hints = self._lang, console_on(sys.stderr)
        if self._failed > _MOST_TOLD:
            more = message("many.more-problems", lang, count=self._failed - _MOST_TOLD)
            hints.print(styled(more, "error"), soft_wrap=True)
        if left_out := self._handed_in.left_out:
            names = ", ".join([*left_out[:_MOST_NAMED], *(["…"] if left_out[_MOST_NAMED:] else [])])
            text = message("many.left-out", lang, count=len(left_out), files=names)
            hints.print(styled(text, "dim"), soft_wrap=True)
        for remark in about.remarks:
            hints.print(styled(remark, "dim"), soft_wrap=True)
        hint = "many.see-row" if self._handed_in.tables else "many.see-one"
        if len(self._handed_in) == about.failed:
            hint = "text.see-example"
        if self._filing.format == "text":
            hints.print(styled(message(hint, lang), "dim"), soft_wrap=True)
        told = [(title, count) for _, title, count in about.counts if count]
        told += [(message("many.not-screened", lang), about.failed)] if about.failed else []
        parts = [message("many.counted-outcome", lang, title=t, count=n) for t, n in told]
        count = sum(number for _, number in told)
        text = message("many.counted", lang, count=count, told="; ".join(parts))
        hints.print(styled(text, "head"), soft_wrap=True)
