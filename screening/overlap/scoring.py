"""How alike a proposal and an entry are, field by field and in all.

The weights are fixed and published.  The score is the logistic function of their weighted
sum, times 100; what it means in a register is for the bands to say, which are calibrated.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final, Literal, get_args

from rapidfuzz import fuzz

from screening.overlap.covering import Hits, all_met
from screening.overlap.index import EntryName, EntryText, Index
from screening.overlap.meetings import Meeting
from screening.overlap.reading import Keys, QueryText

__all__ = [
    "FIELDS",
    "OFFSET",
    "SCORING_VERSION",
    "WEIGHTS",
    "Comparison",
    "Field",
    "Likeness",
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

_ROUNDING: Final = 1e-9
"""More than a sum can lose by being made in another order."""


class Comparison:
    """A proposal beside an entry, worked out no further than is asked for.

    Most entries turn out to be too unlike before names and themes are looked at.
    """

    __slots__ = ("_entry", "_met", "_query", "_so_far", "_titled", "ceiling")

    ceiling: int
    """The score that it has at most, whatever the name and the themes will say, 0 to 100."""

    def __init__(self, query: QueryText, entry: EntryText, index: Index) -> None:
        self._query = query
        self._entry = entry
        self._met = entry.meetings.of(query.tokens)
        self._titled = entry.meetings.of(query.title)
        asked = entry.body.share(all_met([meeting.body for meeting in self._met]))
        self._so_far: dict[Field, float] = {
            "text": max(_told(self._met, query.weight), asked),
            "title": _told(self._titled, query.title_weight),
            "subject": _cosine(query.subjects, entry.subjects),
            "parties": max(parties_met(query, entry, index).values(), default=0.0),
        }
        known = sum([WEIGHTS[field] * value for field, value in self._so_far.items()])
        themes = WEIGHTS["themes"] if entry.theme_bodies else 0.0
        self.ceiling = _of_total(known + WEIGHTS["name"] + themes + _ROUNDING)

    def likeness(self) -> dict[Field, float]:
        """How alike the two are in each field, 0 to 1."""
        rest: dict[Field, float] = {"name": max(self._names()), "themes": self._themes()}
        found = self._so_far | rest
        return {field: found[field] for field in FIELDS}

    def nearest_name(self) -> EntryName:
        """The name or alias of the entry that comes nearest to the proposal."""
        alike = self._names()
        return self._entry.names[alike.index(max(alike))]

    def _names(self) -> list[float]:
        """How much of each name and alias the proposal says, half of it in its title."""
        anywhere = _shares(each.names for each in self._met)
        titled = _shares(each.names for each in self._titled)
        return [
            1.0
            if fuzz.ratio(self._query.sorted_title, name.sorted, score_cutoff=_SAME_NAME)
            else (name.body.share(anywhere[place]) + name.body.share(titled[place])) / 2
            for place, name in enumerate(self._entry.names)
        ]

    def _themes(self) -> float:
        """How much of its themes the proposal says, on an average."""
        bodies = self._entry.theme_bodies
        met = _shares(each.themes for each in self._met)
        shares = [body.share(met[place]) for place, body in enumerate(bodies)]
        return sum(shares) / len(shares) if shares else 0.0


def _told(met: Iterable[Meeting], weight: float) -> float:
    """How much of the weight of a proposal's words an entry says."""
    told = [meeting.told for meeting in met]
    return math.fsum(told) / weight if told else 0.0


def _shares(found: Iterable[Iterable[tuple[int, Hits]]]) -> Mapping[int, Mapping[int, float]]:
    """What several words meet of each of several texts, by the texts' places."""
    by_text: dict[int, list[Hits]] = defaultdict(list)
    for each in found:
        for place, hits in each:
            by_text[place].append(hits)
    return defaultdict(dict, {place: all_met(hits) for place, hits in by_text.items()})


def score(fields: Likeness) -> int:
    """The score in all, 0 to 100."""
    return _of_total(sum([WEIGHTS[field] * value for field, value in fields.items()]))


def _of_total(weighed: float) -> int:
    return round(100 / (1 + math.exp(-(OFFSET + weighed))))


def parties_met(query: QueryText, entry: EntryText, index: Index) -> dict[str, float]:
    """The parties beside the two that both have, by folded name.

    Each with 1 if no other entry has it, and less the more of them have it.
    """
    met = sorted(query.others.keys() & entry.parties)
    return {party: 1.0 / index.parties_holding(party) for party in met}


def _cosine(one: Keys, other: Keys) -> float:
    """The cosine of two vectors of length 1, which rounding may make longer."""
    return min(1.0, math.fsum(weight * other[key] for key, weight in one.items() if key in other))
