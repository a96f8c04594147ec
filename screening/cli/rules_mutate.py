"""``screening rules mutate``: small slips in the rules, and whether their cases catch them."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date

import click

from screening.cli.days import as_of_option
from screening.cli.options import fail, format_option, lang_option, rules_option
from screening.cli.percent import Percent
from screening.cli.rules_cases import RulesAndCases, fell_short, rules_and_cases
from screening.errors import UnknownRule
from screening.intake.words import nearest
from screening.messages import Lang, message
from screening.report.cases_text import print_results, result_as_data
from screening.report.console import console_on
from screening.report.coverage_text import percent_text
from screening.report.mutants_text import fates_json, print_fates
from screening.workbench.cases import run_cases
from screening.workbench.cases.names import rules_of_any_day
from screening.workbench.mutants import Fates, mutants_of, run_mutants
from screening.workbench.prover import ProverMissing, need_prover

__all__ = ["command"]


def command(lang: Lang) -> click.Command:
    """The command, with its help in a language."""

    @click.command(
        "mutate",
        options_metavar=message("cli.metavar.options", lang),
        help=message("mutants.help", lang),
        epilog=message("mutants.epilog", lang),
    )
    @rules_option(lang)
    @click.option(
        "--tests",
        type=click.Path(),
        metavar=message("cases.files", lang),
        help=message("mutants.option-tests", lang),
    )
    @click.option(
        "--rule",
        "only",
        multiple=True,
        metavar=message("cli.metavar.rule", lang),
        help=message("mutants.option-rule", lang),
    )
    @click.option(
        "--floor",
        type=Percent(lang),
        default=100,
        show_default=True,
        metavar="0–100",
        help=message("mutants.option-floor", lang),
    )
    @click.option(
        "--jobs",
        type=click.IntRange(min=1),
        metavar=message("mutants.number", lang),
        help=message("mutants.option-jobs", lang),
    )
    @as_of_option(lang)
    @lang_option(lang)
    @format_option(lang)
    def mutate(  # noqa: PLR0913 - an argument an option
        *,
        rules: str | None,
        tests: str | None,
        only: Sequence[str],
        floor: float,
        jobs: int | None,
        as_of: date | None,
        output_format: str,
    ) -> None:
        known = rules_and_cases([] if tests is None else [tests], rules, as_of, lang)
        _must_be_there(only, known, lang)
        _must_pass(known, output_format, lang)
        fates = _fates(known, as_of, only, jobs or os.cpu_count() or 1, output_format, lang)
        if output_format == "json":
            click.echo(fates_json(fates, known.ruleset, lang))
        else:
            print_fates(console_on(sys.stdout), fates, known.ruleset, lang)
        if untried := len(fates.of("untried")):
            click.echo(message("mutants.unproved", lang, count=untried), err=True)
        percent = percent_text(fates.percent, lang)
        if fates.percent < floor:
            least = percent_text(floor, lang)
            fell_short(message("mutants.below", lang, percent=percent, floor=least))
        if output_format == "text":
            click.echo(message("mutants.percent", lang, percent=percent))

    return mutate


def _must_be_there(names: Sequence[str], known: RulesAndCases, lang: Lang) -> None:
    ids = [rule.id for rule in rules_of_any_day(known.ruleset)]
    for name in names:
        if name not in ids:
            fail(UnknownRule(name, nearest(name, ids)), lang)


def _must_pass(known: RulesAndCases, output_format: str, lang: Lang) -> None:
    """End the program where a case fails without any slip: nothing could be told from it."""
    results = run_cases(known.cases, known.ruleset)
    failed = [result for result in results if not result.passed]
    if not failed:
        return
    if output_format == "json":
        data = {"failing": [result_as_data(each, known.ruleset, lang) for each in failed]}
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        print_results(console_on(sys.stdout), results, known.ruleset, lang)
    fell_short(message("mutants.baseline", lang, failed=len(failed), count=len(results)))


def _fates(
    known: RulesAndCases,
    as_of: date | None,
    only: Sequence[str],
    jobs: int,
    output_format: str,
    lang: Lang,
) -> Fates:
    mutants = mutants_of(known.ruleset, as_of=as_of, only=only)
    try:
        need_prover()
        proving = True
    except ProverMissing:
        proving = False
    shown = output_format == "text" and sys.stderr.isatty()
    with _progress(len(mutants), lang, shown=shown) as settled:
        return run_mutants(
            known.ruleset, known.cases, mutants, proving=proving, jobs=jobs, settled=settled
        )


@contextmanager
def _progress(total: int, lang: Lang, *, shown: bool) -> Iterator[Callable[[int], None]]:
    """A progress bar on standard error, where it is a terminal."""
    if not shown:
        yield lambda _: None
        return
    from rich.progress import Progress  # noqa: PLC0415 - slow to load

    with Progress(console=console_on(sys.stderr), transient=True) as progress:
        task = progress.add_task(message("mutants.progress", lang), total=total)
        yield lambda count: progress.advance(task, count)
