"""A case that z3 found, as the facts that the engine would be asked about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal, cast

import z3

from screening.engine.situation import Candidate, Partner, Situation, best_host
from screening.ruleset.facts import FACTS, OUTCOME_FACT, Scope, Value
from screening.workbench.logic.models import PLAIN
from screening.workbench.logic.sides import AGREED, COVERED, JOINS, OUTLASTS
from screening.workbench.logic.terms import Formula
from screening.workbench.logic.universe import members
from screening.workbench.logic.world import World

__all__ = ["situation_of"]


def situation_of(
    model: z3.ModelRef, world: World, side: int = 0, *, showing: int | None = None
) -> Situation:
    """The case of a model, as one side sees it.

    Both sides see the same candidates and partners under the same ids and names.
    ``showing`` are the candidates, as a mask, of which the case is to have one.
    """
    return _Telling(model, world, showing or 0).situation(side)


class _Telling:
    """One case; ``_bests`` are the places, among the candidates, of each side's best host."""

    def __init__(self, model: z3.ModelRef, world: World, showing: int) -> None:
        self._model = model
        self._showing = showing
        self._world = world
        self._sides = range(len(world.sides))
        self._partners = [*self._all_partners()]
        self._bits, self._bests = self._all_candidates()

    def situation(self, side: int) -> Situation:
        """The facts that one side is asked about."""
        ids = self._ids(first=0)
        told = self._told(side, ids)
        if len(set(self._bests)) > 1 and any(
            not self._chosen(self._told(each, ids), each) for each in self._sides
        ):
            told = self._told(side, self._ids(first=1))
        return replace(told, candidates=tuple(sorted(told.candidates, key=lambda one: one.entry)))

    def _ids(self, first: int) -> list[str]:
        """An id for each candidate, that of one side's best host the lowest, then the other's."""
        bests = [self._bests[first], self._bests[-1 - first]]
        order = sorted(
            range(len(self._bits)),
            key=lambda place: bests.index(place) if place in bests else len(bests),
        )
        wide = len(str(len(order)))
        ids = {place: f"K-{number:0{wide}}" for number, place in enumerate(order, 1)}
        return [ids[place] for place in range(len(order))]

    def _chosen(self, told: Situation, side: int) -> bool:
        """Whether the best host of a side would be chosen there."""
        hosting = self._world.crowd.candidates.hosts[side]
        there = self._there(side)
        hosts = [number for number, place in enumerate(there) if hosting >> self._bits[place] & 1]
        best = best_host(hosts, told)
        return best is None or there[best] == self._bests[side]

    def _told(self, side: int, ids: list[str]) -> Situation:
        partners = [at for at in self._partners if side == self._sides[-1] or not _joins(at)]
        facts = self._facts(partners, side)
        return Situation(
            tuple(self._candidate(place, side, len(partners), ids) for place in self._there(side)),
            tuple(self._named(partners, facts)),
            facts,
        )

    def _there(self, side: int) -> list[int]:
        """The places of the candidates that a side is told of."""
        present = self._world.crowd.candidates.present[side]
        return [place for place, bit in enumerate(self._bits) if present >> bit & 1]

    def _number(self, number: Formula) -> int:
        return int(cast("Any", self._model.eval(number, model_completion=True)).as_long())

    def _true(self, formula: Formula) -> bool:
        return bool(z3.is_true(self._model.eval(formula, model_completion=True)))

    def _all_candidates(self) -> tuple[list[int], list[int | None]]:
        """The combination of each candidate, and the place of each side's best host."""
        world = self._world
        same = len(self._sides) == 1 or self._true(world.hosting.same)
        best_of = [
            next((i for i, is_it in best.items() if self._true(is_it)), None)
            for best in world.hosting.best
        ]
        chosen: list[tuple[int, int, int]] = []
        for i, profile in enumerate(world.crowd.candidate_profiles):
            bit = self._shown(profile.block)
            chosen += [(bit, i, number) for number in range(self._number(world.crowd.how_many[i]))]
        # The last side's best is another one than the first's, though of the same profile.
        own = [0] + [0 if same or best_of[0] != best_of[-1] else 1 for _ in self._sides[1:]]
        wanted = [None if i is None else (i, own[side]) for side, i in enumerate(best_of)]
        chosen.sort(key=lambda each: (each[1:] not in wanted, each))
        places = {each[1:]: place for place, each in enumerate(chosen)}
        return (
            [bit for bit, _, _ in chosen],
            [None if each is None else places[each] for each in wanted],
        )

    def _shown(self, block: int) -> int:
        """A combination of a profile: one to be shown, and of which both sides are told."""
        for mask in (self._showing, *self._world.crowd.candidates.present):
            block = block & mask or block
        return next(members(block))

    def _candidate(self, place: int, side: int, partners: int, ids: list[str]) -> Candidate:
        at = self._world.crowd.candidates.universe.at(self._bits[place])
        facts: dict[str, Value] = {name: values[0] for name, values in at.items() if name in FACTS}
        facts["candidate.overlap"] = self._overlap(self._bits[place], side)
        outlasts = at.get(
            OUTLASTS, ("yes" if facts["candidate.agreement"] == "in-force" else "no",)
        )
        whose = next((each for each in self._sides if self._bests[each] == place), None)
        covered = frozenset(
            number
            for number, partner in enumerate(self._partners[:partners])
            if whose is not None and partner[f"{COVERED}-{whose}"] == (True,)
        )
        return Candidate(
            ids[place], facts, covered, cast("Literal['yes', 'no', 'unknown']", outlasts[0])
        )

    def _overlap(self, bit: int, side: int) -> str:
        at = self._world.crowd.candidates.universe.at(bit)
        bands = self._world.sides[side].bands
        score = int(at["candidate.score"][0])
        if score >= bands.strong and at[AGREED] == (True,):
            return "strong"
        return "possible" if score >= bands.possible else "none"

    def _all_partners(self) -> list[Mapping[str, tuple[Value, ...]]]:
        """The facts of each partner, one that joins last."""
        crowd = self._world.crowd
        found = [
            crowd.partners.universe.at(next(members(profile.block)))
            for profile, number in crowd.there(self._sides[-1])
            for _ in range(self._number(number))
        ]
        return sorted(found, key=_joins)

    def _named(
        self, partners: Sequence[Mapping[str, tuple[Value, ...]]], facts: dict[str, Value]
    ) -> Iterator[Partner]:
        two = [one for one in ("region", "university") if facts[f"parties.{one}"]]
        for place, at in enumerate(partners):
            third = bool(at["partner.third_party"][0])
            name = f"party-{place + 1}" if third else two.pop(0)
            yield Partner(
                name,
                {
                    "partner.third_party": third,
                    "partner.agreement": at["partner.agreement"][0],
                },
            )

    def _facts(
        self, partners: Sequence[Mapping[str, tuple[Value, ...]]], side: int
    ) -> dict[str, Value]:
        facts: dict[str, Value] = {}
        told = dict(self._world.choices(side))
        for fact in FACTS.values():
            if fact.scope is not Scope.PROPOSAL or fact.name == OUTCOME_FACT:
                continue
            if fact.name.startswith("host."):
                continue
            if fact.name == "parties.count":
                facts[fact.name] = len(partners)
            elif fact.name == "parties.units":
                facts[fact.name] = self._number(self._world.units)
            else:
                facts[fact.name] = self._value(fact.name, told)
        return facts

    def _value(self, name: str, told: dict[str, Any]) -> Value:
        plain = PLAIN[name]
        for values, is_it in told.get(name, {}).items():
            if self._true(is_it):
                return plain if plain in values else cast("Value", values[0])
        return plain


def _joins(partner: Mapping[str, tuple[Value, ...]]) -> bool:
    return partner.get(JOINS) == (True,)
