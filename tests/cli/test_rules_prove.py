from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from screening.workbench import theorems
from screening.workbench.prover import Undecidable
from tests.cli.calling import Call
from tests.cli.test_rules_check import BASES, DAY, changed, flawed


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BASES / "liten", tmp_path / "rules"))


def test_json_has_each_theorem_and_a_case_where_one_is_broken(rules: Path, call: Call) -> None:
    flawed(rules)

    answer = call("rules", "prove", "--rules", "rules", "--format", "json", *DAY)

    data = json.loads(answer.out)
    assert answer.code == 1
    assert [(one["id"], one["status"]) for one in data] == [
        ("total", "proved"),
        ("one-outcome", "proved"),
        ("any-order", "proved"),
        ("an-unknown-level-is-lifted", "broken"),
    ]
    assert [one["example"] for one in data[:3]] == [None, None, None]
    assert data[3]["example"]["confirmed"] is True
    assert data[3]["problem"]["line"] == 12
    assert [one["code"] for one in data[3]["related"]] == ["logic.decides-there"]


def test_what_is_not_decided_is_not_proved(
    rules: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    class GivesUp:
        def __call__(self, *_: object) -> Iterator[None]:
            raise Undecidable("out of memory")

    monkeypatch.setattr(theorems, "MustHold", GivesUp)

    answer = call("rules", "prove", "--rules", rules.name)

    assert answer.code == 1
    assert "? not decided: an-unknown-level-is-lifted" in answer.out
    assert "out of memory" in answer.out
    assert "Proved: 3 of 4. Broken: 0. Not decided: 1." in answer.out


def test_days_and_versions_are_named(tmp_path: Path, rules: Path, call: Call) -> None:
    changed(rules, "  - id: stands-alone\n", "  - id: stands-alone\n    valid_to: 2026-12-31\n")
    shutil.copytree(BASES / "arsvis", tmp_path / "years")

    dated = call("rules", "prove", "--rules", rules.name, "total")
    years = call("rules", "prove", "--rules", "years", "total")

    assert dated.code == 1
    assert "It is so 2027-01-01–." in dated.out
    assert years.code == 0
    assert years.out.count("In the version “") == 3


def test_an_unknown_property_and_files_with_mistakes_are_errors(rules: Path, call: Call) -> None:
    unknown = call("rules", "prove", "--rules", rules.name, "totl")
    changed(rules, "proposal.level", "proposal.levle")
    broken = call("rules", "prove", "--rules", rules.name)

    assert (unknown.code, broken.code) == (3, 3)
    assert "Did you mean “total”?" in unknown.err
    assert "Did you mean “proposal.level”?" in broken.err


def test_without_z3_it_is_said_what_to_install(
    rules: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "z3", None)

    answer = call("rules", "prove", "--rules", rules.name)

    assert (answer.code, answer.out) == (1, "")
    assert "pip install z3-solver" in answer.err
