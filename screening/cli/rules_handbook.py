"""``screening rules handbook``: the rules as a document to read and sign."""

from __future__ import annotations

import re
import shlex
from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import Final, NoReturn

import click

from screening.cli.choices import Choice
from screening.cli.days import as_of_option
from screening.cli.exits import FELL_SHORT
from screening.cli.loading import ruleset_of
from screening.cli.options import (
    fail,
    lang_option,
    output_option,
    refuse,
    rules_folder,
    rules_option,
)
from screening.errors import InvalidInput
from screening.messages import LANGUAGES, Lang, message
from screening.report.console import plain_text
from screening.report.handbook import HandbookFormat, handbook, handbook_text
from screening.ruleset.folders import version_folders
from screening.ruleset.loading import load_versions
from screening.ruleset.rules import RuleSet
from screening.shipped import shipped_rules
from screening.workbench.cases import load_cases

__all__ = ["command"]

_HTML: Final = (".html", ".htm")
_HASH: Final = re.compile(r"\b[0-9a-f]{64}\b")


def command(lang: Lang) -> click.Command:
    """The command, with its help in a language."""

    @click.command(
        "handbook",
        options_metavar=message("cli.metavar.options", lang),
        help=message("handbook.command.help", lang),
    )
    @rules_option(lang)
    @as_of_option(lang)
    @lang_option(lang)
    @click.option(
        "--format",
        "output_format",
        type=Choice(["markdown", "html"], lang),
        help=message("handbook.command.format", lang),
    )
    @output_option(lang)
    @click.option(
        "--check",
        type=click.Path(),
        metavar=message("cli.metavar.file", lang),
        help=message("handbook.command.check", lang),
    )
    def handbook_command(
        rules: str | None,
        as_of: date | None,
        output_format: HandbookFormat | None,
        output: str | None,
        check: str | None,
    ) -> None:
        written = _format_of(output_format, check or output)
        texts = _texts(rules, as_of, written, lang)
        if check is not None:
            _checked(check, texts, _command(rules, as_of, output_format), lang)
        elif output is not None:
            try:
                Path(output).write_text(texts[lang], encoding="utf-8", newline="\n")
            except OSError as error:
                refuse(message("text.cannot-write", lang, file=output, reason=error.strerror))
            click.echo(message("handbook.check.wrote", lang, file=output), err=True)
        else:
            click.echo(texts[lang], nl=False)

    return handbook_command


def _format_of(given: HandbookFormat | None, file: str | None) -> HandbookFormat:
    """The format asked for, else the one that the file's name tells."""
    if given is not None:
        return given
    return "html" if file is not None and file.lower().endswith(_HTML) else "markdown"


def _texts(
    rules: str | None, as_of: date | None, written: HandbookFormat, lang: Lang
) -> dict[Lang, str]:
    """The handbook in each language."""
    ruleset = ruleset_of(rules, lang, as_of)
    folder = _folder_of(ruleset, Path(rules_folder(rules) or shipped_rules()))
    try:
        cases = load_cases(tests, ruleset) if (tests := folder / "tests").is_dir() else []
    except InvalidInput as error:
        fail(error, lang)
    pages = {path.stem for path in folder.glob("pages/*.md")}
    return {
        one: handbook_text(handbook(ruleset, one, cases=cases, pages=pages), written)
        for one in LANGUAGES
    }


def _folder_of(ruleset: RuleSet, folder: Path) -> Path:
    """The folder that the rule set lies in: of several versions, its own."""
    if not version_folders(folder):
        return folder
    versions = load_versions(folder)
    return folder / next(name for name, one in versions if one.sha256 == ruleset.sha256)


def _command(rules: str | None, as_of: date | None, output_format: str | None) -> list[str]:
    """What writes the handbook with the same options, but for its file and its language."""
    words = ["screening", "rules", "handbook"]
    if rules:
        words += ["--rules", rules]
    if as_of is not None:
        words += ["--as-of", as_of.isoformat()]
    if output_format is not None:
        words += ["--format", output_format]
    return words


def _checked(file: str, texts: dict[Lang, str], words: list[str], lang: Lang) -> None:
    """Say whether a file is the handbook of these rules, in either language; else end with 1."""
    try:
        there = Path(file).read_text(encoding="utf-8")
    except FileNotFoundError:
        _end(message("handbook.check.no-file", lang, file=file, command=_told(words, lang, file)))
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "UTF-8"
        _end(message("handbook.check.cannot-read", lang, file=file, reason=reason))
    if there in texts.values():
        click.echo(message("handbook.check.same", lang, file=file))
        return
    meant = next((one for one in LANGUAGES if _begins_like(there, texts[one])), lang)
    line, was, should = _difference(there, texts[meant])
    command = _told(words, meant, file)
    _end(
        "\n".join(
            [
                message("handbook.check.drifted", lang, file=file, line=line),
                message("handbook.check.file-says", lang, text=plain_text(was)),
                message("handbook.check.rules-say", lang, text=plain_text(should)),
                message("handbook.check.run", lang, command=command),
            ]
        )
    )


def _difference(there: str, text: str) -> tuple[int, str, str]:
    """The first line that differs, from 1, in both; a checksum alone says least, so it is last."""
    pairs = enumerate(zip_longest(there.split("\n"), text.split("\n")), start=1)
    differing = [(line, was or "", should or "") for line, (was, should) in pairs if was != should]
    return min(differing, key=lambda one: (bool(_HASH.search(one[2])), one[0]))


def _begins_like(there: str, text: str) -> bool:
    """Whether the first heading that both have begins with the same words."""
    return there[:200].split(":", maxsplit=1)[0] == text[:200].split(":", maxsplit=1)[0]


def _told(words: list[str], lang: Lang, file: str) -> str:
    return shlex.join([*words, "--lang", lang, "--output", file])


def _end(text: str) -> NoReturn:
    click.echo(text, err=True)
    raise click.exceptions.Exit(FELL_SHORT)
