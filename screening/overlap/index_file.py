"""The file that an index is stored in: named sections behind a header, with sums to check them by.

Sections hold numbers as the machine that wrote them has them, so that they are read where
they lie, by memory map.  A file that is cut short, changed, or from another kind of machine
is no index: it is built again rather than mended.
"""

from __future__ import annotations

import json
import mmap
import struct
import sys
import zlib
from array import array
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final, Literal

__all__ = ["BadIndexFileError", "IndexFile", "IndexWriter", "Numbers"]

_MAGIC: Final = b"scrIndex"
_HEAD: Final = struct.Struct("<8sQQII")
"""The magic, the file's size, where the table of contents begins, its sum, and the head's own."""
_ALIGNED: Final = 8
_CHUNK: Final = 1 << 20

Numbers = memoryview
"""A section's numbers."""


class BadIndexFileError(Exception):
    """A file that is no index, or no longer one."""


class IndexWriter:
    """Writes an index, section by section.

    The head is written last, so that a file that was not finished is none.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._contents: dict[str, tuple[int, int, int]] = {}
        self._file.write(bytes(_HEAD.size))

    def add(self, name: str, chunks: Iterable[bytes | memoryview | array[int]]) -> None:
        """A section, out of any number of pieces."""
        self._file.write(bytes(-self._file.tell() % _ALIGNED))
        start, total = self._file.tell(), 0
        for chunk in chunks:
            total = zlib.crc32(chunk, total)
            self._file.write(chunk)
        self._contents[name] = (start, self._file.tell() - start, total)

    def finish(self, about: Mapping[str, Any]) -> None:
        """The table of contents, with what else is to be known of the index."""
        start = self._file.tell()
        contents = {"about": about, "byteorder": sys.byteorder, "sections": self._contents}
        table = json.dumps(contents).encode()
        self._file.write(table)
        head = _HEAD.pack(_MAGIC, self._file.tell(), start, zlib.crc32(table), 0)
        self._file.seek(0)
        self._file.write(head[:-4] + struct.pack("<I", zlib.crc32(head[:-4])))
        self._file.flush()


class IndexFile:
    """An index that is stored, every byte of it checked when it is opened.

    Raises:
        BadIndexFileError: it is none, is damaged, or was written on another kind of machine.
        OSError: it cannot be read.
    """

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            contents = _contents(file)
            for start, length, total in contents["sections"].values():
                file.seek(start)
                if _sum(file, length) != total:
                    raise BadIndexFileError(path)
            self._map = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        self.about: Mapping[str, Any] = contents["about"]
        self._sections: Mapping[str, tuple[int, int, int]] = contents["sections"]

    def numbers(self, name: str, code: Literal["I", "Q"]) -> Numbers:
        """A section as numbers of a kind, by the letter that :mod:`array` has for it."""
        return self.data(name).cast(code)

    def data(self, name: str) -> memoryview:
        """A section's bytes."""
        start, length, _ = self._sections[name]
        return self._map[start : start + length]


def _contents(file: BinaryIO) -> dict[str, Any]:
    """The table of contents of a file that is all there."""
    head = file.read(_HEAD.size)
    if len(head) < _HEAD.size or zlib.crc32(head[:-4]) != _HEAD.unpack(head)[-1]:
        raise BadIndexFileError(file.name)
    magic, size, start, total, _ = _HEAD.unpack(head)
    if magic != _MAGIC or file.seek(0, 2) != size:
        raise BadIndexFileError(file.name)
    file.seek(start)
    table = file.read()
    if zlib.crc32(table) != total:
        raise BadIndexFileError(file.name)
    contents: dict[str, Any] = json.loads(table)
    if contents["byteorder"] != sys.byteorder:
        raise BadIndexFileError(file.name)
    return contents


def _sum(file: BinaryIO, length: int) -> int:
    """The sum of a stretch of a file, which is not to be in memory all at once."""
    total = 0
    for start in range(0, length, _CHUNK):
        total = zlib.crc32(file.read(min(_CHUNK, length - start)), total)
    return total
