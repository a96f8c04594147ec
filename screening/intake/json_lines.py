"""Large registers: JSON Lines, an entry a line, read one at a time."""

from __future__ import annotations

import codecs
import hashlib
import os
from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final, NamedTuple

from pydantic import BaseModel, ValidationError

from screening.errors import InvalidInput, Problem, Span
from screening.intake.binding import bind
from screening.intake.document import Document
from screening.intake.documents import parse_to_the_end
from screening.intake.places import Place
from screening.intake.source import MAX_BYTES, Source, decoded, opened
from screening.model.register import RegisterEntry

__all__ = ["SUFFIX", "Line", "RegisterLines", "document_of", "entry_of", "is_json_lines"]

SUFFIX: Final = ".jsonl"
_MAX_PROBLEMS: Final = 100
"""How many problems are told of at once."""


def is_json_lines(path: str | os.PathLike[str]) -> bool:
    """Whether a file is JSON Lines, by its name."""
    return os.fspath(path).lower().endswith(SUFFIX)


class Line(NamedTuple):
    """An entry, the number of its line, from 1, and the byte of the file that it begins at."""

    number: int
    start: int
    entry: RegisterEntry


class RegisterLines:
    """The entries of a JSON Lines file, in turn.

    A file may be of any size; a line of it, of ``MAX_BYTES`` at most.  Blank lines are
    passed over.

    Args:
        path: the file.

    Raises:
        InvalidInput: there is no such file, or it cannot be opened.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._name = os.fspath(path)
        self._file: BinaryIO = opened(self._name, (SUFFIX,))
        self._problems: list[Problem] = []
        self._first_lines: dict[str, int] = {}
        self._hash = hashlib.sha256()
        self.size = 0
        """So many bytes have been read."""

    def __iter__(self) -> Iterator[Line]:
        """The entries that can be used.

        Raises:
            InvalidInput: at the end, with the problems of all the others, and ids that stand
                twice; sooner when they are a hundred.
        """
        with self._file:
            for number, start, data in self._lines():
                try:
                    entry = _checked(data) or self._carefully(data, number)
                except InvalidInput as error:
                    self._note(error.problems)
                    continue
                first = self._first_lines.setdefault(entry.id, number)
                if first != number:
                    self._note([self._repeated(data, number)])
                yield Line(number, start, entry)
        if not self._first_lines and not self._problems:
            self._note([Problem("reading.empty", file=self._name)])
        self._first_lines.clear()  # as large as all the ids
        if self._problems:
            raise InvalidInput(self._problems)

    @property
    def sha256(self) -> str:
        """The hash of what has been read."""
        return self._hash.hexdigest()

    def _lines(self) -> Iterator[tuple[int, int, bytes]]:
        """The lines that are not blank: their numbers, from 1, where they begin, and what they say.

        Raises:
            InvalidInput: a line is too long.
        """
        for number, data in enumerate(iter(lambda: self._file.readline(MAX_BYTES + 1), b""), 1):
            self._hash.update(data)
            if len(data) > MAX_BYTES:
                self._note([self._too_long(number)])
                raise InvalidInput(self._problems)
            content = data.removeprefix(codecs.BOM_UTF8) if number == 1 else data
            if not content.isspace():
                yield number, self.size + len(data) - len(content), content
            self.size += len(data)

    def _carefully(self, data: bytes, number: int) -> RegisterEntry:
        return document_of(data, self._name, number).model

    def _repeated(self, data: bytes, number: int) -> Problem:
        document = document_of(data, self._name, number)
        key = document.model.id
        return document.problem("input.duplicate-id", ("id",), id=key, field="id", value=key)

    def _too_long(self, number: int) -> Problem:
        return Problem(
            "reading.line-too-long",
            {"megabytes": MAX_BYTES // 1_000_000},
            file=self._name,
            span=Span(number, 1, number, 2),
        )

    def _note(self, problems: Iterable[Problem]) -> None:
        self._problems.extend(problems)
        if len(self._problems) >= _MAX_PROBLEMS:
            raise InvalidInput(self._problems[:_MAX_PROBLEMS])


def entry_of(data: bytes, name: str) -> RegisterEntry:
    """The entry on a line of a file that has been read before.

    Raises:
        InvalidInput: there is none: the file is another by now.
    """
    return _checked(data) or document_of(data, name, 1).model


def _checked(data: bytes) -> RegisterEntry | None:
    """The entry of a line, where it is as programs write it; None where it takes a closer look."""
    try:
        entry = RegisterEntry.model_validate_json(data)
    except ValidationError:
        return None
    # A quote before a colon ends a key, unless it is escaped: a key that stands twice shows.
    keys = data.count(b'":') - data.count(b'\\":')
    return entry if keys == _keys(entry) else None


def _keys(entry: RegisterEntry) -> int:
    groups: tuple[BaseModel | None, ...] = (entry, entry.covers, entry.agreement, entry.contact)
    return sum(len(group.model_fields_set) for group in groups if group is not None)


def document_of(data: bytes, name: str, number: int) -> Document[RegisterEntry]:
    """The entry on a line, with all places in it, as any file is read.

    Raises:
        InvalidInput: with every problem of the line.
    """
    source = Source(name, decoded(name, data, number), "json", number)
    tree, found = parse_to_the_end(source)
    return bind(tree, RegisterEntry, Place(source), found=found)
