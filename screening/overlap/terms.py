"""The vocabulary's terms by the stems of their words, to be looked up in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Final

from screening.model.vocabulary import Terms, Vocabulary
from screening.overlap.words import english_stems, folded, swedish_stems

__all__ = ["TermTable", "term_table"]


class TermTable:
    """What the lines of a vocabulary say of a term.

    A line's key is ``c:`` and its number for synonyms and abbreviations, ``f:`` for subjects.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        # Plain strings, of which there are tens of thousands: what Python need not watch.
        self.lines: Final[dict[str, str]] = {}
        """The keys of the lines that have a term, by the stems of its words."""
        self.longest: Final[dict[str, dict[str, int]]] = {}
        """The words in the longest term that begins with a stem and then another."""
        self.common: Final = frozenset(folded(word) for word in vocabulary.common)
        """The words that say nothing."""
        lines = [
            (f"{prefix}:{number}", Terms.of(line))
            for prefix, group in (
                ("c", (*vocabulary.synonyms, *vocabulary.abbreviations)),
                ("f", vocabulary.subjects),
            )
            for number, line in enumerate(group)
        ]
        self.labels: Final = {key: terms.all[0] for key, terms in lines}
        """The first term of each line."""
        in_swedish = self._add([(key, terms.sv) for key, terms in lines], swedish_stems)
        self._add([(key, terms.en) for key, terms in lines], english_stems)
        self.words: Final = frozenset(in_swedish)
        """The Swedish words, as they are written."""
        self.stems: Final = frozenset(in_swedish.values())
        """Their stems."""

    def _add(
        self,
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
                after = self.longest.setdefault(stems[0], {})
                after[stems[1]] = max(after.get(stems[1], 0), len(words))
            known = self.lines.get(term, "")
            if not known.endswith(f" {key}"):
                self.lines[term] = f"{known} {key}"
        return stem_of


@lru_cache(maxsize=4)
def term_table(vocabulary: Vocabulary) -> TermTable:
    """The table of a vocabulary, which is made once: it takes a tenth of a second."""
    return TermTable(vocabulary)


def _words(term: str) -> list[str]:
    """The words of a term; most are one."""
    return [term.casefold()] if term.isalnum() else folded(term).split()
