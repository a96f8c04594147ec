"""Where a rule, and each part of its condition, is written: for those who tell what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from screening.errors import Problem, Span
from screening.intake import nodes
from screening.intake.nodes import Node
from screening.intake.places import Place

__all__ = ["Part", "Whereabouts", "spans_of"]

Part = tuple[int, ...]
"""A part of a condition: the number of the child at each step down; ``()`` is all of it."""

_JOINED = ("all", "any")


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The file that something stands in, and the spans of its id and its condition's parts.

    ``finding`` is where a rule says what it finds.
    """

    place: Place = field(default_factory=Place)
    name: Span | None = None
    parts: Mapping[Part, Span] = field(default_factory=dict)
    finding: Span | None = None

    def problem(self, code: str, part: Part | None = None, **params: object) -> Problem:
        """A problem at a part of the condition, or at the id."""
        return self.place.problem(code, self.span(part), params)

    def span(self, part: Part | None = None) -> Span | None:
        """Where a part of the condition stands, or the id."""
        return self.name if part is None else self.parts.get(part, self.name)


def spans_of(node: Node, part: Part = ()) -> Iterator[tuple[Part, Span]]:
    """Each part of a condition as it was written, with where it stands.

    The parts are those of the condition that :mod:`screening.ruleset.reading` makes of it.
    """
    if not isinstance(node, nodes.Mapping) or not node.entries:
        return
    entry = node.entries[0]
    whole = _from_to(entry.key.span, entry.value.span)
    if whole is not None:
        yield part, whole
    if entry.name == "not":
        yield from spans_of(entry.value, (*part, 0))
    elif entry.name in _JOINED and isinstance(entry.value, nodes.Sequence):
        for number, item in enumerate(entry.value.items):
            yield from spans_of(item, (*part, number))
    elif isinstance(entry.value, nodes.Mapping) and len(entry.value.entries) > 1:
        for number, how in enumerate(entry.value.entries):
            one = _from_to(how.key.span, how.value.span)
            if one is not None:
                yield (*part, number), one


def _from_to(first: Span | None, last: Span | None) -> Span | None:
    """From where one thing begins to where another ends."""
    if first is None or last is None:
        return first
    return Span(first.line, first.column, last.end_line, last.end_column)
