from __future__ import annotations

import pickle
import subprocess
import sys

import pytest
import z3

from screening.errors import Unable
from screening.messages import LANGUAGES
from screening.workbench.logic.asking import satisfiable
from screening.workbench.prover import ProverMissing, Undecidable, need_prover


def test_without_z3_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "z3", None)

    with pytest.raises(ProverMissing) as raised:
        need_prover()

    assert "pip install z3-solver" in raised.value.describe("sv")


def test_with_z3_nothing_is_said() -> None:
    need_prover()


def test_a_question_that_the_solver_gives_up_on_has_no_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    solver = z3.Solver()
    monkeypatch.setattr(solver, "check", lambda *_: z3.unknown)
    monkeypatch.setattr(solver, "reason_unknown", lambda: "timeout")

    with pytest.raises(Undecidable, match="timeout"):
        satisfiable(solver)


def test_what_gave_up_is_told_with_its_own_reason() -> None:
    error = Undecidable("out of memory")

    assert isinstance(error, Unable)
    assert error.reason == "out of memory"
    assert {lang: error.describe(lang).count("out of memory") for lang in LANGUAGES} == {
        "sv": 1,
        "en": 1,
    }
    assert error.describe("sv") != error.describe("en") == str(error)


def test_other_questions_have_one() -> None:
    solver, one = z3.Solver(), z3.Bool("one")
    solver.add(one)

    assert satisfiable(solver)
    assert not satisfiable(solver, z3.Not(one))


@pytest.mark.parametrize("error", [ProverMissing(), Undecidable("timeout")])
def test_the_errors_can_be_sent_to_other_processes(error: Exception) -> None:
    assert str(pickle.loads(pickle.dumps(error))) == str(error)  # noqa: S301 - our own


def test_the_prover_is_not_loaded_before_it_is_needed() -> None:
    code = (
        "import sys, screening.cli.rules as rules; rules.command('sv'); print('z3' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)

    assert done.stdout == "False\n"
