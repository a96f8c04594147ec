"""A document that has been read, with the places in it that later problems point at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Generic, TypeVar

from screening.errors import Problem
from screening.intake import nodes
from screening.intake.nodes import Node
from screening.intake.places import Path, Place, node_at, span_at

__all__ = ["Document"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Document(Generic[T]):
    """What a file says (``model``), and where in the file it says it (``tree``).

    ``tree`` has the model's own keys, whatever the file was written with.
    """

    place: Place
    tree: Node
    model: T

    @property
    def file(self) -> str:
        """The file's name without its folder; empty where there is no file."""
        return PurePath(self.place.source.name).name if self.place.source else ""

    def problem(
        self, code: str, path: Path, *, suggestion: str | None = None, **params: object
    ) -> Problem:
        """A problem at a path of the document."""
        span = span_at(self.tree, path)
        return self.place.problem(code, span, params, path=path, suggestion=suggestion)

    def node(self, path: Path) -> Node | None:
        """The node at a path, or None."""
        return node_at(self.tree, path)

    def word(self, path: Path) -> str | None:
        """The text at a path, or None where there is none."""
        match self.node(path):
            case nodes.Scalar(value=str(text)):
                return text
            case _:
                return None

    def each(self, path: Path) -> Iterator[Path]:
        """The paths of a list's items; none where there is no list."""
        match self.node(path):
            case nodes.Sequence(items=items):
                yield from ((*path, index) for index in range(len(items)))
            case _:
                return
