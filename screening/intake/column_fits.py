"""How well a column fits each field of the register: by its heading, and by what is in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from screening.intake.grid import Note, Value
from screening.intake.headings import (
    EXACT,
    FIELDS,
    OTHER,
    Likeness,
    field_shape,
    likenesses,
    without_last_day,
)
from screening.intake.shapes import Shape, choice_words
from screening.intake.words import folded

__all__ = ["Fit", "column_fits"]

_ENOUGH: Final = 55.0
_MOST: Final = 0.6
_BY_VALUES_ALONE: Final = 60.0
_FEWEST_CELLS: Final = 2
_BETWEEN: Final = re.compile(r"[;,|\n]")
_EMAIL: Final = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+")
_ISO_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_ID: Final = re.compile(r"[^\W\d_]{1,4}[-_.]?\d{1,6}")


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a column fits a field, from 55 to 130, and why."""

    score: float
    reasons: tuple[Note, ...]


def column_fits(heading: str, values: Sequence[Value]) -> Mapping[str, Fit]:
    """The fields that a column may hold: what its heading names, and what its values look like.

    Values speak for or against a field that the heading may name, but not for others where it
    names one fully.  Alone, two and most of them need to be right; some may be
    misspelt.
    """
    named = likenesses(heading)
    known = any(like.score == EXACT for like in named.values())
    fields = named if known else (*FIELDS, OTHER)
    fits = {field: _fit(field, named.get(field), values) for field in fields}
    return {field: fit for field, fit in fits.items() if fit.score >= _ENOUGH}


def _fit(field: str, named: Likeness | None, values: Sequence[Value]) -> Fit:
    for_one = _test(field)
    if for_one is None or not values:
        return Fit(named.score, (named.reason,)) if named else Fit(0.0, ())
    test, key = for_one
    count = sum(test(value) for value in values)
    share = count / len(values)
    if field == "id" and len(set(values)) < len(values):
        share /= 2
    seen = (Note(key, {"count": count, "all": len(values)}),) if count else ()
    if named is not None:
        # Anything may be an id; nobody can know the ids of others.
        against = -30.0 if not count and field != "id" else 0.0
        return Fit(named.score + 30 * share + against, (named.reason, *seen))
    if share < _MOST or count < _FEWEST_CELLS:
        return Fit(0.0, ())
    return Fit(_BY_VALUES_ALONE + 10 * share, seen)


def _test(field: str) -> tuple[Callable[[Value], bool], str] | None:
    """What a value of a field looks like, and how to say so."""
    shape = field_shape(field) if field != OTHER else Shape()
    if shape.choices:
        return _is_choice(choice_words(shape.choices)), "import.why-choices"
    return _TESTS.get(field)


def _is_choice(words: Mapping[str, str]) -> Callable[[Value], bool]:
    """Whether a value is one of the words, or a list of them."""
    return lambda value: (
        isinstance(value, str) and all(folded(item) in words for item in _BETWEEN.split(value))
    )


def _is_day(value: Value) -> bool:
    if isinstance(value, date):
        return True
    return isinstance(value, str) and bool(_ISO_DAY.fullmatch(value) or without_last_day(value))


def _matches(pattern: re.Pattern[str]) -> Callable[[Value], bool]:
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


_TESTS: Final[Mapping[str, tuple[Callable[[Value], bool], str]]] = {
    "agreement.valid_to": (_is_day, "import.why-days"),
    "contact.email": (_matches(_EMAIL), "import.why-addresses"),
    "id": (_matches(_ID), "import.why-ids"),
}
