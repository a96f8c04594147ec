"""What libyaml says of a text it cannot read, told as the mistake that people make.

libyaml reports where it lost its way; the mistake is often some words before that.  Its
two implementations word their errors differently, so both are recognised.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import yaml

from screening.intake.building import Flaw, rest_of_line
from screening.intake.source import Source, excerpt

__all__ = ["explain"]

_COLON: Final = re.compile(r":[ \t]+")
_HAS_VALUE: Final = re.compile(r":[ \t]+[^\s#]")
_GLUED: Final = re.compile(r"(?:-[ \t]+)*[^\s:#'\"\[\]{}]+:[^\s/]")
_SURROGATE: Final = re.compile(r"\\u[dD][89a-fA-F][0-9A-Fa-f]{2}")
_BEYOND_UNICODE: Final = re.compile(r"\\U(?!000|0010)[0-9A-Fa-f]{8}")
_TAG: Final = re.compile(r"![^\s,\[\]{}]*")
_BRACKETS: Final = {"[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class _Case:
    """An error of libyaml: where it lost its way, and where what it was reading began."""

    source: Source
    at: int
    began: int

    @property
    def text(self) -> str:
        return self.source.text

    @property
    def before(self) -> str:
        """The line up to where libyaml lost its way."""
        return self.text[self.source.line_at(self.at)[0] : self.at]

    def rest_of_line(self, code: str, start: int, **params: object) -> Flaw:
        """A flaw from ``start`` to the end of its line."""
        return rest_of_line(self.source, code, start, **params)

    def character(self, at: int) -> Flaw:
        """A character that means something else where it stands."""
        return Flaw("reserved-character", at, at + 1, {"character": self.text[at : at + 1]})


def explain(source: Source, error: Exception) -> Flaw:
    """The mistake behind an error of libyaml."""
    text = source.text
    if not isinstance(error, yaml.MarkedYAMLError):
        found = _BEYOND_UNICODE.search(text)
        return Flaw("escape", *(found.span() if found else (0, 0)))
    at = min(error.problem_mark.index if error.problem_mark else 0, len(text.rstrip()))
    began = error.context_mark.index if error.context_mark else at
    said = f"{error.context}: {error.problem}"
    case = _Case(source, at, began)
    for pattern, explained in _EXPLANATIONS:
        if re.search(pattern, said) and (flaw := explained(case)):
            return flaw
    return Flaw("yaml-syntax", at, min(at + 1, len(text)))


def _tab(case: _Case) -> Flaw | None:
    tabs = len(case.text) - len(case.text[case.at :].lstrip("\t")) - case.at
    return Flaw("tab", case.at, case.at + tabs) if tabs else None


def _character_here(case: _Case) -> Flaw | None:
    return case.character(case.at) if case.text[case.at : case.at + 1].strip() else None


def _first_character(case: _Case) -> Flaw:
    return case.character(case.began)


def _unclosed_quote(case: _Case) -> Flaw:
    return case.rest_of_line("unclosed-quote", case.began, quote=case.text[case.began])


def _escape(case: _Case) -> Flaw:
    start = case.text.rfind("\\", 0, case.at + 1)
    if half := _SURROGATE.match(case.text, start):
        return Flaw("lone-surrogate", *half.span())
    return Flaw("escape", start, start + 2)


def _tag(case: _Case) -> Flaw | None:
    found = _TAG.match(case.text, case.began)
    return Flaw("tag", *found.span(), {"tag": excerpt(found.group())}) if found else None


def _after_closing(case: _Case) -> Flaw | None:
    """Text that goes on after a closing quote or bracket."""
    closing = case.before.rstrip(" \t")[-1:]
    if closing not in {"'", '"', "]", "}"} or case.at == len(case.text.rstrip()):
        return None
    return case.rest_of_line("text-after-closing", case.at, closing=closing)


def _list_on_key_line(case: _Case) -> Flaw:
    return case.rest_of_line("list-on-key-line", case.at)


def _colon(case: _Case) -> Flaw | None:
    """A colon where no value can begin: in a text, or after lines that ran together."""
    line_start, _ = case.source.line_at(case.at)
    if found := _COLON.search(case.before):
        return case.rest_of_line("colon-in-text", line_start + found.end())
    if _continues_a_value(case.text[:line_start], len(case.before) - len(case.before.lstrip())):
        return case.rest_of_line("indented-too-far", line_start + _indent(case.before))
    above = case.text[:line_start].rstrip()
    return _lacks_colon(case, len(above)) if above else None


def _continues_a_value(above: str, indent: int) -> bool:
    """Whether the nearest line above that is less indented has a value already."""
    for line in reversed(above.splitlines()):
        if line.strip() and _indent(line) < indent:
            return _HAS_VALUE.search(line) is not None
    return False


def _lacks_colon(case: _Case, at: int) -> Flaw | None:
    start, end = case.source.line_at(at)
    line = case.text[start:end]
    start += _indent(line)
    if _GLUED.match(case.text, start):
        return case.rest_of_line("space-after-colon", start)
    return None if _COLON.search(line) else case.rest_of_line("missing-colon", start)


def _key_without_colon(case: _Case) -> Flaw | None:
    return _lacks_colon(case, case.began)


def _bracket(case: _Case) -> Flaw | None:
    line_start, line_end = case.source.line_at(case.began)
    here = line_start <= case.at < line_end
    if here and case.text[case.at] == ":" and (found := _COLON.search(case.before)):
        return Flaw("colon-in-text", line_start + found.end(), case.at + 1)
    if here and (flaw := _after_closing(case)):
        return flaw
    bracket = case.text[case.began]
    closing = _BRACKETS.get(bracket, "")
    return case.rest_of_line("unclosed-bracket", case.began, bracket=bracket, closing=closing)


def _no_value(case: _Case) -> Flaw:
    return Flaw("missing-value", case.at, case.at + 1)


def _no_key(case: _Case) -> Flaw | None:
    here = case.text[case.at : case.at + 1]
    return Flaw("empty-key", case.at, case.at + 1) if here == ":" else None


def _indentation(case: _Case) -> Flaw | None:
    return None if case.before.strip() else case.rest_of_line("indentation", case.at)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


# What libyaml says, in its two wordings, and the mistakes that can lie behind it.
_EXPLANATIONS: Final[tuple[tuple[str, Callable[[_Case], Flaw | None]], ...]] = (
    ("tab character|cannot start any token", _tab),
    ("cannot start any token", _character_here),
    ("quoted scalar: found unexpected", _unclosed_quote),
    ("quoted scalar", _escape),
    ("(an alias|an anchor|a block scalar|a directive):", _first_character),
    ("a tag:|tag handle", _tag),
    ("sequence entries are not allowed", _after_closing),
    ("sequence entries are not allowed", _list_on_key_line),
    ("mapping keys are not allowed", _character_here),
    ("mapping values are not allowed", _colon),
    ("expected ':'", _key_without_colon),
    ("a flow (sequence|mapping):", _bracket),
    ("a block mapping:|node content", _no_key),
    ("node content", _character_here),
    ("unexpected ':'", _no_value),
    ("a block (mapping|collection):|document start", _after_closing),
    ("a block (mapping|collection):", _indentation),
)
