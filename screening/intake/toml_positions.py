"""Where the keys and values of a TOML text stand.

``tomllib`` says what a text means, but not where anything stands.  This finds that, on
text that ``tomllib`` has accepted, and so need not know what is allowed.
"""

from __future__ import annotations

import re
import tomllib
from contextlib import suppress
from typing import Final

from screening.intake.building import MAX_NUMBER_LENGTH
from screening.intake.source import MAX_DEPTH

__all__ = ["TOKEN", "Offsets", "Path", "Positions"]

Path = tuple[str | int, ...]
"""The way from the root to a value: names of keys, and indexes in lists."""

Offsets = tuple[int, int]
"""Where something starts in the text, and where it ends."""

_QUOTED: Final = r""""(?!"")(?:[^"\\\r\n]|\\.)*+"|'(?!'')[^'\r\n]*+\'"""
_MULTILINE: Final = r"""\"{3}(?s:[^"\\]|\\.|"(?!""))*+"{3,5}|'{3}(?:[^']|'(?!''))*+'{3,5}"""
_PART: Final = rf"(?:[A-Za-z0-9_-]++|{_QUOTED})"
_DOT: Final = r"[ \t]*+\.[ \t]*+"

TOKEN: Final = re.compile(
    rf"(?P<string>{_MULTILINE})"
    r"|(?P<comment>#[^\r\n]*+)"
    rf"|(?P<digits>[0-9_]{{{MAX_NUMBER_LENGTH + 1},}}+)"
    rf"|(?P<deep>{_PART}(?:{_DOT}{_PART}){{{MAX_DEPTH},}}+)"
    rf"|(?P<words>{_PART}(?:{_DOT}{_PART})*+)"
    r"|(?P<open>[\[{])|(?P<close>[\]}])|(?P<separator>[,=])"
    r"|(?P<quote>[\"'])"
    r"|(?P<other>[^A-Za-z0-9_\"'#\[\]{},=-]++)"
)
"""The pieces of any text that may be TOML; ``quote`` is one that is not closed."""

_GAP: Final = re.compile(r"(?:[ \t\r\n]++|#[^\r\n]*+)*+")
_NEXT_PART: Final = re.compile(_PART)
_NEXT_DOT: Final = re.compile(_DOT)
_SCALAR: Final = re.compile(
    rf"{_MULTILINE}|{_QUOTED}|[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}} [0-9][^\s,\]}}#]*+|[^\s,\]}}#]++"
)


class Positions:
    """The places of all keys and values in a text, by their paths.

    A table has the place of the key that made it, whether in a header or before a dot.
    Of a text that ``tomllib`` has accepted only in part, everything in that part is found.
    """

    def __init__(self, text: str) -> None:
        self.keys: dict[Path, Offsets] = {}
        self.values: dict[Path, Offsets] = {(): (0, 0)}
        self.written: list[tuple[Path, Offsets]] = []
        self.last_statement = 0  # where in ``written`` the last statement begins
        self._text = text
        self._at = 0
        self._lengths: dict[Path, int] = {}
        self._part: Offsets = (0, 0)  # the last part of the last key
        with suppress(_TextEnds):
            self._document()

    def _document(self) -> None:
        table: Path = ()
        self._skip()
        start = self._at
        while self._at < len(self._text):
            self.last_statement = len(self.written)
            if self._take("[["):
                table = self._table_in_list()
                self._skip()
                self._take("]]")
            elif self._take("["):
                table = self._key(())
                self._skip()
                self._take("]")
            else:
                self._pair(table)
            self.values[()] = (start, self._at)
            self._skip()

    def _table_in_list(self) -> Path:
        path = self._key(())
        index = self._lengths.get(path, 0)
        self._lengths[path] = index + 1
        table = (*path, index)
        self.written[-1] = (table, self.written[-1][1])  # the list may well be named again
        self.values[table] = self._part
        return table

    def _pair(self, table: Path) -> None:
        path = self._key(table)
        self._skip()
        self._take("=")
        self._skip()
        self.values[path] = self._value(path)

    def _key(self, table: Path) -> Path:
        """The path of the key that is written here, inside a table."""
        self._skip()
        path = table
        start, end = self._match(_NEXT_PART)
        first = start
        while True:
            path = (*path, self._name(start, end))
            self.keys.setdefault(path, (start, end))
            self.values.setdefault(path, (start, end))
            if not _NEXT_DOT.match(self._text, self._at):
                break
            self._match(_NEXT_DOT)
            if path in self._lengths:
                path = (*path, self._lengths[path] - 1)
            start, end = self._match(_NEXT_PART)
        self.written.append((path, (first, end)))
        self._part = (start, end)
        return path

    def _name(self, start: int, end: int) -> str:
        """The key between two offsets, without quotes and escapes."""
        part = self._text[start:end]
        if part[0] == '"' and "\\" in part:
            return str(tomllib.loads(f"name = {part}")["name"])
        return part[1:-1] if part[0] in "\"'" else part

    def _value(self, path: Path) -> Offsets:
        start = self._at
        if self._take("["):
            self._members("]", path)
        elif self._take("{"):
            self._members("}", path)
        else:
            return self._match(_SCALAR)
        return start, self._at

    def _members(self, closing: str, path: Path) -> None:
        """What stands in an inline list or table, up to its bracket."""
        index = 0
        self._skip()
        while not self._take(closing):
            if closing == "}":
                self._pair(path)
            else:
                self.values[(*path, index)] = self._value((*path, index))
                index += 1
            self._skip()
            self._take(",")
            self._skip()

    def _skip(self) -> None:
        gap = _GAP.match(self._text, self._at)
        self._at = gap.end() if gap else self._at

    def _take(self, mark: str) -> bool:
        found = self._text.startswith(mark, self._at)
        self._at += len(mark) if found else 0
        return found

    def _match(self, pattern: re.Pattern[str]) -> Offsets:
        found = pattern.match(self._text, self._at)
        if found is None:
            raise _TextEnds
        self._at = found.end()
        return found.span()


class _TextEnds(Exception):
    """Nothing more of the text has been accepted."""
