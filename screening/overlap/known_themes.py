"""Themes that the vocabulary knows, and what those it does not know may have been meant to be."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz, process

from screening.intake.words import folded
from screening.model.vocabulary import Terms, Vocabulary
from screening.overlap.known_words import Words
from screening.overlap.lexicon import Lexicon
from screening.overlap.words import english_stem, spots

__all__ = ["ThemeReader"]

_NEAR_ENOUGH: Final = 80.0
"""Among so many terms one is always a little like it."""


class ThemeReader:
    """Knows the themes that can meet others by way of the vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._lexicon = Lexicon(vocabulary, Words(()))
        lines = (*vocabulary.synonyms, *vocabulary.abbreviations, *vocabulary.subjects)
        terms = [Terms.of(line) for line in lines]
        self._terms = {folded(term): term for each in terms for term in sorted(each.all)}
        self._folded = sorted(self._terms)
        self.nearest = lru_cache(maxsize=10_000)(self._nearest)
        # The lexicon makes compounds of Swedish words only.
        self._english = {
            english_stem(spot.word) for each in terms for term in each.en for spot in spots(term)
        }

    def unknown(self, theme: str) -> list[str]:
        """The words of a theme that the vocabulary does not have.

        It has a word in whatever forms are one word to the lexicon, and a compound whose
        parts it has; words that say nothing of a subject are as good as known.
        """
        return [spot.word for spot in spots(theme) if not self._has(spot.word)]

    def _nearest(self, theme: str) -> str | None:
        """The term that is spelt most like a theme, or None where none is much like it."""
        hit = process.extractOne(
            folded(theme), self._folded, scorer=fuzz.ratio, score_cutoff=_NEAR_ENOUGH
        )
        return self._terms[hit[0]] if hit else None

    def _has(self, word: str) -> bool:
        lexicon = self._lexicon
        return (
            lexicon.is_common(word)
            or lexicon.is_word(word)
            or english_stem(word) in self._english
            or bool(lexicon.parts(word))
        )
