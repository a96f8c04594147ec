"""How much of what one text says another says too."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Self

__all__ = ["Body"]


@dataclass(frozen=True, slots=True)
class Body:
    """The words of a text by what they can be met by, made for being asked again and again.

    Texts are compared by the few keys that both have, not by the many that either has.
    """

    weight: float
    """What all its words weigh."""
    by_key: Mapping[str, tuple[tuple[int, float], ...]]
    """The numbers of the words that a key meets, with what each of the meetings weighs at most."""

    @classmethod
    def of(cls, words: Iterable[tuple[float, Iterable[tuple[str, float]]]]) -> Self:
        """The body of some words, each with its weight and its keys, and what these weigh."""
        weights: list[float] = []
        by_key: dict[str, tuple[tuple[int, float], ...]] = {}
        for number, (weight, worth) in enumerate(words):
            weights.append(weight)
            for key, value in worth:
                by_key[key] = (*by_key.get(key, ()), (number, value))
        # Exact, as the sum of what is met is, which could be more than the whole else.
        return cls(math.fsum(weights), by_key)

    def met_by(self, keys: Mapping[str, float], shared: AbstractSet[str]) -> float:
        """How much of its weight can be met by some keys, 0 to 1.

        Args:
            keys: how strongly the other text can be met by each key.
            shared: of those keys the ones that are worth trying.
        """
        best: dict[int, float] = {}
        for key in self.by_key.keys() & shared:
            strength = keys[key]
            for number, worth in self.by_key[key]:
                value = worth * strength
                if value > best.get(number, 0.0):
                    best[number] = value
        # An exact sum, as the keys come in any order.
        return math.fsum(best.values()) / self.weight if best else 0.0
