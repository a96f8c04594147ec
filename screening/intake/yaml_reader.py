"""YAML into nodes: libyaml tells what stands where, and the rest is decided here.

Anchors, aliases and tags are refused, as are several documents in one file: nobody
needs them to describe a collaboration, and each has been a way to attack a reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, TypeGuard

import yaml

from screening.errors import Span
from screening.intake.building import Builder
from screening.intake.nodes import Entry, Mapping, Node, Scalar, Sequence
from screening.intake.source import Source, excerpt
from screening.intake.yaml_scalars import core_value
from screening.intake.yaml_syntax import explain

__all__ = ["LOADERS", "Loader", "read_yaml"]

Loader = type[yaml.SafeLoader] | type[yaml.CSafeLoader]

LOADERS: Final[tuple[Loader, ...]] = (
    (yaml.CSafeLoader, yaml.SafeLoader) if yaml.__with_libyaml__ else (yaml.SafeLoader,)
)
"""What can tell the events of a YAML text here, the fastest first."""

# Line breaks to YAML 1.1, and so to libyaml, but not to YAML 1.2.
_NO_BREAKS: Final = ("\x85", "\u2028", "\u2029")
_PROPERTIES: Final = {
    "anchor": re.compile(r"&[^\s,\[\]{}]*+"),
    "tag": re.compile(r"![^\s,\[\]{}]*+"),
}
# Each handle is compared with all before it, which takes seconds for a file full of them.
_TAG_DIRECTIVE: Final = re.compile(r"^%TAG\b.*", re.MULTILINE)


def read_yaml(source: Source, loader: Loader = LOADERS[0]) -> Node:
    """The tree of a YAML document.

    The span of a block scalar (``|``, ``>``) runs from its indicator to its last
    character; that of a mapping or list without brackets from its first key or dash to
    the end of its last value; that of a value left out is empty.

    Raises:
        InvalidInput: with all problems up to the first error of syntax.
    """
    return _Composer(source, loader).compose()


def _without_breaks(text: str) -> str:
    """A text with blanks for what breaks no lines; hardly any has such characters."""
    for character in _NO_BREAKS:
        text = text.replace(character, " ")
    return text


class _Composer:
    """Follows the events of one document, and makes its nodes."""

    def __init__(self, source: Source, loader: Loader) -> None:
        self._source = source
        self._text = source.text
        self._build = Builder(source)
        self._events: Iterator[yaml.Event] = yaml.parse(_without_breaks(source.text), Loader=loader)
        self._end = 0  # where the last scalar or bracket ended

    def compose(self) -> Node:
        """The tree of the only document."""
        directive = _TAG_DIRECTIVE.search(self._text)
        if directive:
            raise self._build.refusal("tag", self._build.span(*directive.span()), tag="%TAG")
        try:
            return self._build.finish(self._document())
        except (yaml.MarkedYAMLError, ValueError, OverflowError) as error:
            # Only the loader in pure Python lets the latter two through, from chr().
            flaw = explain(self._source, error)
            span = self._build.span(flaw.start, flaw.end)
            raise self._build.refusal(flaw.code, span, **flaw.params) from None

    def _document(self) -> Node:
        next(self._events)  # the start of the stream
        start = next(self._events)
        if isinstance(start, yaml.StreamEndEvent):
            raise self._build.refusal("empty", self._span(start))
        first = next(self._events)
        root = self._node(first, depth=0)
        if _is_left_out(first):
            raise self._build.refusal("empty", self._span(start))
        next(self._events)  # the end of the document
        after = next(self._events)
        if isinstance(after, yaml.DocumentStartEvent):
            raise self._build.refusal("several-documents", self._span(after))
        return root

    def _node(self, event: yaml.Event, depth: int) -> Node:
        """The node that begins with an event, inside ``depth`` others."""
        self._refuse_properties(event)
        match event:
            case yaml.ScalarEvent():
                return self._scalar(event)
            case yaml.SequenceStartEvent():
                return self._sequence(event, depth + 1)
            case yaml.MappingStartEvent():
                return self._mapping(event, depth + 1)
            case _:
                return Scalar(None)  # an alias, and so a problem

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        span = self._span(event)
        if not event.implicit[0]:
            return self._build.scalar(event.value, span)
        try:
            return self._build.scalar(core_value(event.value), span)
        except OverflowError:
            self._build.note("number-too-large", span)
            return Scalar(None, span)

    def _sequence(self, event: yaml.SequenceStartEvent, depth: int) -> Sequence:
        self._enter(event, depth)
        items = []
        while not isinstance(part := next(self._events), yaml.SequenceEndEvent):
            items.append(self._node(part, depth))
        return Sequence(tuple(items), self._collection_span(event, part))

    def _mapping(self, event: yaml.MappingStartEvent, depth: int) -> Mapping:
        self._enter(event, depth)
        entries = []
        while not isinstance(part := next(self._events), yaml.MappingEndEvent):
            key = self._key(part, depth)
            after = next(self._events)
            value = self._node(after, depth)
            if event.flow_style and _is_left_out(after) and _is_plain(part) and ":" in part.value:
                self._build.note("space-after-colon", self._span(part))
            elif key:
                entries.append(Entry(key, value))
        return self._build.mapping(entries, self._collection_span(event, part))

    def _enter(self, event: yaml.Event, depth: int) -> None:
        start, _ = _bounds(event)
        self._build.enter(depth, self._build.span(start, start + 1))

    def _key(self, event: yaml.Event, depth: int) -> Scalar | None:
        """The key that begins with an event; None if it cannot be one."""
        start, _ = _bounds(event)
        if not isinstance(event, yaml.ScalarEvent):
            self._node(event, depth)
            if not isinstance(event, yaml.AliasEvent):
                self._build.note("key-not-text", self._build.span(start, self._end))
            return None
        self._refuse_properties(event)
        if _is_left_out(event):
            self._build.note("empty-key", self._build.span(start, start + 1))
            return None
        return self._build.scalar(event.value, self._span(event))

    def _refuse_properties(self, event: yaml.Event) -> None:
        match event:
            case yaml.AliasEvent(anchor=anchor):
                self._build.note("alias", self._span(event), alias=f"*{anchor}")
            case (
                yaml.ScalarEvent(anchor=anchor, tag=tag)
                | yaml.CollectionStartEvent(anchor=anchor, tag=tag)
            ):
                start, _ = _bounds(event)
                for kind, present in (("anchor", anchor), ("tag", tag)):
                    found = _PROPERTIES[kind].search(self._text, start) if present else None
                    if found:
                        span = self._build.span(*found.span())
                        self._build.note(kind, span, **{kind: excerpt(found.group())})

    def _span(self, event: yaml.Event) -> Span:
        """Where a scalar, a mark or a bracket stands."""
        start, end = _bounds(event)
        if isinstance(event, yaml.ScalarEvent) and event.style in {"|", ">"}:
            end = start + len(self._text[start:end].rstrip())
        elif _is_left_out(event):
            while self._text[start - 1 : start].isspace():
                start -= 1
            end = start
        self._end = end
        return self._build.span(start, end)

    def _collection_span(self, first: yaml.Event, last: yaml.Event) -> Span:
        start, _ = _bounds(first)
        before, end = _bounds(last)
        if end > before:  # a bracket; without one, the end is where the next thing begins
            self._end = end
        return self._build.span(start, self._end)


def _is_plain(event: yaml.Event) -> TypeGuard[yaml.ScalarEvent]:
    """Whether a key or value is written without quotes, indicator and tag."""
    return isinstance(event, yaml.ScalarEvent) and event.implicit[0]


def _is_left_out(event: yaml.Event) -> bool:
    """Whether a key or value is not there at all."""
    return _is_plain(event) and not event.value


def _bounds(event: yaml.Event) -> tuple[int, int]:
    """The offsets of an event."""
    start, end = event.start_mark, event.end_mark
    return (start.index if start else 0), (end.index if end else 0)
