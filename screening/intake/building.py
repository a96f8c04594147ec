"""A tree of nodes under construction: its limits, and the problems found on the way.

The readers of YAML, JSON and TOML build with this, so that the same things are refused
in the same words whatever the format.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Mapping as ReadOnly
from dataclasses import dataclass, field
from math import isinf
from operator import itemgetter
from typing import Final

from screening.errors import InvalidInput, Problem, Span
from screening.intake.nodes import Entry, Mapping, Node, Scalar, ScalarValue
from screening.intake.source import MAX_DEPTH, Source, excerpt

__all__ = [
    "MAX_NUMBER_LENGTH",
    "MAX_PROBLEMS",
    "MAX_VALUES",
    "Builder",
    "Flaw",
    "FlawedDocument",
    "has_lone_surrogate",
    "is_too_large",
    "number",
    "rest_of_line",
]

MAX_VALUES: Final = 50_000
"""How many keys and values a document may have: a thousand times those of a proposal."""

MAX_PROBLEMS: Final = 50
"""How many problems of one document are told of at once."""

MAX_NUMBER_LENGTH: Final = 300
"""How many characters a number may have; whole numbers of more could not become a float."""

_TOO_LARGE: Final = 10**MAX_NUMBER_LENGTH
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Flaw:
    """A mistake in the writing itself, from offset ``start`` to just before ``end``."""

    code: str
    start: int
    end: int
    params: ReadOnly[str, object] = field(default_factory=dict)


def rest_of_line(source: Source, code: str, start: int, **params: object) -> Flaw:
    """A flaw from offset ``start`` to the last character of its line that is not blank."""
    _, line_end = source.line_at(start)
    return Flaw(code, start, start + len(source.text[start:line_end].rstrip()), params)


class FlawedDocument(InvalidInput):
    """A document with problems that still could be read to its end.

    ``tree`` is what it says, so that what else is wrong with it can be told at once.
    """

    def __init__(self, problems: Iterable[Problem], tree: Node) -> None:
        self.tree = tree
        super().__init__(problems)

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.problems, self.tree)


class Builder:
    """Makes the nodes of one source and gathers its problems."""

    def __init__(self, source: Source) -> None:
        self.span = source.span
        self._source = source
        self._problems: list[tuple[Span, Problem]] = []
        self._values = 0

    def note(
        self, code: str, span: Span, *, suggestion: str | None = None, **params: object
    ) -> None:
        """Remember a problem, and go on.

        Raises:
            InvalidInput: there are as many problems as are told of at once.
        """
        problem = self._source.problem(
            f"reading.{code}", span, path="", suggestion=suggestion, **params
        )
        self._problems.append((span, problem))
        if len(self._problems) == MAX_PROBLEMS:
            raise self._found()

    def refusal(self, code: str, span: Span, **params: object) -> InvalidInput:
        """What to raise at a problem that leaves no way to go on: this one and those before."""
        self.note(code, span, suggestion=None, **params)
        return self._found()

    def enter(self, depth: int, span: Span) -> None:
        """Begin a list or mapping inside ``depth - 1`` others.

        Raises:
            InvalidInput: it is too deep, or one value too many.
        """
        self._count(span)
        if depth > MAX_DEPTH:
            raise self.refusal("too-deep", span, limit=MAX_DEPTH)

    def scalar(self, value: ScalarValue, span: Span) -> Scalar:
        """A key or a value.

        Raises:
            InvalidInput: the document has too many.
        """
        self._count(span)
        if isinstance(value, str) and has_lone_surrogate(value):
            self.note("lone-surrogate", span)
        return Scalar(value, span)

    def mapping(self, entries: Iterable[Entry], span: Span) -> Mapping:
        """A mapping; keys that stand there twice are problems, and only the first is kept."""
        kept: dict[str, Entry] = {}
        for entry in entries:
            first = kept.setdefault(entry.name, entry)
            if first is not entry:
                first_line = (first.key.span or span).line
                name = excerpt(entry.name)
                self.note("duplicate-key", entry.key.span or span, name=name, first_line=first_line)
        return Mapping(tuple(kept.values()), span)

    def finish(self, root: Node) -> Node:
        """The tree, if nothing is wrong with it.

        Raises:
            FlawedDocument: with all problems that were found, and the tree in spite of them.
        """
        if self._problems:
            raise FlawedDocument(self._found().problems, root)
        return root

    def _count(self, span: Span) -> None:
        self._values += 1
        if self._values > MAX_VALUES:
            raise self.refusal("too-many-values", span, limit=MAX_VALUES)

    def _found(self) -> InvalidInput:
        """All problems so far, in the order in which they stand in the text."""
        in_order = sorted(self._problems, key=itemgetter(0))
        return InvalidInput(problem for _, problem in in_order)


def has_lone_surrogate(text: str) -> bool:
    """Whether a text has half a character, so that it cannot be written out again."""
    return _LONE_SURROGATE.search(text) is not None


def is_too_large(value: object) -> bool:
    """Whether a number is a whole one of hundreds of digits, beyond any float."""
    return isinstance(value, int) and abs(value) >= _TOO_LARGE


def number(digits: str) -> int | float:
    """The value of a decimal number, whole if it has neither point nor exponent.

    Raises:
        OverflowError: it is too large for a float, or of hundreds of digits.
    """
    if len(digits) > MAX_NUMBER_LENGTH:
        raise OverflowError(digits)
    if digits.lstrip("+-").isdigit():
        return int(digits)
    value = float(digits)
    if isinf(value):
        raise OverflowError(digits)
    return value
