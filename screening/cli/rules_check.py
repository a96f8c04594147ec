"""``screening rules check``: what is wrong in the files of rules, and in their logic."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final, NoReturn, get_args

import click

from screening.cli.choices import Choice
from screening.cli.days import as_of_option
from screening.cli.exits import FELL_SHORT, UNREADABLE
from screening.cli.options import fail, lang_option, rules_option
from screening.cli.rules_examples import CaseFiles, examples_option, fell_short, rules_path
from screening.errors import InvalidInput, Problem
from screening.messages import Lang, message
from screening.report.console import console_on
from screening.report.flaws import Checked, CheckFormat
from screening.report.flaws_github import flaws_github
from screening.report.flaws_json import flaws_json
from screening.report.flaws_sarif import flaws_sarif
from screening.report.flaws_text import print_flaws
from screening.report.problems import print_problems
from screening.ruleset.loading import load
from screening.ruleset.rules import RuleSet
from screening.ruleset.versions import Versions
from screening.workbench.prover import ProverMissing, Undecidable, need_prover
from screening.workbench.revisions import NotThere, rules_at
from screening.workbench.told import Examination, Filed, ToldFlaw

__all__ = ["command"]


def command(lang: Lang) -> click.Command:
    """The command, with its help in a language."""

    @click.command(
        "check",
        options_metavar=message("cli.metavar.options", lang),
        help=message("logic.help", lang),
        epilog=message("logic.epilog", lang),
    )
    @rules_option(lang)
    @click.option(
        "--since",
        metavar=message("logic.revision", lang),
        help=message("logic.option-since", lang),
    )
    @examples_option(lang)
    @click.option("--notes", is_flag=True, help=message("logic.option-notes", lang))
    @click.option(
        "--format",
        "output_format",
        type=Choice(get_args(CheckFormat), lang),
        default="text",
        show_default=True,
        help=message("logic.option-format", lang),
    )
    @as_of_option(lang)
    @lang_option(lang)
    def check(
        *,
        rules: str | None,
        since: str | None,
        examples: Path | None,
        notes: bool,
        output_format: CheckFormat,
        as_of: date | None,
    ) -> None:
        folder = rules_path(rules)
        tell = _TELLERS[output_format]
        try:
            loaded = load(folder)
            if as_of is not None:
                loaded.on(as_of)  # versions may have none of that day
        except InvalidInput as error:
            _end(error.problems, tell, lang)
        examination, before = _examined(folder, loaded, as_of, since, lang)
        files: Mapping[int, Sequence[Filed]] = {}
        if examples is not None or output_format == "json":
            making = CaseFiles(folder, examples, lang)
            files = {
                place: _files_of(flaw, making, lang)
                for place, flaw in enumerate(examination.flaws)
                if flaw.level != "note" or notes
            }
        tell(Checked((), examination, files, notes=notes, since=since, before=before), lang)
        if not examination.sound:
            sys.exit(FELL_SHORT)

    return check


def _end(
    problems: Sequence[Problem], tell: Callable[[Checked, Lang], None], lang: Lang
) -> NoReturn:
    """Tell what is wrong in the files, and exit."""
    tell(Checked(problems), lang)
    sys.exit(UNREADABLE)


def _examined(
    folder: Path,
    loaded: RuleSet | Versions,
    as_of: date | None,
    since: str | None,
    lang: Lang,
) -> tuple[Examination, int]:
    """What is wrong in the logic, and how much is left out of it because it was so before."""
    try:
        need_prover()
        from screening.workbench import examining  # noqa: PLC0415 - needs z3, an extra

        now = examining.examined(loaded, as_of)
        old = None if since is None else _before(folder, since, as_of, lang)
        if old is None:
            return now, 0
        new = examining.new_since(now, old)
    except (ProverMissing, Undecidable) as error:
        fell_short(error, lang)
    return new, _wrong(now) - _wrong(new)


def _wrong(examination: Examination) -> int:
    return examination.count("error") + examination.count("warning")


def _before(folder: Path, since: str, as_of: date | None, lang: Lang) -> Examination | None:
    """What was wrong in a revision; None where everything is to count as new."""
    from screening.workbench import examining  # noqa: PLC0415 - needs z3, an extra

    try:
        with rules_at(since, folder) as old:
            try:
                return examining.examined(load(old), as_of)
            except InvalidInput:
                click.echo(message("logic.since-broken", lang, revision=since), err=True)
    except NotThere:
        click.echo(message("logic.since-new-folder", lang, revision=since), err=True)
    except InvalidInput as error:
        fail(error, lang)
    return None


def _files_of(flaw: ToldFlaw, making: CaseFiles, lang: Lang) -> Sequence[Filed]:
    says = [flaw.problem.message(lang), message(f"logic.{flaw.kind}.definition", lang)]
    name = flaw.kind if flaw.kind == "no-outcome" else f"{flaw.kind}-{flaw.about}"
    return making.of(name, flaw.cases, says, flaw.version) if flaw.cases else ()


def _text(checked: Checked, lang: Lang) -> None:
    print_problems(console_on(sys.stderr), checked.problems, lang)
    print_flaws(console_on(sys.stdout), checked, lang)


def _json(checked: Checked, lang: Lang) -> None:
    click.echo(flaws_json(checked, lang))


def _sarif(checked: Checked, lang: Lang) -> None:
    click.echo(flaws_sarif(checked, lang))


def _github(checked: Checked, lang: Lang) -> None:
    lines = flaws_github(checked, lang)
    if lines:
        click.echo(lines)


_TELLERS: Final[Mapping[CheckFormat, Callable[[Checked, Lang], None]]] = {
    "text": _text,
    "json": _json,
    "github": _github,
    "sarif": _sarif,
}
