"""A small register looked at as a whole: which entries can be like a proposal at all.

Words come again from one proposal to the next, so what a word meets in the entries is worked
out once.  Of an entry it then takes a few sums to know how like it can be at most; only the
few that can be like enough are compared in full.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from rapidfuzz import fuzz, process

from screening.overlap.index import Index
from screening.overlap.meetings import Meeting, meeting
from screening.overlap.reading import QueryText, Token
from screening.overlap.scoring import SAME_NAME, WEIGHTS

__all__ = ["MOST_ENTRIES", "Sieve"]

MOST_ENTRIES: Final = 500
"""In larger registers it takes longer to look at every entry than to look for candidates."""

_MOST_MEETINGS: Final = 200_000
"""So many meetings are remembered; each takes some hundred bytes."""


class _Most(NamedTuple):
    """What a word can add at most to the likeness of an entry.

    ``told`` is of the word's own weight; ``asked`` is a share of what the entry says.  ``rest``
    is for themes and names, weighed, and ``name`` what of it is for names.
    """

    number: int
    told: float
    asked: float
    rest: float
    name: float


class Sieve:
    """Looks at every entry of a register.  Safe to call from threads.

    Args:
        index: the register's.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._texts = [index.text(number) for number in range(len(index))]
        self._named = [
            (name.sorted, number) for number, text in enumerate(self._texts) for name in text.names
        ]
        self._names = [name for name, _ in self._named]
        self._subjects: Mapping[str, list[tuple[int, float]]] = defaultdict(list)
        self._parties: Mapping[str, list[int]] = defaultdict(list)
        for number, text in enumerate(self._texts):
            for key, weight in text.subjects.items():
                self._subjects[key].append((number, weight))
            for party in text.parties:
                self._parties[party].append(number)
        self._known: dict[str, tuple[Mapping[int, Meeting], tuple[_Most, ...]]] = {}
        self._held = 0

    def met(self, tokens: Iterable[Token], number: int) -> list[Meeting]:
        """The meetings of some words with an entry."""
        known = self._known
        found = [(known.get(token.label) or self._of(token))[0].get(number) for token in tokens]
        return [each for each in found if each is not None]

    def ceilings(self, query: QueryText) -> dict[int, float]:
        """What the fields of an entry can weigh together at most, of those that share a word."""
        size = len(self._texts)
        told, asked, rest = [0.0] * size, [0.0] * size, [0.0] * size
        known = self._known
        for token in query.tokens:
            for number, of_word, of_entry, others, _ in (known.get(token.label) or self._of(token))[
                1
            ]:
                told[number] += of_word
                asked[number] += of_entry
                rest[number] += others
        self._add_title(query, rest)
        for key, weight in query.subjects.items():
            for number, other in self._subjects.get(key, ()):
                rest[number] += WEIGHTS["subject"] * weight * other
        for party in query.others:
            holding = self._parties.get(party, ())
            for number in holding:
                rest[number] += WEIGHTS["parties"] / len(holding)
        text, weight = WEIGHTS["text"], query.weight or 1.0
        return {
            number: text * max(mine / weight, asked[number]) + rest[number]
            for number, mine in enumerate(told)
            if mine or asked[number]
        }

    def _add_title(self, query: QueryText, rest: list[float]) -> None:
        for token in query.title:
            for number, of_word, _, _, name in (self._known.get(token.label) or self._of(token))[1]:
                rest[number] += WEIGHTS["title"] * of_word / query.title_weight + name
        same = process.extract(
            query.sorted_title,
            self._names,
            scorer=fuzz.ratio,
            score_cutoff=SAME_NAME,
            limit=None,
        )
        for _, _, place in same:
            rest[self._named[place][1]] += WEIGHTS["name"]

    def _of(self, token: Token) -> tuple[Mapping[int, Meeting], tuple[_Most, ...]]:
        """What a word meets in the entries, and what that can add to their likeness."""
        numbers = {one for key in token.strengths for one in self._index.holding(key)}
        meetings = {
            number: met
            for number in sorted(numbers)
            if (met := meeting(token, self._texts[number])) is not None
        }
        known = meetings, tuple(self._most(*each) for each in meetings.items())
        if self._held > _MOST_MEETINGS:
            self._known.clear()
            self._held = 0
        self._known[token.label] = known
        self._held += len(meetings) + 1
        return known

    def _most(self, number: int, met: Meeting) -> _Most:
        text = self._texts[number]
        asked = sum(value for _, value in met.body) / text.body.weight if met.body else 0.0
        # Of a name as much is in the title, as what is said anywhere.
        name = max(
            (sum(v for _, v in hits) / text.names[at].body.weight for at, hits in met.names),
            default=0.0,
        )
        themes = sum(
            sum(v for _, v in hits) / text.theme_bodies[at].weight for at, hits in met.themes
        )
        half = WEIGHTS["name"] * name / 2
        mean = WEIGHTS["themes"] * themes / max(len(text.theme_bodies), 1)
        return _Most(number, met.told, asked, mean + half, half)
