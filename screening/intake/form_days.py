"""Days as people write them on a form."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Final

from screening.intake.words import folded
from screening.messages import LANGUAGES, message

__all__ = ["Ambiguous", "day_of"]

_FEWEST_LETTERS: Final = 3
_YEAR_FIRST: Final = re.compile(r"(\d{4})([-/.]?)(\d{2})\2(\d{2})")
_LOOSE_YEAR_FIRST: Final = re.compile(r"(\d{4})\s?[-–/.]\s?(\d{1,2})\s?[-–/.]\s?(\d{1,2})")
_DAY_FIRST: Final = re.compile(r"(\d{1,2})(?:\.\s?(\d{1,2})\.\s?|/(\d{1,2})\s[-–]?\s?)(\d{4})")
_SLASHES: Final = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_NAMED: Final = re.compile(
    r"(?:den\s+|the\s+)?(\d{1,2})(?::?[ae]|st|nd|rd|th)?\s+([^\W\d]+)\.?,?\s+(\d{4})"
)
_NAMED_FIRST: Final = re.compile(r"([^\W\d]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")


class Ambiguous(Exception):
    """It may be either of two days: ``1/2/2027``."""


def day_of(text: str) -> date | None:
    """The day that a text names in numbers or words, Swedish or English; None for none.

    Raises:
        Ambiguous: day and month may each be either of two numbers.
    """
    plain = " ".join(text.split()).casefold()
    for pattern, order in (
        (_YEAR_FIRST, (1, 3, 4)),
        (_LOOSE_YEAR_FIRST, (1, 2, 3)),
        (_NAMED, (3, 2, 1)),
        (_NAMED_FIRST, (3, 1, 2)),
    ):
        if found := pattern.fullmatch(plain):
            return _made(*(found[group] for group in order))
    if found := _DAY_FIRST.fullmatch(plain):
        return _made(found[4], found[2] or found[3], found[1])
    if found := _SLASHES.fullmatch(plain):
        day = _made(found[3], found[2], found[1])
        other = _made(found[3], found[1], found[2])
        if day is not None and other is not None and day != other:
            raise Ambiguous
        return day or other
    return None


def _made(year: str, month: str, day: str) -> date | None:
    number = int(month) if month.isdecimal() else _month(month)
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None


def _month(word: str) -> int:
    """The number of a month by its name or the beginning of it; 0 for no month."""
    if len(word) >= _FEWEST_LETTERS:
        for names in _months():
            for number, name in enumerate(names, start=1):
                if name.startswith(folded(word)):
                    return number
    return 0


@cache
def _months() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(map(folded, message("form.months", lang).split())) for lang in LANGUAGES)
