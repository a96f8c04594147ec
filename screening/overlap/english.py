"""Whether a name reads as English or as Swedish."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from screening.model.vocabulary import Terms, Vocabulary
from screening.overlap.words import english_stem, spots, swedish_stem

__all__ = ["SMALL_WORDS", "NameReader"]

_ENGLISH: Final = frozenset({
    "and", "at", "between", "by", "for", "from", "how", "of", "on", "our", "the", "their",
    "through", "to", "towards", "with", "within",
})  # fmt: skip
_SWEDISH: Final = frozenset({
    "att", "av", "efter", "en", "ett", "för", "från", "genom", "hos", "i", "inom", "med",
    "mellan", "mot", "och", "om", "på", "samt", "som", "till", "vid", "åt", "över",
})  # fmt: skip
SMALL_WORDS: Final = _ENGLISH | _SWEDISH
"""Words that hold sentences together, in either language."""
_SWEDISH_LETTERS: Final = frozenset("åäö")


class NameReader:
    """Tells English names by words that hold sentences together, and by the vocabulary.

    A word is English if it is one such as "of" or a form of a word in some English term of
    the vocabulary, and Swedish likewise or by its letters; a word that is both, or neither,
    tells nothing.

    Args:
        vocabulary: the terms of both languages.
        neutral: words of names, of parties and places, which are the same in any language.
    """

    def __init__(self, vocabulary: Vocabulary, neutral: Collection[str] = ()) -> None:
        terms = [
            Terms.of(line)
            for line in (*vocabulary.synonyms, *vocabulary.abbreviations, *vocabulary.subjects)
        ]
        self._english = {
            english_stem(word) for each in terms for term in each.en for word in _words(term)
        }
        self._swedish = {
            swedish_stem(word) for each in terms for term in each.sv for word in _words(term)
        }
        self._neutral = {swedish_stem(word) for word in neutral}

    def is_english(self, name: str) -> bool:
        """Whether more words of a name are English than Swedish."""
        english = swedish = 0
        for word in _words(name):
            if swedish_stem(word) not in self._neutral:
                of_english = word in _ENGLISH or english_stem(word) in self._english
                of_swedish = (
                    word in _SWEDISH
                    or swedish_stem(word) in self._swedish
                    or not _SWEDISH_LETTERS.isdisjoint(word)
                )
                english += of_english and not of_swedish
                swedish += of_swedish and not of_english
        return english > swedish


def _words(text: str) -> Iterator[str]:
    return (spot.word for spot in spots(text))
