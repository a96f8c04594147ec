"""How much of what one text says another says too."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

__all__ = ["Body", "Hits", "all_met"]

Hits = tuple[tuple[int, float], ...]
"""The numbers of words of a text that are met, with how much of the weight of each."""


@dataclass(frozen=True, slots=True)
class Body:
    """The words of a text by what they can be met by, made for being asked again and again."""

    weight: float
    """What all its words weigh."""
    by_key: Mapping[str, Hits]
    """The words that a key meets, with what each of the meetings weighs at most."""

    @classmethod
    def of(cls, words: Iterable[tuple[float, Iterable[tuple[str, float]]]]) -> Self:
        """The body of some words, each with its weight and its keys, and what these weigh."""
        weights: list[float] = []
        by_key: dict[str, Hits] = {}
        for number, (weight, worth) in enumerate(words):
            weights.append(weight)
            for key, value in worth:
                by_key[key] = (*by_key.get(key, ()), (number, value))
        # Exact, as the sum of what is met is, which could be more than the whole else.
        return cls(math.fsum(weights), by_key)

    def met_by(self, keys: Mapping[str, float]) -> Hits:
        """What some keys meet, each word by the one that meets it best.

        Args:
            keys: how strongly the other text can be met by each key.
        """
        hits = (
            (number, worth * keys[key])
            for key in self.by_key.keys() & keys.keys()
            for number, worth in self.by_key[key]
        )
        return tuple(all_met([hits]).items())

    def share(self, met: Mapping[int, float]) -> float:
        """How much of its weight is met, 0 to 1, when so much of its words is."""
        # An exact sum, as the words come in any order.
        return math.fsum(met.values()) / self.weight if met else 0.0


def all_met(found: Iterable[Iterable[tuple[int, float]]]) -> dict[int, float]:
    """The words that are met by any of several, each with the most that one of them meets."""
    best: dict[int, float] = {}
    for hits in found:
        for number, value in hits:
            if value > best.get(number, 0.0):
                best[number] = value
    return best
