"""What the tests of the readers share: problems as values, and cutting spans out of a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from hypothesis import strategies as st

from screening.errors import InvalidInput, Problem, Span
from screening.intake.nodes import Entry, Mapping, Node, Plain, Scalar, Sequence
from screening.intake.source import Format, Source

Reader = Callable[[Source], Node]


def at(line: int, column: int, end_column: int, end_line: int | None = None) -> Span:
    return Span(line, column, end_line or line, end_column)


def source(text: str, text_format: Format) -> Source:
    return Source(f"f.{text_format}", text, text_format)


def refused(read: Reader, text: Source) -> tuple[Problem, ...]:
    """The problems of a text; each has a message and a help in both languages."""
    with pytest.raises(InvalidInput) as caught:
        read(text)
    assert caught.value.describe("sv") != caught.value.describe("en")
    return caught.value.problems


def problem(
    text: Source, code: str, span: Span, *, suggestion: str | None = None, **params: object
) -> Problem:
    """A problem as it should be, with the line of the text that it begins on."""
    line = re.split(r"\r\n|\r|\n", text.text)[span.line - 1]
    return Problem(f"reading.{code}", params, text.name, span, "", line, suggestion)


def cut(text: str, span: Span | None) -> str:
    """What a span covers."""
    assert span is not None
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)
    covered = lines[span.line - 1 : span.end_line]
    covered[-1] = covered[-1][: span.end_column - 1]
    covered[0] = covered[0][span.column - 1 :]
    return "".join(covered)


def values(node: Node) -> Iterator[Node]:
    """A node and all values below it."""
    yield node
    match node:
        case Sequence(items=items):
            for item in items:
                yield from values(item)
        case Mapping(entries=entries):
            for entry in entries:
                yield from values(entry.value)
        case Scalar():
            pass


def entries(node: Node) -> Iterator[Entry]:
    """All entries of a node and of what is below it."""
    for value in values(node):
        if isinstance(value, Mapping):
            yield from value


TEXTS = st.text(st.characters(codec="utf-8"), max_size=12)
"""Any text that can be written to a file."""

PRINTABLE = st.text(
    st.characters(
        codec="utf-8", exclude_categories=["Cc"], exclude_characters="\ufeff\ufffe\uffff"
    ),
    max_size=12,
)
"""Any text that a file may have as it stands."""


def data(texts: st.SearchStrategy[str]) -> st.SearchStrategy[Plain]:
    """Anything that JSON can say, with these texts."""
    scalars = st.one_of(
        st.none(),
        st.booleans(),
        st.integers(min_value=-(10**40), max_value=10**40),
        st.floats(allow_nan=False, allow_infinity=False),
        texts,
    )
    return st.recursive(
        scalars,
        lambda inner: st.one_of(
            st.lists(inner, max_size=4), st.dictionaries(texts, inner, max_size=4)
        ),
        max_leaves=12,
    )
