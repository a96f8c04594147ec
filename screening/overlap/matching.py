"""A proposal against the register: candidates first, then each of them scored in full (§ 4.4)."""

from __future__ import annotations

import heapq
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from screening.model.proposal import Proposal
from screening.model.register import Register, RegisterEntry
from screening.model.vocabulary import Vocabulary
from screening.overlap.candidates import CANDIDATES, candidates
from screening.overlap.index import EntryName, EntryText, Index, MemoryIndex
from screening.overlap.lexicon import STRENGTHS
from screening.overlap.meetings import Met, meeting
from screening.overlap.query import QueryText
from screening.overlap.scoring import (
    Comparison,
    Likeness,
    compared,
    least_weight,
    parties_met,
)
from screening.overlap.sieve import MOST_ENTRIES, Look, Sieve
from screening.overlap.stored_register import StoredRegister
from screening.overlap.tokens import distinct
from screening.overlap.words import folded

__all__ = ["AGREES", "CANDIDATES", "Match", "Matcher", "Query"]

AGREES: Final = 0.25
"""From which likeness a field speaks for an overlap."""


@dataclass(frozen=True, slots=True)
class Query:
    """What of a proposal is compared.

    ``others`` are its parties but for the two, by the names that they are best known by;
    ``written`` has the same as the proposal writes them, where that is told.
    """

    title: str
    summary: str
    themes: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    written: tuple[str, ...] = ()

    @classmethod
    def of(cls, proposal: Proposal, others: Sequence[str], written: Sequence[str] = ()) -> Query:
        """The query that a proposal makes."""
        return cls(proposal.title, proposal.summary, proposal.themes, tuple(others), tuple(written))


@dataclass(frozen=True, slots=True)
class Match:
    """An entry with its likeness to a query: per field 0 to 1, and in all 0 to 100.

    ``parties`` are those that both have, by folded name, each with its own likeness.
    ``rival`` is the entry, among the others, with the highest score, and ``margin`` how far
    this one is ahead of it; below 0 it is behind.  They are told where rivals were asked for.
    """

    entry: RegisterEntry
    score: int
    fields: Likeness
    parties: Mapping[str, float]
    text: EntryText = field(repr=False)
    query: QueryText = field(repr=False)
    name: EntryName = field(repr=False)
    rival: str | None = None
    margin: int = 0

    @property
    def agreed(self) -> bool:
        """Whether two fields speak for it, or its very name: no overlap is strong else."""
        speaking = sum(likeness >= AGREES for likeness in self.fields.values())
        return speaking > 1 or self.fields["name"] == 1.0


_Found = tuple[EntryText, Comparison]
"""An entry, compared."""


class Matcher:
    """A register made ready to be compared with.  Safe to call from threads."""

    def __init__(self, register: Register | StoredRegister, vocabulary: Vocabulary) -> None:
        self._index: Index = (
            register.index
            if isinstance(register, StoredRegister)
            else MemoryIndex(register, vocabulary)
        )
        self._sieve = Sieve(self._index) if len(self._index) <= MOST_ENTRIES else None

    def read(self, query: Query) -> QueryText:
        """A query made ready to be compared with entries."""
        reader = self._index.reader
        title = distinct(reader.tokens(query.title, "title"))
        rest = reader.tokens(query.summary, "summary")
        for number, theme in enumerate(query.themes):
            rest += reader.tokens(theme, f"themes[{number}]")
        return QueryText(
            title=title,
            tokens=distinct([*title, *rest]),
            title_text=query.title,
            others={
                folded(known): written
                for known, written in zip(query.others, query.written or query.others, strict=True)
            },
            rarity=reader.rarity,
        )

    def matches(
        self,
        query: QueryText,
        *,
        at_least: int,
        besides: Collection[str] = (),
        rivals: bool = True,
    ) -> list[Match]:
        """The entries with at least that score, and those named besides, the likest first.

        There are ``CANDIDATES`` of the former at most.  Without ``rivals`` it is sooner found.
        """
        found = self._likest(query, at_least, besides, rivals=rivals)
        return [
            Match(
                text.entry,
                one.score,
                one.fields,
                parties_met(query, text, self._index),
                text,
                query,
                one.name,
                *(_rival(place, found) if rivals else (None, 0)),
            )
            for place, (text, one) in enumerate(found)
            if (one.score >= at_least and place < CANDIDATES) or text.entry.id in besides
        ]

    def _likest(
        self, query: QueryText, at_least: int, besides: Collection[str], *, rivals: bool
    ) -> Sequence[_Found]:
        """The entries that are asked for and with ``rivals`` the two likest, the likest first.

        Others are left out as soon as it is clear that they are none of these.
        """
        look = self._look(query)
        most = look.ceilings()
        if not besides and max(most.values(), default=0) < least_weight(at_least):
            return []
        given = (self._index.number(entry) for entry in besides)
        asked = [number for number in given if number is not None]
        found = [self._compared(query, number, look) for number in asked]
        second, best = sorted([0, 0, *(one.score for _, one in found)])[-2:]
        waiting = [(-weight, number) for number, weight in most.items() if number not in asked]
        heapq.heapify(waiting)
        while waiting:
            weight, number = heapq.heappop(waiting)
            # Who is second to the likest is told only where there is something to tell.
            told = rivals and (asked or best >= at_least)
            worth = min(at_least, second) if told else at_least
            if -weight < least_weight(worth):
                break
            text, one = self._compared(query, number, look)
            second, best = sorted([second, best, one.score])[-2:]
            found.append((text, one))
        return sorted(found, key=lambda each: (-each[1].score, each[0].entry.id))

    def _compared(self, query: QueryText, number: int, look: Look | _Candidates) -> _Found:
        text = self._index.text(number)
        return text, compared(query, text, self._index, *look.met(number))

    def _look(self, query: QueryText) -> Look | _Candidates:
        return _Candidates(query, self._index) if self._sieve is None else self._sieve.look(query)

    def same_theme(self, one: str, other: str) -> bool:
        """Whether two themes are the same: in other forms, or by the vocabulary's synonyms."""
        if folded(one) == folded(other):
            return True
        first, second = (self._meanings(theme) for theme in (one, other))
        return (
            min(len(first), len(second)) > 0
            and all(any(mine & theirs for theirs in second) for mine in first)
            and all(any(mine & theirs for mine in first) for theirs in second)
        )

    def _meanings(self, theme: str) -> list[frozenset[str]]:
        """What each word of a theme means as a whole, forms and synonyms alike."""
        return [
            frozenset(
                key.id for key in token.meaning.keys if key.strength > STRENGTHS["first part"]
            )
            for token in self._index.reader.tokens(theme)
        ]


class _Candidates:
    """A proposal beside the entries of a register that is too large to look at all of them."""

    def __init__(self, query: QueryText, index: Index) -> None:
        self._query = query
        self._index = index

    def ceilings(self) -> Mapping[int, float]:
        """The entries worth a look, by their numbers; nothing is known of what they weigh."""
        return dict.fromkeys(candidates(self._query, self._index), math.inf)

    def met(self, number: int) -> Met:
        """What the words of the proposal meet in an entry, and what those of its title do."""
        text = self._index.text(number)
        found, titled = (
            [met for token in tokens if (met := meeting(token, text)) is not None]
            for tokens in (self._query.tokens, self._query.title)
        )
        return found, titled


def _rival(place: int, found: Sequence[_Found]) -> tuple[str | None, int]:
    """The best of the others, and how far this one is ahead of it."""
    if len(found) == 1:
        return None, found[0][1].score
    text, other = found[1 if place == 0 else 0]
    return text.entry.id, found[place][1].score - other.score
