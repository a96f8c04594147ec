"""What people write on a form, as values; and values as they are written on a form."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Final

from screening.intake.form_questions import Question
from screening.intake.shapes import choice_labels
from screening.intake.words import folded
from screening.messages import LANGUAGES, Lang, catalogue, message

__all__ = [
    "Misread",
    "answer_as_text",
    "is_unknown",
    "items_of",
    "listed",
    "number_of",
    "offered",
    "truth_of",
    "without_answer",
]

Answer = str | float | bool | date | None | Sequence[str]
"""What a proposal says to a question: one value, or the items of a list."""

_DASHES: Final = frozenset({"-", "–", "—"})
_BULLET: Final = re.compile(r"^[-–*•·]\s+")
_GAPS: Final = re.compile(r"\s")
_UNITS: Final[Mapping[str, tuple[tuple[re.Pattern[str], float], ...]]] = {
    unit: tuple((re.compile(rf"(?:{words})\.?", re.IGNORECASE), times) for words, times in known)
    for unit, known in {
        "resources.funding_sek": (
            (r"kr|kronor|sek|:-", 1),
            (r"tkr|kkr|tsek|ksek|tusen(?:kr|kronor)?", 1_000),
            (r"mkr|mnkr|msek|miljon(?:er)?(?:kr|kronor)?|million(?:sek|kronor)?", 1_000_000),
        ),
        "resources.staff_fte": (
            (r"fte|heltid(?:er|s?tjänst(?:er)?)?|tjänst(?:er)?|årsarbetskraft(?:er)?", 1),
            (r"full-?times?(?:equivalents?|posts?)?", 1),
            (r"%|procent|percent", 0.01),
        ),
    }.items()
}
_LONGEST_EXACT: Final = 20
_WITH_UNIT: Final = re.compile(r"([+-]?\d+(?:[.,]\d+)?)(\D*)")
_AMBIGUOUS: Final = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
_DECIMALS_THAT_MISLEAD: Final = 3
_SEPARATORS: Final = ("\n", ";", ",")


class Misread(Exception):
    """An answer that cannot be read; ``code`` says what is wrong with it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def without_answer(text: str) -> bool:
    """Whether nothing is answered: nothing written, a dash, or what a form asks to write over."""
    return not text.strip() or text.strip() in _DASHES or folded(text) in _placeholders()


@cache
def _placeholders() -> frozenset[str]:
    keys = ("line", "text", "list", "number", "day", "choice")
    own = (catalogue(lang)[f"form.write.{key}"] for lang in LANGUAGES for key in keys)
    word = (text for lang in LANGUAGES for text in message("form.word-asks", lang).split("|"))
    return frozenset(map(folded, (*own, *word)))


def is_unknown(text: str) -> bool:
    """Whether it says, in either language, that the answer is not known."""
    return folded(text) in _unknown()


@cache
def _unknown() -> frozenset[str]:
    words = (
        word
        for lang in LANGUAGES
        for word in (
            message("choices.unknown", lang),
            *message("form.unknown-too", lang).split("|"),
        )
    )
    return frozenset(map(folded, words))


def truth_of(text: str) -> bool | None:
    """Yes or no in either language; None for unknown.

    Raises:
        Misread: it is neither.
    """
    word = folded(text)
    if is_unknown(text):
        return None
    for lang in LANGUAGES:
        if word in (folded(message("form.yes", lang)), "true"):
            return True
        if word in (folded(message("form.no", lang)), "false"):
            return False
    raise Misread("form.truth")


def number_of(text: str, path: str = "") -> float | None:
    """A number as people write it: ``300 000 kr``, ``300 tkr``, ``0,5``; None for unknown.

    ``path`` is the question's, for the units that its answers are given in.

    Raises:
        Misread: it is none, or it may mean two things: ``1,250`` is a thousand or little over one.
    """
    if is_unknown(text):
        return None
    found = _WITH_UNIT.fullmatch(_GAPS.sub("", text).replace("\N{MINUS SIGN}", "-"))
    if found is None:
        raise Misread("form.number")
    bare, unit = found.groups()
    known = (times for words, times in _UNITS.get(path, ()) if words.fullmatch(unit))
    times = next(known, None) if unit else 1
    if times is None:
        raise Misread("form.number")
    if _AMBIGUOUS.fullmatch(bare):
        raise Misread("form.number-of-two-meanings")
    bare = bare.replace(",", ".")
    if len(bare) > _LONGEST_EXACT:
        return float(bare) * times
    return float(Decimal(bare) * Decimal(str(times)))


def items_of(text: str, *, commas: bool) -> list[str]:
    """The items of a list: one a line where there are lines, else between semicolons or commas.

    ``commas`` says whether a comma ends an item; within names it does not.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > 1 or any(_BULLET.match(line) for line in lines):
        return [_BULLET.sub("", line) for line in lines]
    for separator in ";," if commas else ";":
        if separator in text:
            return [item.strip() for item in text.split(separator) if item.strip()]
    return lines


def listed(items: Sequence[str]) -> str:
    """Items as :func:`items_of` reads them again: a line each, bulleted where they need it."""
    alone = len(items) == 1 and any(separator in items[0] for separator in _SEPARATORS)
    if alone or any(_BULLET.match(item) for item in items):
        items = [f"• {item}" for item in items]
    return "\n".join(items)


def offered(question: Question, lang: Lang) -> dict[str, str]:
    """The answers to choose from, by what they stand for, with ``unknown`` where that is one."""
    if question.kind == "truth":
        labels = {"yes": message("form.yes", lang), "no": message("form.no", lang)}
    else:
        labels = dict(choice_labels(question.choices, lang))
    if not question.required and question.kind in ("truth", "choice"):
        labels["unknown"] = message("choices.unknown", lang)
    return labels


def answer_as_text(question: Question, value: Answer, lang: Lang) -> str:
    """A value as somebody would write it on the form; empty for none."""
    match value:
        case None:
            return ""
        case bool():
            return message("form.yes" if value else "form.no", lang)
        case int() | float():
            return _as_number(value, lang)
        case date():
            return value.isoformat()
        case str() if question.choices:
            return choice_labels(question.choices, lang)[value]
        case str():
            return value
        case _:
            return listed(value)


def _as_number(value: float, lang: Lang) -> str:
    text = format(Decimal(str(value)), "f")
    whole, _, decimals = text.partition(".")
    decimals = decimals.rstrip("0")
    if len(decimals) == _DECIMALS_THAT_MISLEAD:  # so that nobody takes it for thousands
        decimals += "0"
    return f"{whole}{',' if lang == 'sv' else '.'}{decimals}" if decimals else whole
