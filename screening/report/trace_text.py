"""A condition as a case met it: each part with its sign, what it saw, and what decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from screening.engine.situation import Situation
from screening.messages import Lang, message
from screening.report.wording import asked, value_label
from screening.ruleset.conditions import AllOf, Not, Test
from screening.ruleset.rules import Rule
from screening.ruleset.whereabouts import Part
from screening.workbench.tracing import Seen, Tried, named

__all__ = ["TraceLine", "line_of", "part_text", "trace_lines", "trace_texts"]


@dataclass(frozen=True, slots=True)
class TraceLine:
    """A part of a condition in words; ``saw`` is the value that it met, of a test alone."""

    depth: int
    text: str
    holds: bool
    decides: bool
    line: int
    saw: str | None = None

    @property
    def sign(self) -> str:
        """Whether it held, without colours."""
        return "✓" if self.holds else "✗"


def trace_lines(tried: Tried, lang: Lang) -> list[TraceLine]:
    """The parts of a rule's condition, in the order they are written."""
    return list(_lines(tried.seen, tried.rule, lang, 0))


def _lines(seen: Seen, rule: Rule, lang: Lang, depth: int) -> Iterator[TraceLine]:
    condition = seen.condition
    saw = None
    if isinstance(condition, Test) and seen.saw is not None:
        saw = value_label(condition.fact, seen.saw, lang)
    text = part_text(condition, lang)
    line = line_of(rule, seen.part)
    yield TraceLine(depth, text, seen.holds, seen.decides, line, saw)
    for each in seen.inner:
        yield from _lines(each, rule, lang, depth + 1)


def part_text(condition: object, lang: Lang) -> str:
    """A test in words, or how the parts under it are joined."""
    if isinstance(condition, Test):
        return asked(condition, lang)
    if isinstance(condition, Not):
        return message("text.none-of-this", lang)
    return message("text.all-of" if isinstance(condition, AllOf) else "text.any-of", lang)


def line_of(rule: Rule, part: Part) -> int:
    """The line of the rule file that a part of a condition stands on."""
    span = rule.at.span(part)
    return span.line if span else rule.line


def trace_texts(tried: Tried, situation: Situation, lang: Lang) -> Iterator[tuple[str, str]]:
    """A tried rule line by line, each with the style that it is printed in."""
    name = named(tried, situation)
    about = (
        message("cases.about-proposal", lang)
        if name is None
        else message("cases.about", lang, about=name)
    )
    fired = message("cases.rule-fired" if tried.seen.holds else "cases.rule-not-fired", lang)
    where = message("cases.written-in", lang, file=tried.rule.file, line=tried.rule.line)
    yield f"{tried.rule.id} {about}: {fired}  ({where})", "head"
    for each in trace_lines(tried, lang):
        indent = "  " * (each.depth + 1)
        mark = f"  ◄ {message('cases.decides', lang)}" if each.decides and each.saw else ""
        yield f"{indent}{each.sign} {each.text}{mark}", "strong" if mark else ""
        if each.saw is not None:
            yield f"{indent}  │ {message('cases.saw', lang, value=each.saw)}", "dim"
