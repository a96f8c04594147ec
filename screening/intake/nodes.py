"""A document as a tree whose every key and value knows where it stands.

The readers of YAML, JSON and TOML all give this tree, and data that other programs
hand in becomes one too, so that all input is checked by the same code.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from screening.errors import Span

__all__ = ["Entry", "Mapping", "Node", "Plain", "Scalar", "Sequence", "plain"]

ScalarValue = str | int | float | bool | date | datetime | time | None
Plain = ScalarValue | list["Plain"] | dict[str, "Plain"]


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value; ``span`` covers it as it is written, quotes included."""

    value: ScalarValue
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A key and its value; the key is always text.

    ``written`` is the key as the file has it, where the tree has been put into a model's
    own words.
    """

    key: Scalar
    value: Node
    written: str = ""

    @property
    def name(self) -> str:
        """The key as text."""
        return str(self.key.value)


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with values, in the order they are written; no key stands twice."""

    entries: tuple[Entry, ...]
    span: Span | None = None

    def get(self, name: str) -> Entry | None:
        """The entry with that key, or None."""
        return next((entry for entry in self.entries if entry.name == name), None)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)


Node = Scalar | Sequence | Mapping


def plain(node: Node) -> Plain:
    """The tree as ordinary Python values, without positions."""
    match node:
        case Scalar(value=value):
            return value
        case Sequence(items=items):
            return [plain(item) for item in items]
        case Mapping(entries=entries):
            return {entry.name: plain(entry.value) for entry in entries}
