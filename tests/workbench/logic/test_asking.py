from __future__ import annotations

import pytest
import z3

from screening.workbench.logic.asking import possible, satisfiable, supposing


def test_what_is_supposed_is_forgotten_with_all_that_is_told_besides() -> None:
    solver, one, other = z3.Solver(), z3.Bool("one"), z3.Bool("other")

    with supposing(solver, one):
        solver.add(other)
        assert not satisfiable(solver, z3.Not(one))
        assert not satisfiable(solver, z3.Not(other))

    assert satisfiable(solver, z3.Not(one), z3.Not(other))


def test_it_is_forgotten_though_something_goes_wrong() -> None:
    solver, one = z3.Solver(), z3.Bool("one")

    with pytest.raises(ValueError, match="wrong"), supposing(solver, one):
        raise ValueError("wrong")

    assert satisfiable(solver, z3.Not(one))


def test_to_ask_what_is_possible_settles_nothing() -> None:
    solver, one = z3.Solver(), z3.Bool("one")

    assert [possible(solver, one), possible(solver, z3.Not(one))] == [True, True]
    assert not possible(solver, one, z3.Not(one))
