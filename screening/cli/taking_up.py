"""The ledger of a run: a new one, or that of an interrupted one to go on with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from screening.cli.ledger import Ledger, LedgerUnfit
from screening.cli.options import refuse
from screening.cli.output import Filing, must_be_free
from screening.intake.handed_in import Key
from screening.messages import Lang, message

__all__ = ["TakingUp"]


@dataclass(frozen=True, slots=True)
class TakingUp:
    """Where the results of a run go, and whether it goes on with an interrupted one."""

    filing: Filing
    lang: Lang
    resume: bool

    @property
    def path(self) -> Path | None:
        """Where the ledger is kept while the results are on their way, if they are kept."""
        file, folder = self.filing.file, self.filing.folder
        if folder is not None:
            return folder / ".screening.resume"
        if file is None or (file.exists() and not file.is_file()):  # a pipe, or a device
            return None
        return file.with_name(f".{file.name}.resume")

    def day(self) -> date | None:
        """The day of the run that is gone on with."""
        if not self.resume or self.path is None:
            return None
        try:
            return date.fromisoformat(str(Ledger.made_before(self.path).get("as_of")))
        except ValueError:
            return None

    def ledger(
        self,
        made: Mapping[str, object],
        reports: Mapping[Key, Path],
        handed_in: Iterable[str],
    ) -> Ledger:
        """The ledger to write in; ends the program where there can be none.

        Args:
            made: how the results are made; only what is made in the same way can be gone on with.
            reports: the file of each report, where each has one.
            handed_in: files that nothing is written over.
        """
        path, lang, filing = self.path, self.lang, self.filing
        if path is None:
            if self.resume:
                refuse(message("many.nothing-to-resume", lang))
            return Ledger.unseen()
        where = filing.file or filing.folder
        begun = path.is_file()
        if begun and not self.resume and not filing.force:
            refuse(message("many.begun-before", lang, file=where))
        ledger = self._opened(self._taken_up if begun and self.resume else _new, path, made)
        new = [file for key, file in reports.items() if not ledger.was_done(key)]
        new += [filing.file] if filing.file else []
        try:
            must_be_free(new, handed_in, lang, force=filing.force)
        except SystemExit:
            ledger.close(finished=not ledger.done_before)
            raise
        if ledger.done_before:
            click.echo(message("many.done-before", lang, count=ledger.done_before), err=True)
        return ledger

    def _opened(
        self,
        opened: Callable[[Path, Mapping[str, object]], Ledger],
        path: Path,
        made: Mapping[str, object],
    ) -> Ledger:
        filing = self.filing
        try:
            if filing.folder is not None:
                filing.folder.mkdir(parents=True, exist_ok=True)
            return opened(path, made)
        except OSError as error:
            where = filing.file or filing.folder
            refuse(message("text.cannot-write", self.lang, file=where, reason=error.strerror))

    def _taken_up(self, path: Path, made: Mapping[str, object]) -> Ledger:
        lang = self.lang
        try:
            return Ledger.resumed(path, made)
        except LedgerUnfit as unfit:
            what = message(f"many.made.{unfit.what}", lang)
            refuse(message("many.resume-otherwise", lang, what=what))
        except ValueError:
            refuse(message("many.resume-broken", lang, file=path))


def _new(path: Path, made: Mapping[str, object]) -> Ledger:
    path.unlink(missing_ok=True)
    return Ledger.begun(path, made)
