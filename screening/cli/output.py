"""Where results go: to the screen, into a file, or each into a file of its own in a folder."""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any, Final, TypeVar

import click

from screening.cli.choices import Choice
from screening.cli.options import refuse
from screening.messages import Lang, message
from screening.report.reporters import REPORTERS, Reporter, reporter_for

__all__ = ["Filing", "filing_of", "output_options", "write"]

F = TypeVar("F", bound=Callable[..., Any])

_LONGEST_NAME: Final = 100
_STRANGE: Final = re.compile(r"[^\w .()+-]|_(?=_)")
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
"""Names that mean devices on Windows, whatever follows the full stop."""


def output_options(lang: Lang) -> Callable[[F], F]:
    """``--format``, ``--output``, ``--force`` and ``--with-contacts``."""
    options = [
        click.option(
            "--format",
            "output_format",
            type=Choice(["text", "json", *REPORTERS], lang),
            help=message("page.command.format", lang),
        ),
        click.option(
            "--output",
            "-o",
            type=click.Path(),
            metavar=message("cli.metavar.file", lang),
            help=message("page.command.output", lang),
        ),
        click.option("--force", is_flag=True, help=message("page.command.force", lang)),
        click.option(
            "--with-contacts", is_flag=True, help=message("page.command.with-contacts", lang)
        ),
    ]

    def with_all(function: F) -> F:
        for option in reversed(options):
            function = option(function)
        return function

    return with_all


@dataclass(frozen=True, slots=True)
class Filing:
    """The format of results, and where they go: ``files`` by proposal where each has its own."""

    format: str
    file: str | None
    folder: str | None
    files: Mapping[str, Path]
    force: bool

    @property
    def reporter(self) -> Reporter | None:
        """What writes reports; None where results are told as text or as data."""
        return REPORTERS.get(self.format)


def filing_of(
    proposals: Sequence[str],
    output_format: str | None,
    output: str | None,
    lang: Lang,
    *,
    force: bool,
) -> Filing:
    """Where the results of proposals go; ends the program where that cannot be."""
    in_folder = output is not None and (output.endswith(("/", os.sep)) or Path(output).is_dir())
    chosen = output_format or _told_by(output, lang, in_folder=in_folder)
    reporter = REPORTERS.get(chosen)
    folder, file = (output, None) if in_folder else (None, output)
    if reporter is None and in_folder:
        refuse(message("page.command.folder-of-reports", lang, folder=output))
    if reporter is not None and not in_folder:
        _only_one(proposals, reporter, file, lang)
    files = {}
    if reporter is not None and folder is not None:
        files = dict(_named(proposals, Path(folder), reporter, lang))
    filing = Filing(chosen, file, folder, files, force)
    _must_be_free(filing, proposals, lang)
    return filing


def _told_by(output: str | None, lang: Lang, *, in_folder: bool) -> str:
    """The format that nobody asked for by name."""
    if output is None:
        return "text"
    if in_folder:
        return "html"
    if PurePath(output).suffix.lower() in _PLAIN:
        return _PLAIN[PurePath(output).suffix.lower()]
    told = reporter_for(output)
    if told is None:
        known = ", ".join([*_PLAIN, *(one.suffixes[0] for one in REPORTERS.values())])
        refuse(message("page.command.cannot-tell", lang, file=output, known=known))
    return told


_PLAIN: Final[Mapping[str, str]] = {".txt": "text", ".json": "json"}


def _only_one(proposals: Sequence[str], reporter: Reporter, file: str | None, lang: Lang) -> None:
    """Refuse to put what are several documents into one, or a Word file on a terminal."""
    if len(proposals) > 1 and (file is not None or not reporter.several):
        folder = f"{message('page.command.reports', lang)}/"
        refuse(message("page.command.one-each", lang, folder=folder))
    if file is None and not reporter.text and sys.stdout.isatty():
        name = f"{message('page.command.report', lang)}{reporter.suffixes[0]}"
        refuse(message("page.command.no-terminal", lang, file=name))


def _named(
    proposals: Sequence[str], folder: Path, reporter: Reporter, lang: Lang
) -> Iterator[tuple[str, Path]]:
    """A file in the folder for each proposal: no two the same, also where case does not count."""
    taken: set[str] = set()
    for proposal in dict.fromkeys(proposals):
        stem = _plain_name(proposal) or message("page.command.report", lang)
        name, number = stem, 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem}-{number}"
        taken.add(name.casefold())
        yield proposal, folder / f"{name}{reporter.suffixes[0]}"


def _plain_name(proposal: str) -> str:
    """A proposal's name without its folder and its ending, as any system takes it."""
    stem = unicodedata.normalize("NFC", PurePath(proposal.replace("\\", "/")).stem)
    name = _STRANGE.sub("-", stem)[:_LONGEST_NAME].strip(" .-")
    return f"_{name}" if _RESERVED.match(name) else name


def _must_be_free(filing: Filing, proposals: Sequence[str], lang: Lang) -> None:
    """Refuse, before anything is done, to write over what is there or what is handed in."""
    files = [*filing.files.values(), *([Path(filing.file)] if filing.file else [])]
    handed_in = {Path(one).resolve() for one in proposals}
    for file in files:
        if file.resolve() in handed_in:
            refuse(message("page.command.handed-in", lang, file=file))
        if not filing.force and os.path.lexists(file):
            refuse(message("page.command.exists-already", lang, file=file))


def write(data: bytes, file: Path, lang: Lang, *, force: bool) -> None:
    """Write a file; never over one that is there, unless that is asked for."""
    try:
        with file.open("wb" if force else "xb") as opened:
            opened.write(data)
    except FileExistsError:
        refuse(message("page.command.exists-already", lang, file=file))
    except OSError as error:
        refuse(message("text.cannot-write", lang, file=file, reason=error.strerror))
