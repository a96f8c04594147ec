"""``screening screen``: proposals in, verdicts out."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Final, NoReturn, get_args

import click

from screening.cli.choices import Choice
from screening.cli.days import as_of_option
from screening.cli.exits import FOUND_OUTCOME, UNREADABLE
from screening.cli.many import How, day_of, screen_many
from screening.cli.options import (
    fail,
    lang_option,
    print_error,
    refuse,
    register_file,
    register_option,
    rules_folder,
    rules_option,
)
from screening.cli.output import Filing, filing_of, must_be_free, output_options, write
from screening.cli.reports import decided_by, report_on
from screening.engine.evaluators import EngineName
from screening.errors import InvalidInput, ScreeningError
from screening.intake.handed_in import hand_in, is_one_proposal
from screening.messages import Lang, message
from screening.model.values import Outcome
from screening.model.verdict import Verdict
from screening.report.console import console_on, styled
from screening.report.problems import errors_as_data
from screening.report.rules_text import names_in
from screening.report.verdict_text import print_verdict
from screening.screener import Screener

__all__ = ["command"]

_TABLES_ALONE: Final = frozenset({"csv", "xlsx"})
"""What a single verdict too is a table in."""


def command(lang: Lang) -> click.Command:
    """The command, with its help in a language."""

    @click.command(
        "screen",
        options_metavar=message("cli.metavar.options", lang),
        help=message("cli.screen.help", lang),
        epilog=message("cli.screen.epilog", lang),
    )
    @click.argument(
        "files",
        type=click.Path(),
        metavar=message("cli.metavar.files", lang),
        nargs=-1,
        required=True,
    )
    @register_option(lang)
    @rules_option(lang)
    @as_of_option(lang)
    @lang_option(lang)
    @output_options(lang)
    @click.option(
        "--sheet",
        metavar=message("cli.metavar.sheet", lang),
        help=message("many.command.sheet", lang),
    )
    @click.option("--explain", is_flag=True, help=message("cli.option.explain", lang))
    @click.option(
        "--engine",
        type=Choice(get_args(EngineName), lang),
        help=message("cli.option.engine", lang),
    )
    @click.option(
        "--fail-on",
        type=Choice(get_args(Outcome), lang),
        multiple=True,
        help=message("cli.option.fail-on", lang),
    )
    def screen(  # noqa: PLR0913 - an argument an option
        *,
        files: Sequence[str],
        register: str | None,
        rules: str | None,
        as_of: date | None,
        output_format: str | None,
        output: str | None,
        force: bool,
        resume: bool,
        with_contacts: bool,
        sheet: str | None,
        explain: bool,
        engine: EngineName | None,
        fail_on: Sequence[str],
    ) -> None:
        alone = len(files) == 1 and is_one_proposal(files[0])
        filing = filing_of(output_format, output, lang, force=force, several=not alone)
        if with_contacts and filing.reporter is None:
            refuse(message("page.command.only-reports", lang))
        try:
            screener = Screener.load(
                rules=rules_folder(rules), register=register_file(register), engine=engine
            )
            how = How(screener, as_of, lang, filing, explain, with_contacts, resume)
            if alone and filing.folder is None and filing.format not in _TABLES_ALONE:
                if resume:
                    refuse(message("many.nothing-to-resume", lang))
                outcomes, failed = _one(files[0], how)
            else:
                but = {Path(each).resolve() for each in (output, register_file(register)) if each}
                fits = screener.fits(as_of=day_of(how))
                handed_in = hand_in(files, sheet=sheet, fits=fits, but=but)
                if handed_in.refusals and filing.format != "json":
                    _nothing(handed_in.refusals, lang)
                outcomes, failed = screen_many(handed_in, how)
        except ScreeningError as error:
            fail(error, lang)
        sys.exit(UNREADABLE if failed else FOUND_OUTCOME if outcomes & set(fail_on) else 0)

    return screen


def _nothing(refusals: Iterable[InvalidInput], lang: Lang) -> NoReturn:
    """Tell why there is nothing to screen, and exit; a table of nothing is no use to anybody."""
    for error in refusals:
        print_error(error, lang)
    _hint(lang)
    sys.exit(UNREADABLE)


def _hint(lang: Lang) -> None:
    console_on(sys.stderr).print(styled(message("text.see-example", lang), "dim"))


def _one(file: str, how: How) -> tuple[set[str], bool]:
    """Screen one proposal, and tell the verdict; its outcome, and whether there is none."""
    lang, filing = how.lang, how.filing
    if filing.file is not None:
        must_be_free([filing.file], [file], lang, force=filing.force)
    try:
        if filing.reporter is not None:
            proposal = how.screener.read(file, as_of=how.as_of)
            contacts = how.with_contacts
            verdict, data = report_on(
                proposal, how.screener, filing.reporter, how.as_of, lang, with_contacts=contacts
            )
            _put(data, filing, lang)
        else:
            verdict = how.screener.screen(file, as_of=how.as_of, lang=lang, explain=how.explain)
            _tell(verdict, how)
    except ScreeningError as error:
        print_error(error, lang)
        if filing.format == "json":
            told = {"file": file, "errors": errors_as_data(error, lang)}
            _put(_as_json(told), filing, lang)
        elif filing.reporter is None:
            _hint(lang)
        return set(), True
    return {verdict.outcome}, False


def _tell(verdict: Verdict, how: How) -> None:
    """A verdict as text or as data."""
    if how.filing.format == "json":
        _put(_as_json(verdict.model_dump(mode="json", by_alias=True)), how.filing, how.lang)
        return
    names = names_in(decided_by(how.screener, how.as_of), how.lang)
    if how.filing.file is None:
        print_verdict(console_on(sys.stdout), verdict, names)
        return
    text = io.StringIO()
    print_verdict(console_on(text), verdict, names)
    _put(text.getvalue().encode(), how.filing, how.lang)


def _as_json(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=2).encode() + b"\n"


def _put(data: bytes, filing: Filing, lang: Lang) -> None:
    if filing.file is None:
        click.echo(data, nl=False)
        return
    write(data, filing.file, lang, force=filing.force)
    click.echo(message("page.command.wrote", lang, file=filing.file), err=True)
