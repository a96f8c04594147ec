"""``screening rules coverage``: what the rules' cases have tried of the rules."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import date
from io import StringIO

import click

from screening.cli.choices import Choice
from screening.cli.days import as_of_option
from screening.cli.options import lang_option, output_option, rules_option
from screening.cli.percent import Percent
from screening.cli.rules_cases import fell_short, files_argument, rules_and_cases, write
from screening.messages import Lang, message
from screening.report.console import console_on
from screening.report.coverage_html import coverage_html
from screening.report.coverage_text import coverage_as_data, percent_text, print_coverage
from screening.workbench.cases import run_cases
from screening.workbench.coverage import Coverage, coverage_of

__all__ = ["command"]


def command(lang: Lang) -> click.Command:
    """The command, with its help in a language."""

    @click.command(
        "coverage",
        options_metavar=message("cli.metavar.options", lang),
        help=message("coverage.help", lang),
        epilog=message("coverage.epilog", lang),
    )
    @files_argument(lang)
    @rules_option(lang)
    @click.option(
        "--floor",
        type=Percent(lang),
        metavar="0–100",
        help=message("coverage.option-floor", lang),
    )
    @click.option(
        "--format",
        "output_format",
        type=Choice(["text", "json", "html"], lang),
        default="text",
        show_default=True,
        help=message("coverage.option-format", lang),
    )
    @output_option(lang)
    @as_of_option(lang)
    @lang_option(lang)
    def coverage(
        *,
        files: Sequence[str],
        rules: str | None,
        floor: float | None,
        output_format: str,
        output: str | None,
        as_of: date | None,
    ) -> None:
        known = rules_and_cases(files, rules, as_of, lang)
        found = coverage_of(run_cases(known.cases, known.ruleset), known.ruleset)
        if output_format == "html":
            text = coverage_html(found, known.ruleset, lang)
        elif output_format == "json":
            text = json.dumps(coverage_as_data(found, lang), ensure_ascii=False, indent=2) + "\n"
        else:
            text = _as_text(found, lang)
        if output is not None:
            write(output, text, lang)
            click.echo(message("coverage.wrote", lang, file=output), err=True)
        elif output_format == "text":
            print_coverage(console_on(sys.stdout), found, lang)
        else:
            click.echo(text, nl=False)
        if found.failed:
            click.echo(message("coverage.failing", lang, count=found.failed), err=True)
        if floor is not None and found.percent < floor:
            fell_short(_below(found, floor, lang))

    return coverage


def _as_text(found: Coverage, lang: Lang) -> str:
    file = StringIO()
    print_coverage(console_on(file), found, lang)
    return file.getvalue()


def _below(found: Coverage, floor: float, lang: Lang) -> str:
    percent, least = percent_text(found.percent, lang), percent_text(floor, lang)
    return message("coverage.below", lang, percent=percent, floor=least)
