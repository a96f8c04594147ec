"""A question to the solver, which answers yes or no, or says that it does not know."""

from __future__ import annotations

from typing import Any

import z3

from screening.workbench.prover import Undecidable

__all__ = ["satisfiable"]


def satisfiable(solver: z3.Solver, *besides: Any) -> bool:
    """Whether all that the solver has been told can be, together with what is named besides.

    Raises:
        Undecidable: the solver gave up.
    """
    answer = solver.check(*besides)
    if answer == z3.unknown:
        raise Undecidable(solver.reason_unknown())
    return bool(answer == z3.sat)
