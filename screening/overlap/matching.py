"""A proposal against every entry of the register: scores field by field, and one score.

The weights are fixed and published.  Text against text decides most; a name, shared
themes and a rare shared party each close part of what is left to full likeness:

    1 - (1 - text) · (1 - 0.25 name) · (1 - 0.10 themes) · (1 - 0.05 parties)

A plain ratio of characters is never the score: once lengths differ, one shared word
makes it high.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from rapidfuzz import fuzz, process

from screening.model.proposal import Proposal
from screening.model.register import Register, RegisterEntry
from screening.overlap.index import PieceIndex, joined
from screening.overlap.text import folded

__all__ = ["FIELDS", "Field", "Match", "Matcher", "Query", "same_theme"]

Field = Literal["text", "name", "themes", "parties"]
FIELDS: Final[tuple[Field, ...]] = ("text", "name", "themes", "parties")

_WEIGHTS: Final[Mapping[Field, float]] = {
    "text": 1.0,
    "name": 0.25,
    "themes": 0.10,
    "parties": 0.05,
}
_SAME_WORDS: Final = 90.0
"""From which ratio two names are the same but for spelling and the order of words."""
_SAME_THEME: Final = 85.0
_AGREES: Final = 0.25
"""From which likeness a field speaks for an overlap."""
_SPEAKS_ALONE: Final = 0.60
"""From which likeness one field is enough."""


@dataclass(frozen=True, slots=True)
class Query:
    """What of a proposal is compared; ``others`` are its parties but for the two."""

    title: str
    summary: str
    themes: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @classmethod
    def of(cls, proposal: Proposal, others: Sequence[str]) -> Query:
        """The query that a proposal makes."""
        return cls(proposal.title, proposal.summary, proposal.themes, tuple(others))


@dataclass(frozen=True, slots=True)
class Match:
    """An entry with its likeness to a query: per field 0 to 1, and in all 0 to 100."""

    entry: RegisterEntry
    score: int
    fields: Mapping[Field, float]
    name: str
    """The name or alias of the entry that came nearest to the title."""

    @property
    def agreed(self) -> bool:
        """Whether two fields speak for it, or one very clearly: no overlap is strong else."""
        speaking = sum(likeness >= _AGREES for likeness in self.fields.values())
        return speaking > 1 or max(self.fields.values()) >= _SPEAKS_ALONE


class Matcher:
    """A register made ready to be compared with.  Safe to call from threads."""

    def __init__(self, register: Register) -> None:
        entries = register.entries
        texts = [
            joined([entry.name, *entry.aliases, entry.description, *entry.themes])
            for entry in entries
        ]
        named = [
            (place, name)
            for place, entry in enumerate(entries)
            for name in (entry.name, *entry.aliases)
        ]
        self._entries = entries
        self._texts = PieceIndex(texts)
        self._named = named
        self._folded_names = [folded(name) for _, name in named]
        self._names = PieceIndex([name for _, name in named], background=texts)
        self._themes = [frozenset(folded(theme) for theme in entry.themes) for entry in entries]
        self._all_themes = sorted({theme for themes in self._themes for theme in themes})
        self._parties = [frozenset(folded(party) for party in entry.parties) for entry in entries]
        self._held_by = Counter(party for parties in self._parties for party in parties)

    def matches(self, query: Query, *, at_least: int, besides: Collection[str] = ()) -> list[Match]:
        """The entries with at least that score, and those named besides, the likest first."""
        text = joined([query.title, query.summary, *query.themes])
        likeness = self._texts.similarities(self._texts.vector(text))
        names = self._nearest_names(query.title)
        wanted = [self._like(theme) for theme in query.themes]
        others = {folded(other) for other in query.others}
        found = []
        for place, entry in enumerate(self._entries):
            near, name = names[place]
            fields: dict[Field, float] = {
                "text": min(likeness[place], 1.0),
                "name": near,
                "themes": _share(wanted, self._themes[place]),
                "parties": self._rarest(others & self._parties[place]),
            }
            score = _score(fields)
            if score >= at_least or entry.id in besides:
                found.append(Match(entry, score, fields, name))
        return sorted(found, key=lambda match: (-match.score, match.entry.id))

    def _nearest_names(self, title: str) -> list[tuple[float, str]]:
        """For each entry how near its nearest name is to the title, and that name."""
        near = [(0.0, entry.name) for entry in self._entries]
        written = folded(title)
        likeness = self._names.similarities(self._names.vector(title))
        for _, ratio, number in process.extract(
            written,
            self._folded_names,
            scorer=fuzz.token_sort_ratio,
            score_cutoff=_SAME_WORDS,
            limit=None,
        ):
            likeness[number] = max(likeness[number], ratio / 100)
        for (place, name), alike in zip(self._named, likeness, strict=True):
            if alike > near[place][0]:
                near[place] = (min(alike, 1.0), name)
        return near

    def _like(self, theme: str) -> frozenset[str]:
        """The register's themes that are the same as a theme but for inflection."""
        return frozenset(
            known
            for known, _, _ in process.extract(
                folded(theme),
                self._all_themes,
                scorer=fuzz.ratio,
                score_cutoff=_SAME_THEME,
                limit=None,
            )
        )

    def _rarest(self, shared: Collection[str]) -> float:
        """1 for a party that no other entry has, less the more of them have it; 0 for none."""
        return max((1.0 / self._held_by[party] for party in shared), default=0.0)


def same_theme(one: str, other: str) -> bool:
    """Whether two folded themes are the same but for inflection."""
    return fuzz.ratio(one, other, score_cutoff=_SAME_THEME) > 0


def _share(wanted: Sequence[frozenset[str]], had: frozenset[str]) -> float:
    """The share of the proposal's themes, each with its likes, that the entry has."""
    if not wanted:
        return 0.0
    return sum(not had.isdisjoint(likes) for likes in wanted) / len(wanted)


def _score(fields: Mapping[Field, float]) -> int:
    left = 1.0
    for field, likeness in fields.items():
        left *= 1.0 - _WEIGHTS[field] * likeness
    return round(100 * (1.0 - left))
