from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from screening.model.values import Outcome
from screening.ruleset.loading import load
from screening.workbench import filing
from screening.workbench.examining import examined
from screening.workbench.filing import filed
from screening.workbench.realising import Unrealisable
from screening.workbench.told import Case
from tests.workbench.test_examining import copied

DAY = date(2026, 12, 1)


def case(tmp_path: Path, change: tuple[str, str]) -> Case:
    """The case that shows the one flaw that a change makes."""
    folder = copied("liten", tmp_path)
    text = (folder / "rules.yaml").read_text("utf-8")
    assert change[0] in text
    (folder / "rules.yaml").write_text(text.replace(*change), encoding="utf-8")
    (flaw,) = examined(load(folder), DAY).flaws
    assert flaw.example is not None
    return flaw.example


def test_a_case_is_confirmed_by_the_outcome_and_the_host(tmp_path: Path) -> None:
    file = filed(case(tmp_path, ("[executive, unknown]", "executive")))

    assert file.confirmed
    assert file.realised is not None
    assert file.realised.as_of == DAY


def test_a_case_without_an_outcome_is_confirmed_by_there_being_none(tmp_path: Path) -> None:
    one = case(tmp_path, ("      host.exists: no", "      host.agreement: expired"))

    assert one.conclusion.outcome is None
    assert filed(one).confirmed


@pytest.mark.parametrize("outcome", ["needs-specific-agreement", None])
def test_a_case_that_comes_out_otherwise_is_not_confirmed(
    outcome: Outcome | None, tmp_path: Path
) -> None:
    one = case(tmp_path, ("[executive, unknown]", "executive"))
    wrong = replace(one, conclusion=replace(one.conclusion, outcome=outcome))

    assert not filed(wrong).confirmed


def test_a_case_for_which_there_are_no_texts_says_which_fact_it_failed_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise Unrealisable("candidate.score")

    monkeypatch.setattr(filing, "realise", fails)
    file = filed(case(tmp_path, ("[executive, unknown]", "executive")))

    assert (file.realised, file.confirmed, file.lacking) == (None, False, "candidate.score")
