"""What ``screening rules check`` and ``prove`` share: rules to examine, and cases as files."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from screening.cli.exits import FELL_SHORT
from screening.cli.options import fail, print_error, refuse, rules_folder
from screening.errors import InvalidInput, ScreeningError
from screening.messages import Lang, message
from screening.ruleset.loading import load
from screening.ruleset.rules import RuleSet
from screening.ruleset.versions import Versions
from screening.shipped import shipped_rules
from screening.workbench.told import Case, Filed

__all__ = ["CaseFiles", "examples_option", "fell_short", "loaded_rules", "rules_path"]

F = TypeVar("F", bound=Callable[..., Any])


def examples_option(lang: Lang) -> Callable[[F], F]:
    """``--examples``: a folder for the cases that show what is wrong."""
    return click.option(
        "--examples",
        type=click.Path(path_type=Path),
        metavar=message("cli.metavar.folder", lang),
        help=message("logic.option-examples", lang),
    )


def rules_path(given: str | None) -> Path:
    """The folder of the rules: the one named, else that of those that ship."""
    return Path(rules_folder(given) or shipped_rules())


def loaded_rules(folder: Path, lang: Lang) -> RuleSet | Versions:
    """The rules in a folder, or the versions of them; ends where they are unsound."""
    try:
        return load(folder)
    except InvalidInput as error:
        fail(error, lang)


def fell_short(error: ScreeningError, lang: Lang) -> NoReturn:
    """Tell on standard error why nothing can be said, and exit: a check fell short."""
    print_error(error, lang)
    sys.exit(FELL_SHORT)


class CaseFiles:
    """Makes cases into files, and writes them into folders of their own where that is asked for.

    Args:
        rules: the folder of the rules, or of their versions.
        into: where the folders are made; None where nothing is to be written.
        lang: the language of the files.
    """

    def __init__(self, rules: Path, into: Path | None, lang: Lang) -> None:
        self._rules = rules
        self._into = into
        self._lang = lang
        self._taken: set[str] = set()

    def of(
        self, name: str, cases: Sequence[Case], says: Iterable[str], version: str | None
    ) -> tuple[Filed, ...]:
        """The cases of one flaw as files, each screened.

        Where they are written, the folder is called by ``name``, with a number where there
        are several of it.  Ends the program where they cannot be.
        """
        return tuple(
            self._one(folder, case, list(says), version)
            for folder, case in zip(self._folders(name, len(cases)), cases, strict=True)
        )

    def _folders(self, name: str, count: int) -> Iterator[str]:
        number = next(n for n in range(1, 10_000) if _numbered(name, n) not in self._taken)
        one = _numbered(name, number)
        self._taken.add(one)
        return iter((one,) if count == 1 else (f"{one}/before", f"{one}/after")[:count])

    def _one(self, name: str, case: Case, says: Sequence[str], version: str | None) -> Filed:
        from screening.workbench.example_files import write_example  # noqa: PLC0415 - slow
        from screening.workbench.filing import filed  # noqa: PLC0415 - slow to load

        file = filed(case)
        if self._into is None or file.realised is None:
            return file
        rules = self._rules / version if version else self._rules
        try:
            written = write_example(
                self._into / name, file.realised, rules, says=says, lang=self._lang
            )
        except FileExistsError as error:
            refuse(message("logic.example-exists", self._lang, path=error))
        except OSError as error:
            reason = error.strerror
            refuse(message("text.cannot-write", self._lang, file=self._into, reason=reason))
        return replace(file, command=written.command)


def _numbered(name: str, number: int) -> str:
    return name if number == 1 else f"{name}-{number}"
