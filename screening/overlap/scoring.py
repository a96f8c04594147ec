"""How alike a proposal and an entry are, field by field and in all.

The weights are fixed and published.  The score is the logistic function of their weighted
sum, times 100; what it means in a register is for the bands to say, which are calibrated.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Final, Literal, get_args

from rapidfuzz import fuzz

from screening.overlap.index import EntryName, EntryText, Index
from screening.overlap.reading import Keys, QueryText

__all__ = [
    "FIELDS",
    "OFFSET",
    "SCORING_VERSION",
    "WEIGHTS",
    "Field",
    "Likeness",
    "likeness",
    "named",
    "parties_met",
    "score",
]

Field = Literal["text", "title", "name", "themes", "subject", "parties"]
FIELDS: Final[tuple[Field, ...]] = get_args(Field)

Likeness = Mapping[Field, float]
"""How alike the two are in each field, 0 to 1.

``text``: how much of what one of them says the other says too, by weight of words, whichever
way it is more.  ``title``: how much of the proposal's title the entry says anywhere.
``name``: how much of a name or alias of the entry the proposal says, half of it in its title.
``themes``: how much of the entry's themes the proposal says.  ``subject``: whether they are
about the same narrow subjects of the vocabulary.  ``parties``: a third party that both have,
the more the rarer it is.
"""

WEIGHTS: Final[Mapping[Field, float]] = {
    "text": 4.0,
    "title": 1.0,
    "name": 1.25,
    "themes": 1.0,
    "subject": 4.0,
    "parties": 1.0,
}
OFFSET: Final = -4.0

SCORING_VERSION: Final = 2
"""Goes up when words are read or compared otherwise, so that older bands are noticed."""

_SAME_NAME: Final = 92.0
"""From which ratio two names are the same but for spelling and the order of words."""


def likeness(query: QueryText, entry: EntryText, index: Index) -> dict[Field, float]:
    """How alike a proposal and an entry are in each field, 0 to 1."""
    shared = query.keys.keys() & entry.keys.keys()
    told = query.body.met_by(entry.keys, shared)
    asked = entry.body.met_by(query.keys, shared)
    return {
        "text": max(told, asked),
        "title": query.title_body.met_by(entry.keys, shared & query.title_keys.keys()),
        "name": max(_alike(query, name, shared) for name in entry.names),
        "themes": _mean(theme.met_by(query.keys, shared) for theme in entry.theme_bodies),
        "subject": _cosine(query.subjects, entry.subjects),
        "parties": max(parties_met(query, entry, index).values(), default=0.0),
    }


def score(fields: Likeness) -> int:
    """The score in all, 0 to 100."""
    total = OFFSET + sum(WEIGHTS[field] * value for field, value in fields.items())
    return round(100 / (1 + math.exp(-total)))


def named(query: QueryText, entry: EntryText) -> EntryName:
    """The name or alias of the entry that comes nearest to the proposal."""
    return max(entry.names, key=lambda name: _alike(query, name, query.keys.keys()))


def parties_met(query: QueryText, entry: EntryText, index: Index) -> dict[str, float]:
    """The parties beside the two that both have, by folded name.

    Each with 1 if no other entry has it, and less the more of them have it.
    """
    met = sorted(query.others.keys() & entry.parties)
    return {party: 1.0 / index.parties_holding(party) for party in met}


def _alike(query: QueryText, name: EntryName, shared: AbstractSet[str]) -> float:
    if fuzz.ratio(query.sorted_title, name.sorted, score_cutoff=_SAME_NAME):
        return 1.0
    anywhere = name.body.met_by(query.keys, shared)
    if not anywhere:
        return 0.0
    return (anywhere + name.body.met_by(query.title_keys, shared & query.title_keys.keys())) / 2


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed) if listed else 0.0


def _cosine(one: Keys, other: Keys) -> float:
    """The cosine of two vectors of length 1, which rounding may make longer."""
    return min(1.0, math.fsum(weight * other[key] for key, weight in one.items() if key in other))
