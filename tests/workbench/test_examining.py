from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from screening.errors import InvalidInput
from screening.model.days import Days
from screening.ruleset.loading import load
from screening.workbench.examining import examined, new_since
from screening.workbench.told import Examination, ToldFlaw

BASES = Path(__file__).parent / "bases"
NEVER = """
  - id: never
    title: {sv: Aldrig, en: Never}
    when:
      all:
        - proposal.level: team
        - proposal.level: unit
    then:
      outcome: escalate-to-steering-group
"""


def copied(base: str, folder: Path) -> Path:
    return Path(shutil.copytree(BASES / base, folder / base))


def added(folder: Path, text: str, file: str = "rules.yaml") -> Path:
    path = folder / file
    path.write_text(path.read_text("utf-8") + text, encoding="utf-8")
    return folder


def told(examination: Examination) -> list[tuple[str, str, str | None, tuple[Days, ...]]]:
    return [(flaw.kind, flaw.about, flaw.version, flaw.days) for flaw in examination.flaws]


def test_of_sound_rules_it_is_told_how_much_there_was(tmp_path: Path) -> None:
    examination = examined(load(copied("liten", tmp_path)))

    assert examination == Examination((), rules=5, conditions=7, properties=1, spells=1)
    assert examination.sound


def test_a_flaw_is_known_by_its_text_however_its_lines_are_broken(tmp_path: Path) -> None:
    (flaw,) = examined(load(added(copied("liten", tmp_path), NEVER))).flaws

    assert flaw.mark == ("never-fires", "never", "never")
    assert flaw.cases == ()


def test_a_rule_of_some_days_is_examined_on_those(tmp_path: Path) -> None:
    dated = NEVER.replace("id: never", "id: never\n    valid_from: 2027-01-01")
    loaded = load(added(copied("liten", tmp_path), dated))

    assert told(examined(loaded)) == [
        ("never-fires", "never", None, (Days(date(2027, 1, 1)),)),
    ]
    assert told(examined(loaded, date(2026, 12, 31))) == []
    assert told(examined(loaded, date(2027, 1, 1))) == [("never-fires", "never", None, ())]


def test_the_same_flaw_on_several_stretches_of_days_is_told_once(tmp_path: Path) -> None:
    other = """
  - id: team-of-one-year
    valid_from: 2027-01-01
    valid_to: 2027-12-31
    title: {sv: Team, en: Team}
    when:
      proposal.level: team
    then:
      outcome: escalate-to-steering-group
"""
    examination = examined(load(added(copied("liten", tmp_path), NEVER + other)))

    assert examination.spells == 3
    assert examination.rules == 7
    assert told(examination) == [("never-fires", "never", None, (Days(date(2026, 1, 1)),))]


def test_each_version_is_examined(tmp_path: Path) -> None:
    folder = copied("arsvis", tmp_path)
    versions = load(folder)
    file = next(path.name for path in (folder / "2026").iterdir() if "rules:" in path.read_text())
    added(folder / "2026", NEVER, file)

    assert examined(versions).sound
    assert told(examined(load(folder))) == [("never-fires", "never", "2026", ())]
    assert told(examined(load(folder), date(2026, 5, 1))) == [("never-fires", "never", "2026", ())]
    assert told(examined(load(folder), date(2025, 5, 1))) == []
    with pytest.raises(InvalidInput):
        examined(load(folder), date(1999, 1, 1))


def test_what_was_there_before_is_left_out_wherever_it_stands(tmp_path: Path) -> None:
    folder = added(copied("liten", tmp_path), NEVER)
    before = examined(load(folder))
    text = (folder / "rules.yaml").read_text("utf-8")
    (folder / "rules.yaml").write_text("# A line more.\n\n" + text, encoding="utf-8")
    added(folder, NEVER.replace("never", "never-either"))

    now = examined(load(folder))

    assert [flaw.about for flaw in now.flaws] == ["never", "never-either"]
    assert [flaw.about for flaw in new_since(now, before).flaws] == ["never-either"]
    assert new_since(now, now).flaws == ()


def test_as_many_are_left_out_as_there_were(tmp_path: Path) -> None:
    (one,) = examined(load(added(copied("liten", tmp_path), NEVER))).flaws
    flaws: list[ToldFlaw] = [one, one]
    twice = Examination(tuple(flaws), rules=1, conditions=1, properties=0, spells=1)
    once = Examination((one,), rules=1, conditions=1, properties=0, spells=1)

    assert new_since(twice, once).flaws == (one,)


def test_a_case_has_what_the_rules_conclude_in_it(tmp_path: Path) -> None:
    folder = copied("liten", tmp_path)
    text = (folder / "rules.yaml").read_text("utf-8")
    (folder / "rules.yaml").write_text(text.replace("[executive, unknown]", "executive"), "utf-8")

    (flaw,) = examined(load(folder), date(2026, 12, 1)).flaws

    assert flaw.kind == "must-hold"
    assert flaw.after is None
    (case,) = flaw.cases
    assert case.conclusion.outcome == "route-to-existing"
    assert case.unlike == {"proposal.level": "unknown"}
    assert case.as_of == date(2026, 12, 1)
