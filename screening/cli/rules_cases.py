"""What ``screening rules test`` and ``coverage`` share: rules, and the cases beside them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from screening.cli.exits import FELL_SHORT
from screening.cli.loading import ruleset_of
from screening.cli.options import fail, refuse
from screening.errors import ScreeningError
from screening.messages import Lang, message
from screening.ruleset.rules import RuleSet
from screening.workbench.cases import Case, load_cases

__all__ = ["RulesAndCases", "fell_short", "files_argument", "rules_and_cases", "write"]

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class RulesAndCases:
    """A rule set and its cases, of which there is at least one."""

    ruleset: RuleSet
    cases: list[Case]


def files_argument(lang: Lang) -> Callable[[F], F]:
    """The files and folders of cases; none for those beside the rules."""
    metavar = f"[{message('cases.files', lang)}]…"
    return click.argument("files", type=click.Path(), nargs=-1, metavar=metavar)


def rules_and_cases(
    files: Sequence[str], rules: str | None, as_of: date | None, lang: Lang
) -> RulesAndCases:
    """What is asked for; ends the program where it cannot be used, or there are no cases."""
    for file in files:
        if any(Path(file).glob("ruleset.*")):
            refuse(message("cases.rules-not-cases", lang, folder=file))
    ruleset = ruleset_of(rules, lang, as_of)
    places = list(files) or [_beside(ruleset)]
    try:
        cases = (
            load_cases(places, ruleset, as_of=as_of) if files or Path(places[0]).is_dir() else []
        )
    except ScreeningError as error:
        fail(error, lang)
    if not cases:
        fell_short(message("cases.none-found", lang, places=", ".join(places)))
    return RulesAndCases(ruleset, cases)


def _beside(ruleset: RuleSet) -> str:
    """The folder of the cases beside a rule set, as it is called from here where it is below."""
    source = ruleset.at.place.source
    folder = Path(source.name if source else ".").parent / "tests"
    try:
        return str(folder.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(folder)


def fell_short(text: str) -> NoReturn:
    """Tell on standard error that a check fell short, and exit."""
    click.echo(text, err=True)
    sys.exit(FELL_SHORT)


def write(path: str, text: str, lang: Lang) -> None:
    """Write a result to a file; ends the program where it cannot be."""
    try:
        Path(path).write_text(text, encoding="utf-8")
    except OSError as error:
        refuse(message("text.cannot-write", lang, file=path, reason=error.strerror))
