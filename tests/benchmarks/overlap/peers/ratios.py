"""RapidFuzz's ratios, which many take for a likeness of texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rapidfuzz import fuzz, utils

from screening.model.register import Register
from tests.benchmarks.overlap.contenders import WAYS, Contender, TextContender, Way

__all__ = ["made"]


class Ratio(TextContender):
    def __init__(self, peer: str, register: Register, way: Way) -> None:
        super().__init__(peer, register, way)
        self._ratio: Callable[[str, str], float] = getattr(fuzz, peer)
        self._processed = [utils.default_process(text) for text in self._texts]

    def _scores(self, text: str) -> Sequence[float]:
        processed = utils.default_process(text)
        return [self._ratio(processed, other) for other in self._processed]


def made(peer: str, register: Register) -> Sequence[Contender]:
    return [Ratio(peer, register, way) for way in WAYS]
