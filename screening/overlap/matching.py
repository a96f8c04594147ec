"""A proposal against the register: candidates first, then each of them scored in full (§ 4.4)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from screening.model.proposal import Proposal
from screening.model.register import Register, RegisterEntry
from screening.model.vocabulary import Vocabulary
from screening.overlap.candidates import CANDIDATES, candidates
from screening.overlap.index import EntryText, Index, MemoryIndex
from screening.overlap.lexicon import STRENGTHS
from screening.overlap.reading import QueryText, distinct
from screening.overlap.scoring import Comparison, Likeness, parties_met, score
from screening.overlap.stored_register import StoredRegister
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
    this one is ahead of it; below 0 it is behind.
    """

    entry: RegisterEntry
    score: int
    fields: Likeness
    parties: Mapping[str, float]
    text: EntryText = field(repr=False)
    query: QueryText = field(repr=False)
    comparison: Comparison = field(repr=False, compare=False)
    rival: str | None = None
    margin: int = 0

    @property
    def agreed(self) -> bool:
        """Whether two fields speak for it, or its very name: no overlap is strong else."""
        speaking = sum(likeness >= AGREES for likeness in self.fields.values())
        return speaking > 1 or self.fields["name"] == 1.0


class _Found(NamedTuple):
    """An entry with its score."""

    points: int
    text: EntryText
    fields: Likeness
    comparison: Comparison


class Matcher:
    """A register made ready to be compared with.  Safe to call from threads."""

    def __init__(self, register: Register | StoredRegister, vocabulary: Vocabulary) -> None:
        self._index: Index = (
            register.index
            if isinstance(register, StoredRegister)
            else MemoryIndex(register, vocabulary)
        )

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
        self, query: QueryText, *, at_least: int, besides: Collection[str] = ()
    ) -> list[Match]:
        """The entries with at least that score, and those named besides, the likest first."""
        numbers = candidates(query, self._index)
        named = (self._index.number(entry) for entry in besides)
        numbers += [one for one in named if one is not None and one not in numbers]
        found = self._likest(query, numbers, at_least, besides)
        return [
            Match(
                text.entry,
                points,
                fields,
                parties_met(query, text, self._index),
                text,
                query,
                comparison,
                *_rival(place, found),
            )
            for place, (points, text, fields, comparison) in enumerate(found)
            if points >= at_least or text.entry.id in besides
        ]

    def _likest(
        self, query: QueryText, numbers: Sequence[int], at_least: int, besides: Collection[str]
    ) -> list[_Found]:
        """The entries that are asked for and the two likest of all, the likest first.

        Others are left out as soon as it is clear that they are none of these.
        """
        texts = [self._index.text(number) for number in numbers]
        compared = [(Comparison(query, text, self._index), text) for text in texts]
        found = [_scored(*each) for each in compared if each[1].entry.id in besides]
        waiting = [each for each in compared if each[1].entry.id not in besides]
        waiting.sort(key=lambda each: -each[0].ceiling)
        second, best = sorted([0, 0, *(each.points for each in found)])[-2:]
        for comparison, text in waiting:
            # Who is second to the likest is told only where there is something to tell.
            worth = min(at_least, second) if besides or best >= at_least else at_least
            if comparison.ceiling < worth:
                break
            scored = _scored(comparison, text)
            second, best = sorted([second, best, scored.points])[-2:]
            found.append(scored)
        found.sort(key=lambda each: (-each.points, each.text.entry.id))
        return found

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
            frozenset(key.id for key in token.keys if key.strength > STRENGTHS["first part"])
            for token in self._index.reader.tokens(theme)
        ]


def _scored(comparison: Comparison, text: EntryText) -> _Found:
    fields = comparison.likeness()
    return _Found(score(fields), text, fields, comparison)


def _rival(place: int, found: Sequence[_Found]) -> tuple[str | None, int]:
    """The best of the others, and how far this one is ahead of it."""
    if len(found) == 1:
        return None, found[0].points
    other = found[1 if place == 0 else 0]
    return other.text.entry.id, found[place].points - other.points
