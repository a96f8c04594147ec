"""The columns of a table with proposals: one for each field, and what people call it.

Columns go by the keys of a proposal file, in English or Swedish, by what the fields are
called, or by other words that people use for them.  What lies within a group can be named with
a point: ``resources.committed``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from pydantic import BaseModel

from screening.intake.headings import Expected
from screening.intake.shapes import shape_of, swedish_key
from screening.intake.words import folded
from screening.messages import LANGUAGES, Lang, catalogue
from screening.model.proposal import Proposal

__all__ = [
    "EXPECTED",
    "PROPOSAL_FIELDS",
    "REQUIRED",
    "explanation",
    "fields_named",
    "heading_of",
]

_GROUPS: Final = ("resources", "period")
_PERSONS: Final = "contact"
_MARKS: Final = " *:?"


def _fields() -> Iterator[tuple[str, type[BaseModel]]]:
    for name in Proposal.model_fields:
        inner = shape_of(Proposal, name).model
        if name in _GROUPS and inner is not None:
            yield from ((f"{name}.{each}", inner) for each in inner.model_fields)
        elif name != _PERSONS:
            yield name, Proposal


_MODELS: Final[Mapping[str, type[BaseModel]]] = dict(_fields())

PROPOSAL_FIELDS: Final = tuple(_MODELS)
"""The fields of a proposal that a column can hold: ``title``, ``period.end`` …"""


def heading_of(field: str, lang: Lang) -> str:
    """What a column is called: ``Titel``, ``Resurser: Beslutade``."""
    group = field.rpartition(".")[0]
    label = catalogue(lang)[f"{_texts(field)}.label"]
    return f"{catalogue(lang)[f'fields.proposal.{group}.label']}: {label}" if group else label


def explanation(field: str, lang: Lang) -> str:
    """What a column is for, with the clause of the letter where it rests on one."""
    return catalogue(lang)[f"{_texts(field)}.help"]


def _texts(field: str) -> str:
    return f"fields.{_MODELS[field].__name__.lower()}.{field.rpartition('.')[2]}"


@cache
def _words() -> Mapping[str, str]:
    """What names a field, folded: its keys, and what it is called; within a group only if clear."""
    known: dict[str, set[str]] = {}
    others: dict[str, str] = {}
    for field, model in _MODELS.items():
        group, _, name = field.rpartition(".")
        before = [f"{group}.", f"{swedish_key(Proposal, group)}."] if group else [""]
        own = {name, swedish_key(model, name)}
        words = {lead + each for lead in before for each in own} | own
        words |= {catalogue(lang)[f"{_texts(field)}.label"] for lang in LANGUAGES}
        words |= {heading_of(field, lang) for lang in LANGUAGES}
        for word in words:
            known.setdefault(folded(word), set()).add(field)
        said = (catalogue(lang).get(f"columns.{field}", "") for lang in LANGUAGES)
        others |= {folded(word): field for text in said for word in text.split(";") if word}
    clear = {word: next(iter(fields)) for word, fields in known.items() if len(fields) == 1}
    return others | clear


def fields_named(heading: str) -> tuple[str, ...]:
    """The field that a heading names, if any; marks such as the one for "required" are no part."""
    field = _words().get(folded(heading.strip(_MARKS)))
    return () if field is None else (field,)


REQUIRED: Final = tuple(name for name, info in Proposal.model_fields.items() if info.is_required())
"""The columns that there must be."""

EXPECTED: Final = Expected(fields_named, frozenset(REQUIRED))
"""The proposals of a table."""
