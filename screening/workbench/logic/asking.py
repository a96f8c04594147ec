"""A question to the solver, which answers yes or no, or says that it does not know."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import z3

from screening.workbench.prover import Undecidable

__all__ = ["possible", "rather", "satisfiable", "supposing"]

_EFFORT: Final = 1_000_000
"""What z3 may spend on a wish, in units of its own, so that it comes to the same each time."""


def satisfiable(solver: z3.Solver, *besides: Any) -> bool:
    """Whether all that the solver has been told can be, together with what is named besides.

    Raises:
        Undecidable: the solver gave up.
    """
    answer = solver.check(*besides)
    if answer == z3.unknown:
        raise Undecidable(solver.reason_unknown())
    return bool(answer == z3.sat)


@contextmanager
def supposing(solver: z3.Solver, *formulas: Any) -> Iterator[None]:
    """Tell the solver some things for a while; with what it is told besides, they are forgotten."""
    solver.push()
    try:
        solver.add(*formulas)
        yield
    finally:
        solver.pop()


def possible(solver: z3.Solver, *wanted: Any) -> bool:
    """Whether there is a case in which all that is wanted holds.

    Raises:
        Undecidable: the solver gave up.
    """
    with supposing(solver, *wanted):
        return satisfiable(solver)


def rather(solver: z3.Solver, *besides: Any) -> bool:
    """Whether it is soon seen that a wish can be met: no proof rests on it.

    A question can take a solver minutes; how plain a case is told is not worth them.
    """
    solver.set("rlimit", _EFFORT)
    try:
        return bool(solver.check(*besides) == z3.sat)
    finally:
        solver.set("rlimit", 0)
