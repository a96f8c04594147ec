"""The vocabulary's terms by the stems of their words, to be looked up in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Self

from screening.model.vocabulary import Terms, Vocabulary
from screening.overlap.words import english_stems, folded, swedish_stems

__all__ = ["TermTable"]


@dataclass(frozen=True, slots=True)
class TermTable:
    """What the lines of a vocabulary say of a term.

    A line's key is ``c:`` and its number for synonyms and abbreviations, ``f:`` for subjects.
    """

    lines: Mapping[str, str]
    """The keys of the lines that have a term, by the stems of its words."""
    longest: Mapping[str, Mapping[str, int]]
    """The words in the longest term that begins with a stem and then another."""
    common: frozenset[str]
    """The words that say nothing."""
    labels: Mapping[str, str]
    """The first term of each line."""
    words: frozenset[str]
    """The Swedish words, as they are written."""
    stems: frozenset[str]
    """Their stems."""

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> Self:
        """The table of a vocabulary."""
        lines = [
            (f"{prefix}:{number}", Terms.of(line))
            for prefix, group in (
                ("c", (*vocabulary.synonyms, *vocabulary.abbreviations)),
                ("f", vocabulary.subjects),
            )
            for number, line in enumerate(group)
        ]
        known: dict[str, str] = {}
        longest: dict[str, dict[str, int]] = {}
        in_swedish = _add(known, longest, [(key, terms.sv) for key, terms in lines], swedish_stems)
        _add(known, longest, [(key, terms.en) for key, terms in lines], english_stems)
        return cls(
            lines=known,
            longest=longest,
            common=frozenset(folded(word) for word in vocabulary.common),
            labels={key: terms.all[0] for key, terms in lines},
            words=frozenset(in_swedish),
            stems=frozenset(in_swedish.values()),
        )

    def as_data(self) -> dict[str, Any]:
        """The table as JSON has it."""
        named = {one.name: getattr(self, one.name) for one in fields(self)}
        return {
            name: sorted(value) if isinstance(value, frozenset) else value
            for name, value in named.items()
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """The table that :meth:`as_data` gave."""
        known: dict[str, Any] = {
            name: frozenset(value) if isinstance(value, list) else value
            for name, value in data.items()
        }
        return cls(**known)


def _add(
    known: dict[str, str],
    longest: dict[str, dict[str, int]],
    lines: Iterable[tuple[str, Iterable[str]]],
    stemmed: Callable[[Iterable[str]], dict[str, str]],
) -> dict[str, str]:
    """Add the terms of a language, and give its words with their stems."""
    terms = [(key, _words(term)) for key, group in lines for term in group]
    stem_of = stemmed({word for _, words in terms for word in words})
    for key, words in terms:
        if len(words) == 1:
            term = stem_of[words[0]]
        else:
            stems = [stem_of[word] for word in words]
            term = " ".join(stems)
            after = longest.setdefault(stems[0], {})
            after[stems[1]] = max(after.get(stems[1], 0), len(words))
        held = known.get(term, "")
        if not held.endswith(f" {key}"):
            known[term] = f"{held} {key}"
    return stem_of


def _words(term: str) -> list[str]:
    """The words of a term; most are one."""
    return [term.casefold()] if term.isalnum() else folded(term).split()
