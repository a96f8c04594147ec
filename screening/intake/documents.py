"""A document as nodes, whether it is a text or data from another program."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Mapping as ReadOnly
from datetime import date, time
from typing import Final

from screening.errors import InvalidInput, Problem
from screening.intake.building import (
    MAX_PROBLEMS,
    MAX_VALUES,
    FlawedDocument,
    has_lone_surrogate,
    is_too_large,
)
from screening.intake.json_reader import read_json
from screening.intake.nodes import Entry, Mapping, Node, Scalar, Sequence
from screening.intake.places import Path, dotted
from screening.intake.source import MAX_BYTES, MAX_DEPTH, Format, Source, check_text, excerpt
from screening.intake.toml_reader import read_toml
from screening.intake.yaml_reader import read_yaml

__all__ = ["from_python", "parse", "parse_to_the_end"]

_READERS: Final[ReadOnly[Format, Callable[[Source], Node]]] = {
    "yaml": read_yaml,
    "json": read_json,
    "toml": read_toml,
}


def parse(source: Source) -> Node:
    """The tree of a text, read as its format asks.

    Raises:
        InvalidInput: the text cannot be used; with all problems that can be known.
    """
    check_text(source)  # a source need not come from a file
    return _READERS[source.format](source)


def parse_to_the_end(source: Source) -> tuple[Node, tuple[Problem, ...]]:
    """The tree of a text with its problems, where it can be read to its end in spite of them.

    Raises:
        InvalidInput: the text cannot be read to its end.
    """
    try:
        return parse(source), ()
    except FlawedDocument as flawed:
        return flawed.tree, flawed.problems


def from_python(data: object) -> Node:
    """The tree of data that another program hands in; its nodes have no spans.

    Data are mappings with texts for keys, lists, tuples, texts, numbers, truth values,
    dates, times and None; they keep to the limits of a file.

    Raises:
        InvalidInput: the data cannot be used; each problem has the path to its place.
    """
    conversion = _Conversion()
    root = conversion.node(data, (), ())
    if conversion.problems:
        raise InvalidInput(conversion.problems)
    return root


class _Conversion:
    """Makes nodes of data, and gathers what is wrong with it."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._values = 0
        self._characters = 0

    def node(self, data: object, path: Path, around: tuple[int, ...]) -> Node:
        """The node for the data at a path; ``around`` has the identities of what holds it."""
        if not isinstance(data, ReadOnly | list | tuple):
            return self._scalar(data, path)
        if id(data) in around:
            self._note("circular", path)
            return Scalar(None)
        if len(around) == MAX_DEPTH:
            raise self._refusal("too-deep", path, limit=MAX_DEPTH)
        self._count(path)
        around = (*around, id(data))
        if isinstance(data, ReadOnly):
            return Mapping(tuple(self._entries(data, path, around)))
        return Sequence(tuple(self.node(item, (*path, i), around) for i, item in enumerate(data)))

    def _entries(
        self, data: ReadOnly[object, object], path: Path, around: tuple[int, ...]
    ) -> Iterator[Entry]:
        for key, value in data.items():
            if isinstance(key, str):
                inner = (*path, excerpt(key))
                yield Entry(self._scalar(key, inner), self.node(value, inner, around))
            else:
                self._note("key-not-text", path)

    def _scalar(self, data: object, path: Path) -> Scalar:
        self._count(path)
        match data:
            case str():
                self._characters += len(data)
                if self._characters > MAX_BYTES:
                    raise self._refusal("too-large", path, megabytes=MAX_BYTES // 1_000_000)
                if has_lone_surrogate(data):
                    self._note("lone-surrogate", path)
            case int() if is_too_large(data):
                self._note("number-too-large", path)
            case None | int() | float() | date() | time():
                pass
            case _:
                self._note("unsupported-type", path, type=excerpt(type(data).__name__))
                return Scalar(None)
        return Scalar(data)

    def _count(self, path: Path) -> None:
        self._values += 1
        if self._values > MAX_VALUES:
            raise self._refusal("too-many-values", path, limit=MAX_VALUES)

    def _note(self, kind: str, path: Path, **params: object) -> None:
        self.problems.append(Problem(f"reading.{kind}", params, path=dotted(path)))
        if len(self.problems) == MAX_PROBLEMS:
            raise InvalidInput(self.problems)

    def _refusal(self, kind: str, path: Path, **params: object) -> InvalidInput:
        self._note(kind, path, **params)
        return InvalidInput(self.problems)
