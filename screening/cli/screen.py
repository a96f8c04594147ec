"""``screening screen``: proposals in, verdicts out."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TextIO, get_args

import click
from rich.progress import track

from screening.cli.choices import Choice
from screening.cli.days import as_of_option
from screening.cli.exits import FOUND_OUTCOME, UNREADABLE
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
from screening.cli.output import Filing, filing_of, output_options, write
from screening.cli.reports import decided_by, file_reports
from screening.engine.evaluators import EngineName
from screening.errors import InvalidInput, ScreeningError
from screening.messages import Lang, message
from screening.model.values import Outcome
from screening.model.verdict import Verdict
from screening.report.console import console_on, styled
from screening.report.problems import problem_as_data
from screening.report.rules_text import names_in
from screening.report.verdict_table import Row, print_table
from screening.report.verdict_text import print_verdict
from screening.screener import Screener

__all__ = ["command"]


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
        with_contacts: bool,
        explain: bool,
        engine: EngineName | None,
        fail_on: Sequence[str],
    ) -> None:
        filing = filing_of(files, output_format, output, lang, force=force)
        if with_contacts and filing.reporter is None:
            refuse(message("page.command.only-reports", lang))
        try:
            screener = Screener.load(
                rules=rules_folder(rules), register=register_file(register), engine=engine
            )
        except ScreeningError as error:
            fail(error, lang)
        shown = _shown(list(filing.files) or files, filing)
        if filing.reporter is not None:
            results = file_reports(
                shown, screener, as_of, filing, lang, with_contacts=with_contacts
            )
        else:
            rows = [
                (file, _screened(screener, file, as_of, lang, explain=explain)) for file in shown
            ]
            _tell(rows, screener, as_of, filing, lang)
            results = [result for _, result in rows]
        sys.exit(_exit_code(results, fail_on))

    return screen


def _shown(files: Sequence[str], filing: Filing) -> Iterable[str]:
    """The files, with a progress bar on a terminal where there are many."""
    to_screen = filing.format != "text" and filing.file is None and filing.folder is None
    if len(files) == 1 or to_screen or not sys.stderr.isatty():
        return files
    return track(files, description="", console=console_on(sys.stderr), transient=True)


def _screened(
    screener: Screener, file: str, as_of: date | None, lang: Lang, *, explain: bool
) -> Verdict | ScreeningError:
    try:
        return screener.screen(file, as_of=as_of, lang=lang, explain=explain)
    except ScreeningError as error:
        return error


def _tell(
    rows: Sequence[Row], screener: Screener, as_of: date | None, filing: Filing, lang: Lang
) -> None:
    for _, result in rows:
        if isinstance(result, ScreeningError):
            print_error(result, lang)
    if filing.file is None:
        _print(rows, screener, as_of, filing, lang, sys.stdout)
        return
    text = io.StringIO()
    _print(rows, screener, as_of, filing, lang, text)
    write(text.getvalue().encode(), Path(filing.file), lang, force=filing.force)
    click.echo(message("page.command.wrote", lang, file=filing.file), err=True)


def _print(
    rows: Sequence[Row],
    screener: Screener,
    as_of: date | None,
    filing: Filing,
    lang: Lang,
    stream: TextIO,
) -> None:
    if filing.format == "json":
        data = [_as_data(file, result, lang) for file, result in rows]
        text = json.dumps(data if len(data) > 1 else data[0], ensure_ascii=False, indent=2)
        click.echo(text, file=stream)
        return
    console, hints = console_on(stream), console_on(sys.stderr)
    failed = sum(isinstance(result, ScreeningError) for _, result in rows)
    if len(rows) > 1:
        print_table(console, rows, lang)
        counted = message("text.screened", lang, count=len(rows) - failed, failed=failed)
        hints.print(styled(counted, "dim"))
        whole = next((file for file, result in rows if isinstance(result, Verdict)), None)
        if whole is not None:
            hints.print(styled(message("text.see-one", lang, file=whole), "dim"))
    elif isinstance(rows[0][1], Verdict):
        print_verdict(console, rows[0][1], names_in(decided_by(screener, as_of), lang))
    if failed:
        hints.print(styled(message("text.see-example", lang), "dim"))


def _as_data(file: str, result: Verdict | ScreeningError, lang: Lang) -> dict[str, Any]:
    if isinstance(result, Verdict):
        return result.model_dump(mode="json", by_alias=True)
    if isinstance(result, InvalidInput):
        return {"file": file, "errors": [problem_as_data(one, lang) for one in result.problems]}
    return {"file": file, "errors": [{"code": "undecided", "message": result.describe(lang)}]}


def _exit_code(results: Sequence[Verdict | ScreeningError], fail_on: Sequence[str]) -> int:
    if any(isinstance(result, ScreeningError) for result in results):
        return UNREADABLE
    outcomes = {result.outcome for result in results if isinstance(result, Verdict)}
    return FOUND_OUTCOME if outcomes & set(fail_on) else 0
