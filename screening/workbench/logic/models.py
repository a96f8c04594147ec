"""Cases that z3 is asked for: any that will do, or the plainest, which people are told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import z3

from screening.ruleset.facts import Value
from screening.workbench.logic.asking import rather, satisfiable, supposing
from screening.workbench.logic.terms import Formula
from screening.workbench.logic.world import World
from screening.workbench.plain import PROPOSAL

__all__ = ["PLAIN", "plainest", "some_model"]

PLAIN: Final[Mapping[str, Value]] = {**PROPOSAL, "letter.review": "unknown"}
"""What a proposal is like where it could be anything.

When the letter was last reviewed is not said: that takes no letter but the one there is.
"""

_MOST_TRIED: Final = 6
"""Up to so many candidates and partners a smaller case is looked for."""


def plainest(world: World, wanted: list[Formula], side: int = 0) -> z3.ModelRef | None:
    """A model of what is wanted, with as few candidates and partners as can be, and plain facts.

    None means that there is no such case: that is a proof.

    Raises:
        Undecidable: the solver gave up.
    """
    solver = world.solver
    with supposing(solver, *wanted):
        if not satisfiable(solver):
            return None
        _fewest(solver, z3.Sum(world.crowd.how_many), 0)
        unanswered = world.crowd.count(lambda profile: not profile.unasked) == 0
        if rather(solver, unanswered):
            solver.add(unanswered)
        for name, chosen in world.choices(side):
            plain = PLAIN.get(name)
            first = sorted(chosen.items(), key=lambda one: plain not in one[0])
            _earliest(solver, [is_it for _, is_it in first])
        _fewest(solver, z3.Sum(world.crowd.how_many_partners), 1)
        _settle(solver, world.crowd.how_many)
        _settle(solver, world.crowd.how_many_partners)
        for best in world.hosting.best:
            _earliest(solver, list(best.values()))
        _earliest(solver, [world.units == number for number in (1, 0, *range(2, _MOST_TRIED))])
        satisfiable(solver)  # it was, a moment ago
        return solver.model()


def some_model(world: World, wanted: list[Formula]) -> z3.ModelRef | None:
    """Any model of what is wanted, a small one where that costs nothing; None proves there is none.

    Raises:
        Undecidable: the solver gave up.
    """
    solver = world.solver
    with supposing(solver, *wanted):
        if not satisfiable(solver):
            return None
        any_model = solver.model()
        few = z3.Sum(world.crowd.how_many) <= _MOST_TRIED
        if z3.is_true(any_model.eval(few, model_completion=True)) or not rather(solver, few):
            return any_model
        return solver.model()


def _fewest(solver: z3.Solver, total: Formula, at_least: int) -> None:
    for most in range(at_least, _MOST_TRIED):
        if rather(solver, total <= most):
            solver.add(total <= most)
            return


def _settle(solver: z3.Solver, numbers: Sequence[Formula]) -> None:
    """Choose numbers, as many as can be of the first ones.

    The solver's own choice may be another each time it is asked; people are to be told the
    same case again.
    """
    left = list(numbers)
    while left:
        place = _earliest(solver, [number >= 1 for number in left])
        if place is None:
            return
        number = left[place]
        most = 1
        while most < _MOST_TRIED and rather(solver, number > most):
            most += 1
        solver.add(number >= most)
        left = left[place + 1 :]


def _earliest(solver: z3.Solver, formulas: Sequence[Formula]) -> int | None:
    """Choose the first of some formulas that can hold; those before it then do not."""
    if not formulas or not rather(solver, z3.Or(list(formulas))):
        return None
    low, high = 1, len(formulas)
    while low < high:
        middle = (low + high) // 2
        if rather(solver, z3.Or(list(formulas[:middle]))):
            high = middle
        else:
            low = middle + 1
    if not rather(solver, formulas[low - 1]):
        return None
    solver.add(formulas[low - 1])
    return low - 1
