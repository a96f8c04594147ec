"""How alike a proposal and an entry are, field by field and in all.

The weights are fixed and published.  The score is the logistic function of their weighted
sum, times 100; what it means in a register is for the bands to say, which are calibrated.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, get_args

from rapidfuzz import fuzz

from screening.overlap.covering import Hits, all_met
from screening.overlap.index import EntryName, EntryText, Index
from screening.overlap.meetings import Meeting
from screening.overlap.query import QueryText
from screening.overlap.tokens import Keys

__all__ = [
    "FIELDS",
    "OFFSET",
    "SAME_NAME",
    "SCORING_VERSION",
    "WEIGHTS",
    "Comparison",
    "Field",
    "Likeness",
    "compared",
    "least_weight",
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

SAME_NAME: Final = 92.0
"""From which ratio two names are the same but for spelling and the order of words."""

_ROUNDING: Final = 1e-9
"""More than a sum can lose by being made in another order."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How like a proposal and an entry are, field by field and in all.

    ``name`` is the name or alias of the entry that comes nearest to the proposal.
    """

    fields: Likeness
    score: int
    name: EntryName


def compared(
    query: QueryText,
    entry: EntryText,
    index: Index,
    met: Sequence[Meeting],
    titled: Sequence[Meeting],
) -> Comparison:
    """A proposal compared with an entry.

    Args:
        query: the proposal.
        entry: the entry.
        index: the register's.
        met: what the proposal's words have in common with the entry.
        titled: what those of its title have.
    """
    asked = entry.body.share(all_met([meeting.body for meeting in met]))
    names = _names(query, entry, met, titled)
    fields: dict[Field, float] = {
        "text": max(_told(met, query.weight), asked),
        "title": _told(titled, query.title_weight),
        "name": max(names),
        "themes": _themes(entry, met),
        "subject": _cosine(query.subjects, entry.subjects),
        "parties": max(parties_met(query, entry, index).values(), default=0.0),
    }
    return Comparison(fields, score(fields), entry.names[names.index(max(names))])


def score(fields: Likeness) -> int:
    """The score in all, 0 to 100."""
    total = OFFSET + sum([WEIGHTS[field] * value for field, value in fields.items()])
    return round(100 / (1 + math.exp(-total)))


@cache
def least_weight(score: int) -> float:
    """What the fields must weigh together, or a little less, for a score."""
    if score <= 0:
        return -math.inf
    if score > 100:  # noqa: PLR2004 - the highest there is
        return math.inf
    return -math.log(100 / (score - 0.5) - 1) - OFFSET - _ROUNDING


def parties_met(query: QueryText, entry: EntryText, index: Index) -> dict[str, float]:
    """The parties beside the two that both have, by folded name.

    Each with 1 if no other entry has it, and less the more of them have it.
    """
    met = sorted(query.others.keys() & entry.parties)
    return {party: 1.0 / index.parties_holding(party) for party in met}


def _told(met: Sequence[Meeting], weight: float) -> float:
    """How much of the weight of a proposal's words an entry says."""
    return math.fsum([meeting.told for meeting in met]) / weight if met else 0.0


def _names(
    query: QueryText, entry: EntryText, met: Sequence[Meeting], titled: Sequence[Meeting]
) -> list[float]:
    """How much of each name and alias a proposal says, half of it in its title."""
    anywhere = _shares(each.names for each in met)
    in_title = _shares(each.names for each in titled)
    return [
        1.0
        if fuzz.ratio(query.sorted_title, name.sorted, score_cutoff=SAME_NAME)
        else (name.body.share(anywhere[place]) + name.body.share(in_title[place])) / 2
        for place, name in enumerate(entry.names)
    ]


def _themes(entry: EntryText, met: Sequence[Meeting]) -> float:
    """How much of an entry's themes a proposal says, on an average."""
    said = _shares(each.themes for each in met)
    shares = [body.share(said[place]) for place, body in enumerate(entry.theme_bodies)]
    return sum(shares) / len(shares) if shares else 0.0


def _shares(found: Iterable[Iterable[tuple[int, Hits]]]) -> Mapping[int, Mapping[int, float]]:
    """What several words meet of each of several texts, by the texts' places."""
    by_text: dict[int, list[Hits]] = defaultdict(list)
    for each in found:
        for place, hits in each:
            by_text[place].append(hits)
    return defaultdict(dict, {place: all_met(hits) for place, hits in by_text.items()})


def _cosine(one: Keys, other: Keys) -> float:
    """The cosine of two vectors of length 1, which rounding may make longer."""
    return min(1.0, math.fsum(weight * other[key] for key, weight in one.items() if key in other))
