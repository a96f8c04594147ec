"""JSON into nodes: RFC 8259, no more and no less, with the place of every key and value.

What people write by habit from other formats (comments, single quotes, a comma too many)
is recognised, told of, and read past, so that one reading finds it all.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Final

from screening.errors import InvalidInput, Span
from screening.intake.building import Builder, number, rest_of_line
from screening.intake.nodes import Entry, Mapping, Node, Scalar, Sequence
from screening.intake.source import Source, excerpt

__all__ = ["read_json"]

_BLANKS: Final = re.compile(r"[ \t\r\n]*+")
_COMMENT: Final = re.compile(r"(?:#|//)[^\r\n]*+|/\*(?s:.*?)(?:\*/|\Z)")
_STRING: Final = re.compile(r'"(?:[^"\\\r\n]|\\.)*+"')
_SINGLE_QUOTED: Final = re.compile(r"'(?:[^'\\\r\n]|\\.)*+'")
_VALID_ESCAPES: Final = re.compile(r'(?:[^\\]|\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4}))*+')
_WORD: Final = r"""[^\s,:\[\]{}"'/#][^\s,:\[\]{}"'#]*+"""
_WORDS: Final = re.compile(rf"{_WORD}(?:[ \t]++{_WORD})*+")
_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][-+]?[0-9]++)?")
_LIKE_NUMBER: Final = re.compile(r"[-+.]?[0-9]")

_CONSTANTS: Final = {"true": True, "false": False, "null": None}
_MISSPELT: Final = {"none": "null", **{word: word for word in _CONSTANTS}}
_NOT_FINITE: Final = frozenset({"nan", "infinity", "inf"})


def read_json(source: Source) -> Node:
    """The tree of a JSON text; spans include quotes and brackets.

    Raises:
        InvalidInput: with all problems up to the first that leaves no way to go on.
    """
    return _Parser(source).parse()


class _Parser:
    """Reads one text from left to right."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._text = source.text
        self._build = Builder(source)
        self._at = 0

    def parse(self) -> Node:
        """The tree of the whole text."""
        self._skip()
        root = self._value(depth=0)
        self._skip()
        if self._next():
            code = "several-documents" if self._next() in {"{", "["} else "text-after-end"
            raise self._refusal_to_line_end(code)
        return self._build.finish(root)

    def _value(self, depth: int) -> Node:
        """The value that begins here, inside ``depth`` lists and mappings."""
        match self._next():
            case '"' | "'":
                return self._string()
            case "{":
                return self._mapping(depth + 1)
            case "[":
                return self._sequence(depth + 1)
        if words := _WORDS.match(self._text, self._at):
            self._at = words.end()
            return self._words(words.group(), self._build.span(*words.span()))
        raise self._build.refusal("missing-value", self._span_here())

    def _mapping(self, depth: int) -> Mapping:
        start = self._at
        entries = []
        for _ in self._members("{", "}", depth):
            key = self._key()
            self._skip()
            if self._next() != ":":
                raise self._build.refusal("missing-colon", key.span or self._span_here())
            self._at += 1
            self._skip()
            entries.append(Entry(key, self._value(depth)))
        return self._build.mapping(entries, self._build.span(start, self._at))

    def _sequence(self, depth: int) -> Sequence:
        start = self._at
        items = tuple(self._value(depth) for _ in self._members("[", "]", depth))
        return Sequence(items, self._build.span(start, self._at))

    def _members(self, opening: str, closing: str, depth: int) -> Iterator[None]:
        """Stand at each member of a list or mapping in turn; who asks for them reads them."""
        bracket = self._span_here()
        self._build.enter(depth, bracket)
        self._at += 1
        self._skip()
        while self._next() != closing:
            if self._next() in {"", "]", "}"}:
                raise self._build.refusal(
                    "unclosed-bracket", bracket, bracket=opening, closing=closing
                )
            yield
            self._skip()
            self._comma(closing)
        self._at += 1

    def _comma(self, closing: str) -> None:
        """Go past the comma between two members."""
        comma = self._at
        if self._next() == ",":
            self._at += 1
            self._skip()
            if self._next() == closing:
                self._build.note("trailing-comma", self._build.span(comma, comma + 1))
        elif self._next() not in {"", "]", "}"}:
            self._build.note("missing-comma", self._span_here())

    def _key(self) -> Scalar:
        if self._next() in {'"', "'"}:
            return self._string()
        words = _WORDS.match(self._text, self._at)
        if not words:
            raise self._build.refusal("json-key", self._span_here())
        self._at = words.end()
        span = self._build.span(*words.span())
        self._build.note("json-unquoted", span, word=excerpt(words.group()))
        return self._build.scalar(words.group(), span)

    def _string(self) -> Scalar:
        quote = self._next()
        found = (_STRING if quote == '"' else _SINGLE_QUOTED).match(self._text, self._at)
        if not found:
            raise self._refusal_to_line_end("unclosed-quote", quote=quote)
        self._at = found.end()
        span = self._build.span(*found.span())
        if quote == "'":
            self._build.note("single-quotes", span)
            return self._build.scalar(found.group()[1:-1], span)
        return self._build.scalar(self._unescaped(found.group(), found.start()), span)

    def _unescaped(self, quoted: str, start: int) -> str:
        """The text between quotes that stand at offset ``start``."""
        tab = quoted.find("\t")
        if tab >= 0:
            self._build.note("json-tab", self._build.span(start + tab, start + tab + 1))
        if "\\" not in quoted:
            return quoted[1:-1]
        valid = _VALID_ESCAPES.match(quoted)
        wrong = valid.end() if valid else 0
        if wrong < len(quoted):
            self._build.note("escape", self._build.span(start + wrong, start + wrong + 2))
            return quoted
        return str(json.loads(quoted, strict=False))

    def _words(self, words: str, span: Span) -> Scalar:
        """What stands without quotes: a number, a constant, or a mistake."""
        if words in _CONSTANTS:
            return self._build.scalar(_CONSTANTS[words], span)
        if _NUMBER.fullmatch(words):
            try:
                return self._build.scalar(number(words), span)
            except OverflowError:
                self._build.note("number-too-large", span)
                return Scalar(None, span)
        folded = words.casefold()
        if folded.lstrip("+-") in _NOT_FINITE:
            self._build.note("not-finite", span, word=words)
        elif folded in _MISSPELT:
            self._build.note("json-unquoted", span, suggestion=_MISSPELT[folded], word=words)
        elif _LIKE_NUMBER.match(words):
            self._build.note("json-number", span, number=excerpt(words))
        else:
            self._build.note("json-unquoted", span, word=excerpt(words))
        return Scalar(None, span)

    def _skip(self) -> None:
        """Go past blanks, and past comments, which are problems."""
        self._skip_blanks()
        while comment := _COMMENT.match(self._text, self._at):
            self._at = comment.end()
            self._build.note("json-comment", self._build.span(*comment.span()))
            self._skip_blanks()

    def _skip_blanks(self) -> None:
        blanks = _BLANKS.match(self._text, self._at)
        self._at = blanks.end() if blanks else self._at

    def _next(self) -> str:
        """The character that comes next; empty at the end."""
        return self._text[self._at : self._at + 1]

    def _span_here(self) -> Span:
        return self._build.span(self._at, self._at + len(self._next()))

    def _refusal_to_line_end(self, code: str, **params: object) -> InvalidInput:
        flaw = rest_of_line(self._source, code, self._at, **params)
        return self._build.refusal(code, self._build.span(flaw.start, flaw.end), **params)
