"""The text of a file, read safely: size, encoding and forbidden characters are checked here."""

from __future__ import annotations

import codecs
import os
import re
from bisect import bisect_right
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import BinaryIO, Final

from rapidfuzz import fuzz, process

from screening.errors import InvalidInput, Problem, Span
from screening.intake.formats import SUFFIXES, Format, sniff
from screening.intake.standard_input import STDIN, fetched_from_stdin

__all__ = [
    "FORBIDDEN",
    "MAX_BYTES",
    "MAX_DEPTH",
    "SUFFIXES",
    "Format",
    "Source",
    "check_text",
    "decoded",
    "excerpt",
    "fetched",
    "opened",
    "read_source",
    "too_large",
    "wide_encoding",
]

MAX_BYTES: Final = 1_000_000
"""The largest file that is read; no more than one byte beyond it is ever fetched."""

MAX_DEPTH: Final = 50
"""How many lists and mappings may stand inside one another, the outermost included."""

_EXCERPT_LENGTH: Final = 60
_NEAR_ENOUGH: Final = 70
_NEWLINE: Final = re.compile(r"\r\n|\r|\n")
FORBIDDEN: Final = re.compile(
    "^\ufeff|[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)
"""A character that YAML forbids."""

_CONTENT: Final = re.compile(r"(?:^|\r)[ \t]*+[^#\s]", re.MULTILINE)

_BYTE_ORDER_MARKS: Final = (  # that of UTF-32 begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
# Which bytes of every four are NUL in text of mostly Latin letters.
_NUL_PATTERNS: Final = {
    (1, 3): "UTF-16",
    (0, 2): "UTF-16",
    (1, 2, 3): "UTF-32",
    (0, 1, 2): "UTF-32",
}


@dataclass(frozen=True, slots=True)
class Source:
    """A text with the name that errors call it by.

    Places in the text are offsets, counted in characters from 0; :meth:`span` turns
    them into the lines and columns that people count.
    """

    name: str
    text: str
    format: Format
    first_line: int = 1
    """The line of the file that the text begins on."""
    _line_starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        starts = (0, *(newline.end() for newline in _NEWLINE.finditer(self.text)))
        object.__setattr__(self, "_line_starts", starts)

    def span(self, start: int, end: int) -> Span:
        """The stretch from offset ``start`` to just before offset ``end``."""
        return Span(*self._position(start), *self._position(end))

    def line_at(self, offset: int) -> tuple[int, int]:
        """Where the line that holds ``offset`` starts and ends, its newline left out."""
        line = bisect_right(self._line_starts, offset)
        return self._line_starts[line - 1], self._line_end(line)

    def problem(
        self,
        code: str,
        span: Span | None = None,
        *,
        path: str = "",
        suggestion: str | None = None,
        **params: object,
    ) -> Problem:
        """A problem at a place of this source, with the line it stands on."""
        line = None
        if span is not None:
            within = span.line - self.first_line + 1
            line = self.text[self._line_starts[within - 1] : self._line_end(within)]
        return Problem(code, params, self.name, span, path, line, suggestion)

    def _position(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._line_starts, offset)
        return self.first_line + line - 1, offset - self._line_starts[line - 1] + 1

    def _line_end(self, line: int) -> int:
        newline = _NEWLINE.search(self.text, self._line_starts[line - 1])
        return newline.start() if newline else len(self.text)


def excerpt(text: str) -> str:
    """A word of the input as it can safely stand in a message: short, and printable."""
    cut = text if len(text) <= _EXCERPT_LENGTH else f"{text[: _EXCERPT_LENGTH - 1]}…"
    return "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in cut
    )


def read_source(
    path: str | os.PathLike[str], *, stdin: BinaryIO | None = None, besides: Iterable[str] = ()
) -> Source:
    """The text of a file, or of standard input where the path is ``-``.

    The suffix says which format it is; standard input is looked at instead.

    Args:
        path: the file; no more of it is fetched than may be read.
        stdin: what ``-`` stands for, if not the standard input of this process.
        besides: suffixes that are read elsewhere, and told of with these.

    Raises:
        InvalidInput: there is no such file, it cannot be read, is no YAML, JSON or TOML
            by its suffix, is larger than ``MAX_BYTES``, is not UTF-8, has forbidden
            characters, or nothing but blanks and comments.
    """
    name = os.fspath(path)
    if name == "-":
        name = STDIN
        text = decoded(name, fetched_from_stdin(stdin, MAX_BYTES))
        source = Source(name, text, sniff(text))
    else:
        suffix, data = fetched(name, SUFFIXES, MAX_BYTES, besides)
        source = Source(name, decoded(name, data), SUFFIXES[suffix])
    check_text(source)
    return source


def check_text(source: Source) -> None:
    """Make sure that a text is worth parsing at all.

    Raises:
        InvalidInput: the text is too large, has characters that YAML forbids (each kind
            is told of once, where it first stands), or only blanks and comments.
    """
    if len(source.text) > MAX_BYTES:
        raise too_large(source.name)
    first: dict[str, int] = {}
    for found in FORBIDDEN.finditer(source.text):
        first.setdefault(found.group(), found.start())
    if first:
        raise InvalidInput(
            source.problem(
                "reading.control-character",
                source.span(start, start + 1),
                character=f"U+{ord(character):04X}",
            )
            for character, start in first.items()
        )
    if not _CONTENT.search(source.text):
        raise _invalid(source.name, "empty")


def fetched(
    name: str, suffixes: Iterable[str], limit: int, besides: Iterable[str] = ()
) -> tuple[str, bytes]:
    """The suffix of a file, in lower case, and what it holds: ``limit`` bytes at most.

    Suffixes ``besides`` are told of to whoever names a file with none of the others.

    Raises:
        InvalidInput: there is no such file, it cannot be read, has none of the suffixes,
            or is larger.
    """
    with opened(name, suffixes, besides) as file:
        try:
            data = file.read(limit + 1)
        except OSError as error:
            raise _not_opened(name, error, tuple(suffixes)) from None
    if len(data) > limit:
        raise too_large(name, limit)
    return PurePath(name).suffix.lower(), data


def opened(name: str, suffixes: Iterable[str], besides: Iterable[str] = ()) -> BinaryIO:
    """A file to be read, opened.

    Raises:
        InvalidInput: there is no such file, it cannot be opened, or has none of the suffixes.
    """
    known = tuple(suffixes)
    try:
        file = Path(name).open("rb")  # noqa: SIM115 - whoever asks for it closes it
    except (OSError, ValueError) as error:  # a ValueError is a NUL in the name
        raise _not_opened(name, error, known) from None
    if PurePath(name).suffix.lower() not in known:
        file.close()
        raise _invalid(name, "suffix", suffixes=", ".join((*besides, *known)))
    return file


def _not_opened(name: str, error: OSError | ValueError, suffixes: Collection[str]) -> InvalidInput:
    if Path(name).is_dir():
        return _invalid(name, "folder")
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return _invalid(name, "missing", suggestion=_nearest_file(Path(name), suffixes))
    if isinstance(error, PermissionError):
        return _invalid(name, "no-permission")
    return _invalid(name, "unreadable", reason=getattr(error, "strerror", None) or str(error))


def _nearest_file(missing: Path, suffixes: Collection[str]) -> str | None:
    """The file in the same folder whose name is nearest to that of a missing one."""
    try:
        names = sorted(
            entry.name for entry in missing.parent.iterdir() if entry.suffix.lower() in suffixes
        )
    except OSError:
        return None
    hit = process.extractOne(
        missing.name,
        names,
        scorer=fuzz.ratio,
        processor=lambda name: PurePath(name).stem.casefold(),
        score_cutoff=_NEAR_ENOUGH,
    )
    return str(missing.with_name(hit[0])) if hit else None


def decoded(name: str, data: bytes, first_line: int = 1) -> str:
    """The text that bytes of a file are; ``first_line`` is the line of it that they begin on.

    Raises:
        InvalidInput: they are too many, or not UTF-8.
    """
    if len(data) > MAX_BYTES:
        raise too_large(name)
    if encoding := wide_encoding(data):
        raise _invalid(name, "encoding", encoding=encoding)
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        # What Windows calls ANSI is what the rest most likely is, so it is shown as that.
        shown = before + data[error.start :].decode("cp1252", errors="replace")
        source = Source(name, shown, sniff(shown), first_line)
        at = len(before)
        problem = source.problem(
            "reading.not-utf-8",
            source.span(at, at + 1),
            byte=f"0x{data[error.start]:02X}",
            character=excerpt(shown[at]),
        )
        raise InvalidInput([problem]) from None


def wide_encoding(data: bytes) -> str | None:
    """UTF-16 or UTF-32, where a byte-order mark or the pattern of NUL bytes gives it away."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return encoding
    lanes = [data[lane:400:4] for lane in range(4)]
    nul_lanes = tuple(i for i, lane in enumerate(lanes) if lane.count(0) * 2 > len(lane))
    return _NUL_PATTERNS.get(nul_lanes)


def too_large(name: str, limit: int = MAX_BYTES) -> InvalidInput:
    """What to raise at more bytes than are read."""
    return _invalid(name, "too-large", megabytes=limit // 1_000_000)


def _invalid(
    name: str, kind: str, *, suggestion: str | None = None, **params: object
) -> InvalidInput:
    problem = Problem(f"reading.{kind}", params, file=name, suggestion=suggestion)
    return InvalidInput([problem])
