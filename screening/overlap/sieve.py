"""A small register looked at as a whole: which entries can be like a proposal at all.

Words come again from one proposal to the next, so what a word meets in the entries is worked
out once.  Of an entry it then takes a few sums to know how like it can be at most; only the
few that can be like enough are compared in full.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from rapidfuzz import fuzz, process

from screening.overlap.index import Index
from screening.overlap.meetings import Meeting, Met, meeting
from screening.overlap.query import QueryText
from screening.overlap.scoring import SAME_NAME, WEIGHTS
from screening.overlap.tokens import Token

__all__ = ["MOST_ENTRIES", "Look", "Sieve"]

MOST_ENTRIES: Final = 500
"""In larger registers it takes longer to look at every entry than to look for candidates."""

_MOST_MEETINGS: Final = 200_000
"""So many meetings are remembered; each takes some hundred bytes."""


class _Word(NamedTuple):
    """A word beside the entries: what it meets, and what it can add at most to their likeness.

    ``said`` has, by the entries' numbers, two sums in one, since there are some hundred to
    make for each proposal: the real part is what an entry says of the word's own weight, the
    imaginary one a share of what the entry says.  ``besides`` is for themes and names,
    weighed, and ``titled`` what an entry says of the word's weight with what of it is for names.
    """

    meetings: Mapping[int, Meeting]
    said: tuple[tuple[int, complex], ...]
    besides: tuple[tuple[int, float], ...]
    titled: tuple[tuple[int, float, float], ...]


class Sieve:
    """Looks at every entry of a register.  Safe to call from threads.

    Args:
        index: the register's.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self.texts = [index.text(number) for number in range(len(index))]
        self._names = [name.sorted for text in self.texts for name in text.names]
        self._named = [number for number, text in enumerate(self.texts) for _ in text.names]
        self.subjects: Mapping[str, list[tuple[int, float]]] = defaultdict(list)
        """The entries that are about a subject, with how much, weighed."""
        self.parties: Mapping[str, list[int]] = defaultdict(list)
        """The entries that a party takes part in."""
        for number, text in enumerate(self.texts):
            for key, weight in text.subjects.items():
                self.subjects[key].append((number, WEIGHTS["subject"] * weight))
            for party in text.parties:
                self.parties[party].append(number)
        self._known: dict[str, _Word] = {}
        self._held = 0

    def look(self, query: QueryText) -> Look:
        """A proposal beside all the entries."""
        return Look(self, query, self._words(query.tokens), self._words(query.title))

    def named(self, title: str) -> list[int]:
        """The entries that a title names, a name of theirs as often as it does."""
        same = process.extract(
            title, self._names, scorer=fuzz.ratio, score_cutoff=SAME_NAME, limit=None
        )
        return [self._named[place] for _, _, place in same]

    def _words(self, tokens: Iterable[Token]) -> list[_Word]:
        """Some words beside the entries."""
        known = self._known
        return [known.get(token.meaning.label) or self._of(token) for token in tokens]

    def _of(self, token: Token) -> _Word:
        """What a word meets in the entries, and what that can add to their likeness."""
        meaning = token.meaning
        numbers = {one for key in meaning.strengths for one in self._index.holding(key)}
        meetings = {
            number: met
            for number in sorted(numbers)
            if (met := meeting(token, self.texts[number])) is not None
        }
        asked = {number: self._asked(number, met) for number, met in meetings.items()}
        names = {number: self._name(number, met) for number, met in meetings.items()}
        themes = {number: self._themes(number, met) for number, met in meetings.items()}
        word = _Word(
            meetings,
            tuple((number, complex(met.told, asked[number])) for number, met in meetings.items()),
            tuple((n, names[n] + themes[n]) for n in meetings if names[n] or themes[n]),
            tuple((number, met.told, names[number]) for number, met in meetings.items()),
        )
        if self._held > _MOST_MEETINGS:
            self._known.clear()
            self._held = 0
        self._known[meaning.label] = word
        self._held += len(meetings) + 1
        return word

    def _asked(self, number: int, met: Meeting) -> float:
        """How much of what an entry says a word meets."""
        body = self.texts[number].body
        return sum(value for _, value in met.body) / body.weight if met.body else 0.0

    def _name(self, number: int, met: Meeting) -> float:
        """What a word can add for names; as much of one is in the title, as is said anywhere."""
        names = self.texts[number].names
        shares = (sum(v for _, v in hits) / names[at].body.weight for at, hits in met.names)
        return WEIGHTS["name"] * max(shares, default=0.0) / 2

    def _themes(self, number: int, met: Meeting) -> float:
        """What a word can add for themes, on an average of all that an entry has."""
        bodies = self.texts[number].theme_bodies
        shares = (sum(v for _, v in hits) / bodies[at].weight for at, hits in met.themes)
        return WEIGHTS["themes"] * sum(shares) / max(len(bodies), 1)


class Look:
    """A proposal beside all the entries of a register."""

    def __init__(
        self, sieve: Sieve, query: QueryText, words: Sequence[_Word], titled: Sequence[_Word]
    ) -> None:
        self._sieve = sieve
        self._query = query
        self._words = words
        self._titled = titled

    def met(self, number: int) -> Met:
        """What the words of the proposal meet in an entry, and what those of its title do."""
        found, titled = (
            [met for word in words if (met := word.meetings.get(number)) is not None]
            for words in (self._words, self._titled)
        )
        return found, titled

    def ceilings(self) -> dict[int, float]:
        """What the fields of an entry can weigh together at most, of those that share a word."""
        said, rest = [0j] * len(self._sieve.texts), [0.0] * len(self._sieve.texts)
        for word in self._words:
            for number, told_and_asked in word.said:
                said[number] += told_and_asked
            for number, others in word.besides:
                rest[number] += others
        self._add_title(rest)
        self._add_subjects_and_parties(rest)
        text, weight = WEIGHTS["text"], self._query.weight or 1.0
        return {
            number: text * max(sums.real / weight, sums.imag) + rest[number]
            for number, sums in enumerate(said)
            if sums
        }

    def _add_title(self, rest: list[float]) -> None:
        whole = self._query.title_weight
        for word in self._titled:
            for number, told, name in word.titled:
                rest[number] += WEIGHTS["title"] * told / whole + name
        for number in self._sieve.named(self._query.sorted_title):
            rest[number] += WEIGHTS["name"]

    def _add_subjects_and_parties(self, rest: list[float]) -> None:
        for key, weight in self._query.subjects.items():
            for number, weighed in self._sieve.subjects.get(key, ()):
                rest[number] += weight * weighed
        for party in self._query.others:
            holding = self._sieve.parties.get(party, ())
            for number in holding:
                rest[number] += WEIGHTS["parties"] / len(holding)
