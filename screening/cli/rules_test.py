"""``screening rules test``: the rules' cases, run."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import date
from typing import get_args

import click

from screening.cli.choices import Choice
from screening.cli.days import as_of_option
from screening.cli.exits import FELL_SHORT
from screening.cli.options import fail, format_option, lang_option, rules_option
from screening.cli.rules_cases import fell_short, files_argument, rules_and_cases, write
from screening.engine.evaluators import EngineName
from screening.errors import ScreeningError
from screening.messages import Lang, message
from screening.report.cases_junit import junit
from screening.report.cases_text import print_results, result_as_data
from screening.report.console import console_on
from screening.workbench.cases import Case, run_cases

__all__ = ["command"]


def command(lang: Lang) -> click.Command:
    """The command, with its help in a language."""

    @click.command(
        "test",
        options_metavar=message("cli.metavar.options", lang),
        help=message("cases.help", lang),
        epilog=message("cases.epilog", lang),
    )
    @files_argument(lang)
    @rules_option(lang)
    @click.option(
        "-k",
        "word",
        metavar=message("cli.metavar.text", lang),
        help=message("cases.option-word", lang),
    )
    @click.option(
        "--junit",
        "junit_file",
        type=click.Path(),
        metavar=message("cli.metavar.file", lang),
        help=message("cases.option-junit", lang),
    )
    @click.option(
        "--engine",
        type=Choice(get_args(EngineName), lang),
        default="plain",
        show_default=True,
        help=message("cli.option.engine", lang),
    )
    @as_of_option(lang)
    @lang_option(lang)
    @format_option(lang)
    def test(  # noqa: PLR0913 - an argument an option
        *,
        files: Sequence[str],
        rules: str | None,
        word: str | None,
        junit_file: str | None,
        engine: EngineName,
        as_of: date | None,
        output_format: str,
    ) -> None:
        known = rules_and_cases(files, rules, as_of, lang)
        cases = known.cases if word is None else _chosen(known.cases, word, lang)
        try:
            results = run_cases(cases, known.ruleset, engine)
        except ScreeningError as error:
            fail(error, lang)
        if junit_file is not None:
            write(junit_file, junit(results, known.ruleset, lang), lang)
        if output_format == "json":
            failed = sum(not result.passed for result in results)
            data = {
                "cases": len(results),
                "failed": failed,
                "results": [result_as_data(each, known.ruleset, lang) for each in results],
            }
            click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        else:
            print_results(console_on(sys.stdout), results, known.ruleset, lang)
        if not all(result.passed for result in results):
            sys.exit(FELL_SHORT)

    return test


def _chosen(cases: Sequence[Case], word: str, lang: Lang) -> list[Case]:
    """The cases with a word in their name, or about the rule of that id."""
    wanted = word.casefold()
    chosen = [case for case in cases if wanted in case.name.casefold() or word == case.rule]
    if not chosen:
        fell_short(message("cases.none-chosen", lang, count=len(cases), word=word))
    return chosen
