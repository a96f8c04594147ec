"""What ``tomllib`` says of a text it cannot read, told as the mistake that people make."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from screening.intake.building import Flaw, rest_of_line
from screening.intake.source import Source, excerpt
from screening.intake.toml_positions import TOKEN, Offsets, Positions

__all__ = ["explain"]

_PLACE: Final = re.compile(r"\(at line (\d+), column (\d+)\)$")
_WORD: Final = re.compile(r"[^\s,\]}#=]+")
_TEXT: Final = re.compile(r"[^,\]}#\r\n]*[^,\]}#\r\n\s]")
_HEADER: Final = re.compile(r"(?P<opening>\[+)[ \t]*(?P<name>[^\]]*[^\]\s])[ \t]*(?P<closing>\]*)")
_KEY_STARTS: Final = re.compile(r"[\w\"'-]")
_VALUE_STARTS: Final = re.compile(r"[0-9\"'\[{+-]")
_TURNED: Final = str.maketrans("[{", "]}")


@dataclass(frozen=True, slots=True)
class _Case:
    """An error of ``tomllib``, and the offset where it gave up."""

    source: Source
    at: int

    @property
    def text(self) -> str:
        return self.source.text

    @property
    def next(self) -> str:
        """The character where it gave up; empty at the end."""
        return self.text[self.at : self.at + 1]

    @property
    def at_line_end(self) -> bool:
        return self.next in {"", "\r", "\n"}

    def rest_of_line(self, code: str, start: int, **params: object) -> Flaw:
        """A flaw from ``start`` to the end of its line."""
        return rest_of_line(self.source, code, start, **params)

    def word(self, code: str, pattern: re.Pattern[str] = _WORD, start: int | None = None) -> Flaw:
        """A flaw in the word at ``start``, or else where it gave up."""
        start = self.at if start is None else start
        found = pattern.match(self.text, start)
        end = found.end() if found else min(start + 1, len(self.text))
        return Flaw(code, start, end, {"word": excerpt(self.text[start:end])})


def explain(source: Source, error: tomllib.TOMLDecodeError) -> Flaw:
    """The mistake behind an error of ``tomllib``."""
    said = str(error)
    case = _Case(source, _offset(source.text, said))
    for pattern, explained in _EXPLANATIONS:
        if re.search(pattern, said) and (flaw := explained(case)):
            return flaw
    return case.rest_of_line("toml-syntax", case.at)


def _offset(text: str, said: str) -> int:
    place = _PLACE.search(said)
    if place is None:  # it says "at end of document"
        return len(text)
    start = 0
    for _ in range(int(place[1]) - 1):
        start = text.index("\n", start) + 1
    return start + int(place[2]) - 1


def _duplicate(case: _Case) -> Flaw | None:
    """A key that stands twice; ``tomllib`` gives up after the second and what it holds."""
    found = Positions(case.text[: case.at])
    firsts = dict(reversed(found.written))
    statement = found.written[found.last_statement :]
    for path, place in statement:
        if firsts[path] != place:
            return _repeated(case, place, firsts[path])
    for path, place in (statement[0], statement[-1]):
        for length in range(len(path), 0, -1):
            first = found.keys.get(path[:length])
            if first and first[0] < place[0]:
                return _repeated(case, place, first)
    return None


def _repeated(case: _Case, second: Offsets, first: Offsets) -> Flaw:
    name = excerpt(case.text[second[0] : second[1]])
    first_line = case.source.span(*first).line
    return Flaw("duplicate-key", *second, {"name": name, "first_line": first_line})


def _lone_surrogate(case: _Case) -> Flaw:
    return Flaw("lone-surrogate", case.text.rfind("\\", 0, case.at), case.at)


def _escape(case: _Case) -> Flaw:
    start = case.text.rfind("\\", 0, case.at)
    return Flaw("escape", start, start + 2)


def _unclosed_quote(case: _Case) -> Flaw | None:
    if not case.at_line_end:
        return None
    for token in TOKEN.finditer(case.text):
        if token.lastgroup == "quote":
            return case.rest_of_line("unclosed-quote", token.start(), quote=token.group())
    return None


def _equals(case: _Case) -> Flaw:
    """No ``=`` where a key has ended: it goes on, or there is none."""
    line_start, line_end = case.source.line_at(case.at)
    rest = case.text[case.at : line_end]
    before = case.text[line_start : case.at]
    key = before[max(before.rfind("{"), before.rfind(",")) + 1 :].lstrip()
    start = case.at - len(key)
    if "=" in rest and ":" not in rest.split("=")[0]:
        end = case.at + len(rest.split("=")[0].rstrip())
        return Flaw("toml-key", start, end, {"word": excerpt(case.text[start:end])})
    return case.rest_of_line("toml-equals", start)


def _header(case: _Case) -> Flaw:
    """Something other than a bracket after the key of a header."""
    line_start, line_end = case.source.line_at(case.at)
    header = _HEADER.search(case.text, line_start, line_end)
    if header and header["closing"] == header["opening"].translate(_TURNED):
        return Flaw("toml-key", *header.span("name"), {"word": excerpt(header["name"])})
    opening = header["opening"] if header else "["
    return case.rest_of_line(
        "unclosed-bracket", line_start, bracket=opening, closing=opening.translate(_TURNED)
    )


def _key_start(case: _Case) -> Flaw | None:
    if case.next == "}":
        comma = case.text.rfind(",", 0, case.at)
        return Flaw("trailing-comma", comma, comma + 1)
    return case.word("toml-key") if case.next.isalpha() else None


def _inline_newline(case: _Case) -> Flaw | None:
    bracket = _open_bracket(case)
    if case.next in {"\r", "\n"} and bracket and case.text[bracket[0]] == "{":
        return case.rest_of_line("toml-inline", bracket[0])
    return None


def _value(case: _Case) -> Flaw:
    if case.at_line_end or case.next in {"#", ",", "]", "}"}:
        return Flaw("missing-value", case.at, min(case.at + 1, len(case.text)))
    return case.word("toml-unquoted", _TEXT)


def _impossible_date(case: _Case) -> Flaw | None:
    """A date of which only the year was taken, since the rest of it cannot be."""
    year = re.search(r"\b[0-9]{4}$", case.text[: case.at][-5:])
    if year and re.match(r"-[0-9]", case.text[case.at : case.at + 2]):
        return case.word("toml-date", start=case.at - 4)
    return None


def _date(case: _Case) -> Flaw:
    return case.word("toml-date")


def _after_value(case: _Case) -> Flaw:
    closing = case.text[: case.at].rstrip(" \t")[-1:]
    if closing in {"'", '"', "]", "}"}:
        return case.rest_of_line("text-after-closing", case.at, closing=closing)
    return case.rest_of_line("toml-after-value", case.at)


def _member(case: _Case) -> Flaw | None:
    """Neither a comma nor a closing bracket after a member of a list or inline table."""
    bracket = _open_bracket(case)
    if bracket is None:
        return None
    opening = case.text[bracket[0]]
    if (_KEY_STARTS if opening == "{" else _VALUE_STARTS).match(case.text, case.at):
        return Flaw("missing-comma", case.at, case.at + 1)
    return case.rest_of_line(
        "unclosed-bracket", bracket[0], bracket=opening, closing=opening.translate(_TURNED)
    )


def _open_bracket(case: _Case) -> Offsets | None:
    """The innermost bracket that is open where ``tomllib`` gave up."""
    opened: list[Offsets] = []
    for token in TOKEN.finditer(case.text, 0, case.at):
        if token.lastgroup == "open":
            opened.append(token.span())
        elif token.lastgroup == "close" and opened:
            opened.pop()
    return opened[-1] if opened else None


# What tomllib says, and the mistakes that can lie behind it.
_EXPLANATIONS: Final[tuple[tuple[str, Callable[[_Case], Flaw | None]], ...]] = (
    ("Cannot (overwrite|declare|redefine|mutate)|Duplicate inline", _duplicate),
    ("not a Unicode scalar value", _lone_surrogate),
    ("Unescaped|Invalid hex", _escape),
    ("Unterminated string|Expected \"'|Illegal character|invalid character", _unclosed_quote),
    ("Expected '=' after a key", _equals),
    ("initial character for a key|Unclosed inline table", _inline_newline),
    ("initial character for a key|Invalid statement", _key_start),
    ("end of an? (table|array) declaration", _header),
    ("Invalid value", _value),
    ("Expected newline", _impossible_date),
    ("Expected newline", _after_value),
    ("Invalid date", _date),
    ("Unclosed (array|inline table)", _member),
)
