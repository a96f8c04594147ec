"""The register made ready to be compared with: pieces of words, weighed by how rare they are."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from screening.overlap.text import pieces, words

__all__ = ["PieceIndex", "Vector", "joined"]

Vector = Mapping[str, float]
"""Weights of pieces; the squares of a vector's weights add up to one."""

_UNSEEN: Final = 1.0
"""What is added to every count, so that a piece seen nowhere has a weight too."""


class PieceIndex:
    """Texts by their pieces, for cosine similarity (character TF-IDF).

    A piece weighs the more, the fewer of ``background`` hold it; by default that is the
    indexed texts themselves.
    """

    def __init__(self, texts: Sequence[str], background: Sequence[str] | None = None) -> None:
        counted = [pieces(words(text)) for text in texts]
        known = counted if background is None else [pieces(words(text)) for text in background]
        holding: Counter[str] = Counter()
        for counts in known:
            holding.update(counts.keys())
        self._rarity = {
            piece: math.log((len(known) + _UNSEEN) / (number + _UNSEEN)) + 1.0
            for piece, number in holding.items()
        }
        self._unseen = math.log(len(known) + _UNSEEN) + 1.0
        postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, counts in enumerate(counted):
            for piece, weight in self._weighed(counts).items():
                postings[piece].append((place, weight))
        self._postings = dict(postings)
        self._size = len(texts)

    def vector(self, text: str) -> Vector:
        """The weighed pieces of a text; empty where it holds no word that says anything."""
        return self._weighed(pieces(words(text)))

    def similarities(self, vector: Vector) -> list[float]:
        """The cosine of a vector and each indexed text, 0 to 1, in their order."""
        found = [0.0] * self._size
        for piece, weight in vector.items():
            for place, other in self._postings.get(piece, ()):
                found[place] += weight * other
        return found

    def _weighed(self, counts: Mapping[str, int]) -> dict[str, float]:
        raw = {
            piece: (1.0 + math.log(count)) * self._rarity.get(piece, self._unseen)
            for piece, count in counts.items()
        }
        length = math.sqrt(sum(weight * weight for weight in raw.values()))
        return {piece: weight / length for piece, weight in raw.items()}


def joined(parts: Iterable[str | None]) -> str:
    """Texts put together, those that are left out apart."""
    return "\n".join(part for part in parts if part)
