"""Which field of the register a heading of somebody's own list names, in Swedish or English."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from pydantic import BaseModel
from rapidfuzz import fuzz

from screening.intake.grid import Note, Row
from screening.intake.shapes import Shape, shape_of, swedish_key
from screening.intake.words import folded
from screening.messages import LANGUAGES, Lang, catalogue
from screening.model.register import RegisterEntry

__all__ = [
    "ENTRIES",
    "EXACT",
    "FIELDS",
    "OTHER",
    "Expected",
    "Likeness",
    "field_name",
    "field_named",
    "field_shape",
    "header_index",
    "likenesses",
    "phrases",
    "without_last_day",
]

OTHER: Final = "other"
"""Stands for what many lists have and no register has: start dates, comments, costs."""

EXACT: Final = 100.0
"""How like a heading is to a field that it names fully."""

_LIKE: Final = 80.0
_SHORT_LIKE: Final = 75.0  # one letter of four
_SHORT: Final = 5
_SHORTEST: Final = 4
_LONGEST: Final = 100
_KNOWN: Final = 75.0
_SEARCHED: Final = 40
_PUNCTUATION: Final = re.compile(r"[^\w\s]+")


def _fields(model: type[BaseModel], before: str = "") -> Iterator[tuple[str, Shape]]:
    for name in model.model_fields:
        shape = shape_of(model, name)
        if shape.model is not None:
            yield from _fields(shape.model, f"{before}{name}.")
        else:
            yield before + name, shape


_SHAPES: Final[Mapping[str, Shape]] = dict(_fields(RegisterEntry))

FIELDS: Final[tuple[str, ...]] = tuple(_SHAPES)
"""The fields of an entry that a column can hold: ``name``, ``agreement.valid_to`` …"""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How clearly a heading names a field: 100 is its very name, below 55 says nothing."""

    score: float
    reason: Note


def field_shape(field: str) -> Shape:
    """What the values of a field look like."""
    return _SHAPES[field]


def field_name(field: str, lang: Lang) -> str:
    """A field as it is written in a language: ``agreement.valid_to``, ``avtal.gäller_till``."""
    if lang == "en":
        return field
    model: type[BaseModel] | None = RegisterEntry
    names = []
    for part in field.split("."):
        names.append(swedish_key(model, part) if model else part)
        model = shape_of(model, part).model if model else None
    return ".".join(names)


def field_named(word: str) -> str | None:
    """The field that somebody names in Swedish or English, or None."""
    known = {folded(field_name(field, lang)): field for lang in LANGUAGES for field in FIELDS}
    return known.get(folded(word))


def without_last_day(text: str) -> bool:
    """Whether words say that an agreement has no last day."""
    return _bare(text) in _said("no-last-day")


@lru_cache(maxsize=1000)
def likenesses(heading: str) -> Mapping[str, Likeness]:
    """The fields, ``OTHER`` among them, that a heading may name; only those that it names fully.

    A long text is no heading.
    """
    if len(heading) > _LONGEST:
        return {}
    bare = _bare(heading)
    likes = {field: _likeness(bare, field) for field in (*FIELDS, OTHER)}
    found = {field: like for field, like in likes.items() if like is not None}
    named = {field: like for field, like in found.items() if like.score == EXACT}
    return named or found


@dataclass(frozen=True, slots=True)
class Expected:
    """What a table is expected to hold.

    ``named`` has the fields that a heading clearly names, and ``needed`` those without which
    a sheet is not the one that is looked for.
    """

    named: Callable[[str], Collection[str]]
    needed: frozenset[str]

    def fields(self, row: Row) -> set[str]:
        """All fields that the cells of a row name."""
        return {
            field for value in row.values if isinstance(value, str) for field in self.named(value)
        }


def _named(heading: str) -> set[str]:
    return {field for field, like in likenesses(heading).items() if like.score >= _KNOWN}


ENTRIES: Final = Expected(_named, frozenset({"name", "parties"}))
"""The entries of a register."""


def header_index(rows: Sequence[Row], expected: Expected) -> int | None:
    """Which row has the headings; None where no row can.

    That is the first with nearly as many known headings as any; where none has two, the
    first with more than one cell.
    """
    known = [_known_headings(row, expected) for row in rows[:_SEARCHED]]
    most = max(known, default=0)
    if most > 1:
        return next(index for index, count in enumerate(known) if count > most * 0.6)
    wide = (index for index, row in enumerate(rows[:_SEARCHED]) if row.filled() > 1)
    return next(wide, None)


def _known_headings(row: Row, expected: Expected) -> int:
    """How many fields the cells of a row name; none where it has more values than names."""
    named: set[str] = set()
    for value in row.values:
        if isinstance(value, str):
            named.update(sorted(expected.named(value))[:1])
    return len(named) if len(named) * 3 >= row.filled() else 0


@cache
def phrases(field: str) -> frozenset[str]:
    """The names of a field, bare: its key and label in both languages, and its synonyms."""
    if field == OTHER:
        return _said(OTHER)
    *outer, last = field.split(".")
    own = {_bare(field_name(field, lang)) for lang in LANGUAGES}
    if not outer:
        labels = (catalogue(lang)[f"fields.registerentry.{last}.label"] for lang in LANGUAGES)
        own |= {_bare(label) for label in labels}
    else:
        # What lies within a group is called by its own key alone only where that is clear.
        keys = (field_name(field, lang).split(".")[-1] for lang in LANGUAGES)
        own |= {_bare(key) for key in keys} - _outermost()
    return frozenset(own) | _said(field)


@cache
def _said(key: str) -> frozenset[str]:
    texts = (catalogue(lang).get(f"headings.{key}", "") for lang in LANGUAGES)
    return frozenset(_bare(phrase) for text in texts for phrase in text.split(";")) - {""}


@cache
def _outermost() -> frozenset[str]:
    fields = (field for field in FIELDS if "." not in field)
    return frozenset(_bare(field_name(field, lang)) for field in fields for lang in LANGUAGES)


def _bare(text: str) -> str:
    return folded(_PUNCTUATION.sub(" ", text))


def _likeness(heading: str, field: str) -> Likeness | None:
    if heading in phrases(field):
        return Likeness(EXACT, Note("import.why-exact"))
    found = [(*_compared(heading, phrase), phrase) for phrase in phrases(field)]
    score, key, phrase = max(found)
    return Likeness(score, Note(key, {"phrase": phrase})) if score else None


def _compared(heading: str, phrase: str) -> tuple[float, str]:
    """How like a heading is to a name of a field, and in which way."""
    ratio = fuzz.ratio(heading, phrase)
    enough = _SHORT_LIKE if len(phrase) <= _SHORT else _LIKE
    ways = [(ratio - 5, "import.why-like")] if ratio >= enough and len(phrase) >= _SHORTEST else []
    share = len(phrase) / max(len(heading), 1)
    if f" {phrase} " in f" {heading} ":
        first = 10 if heading.startswith(phrase) else 0
        ways.append((60 + 30 * share + first, "import.why-part"))
    elif len(phrase) >= _SHORTEST:
        words = heading.split()
        if any(word.endswith(phrase) for word in words):  # what a Swedish compound is, stands last
            ways.append((60 + 25 * share, "import.why-part"))
        elif any(word.startswith(phrase) for word in words):
            ways.append((50 + 25 * share, "import.why-part"))
    return max(ways, default=(0.0, ""))
