"""Where something stands in a document: by its path in the data, and in the text."""

from __future__ import annotations

from collections.abc import Mapping as ReadOnly
from dataclasses import dataclass, replace
from typing import Protocol

from screening.errors import Problem, Span
from screening.intake.nodes import Mapping, Node, Sequence

__all__ = ["Origin", "Path", "Place", "dotted", "node_at", "span_at"]

Path = tuple[str | int, ...]
"""Keys and places in lists, from the outside in."""


class Origin(Protocol):
    """A text or a table that a document was read from."""

    @property
    def name(self) -> str:
        """What errors call it by."""

    def problem(self, code: str, span: Span | None = None) -> Problem:
        """A problem at a place of it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document comes from; ``source`` is None for data that a program handed in."""

    source: Origin | None = None

    def problem(
        self,
        code: str,
        span: Span | None = None,
        params: ReadOnly[str, object] | None = None,
        *,
        path: Path = (),
        suggestion: str | None = None,
    ) -> Problem:
        """A problem here, with the line of the file that it stands on."""
        bare = Problem(code) if self.source is None else self.source.problem(code, span)
        return replace(bare, params=params or {}, path=dotted(path), suggestion=suggestion)


def dotted(path: Path) -> str:
    """A path as people write it: ``parties[1].agreement``."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".")


def node_at(tree: Node, path: Path) -> Node | None:
    """The node at a path, or None."""
    for part in path:
        match tree:
            case Mapping() if entry := tree.get(str(part)):
                tree = entry.value
            case Sequence(items=items) if isinstance(part, int) and part < len(items):
                tree = items[part]
            case _:
                return None
    return tree


def span_at(tree: Node, path: Path) -> Span | None:
    """Where the value at a path stands, or the nearest thing around it that is there.

    Of a group or a list that is its key, so that a caret points at one word.
    """
    span = tree.span
    for part in path:
        if isinstance(tree, Mapping) and (entry := tree.get(str(part))):
            span, tree = entry.value.span or entry.key.span, entry.value
            if isinstance(tree, Mapping | Sequence):
                span = entry.key.span
        elif isinstance(tree, Sequence) and isinstance(part, int) and part < len(tree.items):
            tree = tree.items[part]
            span = tree.span
        else:
            break
    if isinstance(tree, Mapping) and tree.entries and span is tree.span:
        return tree.entries[0].key.span
    return span
