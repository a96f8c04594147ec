"""Where results go: to the screen, into a file, or each into a file of its own in a folder."""

from __future__ import annotations

import os
import re
import sys
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any, BinaryIO, Final, TypeVar, cast

import click

from screening.cli.choices import Choice
from screening.cli.options import refuse
from screening.intake.handed_in import Key
from screening.messages import Lang, message
from screening.report.reporters import REPORTERS, Reporter, reporter_for
from screening.report.verdict_tables import TABLES

__all__ = [
    "Filing",
    "filing_of",
    "must_be_free",
    "output_options",
    "reports_in",
    "write",
    "writing",
]

F = TypeVar("F", bound=Callable[..., Any])

_LONGEST_NAME: Final = 100
_STRANGE: Final = re.compile(r"[^\w .()+-]|_(?=_)")
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
"""Names that mean devices on Windows, whatever follows the full stop."""

_BY_SUFFIX: Final[Mapping[str, str]] = {
    ".txt": "text",
    ".json": "json",
    ".csv": "csv",
    ".xlsx": "xlsx",
}
_NOT_FOR_A_TERMINAL: Final = frozenset({"docx", "xlsx"})


def output_options(lang: Lang) -> Callable[[F], F]:
    """``--format``, ``--output``, ``--force``, ``--resume`` and ``--with-contacts``."""
    formats = dict.fromkeys(["text", "json", *TABLES, *REPORTERS])
    options = [
        click.option(
            "--format",
            "output_format",
            type=Choice([*formats], lang),
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
        click.option("--resume", is_flag=True, help=message("many.command.resume", lang)),
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
    """The format of results, and where they go: to the screen where there is neither.

    ``reporter`` writes a report on each; None where results are told as text, as data or in
    a table.
    """

    format: str
    file: Path | None
    folder: Path | None
    reporter: Reporter | None
    force: bool


def filing_of(
    output_format: str | None, output: str | None, lang: Lang, *, force: bool, several: bool
) -> Filing:
    """Where the results go; ends the program where that cannot be.

    ``several`` is whether there may be more results than one.
    """
    in_folder = output is not None and (output.endswith(("/", os.sep)) or Path(output).is_dir())
    chosen = output_format or _told_by(output, lang, in_folder=in_folder)
    reporter = REPORTERS.get(chosen)
    if several and chosen in TABLES and not in_folder:
        reporter = None
    if output is None and chosen in _NOT_FOR_A_TERMINAL and sys.stdout.isatty():
        suffix = reporter.suffixes[0] if reporter else f".{chosen}"
        name = f"{message('page.command.report', lang)}{suffix}"
        refuse(message("page.command.no-terminal", lang, file=name))
    if output is not None and in_folder and reporter is None:
        refuse(message("page.command.folder-of-reports", lang, folder=output))
    if several and reporter is not None and not in_folder and (output or not reporter.several):
        folder = f"{message('page.command.reports', lang)}/"
        refuse(message("page.command.one-each", lang, folder=folder))
    path = None if output is None else Path(output)
    file, folder_path = (None, path) if in_folder else (path, None)
    return Filing(chosen, file, folder_path, reporter, force)


def _told_by(output: str | None, lang: Lang, *, in_folder: bool) -> str:
    """The format that nobody asked for by name."""
    if output is None:
        return "text"
    if in_folder:
        return "html"
    told = _BY_SUFFIX.get(PurePath(output).suffix.lower()) or reporter_for(output)
    if told is None:
        known = ", ".join([*_BY_SUFFIX, *(one.suffixes[0] for one in REPORTERS.values())])
        refuse(message("page.command.cannot-tell", lang, file=output, known=known))
    return told


def reports_in(
    folder: Path, keys: Iterable[Key], reporter: Reporter, lang: Lang
) -> Mapping[Key, Path]:
    """A file in a folder for each proposal: no two the same, also where case does not count."""
    return dict(_named(folder, dict.fromkeys(keys), reporter, lang))


def _named(
    folder: Path, keys: Iterable[Key], reporter: Reporter, lang: Lang
) -> Iterator[tuple[Key, Path]]:
    taken: set[str] = set()
    for file, row in keys:
        stem = _plain_name(file) or message("page.command.report", lang)
        if row is not None:
            stem = f"{stem}-{message('many.row-alone', lang, row=row).replace(' ', '-')}"
        name, number = stem, 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem}-{number}"
        taken.add(name.casefold())
        yield (file, row), folder / f"{name}{reporter.suffixes[0]}"


def _plain_name(proposal: str) -> str:
    """A proposal's name without its folder and its ending, as any system takes it."""
    stem = unicodedata.normalize("NFC", PurePath(proposal.replace("\\", "/")).stem)
    name = _STRANGE.sub("-", stem)[:_LONGEST_NAME].strip(" .-")
    return f"_{name}" if _RESERVED.match(name) else name


def must_be_free(
    files: Iterable[Path], handed_in: Iterable[str], lang: Lang, *, force: bool
) -> None:
    """Refuse, before anything is done, to write over what is there or what is handed in."""
    proposals = {Path(one).resolve() for one in handed_in}
    for file in files:
        if file.resolve() in proposals:
            refuse(message("page.command.handed-in", lang, file=file))
        if not force and os.path.lexists(file):
            refuse(message("page.command.exists-already", lang, file=file))


@contextmanager
def writing(file: Path, lang: Lang, *, force: bool) -> Iterator[BinaryIO]:
    """A file to write into, which is there under its name once it is whole.

    Never over one that is there, unless that is asked for.
    """
    made: Path | None = None
    file = file.resolve()
    try:
        if force and file.exists() and not file.is_file():  # a pipe, or a device
            with file.open("wb") as opened:
                yield opened
            return
        with tempfile.NamedTemporaryFile(dir=file.parent, prefix=".", delete=False) as temporary:
            made = Path(temporary.name)
            yield cast("BinaryIO", temporary)
        made.chmod(0o666 & ~_umask())
        if force:
            made.replace(file)
        else:
            _put_where_none_is(made, file)
    except FileExistsError:
        refuse(message("page.command.exists-already", lang, file=file))
    except OSError as error:
        refuse(message("text.cannot-write", lang, file=file, reason=error.strerror))
    finally:
        if made is not None:
            with suppress(OSError):
                made.unlink(missing_ok=True)


def write(data: bytes, file: Path, lang: Lang, *, force: bool) -> None:
    """Write a file; never over one that is there, unless that is asked for."""
    with writing(file, lang, force=force) as opened:
        opened.write(data)


def _put_where_none_is(made: Path, file: Path) -> None:
    try:
        file.hardlink_to(made)
    except FileExistsError:
        raise
    except OSError:  # not every file system has links
        if os.path.lexists(file):
            raise FileExistsError from None
        made.replace(file)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
