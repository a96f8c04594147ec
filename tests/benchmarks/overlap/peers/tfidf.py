"""Character TF-IDF by scikit-learn: runs of 3 to 5 characters within words."""

from __future__ import annotations

from collections.abc import Sequence

from sklearn.feature_extraction.text import TfidfVectorizer

from screening.model.register import Register
from tests.benchmarks.overlap.contenders import WAYS, Contender, TextContender, Way

__all__ = ["made"]


class CharacterTfidf(TextContender):
    def __init__(self, peer: str, register: Register, way: Way) -> None:
        super().__init__(peer, register, way)
        self._vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
        self._held = self._vectors.fit_transform(self._texts)

    def _scores(self, text: str) -> Sequence[float]:
        likeness: list[float] = (
            (self._held @ self._vectors.transform([text]).T).toarray().ravel().tolist()
        )
        return likeness


def made(peer: str, register: Register) -> Sequence[Contender]:
    return [CharacterTfidf(peer, register, way) for way in WAYS]
