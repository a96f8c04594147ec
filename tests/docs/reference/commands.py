"""The pages of the commands and of what they exit with."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Iterator, Sequence
from typing import Final
from unittest import mock

import click

from screening.cli import exits, main
from screening.cli.main import _commands
from screening.messages import Lang
from tests.docs.reference.markdown import code, fenced, page, table

__all__ = ["commands", "exit_codes"]

_INTRODUCTION: Final = """
What each command says of itself with `--help`, in both languages. The language is that of `--lang`,
else of the system (`LC_ALL`, `LC_MESSAGES`, `LANG`), else Swedish. Verdicts, tables and JSON go to
standard output; errors, hints and the progress bar go to standard error. Colours are shown on a
terminal only, and not at all where the variable `NO_COLOR` is set.
"""

_VARIABLES: Final = """
| variable | stands in for |
| --- | --- |
| `SCREENING_REGISTER` | `--register` |
| `SCREENING_RULES` | `--rules` |
"""

_EXITS: Final = """
The exit code says whether a command could do its work, not which outcome a proposal had: whatever
the outcome, a proposal that was screened exits with 0 unless [`--fail-on`](../how-to/use-in-ci.md)
names it. Of several files, one that cannot be used makes it 3, even where `--fail-on` would give
10.
"""

_MEANINGS: Final = {
    0: "The command did its work; for `screen`: every proposal was screened, whatever the outcome.",
    exits.FELL_SHORT: "A check that was asked for did not hold.",
    exits.USAGE: "The command line itself is wrong: an unknown command, option or choice.",
    exits.UNREADABLE: "A file or the engine cannot be used, or no rule gives an outcome.",
    exits.FOUND_OUTCOME: "A proposal has an outcome that was named with `--fail-on`.",
    exits.INTERRUPTED: "Somebody interrupted it; many proposals can be gone on with by `--resume`.",
}


def commands() -> str:
    parts = []
    for path in _paths(_commands("en"), ()):
        title = " ".join(("screening", *path))
        parts.append(f"## {title}")
        parts += [fenced(_help(path, lang)) for lang in ("en", "sv")]
    return page("Commands", _INTRODUCTION, "## Variables", _VARIABLES, *parts)


def exit_codes() -> str:
    rows = [(code(number), said) for number, said in sorted(_MEANINGS.items())]
    return page("Exit codes", _EXITS, table(["code", "meaning"], rows))


def _paths(group: click.Group, path: Sequence[str]) -> Iterator[tuple[str, ...]]:
    yield tuple(path)
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from _paths(command, (*path, name))
        else:
            yield (*path, name)


def _help(path: Sequence[str], lang: Lang) -> str:
    told = io.StringIO()
    environ = {"LANG": {"en": "en_US.UTF-8", "sv": "sv_SE.UTF-8"}[lang], "COLUMNS": "80"}
    with (
        mock.patch.dict(os.environ, environ, clear=True),
        contextlib.redirect_stdout(told),
        contextlib.suppress(SystemExit),
    ):
        main([*path, "--help"])
    return told.getvalue()
