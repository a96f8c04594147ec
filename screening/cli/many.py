"""Many proposals at once: each screened and kept, then all of them told."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, NoReturn, TypeVar

import click

from screening.cli.exits import INTERRUPTED
from screening.cli.ledger import Ledger, LedgerUnfit, Record
from screening.cli.many_kinds import InTable, Kind, Reports, VerdictData, line_of
from screening.cli.options import print_error, refuse
from screening.cli.output import Filing, must_be_free, reports_in, writing
from screening.errors import ScreeningError
from screening.intake.handed_in import HandedIn, HandedInAll
from screening.messages import Lang, message
from screening.model.days import today
from screening.model.identity import proposal_sha256
from screening.model.proposal import Proposal
from screening.report.console import console_on, plain_text, styled
from screening.report.verdict_lines import Screened
from screening.report.verdict_table import print_table
from screening.report.verdict_tables import TABLES
from screening.screener import Screener

__all__ = ["How", "screen_many"]

T = TypeVar("T")

_MOST_TOLD: Final = 20
"""So many proposals that cannot be screened are told of with all their errors."""
_MOST_NAMED: Final = 10
_FEWEST_SHOWN: Final = 2
_BETWEEN_STEPS: Final = 16


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
        self._path = _ledger_path(how.filing)
        self._as_of = how.as_of or self._day_before() or today()
        self._kind = self._chosen()
        self._failed = 0

    def run(self) -> tuple[set[str], bool]:
        ledger = self._ledger()
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
                screener, as_of, lang, filing.reporter, files, how.with_contacts, filing.force
            )
        if filing.format == "json":
            return VerdictData(screener, as_of, lang, how.explain)
        return InTable(screener, as_of, lang, TABLES[filing.format])

    # --- what was done before ---------------------------------------------------------------

    def _day_before(self) -> date | None:
        """The day of the run that is gone on with."""
        if not self._how.resume or self._path is None:
            return None
        told = Ledger.made_before(self._path).get("as_of")
        return date.fromisoformat(told) if isinstance(told, str) else None

    def _ledger(self) -> Ledger:
        """The ledger to write in; ends the program where there can be none."""
        lang, path, how = self._lang, self._path, self._how
        if path is None:
            if how.resume:
                refuse(message("many.nothing-to-resume", lang))
            return Ledger.unseen()
        where = self._filing.file or self._filing.folder
        begun = path.is_file()
        if begun and not how.resume and not self._filing.force:
            refuse(message("many.begun-before", lang, file=where))
        try:
            if self._filing.folder is not None:
                self._filing.folder.mkdir(parents=True, exist_ok=True)
            ledger = self._taken_up(path) if begun and how.resume else self._new(path)
        except OSError as error:
            refuse(message("text.cannot-write", lang, file=where, reason=error.strerror))
        files = self._kind.files.items() if isinstance(self._kind, Reports) else ()
        new = [file for key, file in files if not ledger.was_done(key)]
        new += [self._filing.file] if self._filing.file else []
        try:
            must_be_free(new, self._handed_in.files, lang, force=self._filing.force)
        except SystemExit:
            ledger.close(finished=not begun)
            raise
        if ledger.done_before:
            click.echo(message("many.done-before", lang, count=ledger.done_before), err=True)
        return ledger

    def _new(self, path: Path) -> Ledger:
        path.unlink(missing_ok=True)
        return Ledger.begun(path, self._made())

    def _taken_up(self, path: Path) -> Ledger:
        lang = self._lang
        try:
            return Ledger.resumed(path, self._made())
        except LedgerUnfit as unfit:
            what = message(f"many.made.{unfit.what}", lang)
            refuse(message("many.resume-otherwise", lang, what=what))
        except ValueError:
            refuse(message("many.resume-broken", lang, file=path))

    def _made(self) -> Mapping[str, object]:
        """How the results are made: only what is made in the same way can be gone on with."""
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
        with _progress(len(self._handed_in)) as step:
            for item in self._handed_in:
                self._screen_one(item, ledger)
                step()

    def _screen_one(self, item: HandedIn, ledger: Ledger) -> None:
        key = (item.file, item.row)
        try:
            proposal = self._read(item)
            sha256 = proposal_sha256(proposal)
            if self._kind.still_there(key) and ledger.add_again(key, sha256):
                return
            outcome, text = self._kind.made(item, proposal)
        except ScreeningError as error:
            self._tell_failure(error)
            text = self._kind.failed(item, error)
            ledger.add(Record(item.file, item.row, item.title, None, None, text))
        else:
            ledger.add(Record(item.file, item.row, proposal.title, sha256, outcome, text))

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
        key = "many.interrupted" if self._path is not None else "many.interrupted-lost"
        count = len(self._handed_in)
        click.echo(message(key, self._lang, done=done, count=count), err=True)
        sys.exit(INTERRUPTED)

    # --- in the end -------------------------------------------------------------------------

    def _about(self, ledger: Ledger) -> Screened:
        screener, lang = self._how.screener, self._lang
        ruleset = screener.ruleset_on(self._as_of)
        counted = Counter(record.outcome for record in ledger)
        return Screened(
            as_of=self._as_of,
            ruleset=screener.ruleset_ref(as_of=self._as_of),
            register=screener.register_ref,
            remarks=tuple(remark.text for remark in screener.remarks(as_of=self._as_of, lang=lang)),
            counts=tuple((one.id, one.title.of(lang), counted[one.id]) for one in ruleset.outcomes),
            failed=counted[None],
        )

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
        for table in self._handed_in.tables:
            if table.unread:
                columns = ", ".join(table.unread)
                text = message("many.unread", lang, file=table.name, columns=columns)
                hints.print(styled(text, "dim"), soft_wrap=True)
        if left_out := self._handed_in.left_out:
            names = ", ".join([*left_out[:_MOST_NAMED], *(["…"] if left_out[_MOST_NAMED:] else [])])
            text = message("many.left-out", lang, count=len(left_out), files=plain_text(names))
            hints.print(styled(text, "dim"), soft_wrap=True)
        for remark in about.remarks:
            hints.print(styled(remark, "dim"), soft_wrap=True)
        hint = "many.see-row" if self._handed_in.tables else "many.see-one"
        if self._filing.format == "text" and len(self._handed_in) > about.failed:
            hints.print(styled(message(hint, lang), "dim"), soft_wrap=True)
        told = [(title, count) for _, title, count in about.counts if count]
        told += [(message("many.not-screened", lang), about.failed)] if about.failed else []
        parts = [message("many.counted-outcome", lang, title=t, count=n) for t, n in told]
        count = sum(number for _, number in told)
        text = message("many.counted", lang, count=count, told="; ".join(parts))
        hints.print(styled(text, "head"), soft_wrap=True)


def _ledger_path(filing: Filing) -> Path | None:
    """Where the ledger is kept while the results are on their way."""
    if filing.folder is not None:
        return filing.folder / ".screening.resume"
    return None if filing.file is None else filing.file.with_name(f".{filing.file.name}.resume")


@contextmanager
def _progress(count: int) -> Iterator[Callable[[], None]]:
    """A bar on a terminal, where there is more than one to wait for; none elsewhere."""
    if count < _FEWEST_SHOWN or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.progress import MofNCompleteColumn, Progress  # noqa: PLC0415 - slow to load

    columns = (*Progress.get_default_columns(), MofNCompleteColumn())
    with Progress(*columns, console=console_on(sys.stderr), transient=True) as progress:
        task = progress.add_task("", total=count)
        done = 0

        def step() -> None:
            nonlocal done
            done += 1
            if done % _BETWEEN_STEPS == 0 or done == count:
                progress.update(task, completed=done)

        yield step
