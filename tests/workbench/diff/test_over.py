"""Proposals screened by two rule sets."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from screening import RuleSet, Screener
from screening.errors import InvalidInput
from screening.intake.handed_in import hand_in
from screening.shipped import sample_register
from screening.workbench.diff.changed_rules import changed_rules
from screening.workbench.diff.over import (
    Compared,
    MadeDifference,
    Over,
    Unreadable,
    screened_over,
)
from screening.workbench.parts import with_rule
from tests.rules.fixtures import AS_OF, FIXTURES


def over(path: Path, old: RuleSet, new: RuleSet) -> Over:
    proposals = hand_in([str(path)])
    before, after = (
        Screener.load(rules=one, register=sample_register(), engine="plain") for one in (old, new)
    )
    changed = changed_rules(old, new)
    told = list(screened_over(proposals, before, after, changed, as_of=AS_OF))
    return Over(
        tuple(one for one in told if isinstance(one, Compared)),
        tuple(one for one in told if isinstance(one, Unreadable)),
        tuple(heading for table in proposals.tables for heading in table.unread),
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two proposals in folders, a file that is none, and one of another kind."""
    for row in ("row-09-no-host", "row-10-route-to-host"):
        (tmp_path / row).mkdir()
        file = min((FIXTURES / "proposals" / row).glob("*.yaml"))
        shutil.copy(file, tmp_path / row / "p.yaml")
    (tmp_path / "a.json").write_text("[]", encoding="utf-8")
    (tmp_path / "readme.txt").write_text("x", encoding="utf-8")
    return tmp_path


def test_the_same_rules_flip_nothing(folder: Path, shipped: RuleSet) -> None:
    told = over(folder, shipped, shipped)

    assert [one.of.file for one in told.compared] == [
        str(folder / "row-09-no-host" / "p.yaml"),
        str(folder / "row-10-route-to-host" / "p.yaml"),
    ]
    assert (told.flips, told.other_steps) == ((), ())
    assert dict(told.counts) == {
        ("needs-specific-agreement", "needs-specific-agreement"): 1,
        ("route-to-existing", "route-to-existing"): 1,
    }
    (unreadable,) = told.unreadable
    assert unreadable.of.file == str(folder / "a.json")
    assert isinstance(unreadable.error, InvalidInput)


def test_what_made_the_difference_is_the_changed_rule_and_the_fact_it_sees(
    folder: Path, shipped: RuleSet
) -> None:
    rule = shipped.rule("nothing-takes-it-in")
    assert rule is not None
    new = with_rule(shipped, replace(rule, outcome="escalate-to-steering-group"))

    told = over(folder, shipped, new)

    (flip,) = told.flips
    # It fires by both: what it concludes is another.
    assert (flip.old.outcome, flip.new.outcome, flip.made) == (
        "needs-specific-agreement",
        "escalate-to-steering-group",
        (),
    )

    host = shipped.rule("taken-in-by-host")
    assert host is not None
    gone = with_rule(shipped, replace(rule, when=host.when))
    (unreadable, *_) = over(folder / "row-09-no-host", shipped, gone).unreadable
    assert "p.yaml" in unreadable.of.file
    turned = with_rule(new, replace(rule, when=host.when, outcome="escalate-to-steering-group"))
    (other,) = over(folder / "row-10-route-to-host", shipped, turned).flips
    assert other.made == (
        MadeDifference("nothing-takes-it-in", None, fires=True, facts={"host.exists": True}),
    )


def test_one_file_may_be_named(folder: Path, shipped: RuleSet) -> None:
    told = over(folder / "row-09-no-host" / "p.yaml", shipped, shipped)

    assert len(told.compared) == 1
