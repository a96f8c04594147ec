"""``screening screen``: proposals in, verdicts out."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, get_args

import click
from rich.progress import track

from screening.cli.choices import Choice
from screening.cli.days import as_of_option
from screening.cli.exits import FOUND_OUTCOME, UNREADABLE
from screening.cli.options import (
    fail,
    format_option,
    lang_option,
    print_error,
    register_file,
    register_option,
    rules_folder,
    rules_option,
)
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
from screening.ruleset.rules import RuleSet
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
    @format_option(lang)
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
        output_format: str,
        explain: bool,
        engine: EngineName | None,
        fail_on: Sequence[str],
    ) -> None:
        try:
            screener = Screener.load(
                rules=rules_folder(rules), register=register_file(register), engine=engine
            )
        except ScreeningError as error:
            fail(error, lang)
        rows = [
            (file, _screened(screener, file, as_of, lang, explain=explain))
            for file in _shown(files, output_format)
        ]
        _print(rows, screener, as_of, output_format, lang)
        sys.exit(_exit_code(rows, fail_on))

    return screen


def _shown(files: Sequence[str], output_format: str) -> Iterable[str]:
    """The files, with a progress bar on a terminal where there are many."""
    if len(files) == 1 or not sys.stderr.isatty() or output_format != "text":
        return files
    return track(files, description="", console=console_on(sys.stderr), transient=True)


def _screened(
    screener: Screener, file: str, as_of: date | None, lang: Lang, *, explain: bool
) -> Verdict | ScreeningError:
    try:
        return screener.screen(file, as_of=as_of, lang=lang, explain=explain)
    except ScreeningError as error:
        return error


def _print(
    rows: Sequence[Row], screener: Screener, as_of: date | None, output_format: str, lang: Lang
) -> None:
    for _, result in rows:
        if isinstance(result, ScreeningError):
            print_error(result, lang)
    if output_format == "json":
        data = [_as_data(file, result, lang) for file, result in rows]
        text = json.dumps(data if len(data) > 1 else data[0], ensure_ascii=False, indent=2)
        click.echo(text)
        return
    console, hints = console_on(sys.stdout), console_on(sys.stderr)
    failed = sum(isinstance(result, ScreeningError) for _, result in rows)
    if len(rows) > 1:
        print_table(console, rows, lang)
        counted = message("text.screened", lang, count=len(rows) - failed, failed=failed)
        hints.print(styled(counted, "dim"))
        whole = next((file for file, result in rows if isinstance(result, Verdict)), None)
        if whole is not None:
            hints.print(styled(message("text.see-one", lang, file=whole), "dim"))
    elif isinstance(rows[0][1], Verdict):
        print_verdict(console, rows[0][1], names_in(_decided_by(screener, as_of), lang))
    if failed:
        hints.print(styled(message("text.see-example", lang), "dim"))


def _decided_by(screener: Screener, as_of: date | None) -> RuleSet:
    """The rules that the verdicts come from."""
    return screener.ruleset if as_of is None else screener.ruleset_on(as_of)


def _as_data(file: str, result: Verdict | ScreeningError, lang: Lang) -> dict[str, Any]:
    if isinstance(result, Verdict):
        return result.model_dump(mode="json", by_alias=True)
    if isinstance(result, InvalidInput):
        return {"file": file, "errors": [problem_as_data(one, lang) for one in result.problems]}
    return {"file": file, "errors": [{"code": "undecided", "message": result.describe(lang)}]}


def _exit_code(rows: Sequence[Row], fail_on: Sequence[str]) -> int:
    results = [result for _, result in rows]
    if any(isinstance(result, ScreeningError) for result in results):
        return UNREADABLE
    outcomes = {result.outcome for result in results if isinstance(result, Verdict)}
    return FOUND_OUTCOME if outcomes & set(fail_on) else 0
