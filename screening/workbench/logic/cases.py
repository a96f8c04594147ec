"""A case that z3 found, as the facts that the engine would be asked about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, Literal, cast

import z3

from screening.engine.situation import Candidate, Partner, Situation
from screening.ruleset.facts import FACTS, OUTCOME_FACT, Scope, Value
from screening.workbench.logic.asking import satisfiable
from screening.workbench.logic.sides import AGREED, COVERED, OUTLASTS
from screening.workbench.logic.terms import Formula
from screening.workbench.logic.universe import members
from screening.workbench.logic.world import World

__all__ = ["PLAIN", "plainest", "situation_of"]

PLAIN: Final[dict[str, Value]] = {
    "letter.status": "in-force",
    "letter.review": "unknown",
    "parties.region": True,
    "parties.university": True,
    "proposal.level": "unit",
    "proposal.category": "project",
    "proposal.new_principles": "no",
    "resources.committed": "no",
    "resources.named": False,
    "period.length": "up-to-a-year",
    "coordination.specific_agreement": False,
    "coordination.joint_meetings": False,
    "coordination.shared_goals": False,
    "coordination.coordinating_function": False,
}
"""What a proposal is like where it could be anything."""

_MOST_TRIED: Final = 6
"""Up to so many candidates and partners a smaller case is looked for."""


def plainest(world: World, wanted: list[Formula], side: int = 0) -> z3.ModelRef | None:
    """A model of what is wanted, with as few candidates and partners as can be, and plain facts.

    None means that there is no such case: that is a proof.

    Raises:
        Undecidable: the solver gave up.
    """
    solver = world.solver
    solver.push()
    try:
        solver.add(*wanted)
        if not satisfiable(solver):
            return None
        _fewest(solver, z3.Sum(world.crowd.how_many), 0)
        unanswered = world.crowd.count(lambda profile: not profile.unasked) == 0
        if satisfiable(solver, unanswered):
            solver.add(unanswered)
        for name, chosen in list(world.choices(side)):
            for values, is_it in chosen.items():
                if PLAIN.get(name) in values and satisfiable(solver, is_it):
                    solver.add(is_it)
        _fewest(solver, z3.Sum(world.crowd.how_many_partners), 1)
        if satisfiable(solver, world.units == 1):
            solver.add(world.units == 1)
        satisfiable(solver)  # it was, a moment ago
        return solver.model()
    finally:
        solver.pop()


def _fewest(solver: z3.Solver, total: Formula, at_least: int) -> None:
    for most in range(at_least, _MOST_TRIED):
        if satisfiable(solver, total <= most):
            solver.add(total <= most)
            return


def situation_of(
    model: z3.ModelRef, world: World, side: int = 0, *, showing: int | None = None
) -> Situation:
    """The case of a model, as one side sees it.

    ``showing`` are the candidates, as a mask, of which the case is to have one.
    """
    return _Telling(model, world, side, showing or 0).situation()


class _Telling:
    def __init__(self, model: z3.ModelRef, world: World, side: int, showing: int) -> None:
        self._model = model
        self._showing = showing
        self._world = world
        self._side = side

    def situation(self) -> Situation:
        partners = list(self._partners())
        covered = frozenset(
            place for place, at in enumerate(partners) if at[f"{COVERED}-{self._side}"] == (True,)
        )
        facts = self._facts(partners)
        return Situation(
            tuple(self._candidates(covered)),
            tuple(self._named(partners, facts)),
            facts,
        )

    def _number(self, number: Formula) -> int:
        return int(cast("Any", self._model.eval(number, model_completion=True)).as_long())

    def _true(self, formula: Formula) -> bool:
        return bool(z3.is_true(self._model.eval(formula, model_completion=True)))

    def _candidates(self, covered: frozenset[int]) -> Iterator[Candidate]:
        """The candidates, the best host first: where two are as good, the id decides."""
        world, side = self._world, self._side
        present = world.crowd.candidates.present[side]
        best = next((i for i, is_it in world.hosting.best[side].items() if self._true(is_it)), None)
        bits = []
        for i, profile in enumerate(world.crowd.candidate_profiles):
            for number in range(self._number(world.crowd.how_many[i])):
                block = profile.block
                if block & self._showing:
                    block &= self._showing
                bit = next(members(block))
                if present >> bit & 1:
                    bits.append((i != best or number > 0, bit))
        bits.sort()
        first = best is not None
        for place, (_, bit) in enumerate(bits):
            at = world.crowd.candidates.universe.at(bit)
            facts: dict[str, Value] = {
                name: values[0] for name, values in at.items() if name in FACTS
            }
            facts["candidate.overlap"] = self._overlap(bit)
            is_best = place == 0 and first
            outlasts = at.get(
                OUTLASTS, ("yes" if facts["candidate.agreement"] == "in-force" else "no",)
            )
            yield Candidate(
                f"K-{place + 1}",
                facts,
                covered if is_best else frozenset(),
                cast("Literal['yes', 'no', 'unknown']", outlasts[0]),
            )

    def _overlap(self, bit: int) -> str:
        at = self._world.crowd.candidates.universe.at(bit)
        bands = self._world.sides[self._side].bands
        score = int(at["candidate.score"][0])
        if score >= bands.strong and at[AGREED] == (True,):
            return "strong"
        return "possible" if score >= bands.possible else "none"

    def _partners(self) -> Iterator[dict[str, tuple[Value, ...]]]:
        world = self._world
        for profile, number in world.crowd.there(self._side):
            for _ in range(self._number(number)):
                yield world.crowd.partners.universe.at(next(members(profile.block)))

    def _named(
        self, partners: list[dict[str, tuple[Value, ...]]], facts: dict[str, Value]
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

    def _facts(self, partners: list[dict[str, tuple[Value, ...]]]) -> dict[str, Value]:
        facts: dict[str, Value] = {}
        told = dict(self._world.choices(self._side))
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
