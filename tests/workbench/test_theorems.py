from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from screening.errors import InvalidInput
from screening.ruleset.loading import load
from screening.ruleset.rules import RuleSet
from screening.shipped import shipped_rules
from screening.workbench import theorems
from screening.workbench.prover import Undecidable
from screening.workbench.theorems import any_order, proofs
from tests.workbench.test_examining import added, copied

SOUND = ["total", "one-outcome", "any-order", "an-unknown-level-is-lifted"]


def statuses(folder: Path, *wanted: str, as_of: date | None = None) -> list[tuple[str, str]]:
    return [(one.id, one.status) for one in proofs(folder, load(folder), as_of, wanted)]


def changed(folder: Path, old: str, new: str) -> Path:
    text = (folder / "rules.yaml").read_text("utf-8")
    assert old in text
    (folder / "rules.yaml").write_text(text.replace(old, new), encoding="utf-8")
    return folder


def test_of_sound_rules_all_of_it_is_proved(tmp_path: Path) -> None:
    assert statuses(copied("liten", tmp_path)) == [(name, "proved") for name in SOUND]


def test_all_is_proved_of_the_rules_that_ship() -> None:
    found = proofs(shipped_rules(), load(shipped_rules()))

    assert [proof.id for proof in found if proof.status != "proved"] == []
    assert {
        "committing-resources-never-makes-a-route",
        "an-uncovered-third-party-never-makes-a-route",
    } < {proof.id for proof in found}


def test_only_what_is_named_is_proved(tmp_path: Path) -> None:
    folder = copied("liten", tmp_path)

    for name in SOUND:
        assert statuses(folder, name) == [(name, "proved")]


def test_an_unknown_name_is_an_error_with_the_nearest(tmp_path: Path) -> None:
    folder = copied("liten", tmp_path)

    with pytest.raises(InvalidInput) as raised:
        statuses(folder, "totl", "an-unknown-level-is-lited")

    assert [problem.suggestion for problem in raised.value.problems] == [
        "total", "an-unknown-level-is-lifted",
    ]  # fmt: skip


def test_a_property_that_is_broken_comes_with_a_case(tmp_path: Path) -> None:
    folder = changed(copied("liten", tmp_path), "[executive, unknown]", "executive")

    (proof,) = proofs(folder, load(folder), None, ["an-unknown-level-is-lifted"])

    assert proof.status == "broken"
    assert proof.problem is not None
    assert proof.problem.line == 12
    (case,) = proof.cases
    assert case.conclusion.outcome == "route-to-existing"
    assert [problem.params["rule"] for problem in proof.related] == ["belongs-there"]


def test_a_change_comes_with_both_cases(tmp_path: Path) -> None:
    folder = added(
        copied("liten", tmp_path),
        """  - id: money-helps
    clause: "6"
    change: {resources.committed: {from: no, to: yes}}
    never: route-to-existing
""",
        "ruleset.yaml",
    )
    changed(folder, "host.exists: no", "any: [host.exists: no, resources.committed: no]")

    (proof,) = proofs(folder, load(folder), None, ["money-helps"])

    before, after = proof.cases
    assert before.conclusion.outcome == "needs-specific-agreement"
    assert after.conclusion.outcome == "route-to-existing"


def test_what_is_broken_on_some_days_names_them(tmp_path: Path) -> None:
    folder = changed(
        copied("liten", tmp_path),
        "  - id: stands-alone\n",
        "  - id: stands-alone\n    valid_to: 2026-12-31\n",
    )

    (proof,) = proofs(folder, load(folder), None, ["total"])

    assert proof.status == "broken"
    assert [(days.first, days.last) for days in proof.days] == [(date(2027, 1, 1), None)]
    assert statuses(folder, "total", as_of=date(2026, 12, 31)) == [("total", "proved")]


def test_a_question_that_is_not_decided_is_not_proved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class GivesUp:
        def __call__(self, *_: object) -> Iterator[None]:
            raise Undecidable("out of memory")

    monkeypatch.setattr(theorems, "NoOutcome", GivesUp)
    folder = copied("liten", tmp_path)

    (proof,) = proofs(folder, load(folder), None, ["total"])

    assert (proof.status, proof.reason) == ("undecided", "out of memory")


def test_every_version_is_proved(tmp_path: Path) -> None:
    folder = copied("arsvis", tmp_path)

    found = proofs(folder, load(folder), None, ["total", "any-order"])

    assert [(one.version, one.id, one.status) for one in found] == [
        (None, "any-order", "proved"),
        ("2025", "total", "proved"),
        ("2026", "total", "proved"),
        ("2027", "total", "proved"),
    ]


@pytest.mark.parametrize("base", ["liten", "tredje", "tid", "arsvis", "stor"])
def test_the_order_of_files_and_rules_plays_no_part(base: str, tmp_path: Path) -> None:
    folder = copied(base, tmp_path)

    assert any_order(folder, load(folder))


def test_an_order_that_did_play_a_part_would_be_seen(tmp_path: Path) -> None:
    def partial(folder: Path) -> RuleSet:
        ruleset = load(folder)
        assert isinstance(ruleset, RuleSet)
        spell = ruleset.spells[0]
        return replace(ruleset, spells=(replace(spell, strata=spell.strata[:-1]),))

    folder = copied("liten", tmp_path)

    assert not any_order(folder, load(folder), partial)
