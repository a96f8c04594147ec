"""A register in a file of any size, with its index beside it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Lock
from typing import Final, overload
from weakref import finalize

from screening.errors import InvalidInput, Problem
from screening.intake.document import Document
from screening.intake.json_lines import document_of, entry_of
from screening.model.register import RegisterEntry
from screening.model.vocabulary import Vocabulary
from screening.overlap.index_file import IndexFile
from screening.overlap.index_store import index_of
from screening.overlap.stored_index import StoredIndex

__all__ = ["StoredEntries", "StoredRegister"]


class StoredEntries(Sequence[RegisterEntry]):
    """The entries of a register in the order of their ids, each read when it is asked for."""

    def __init__(self, path: Path, file: IndexFile) -> None:
        self._name = os.fspath(path)
        self._starts = file.numbers("starts", "Q")
        self._stops = file.numbers("stops", "Q")
        self._lines = file.numbers("lines", "I")
        self._open = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        finalize(self, os.close, self._open)
        self._version = _version(self._open)

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, number: int) -> RegisterEntry: ...

    @overload
    def __getitem__(self, number: slice) -> Sequence[RegisterEntry]: ...

    def __getitem__(self, number: int | slice) -> RegisterEntry | Sequence[RegisterEntry]:
        """The entry with a number, or several.

        Raises:
            InvalidInput: the register's file was changed since it was opened.
        """
        if isinstance(number, slice):
            return [self[each] for each in range(*number.indices(len(self)))]
        return entry_of(self._data(range(len(self))[number]), self._name)

    def document(self, number: int) -> Document[RegisterEntry]:
        """The entry with a number, and where in the file each part of it stands.

        Raises:
            InvalidInput: the register's file was changed since it was opened.
        """
        return document_of(self._data(number), self._name, self._lines[number])

    def _data(self, number: int) -> bytes:
        """The line of an entry."""
        start, stop = self._starts[number], self._stops[number]
        if _version(self._open) != self._version:
            raise InvalidInput([Problem("reading.changed", file=self._name)])
        return _read(self._open, start, stop - start)


class StoredRegister:
    """All entries of a JSON Lines file, found by its index.  Safe to call from threads.

    The index lies in a folder beside the register, or else among the user's caches, and is
    built again when the register is another by now, or the index is damaged.

    Args:
        path: the register.
        vocabulary: the words that mean the same, which the index rests on.

    Raises:
        InvalidInput: with the problems of the file, at most a hundred.
    """

    def __init__(self, path: str | os.PathLike[str], vocabulary: Vocabulary) -> None:
        file = index_of(Path(path), vocabulary)
        self.entries = StoredEntries(Path(path), file)
        """The entries, in the order of their ids."""
        self.index = StoredIndex(file, self.entries.__getitem__, vocabulary)
        """Finds them."""
        self.sha256: str = file.about["register"]
        """The hash of the file's content."""
        self._ids = file.data("ids")
        self._parties = file.data("parties")
        self._path, self._vocabulary = Path(path), vocabulary

    def found_by(self, vocabulary: Vocabulary) -> StoredRegister:
        """The same register, found by another vocabulary; itself where that is the same.

        Raises:
            InvalidInput: the register's file was changed since it was opened.
        """
        if vocabulary == self._vocabulary:
            return self
        again = StoredRegister(self._path, vocabulary)
        if again.sha256 != self.sha256:
            raise InvalidInput([Problem("reading.changed", file=str(self._path))])
        return again

    def get(self, entry_id: str) -> RegisterEntry | None:
        """The entry with that id, or None."""
        number = self.index.number(entry_id)
        if number is None:
            return None
        entry = self.entries[number]
        return entry if entry.id == entry_id else None

    def document(self, entry_id: str) -> Document[RegisterEntry]:
        """The entry with that id, and where in the file each part of it stands.

        Raises:
            InvalidInput: the register's file was changed since it was opened.
            KeyError: there is no such entry.
        """
        number = self.index.number(entry_id)
        if number is None:
            raise KeyError(entry_id)
        return self.entries.document(number)

    def __contains__(self, entry_id: object) -> bool:
        return isinstance(entry_id, str) and self.get(entry_id) is not None

    def __len__(self) -> int:
        return len(self.entries)

    def ids(self) -> Iterator[str]:
        """The ids, in order."""
        return iter(str(self._ids, "utf-8").split("\n"))

    def parties(self) -> Iterator[str]:
        """The names of parties as entries have them, those that most have first; not all."""
        return iter(str(self._parties, "utf-8").split("\n"))


def _version(file: int) -> tuple[int, int]:
    """What changes when a file does."""
    known = os.fstat(file)
    return known.st_size, known.st_mtime_ns


def _read(file: int, start: int, length: int) -> bytes:
    """A stretch of an open file, whoever else is reading it."""
    if sys.platform == "win32":  # where it takes two steps, and no process forks
        with _one_at_a_time:
            os.lseek(file, start, os.SEEK_SET)
            return os.read(file, length)
    return os.pread(file, length, start)


_one_at_a_time: Final = Lock()
