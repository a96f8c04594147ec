"""BM25 by rank-bm25 on lemmas by simplemma: Swedish ones, and English where there is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from rank_bm25 import BM25Okapi
from simplemma import lemmatize

from screening.model.register import Register
from tests.benchmarks.overlap.contenders import Contender, TextContender

__all__ = ["made"]

_WORD: Final = re.compile(r"[^\W_]+")


class Bm25(TextContender):
    """``shared`` divides by the most that the query could get.

    As it comes, the score grows with the query's length, and no threshold fits both a
    title and a page.
    """

    def __init__(self, peer: str, register: Register, *, shared: bool) -> None:
        super().__init__(peer, register, "all to all")
        self.name = f"{peer}, {'share of its most' if shared else 'as it comes'}"
        self._shared = shared
        self._index = BM25Okapi([_lemmas(text) for text in self._texts])

    def _scores(self, text: str) -> Sequence[float]:
        lemmas = _lemmas(text)
        scores: list[float] = self._index.get_scores(lemmas).tolist()
        if not self._shared:
            return scores
        rarest = max(self._index.idf.values())
        most = sum(self._index.idf.get(lemma, rarest) for lemma in lemmas) * (self._index.k1 + 1)
        return [score / most if most else 0.0 for score in scores]


def made(peer: str, register: Register) -> Sequence[Contender]:
    return [Bm25(peer, register, shared=shared) for shared in (False, True)]


def _lemmas(text: str) -> list[str]:
    return [
        lemmatize(word, lang=("sv", "en")).casefold() for word in _WORD.findall(text.casefold())
    ]
