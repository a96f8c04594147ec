"""TOML into nodes: ``tomllib`` says what a text means, and the places are added to that."""

from __future__ import annotations

import tomllib
from math import isinf
from typing import Any

from screening.intake.building import MAX_VALUES, Builder, is_too_large
from screening.intake.nodes import Entry, Node, Scalar, Sequence
from screening.intake.source import MAX_DEPTH, Source
from screening.intake.toml_positions import TOKEN, Path, Positions
from screening.intake.toml_syntax import explain

__all__ = ["read_toml"]


def read_toml(source: Source) -> Node:
    """The tree of a TOML document.

    A table has the span of the key that made it, in its header or before a dot; that of
    an inline table or list includes the brackets, that of the whole document runs from
    its first key to its last value.

    Raises:
        InvalidInput: with the first error of syntax, or else all other problems.
    """
    build = Builder(source)
    _refuse_what_takes_long(build, source.text)
    try:
        document = tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as error:
        flaw = explain(source, error)
        span = build.span(flaw.start, flaw.end)
        raise build.refusal(flaw.code, span, **flaw.params) from None
    tree = _Tree(build, source.text).node(document, (), depth=0)
    return build.finish(tree)


def _refuse_what_takes_long(build: Builder, text: str) -> None:
    """Refuse what ``tomllib`` spends its stack, minutes or an unnamed error on."""
    depth = values = 0
    for token in TOKEN.finditer(text):
        match token.lastgroup:
            case "deep":
                raise build.refusal("too-deep", build.span(*token.span()), limit=MAX_DEPTH)
            case "digits":
                raise build.refusal("number-too-large", build.span(*token.span()))
            case "open" | "separator":
                # An equals sign or a bracket of a header goes with a key and a value.
                values += 2 if depth == 0 or token.group() == "=" else 1
                if values > MAX_VALUES:
                    raise build.refusal(
                        "too-many-values", build.span(*token.span()), limit=MAX_VALUES
                    )
                if token.lastgroup == "open":
                    depth += 1
                    build.enter(depth, build.span(*token.span()))
            case "close":
                depth = max(0, depth - 1)


class _Tree:
    """The nodes of a document that ``tomllib`` has read."""

    def __init__(self, build: Builder, text: str) -> None:
        self._build = build
        self._text = text
        self._places = Positions(text)

    def node(self, data: Any, path: Path, depth: int) -> Node:
        """The node for the data at a path, inside ``depth`` others."""
        start, end = self._places.values[path]
        span = self._build.span(start, end)
        if isinstance(data, dict):
            self._build.enter(depth + 1, span)
            entries = [self._entry(value, (*path, name), depth + 1) for name, value in data.items()]
            return self._build.mapping(entries, span)
        if isinstance(data, list):
            self._build.enter(depth + 1, span)
            items = (self.node(item, (*path, i), depth + 1) for i, item in enumerate(data))
            return Sequence(tuple(items), span)
        if is_too_large(data) or (
            isinstance(data, float) and isinf(data) and "inf" not in self._text[start:end]
        ):
            self._build.note("number-too-large", span)
            return Scalar(None, span)
        return self._build.scalar(data, span)

    def _entry(self, value: Any, path: Path, depth: int) -> Entry:
        key = self._build.scalar(str(path[-1]), self._build.span(*self._places.keys[path]))
        return Entry(key, self.node(value, path, depth))
