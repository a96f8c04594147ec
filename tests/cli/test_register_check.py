"""``screening register check``: what it says of a register that can be read."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from screening.shipped import sample_register
from tests.cli.calling import Call

DAY = ("--as-of", "2026-12-01")
SOUND = """\
- id: K-1
  name: The morning walks
  kind: constellation
  status: active
  parties: [MDU]
  description: People walk together before work.
  themes: [walking]
  agreement: {status: in-force, valid_to: 2026-11-30}
"""
TOML = """\
[[entries]]
id = "K-1"
name = "Morgonpromenader"
kind = "constellation"
status = "active"
parties = ["MDU"]
description = "Folk går tillsammans före jobbet."
themes = ["promenad"]
"""


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return Path(shutil.copy(sample_register(), tmp_path / "register.yaml"))


def cares(out: str) -> dict[str, list[dict[str, Any]]]:
    """What is told, by code."""
    told: dict[str, list[dict[str, Any]]] = {}
    for care in json.loads(out)["cares"]:
        told.setdefault(care["code"], []).append(care)
    return told


def test_an_ended_agreement_is_told_with_its_line_and_only_strict_fails(
    call: Call, tmp_path: Path
) -> None:
    (tmp_path / "register.yaml").write_text(SOUND, encoding="utf-8")
    answer = call("register", "check", *DAY)

    assert (answer.code, answer.err) == (0, "")
    assert answer.out == (
        "  constellation: 1 (active)\n"
        "register.yaml: no errors (entries: 1).\n"
        "\n"
        "Agreements that have ended, though they are said to be in force: 1\n"
        "  K-1  The morning walks  register.yaml:8\n"
        "       ended 2026-11-30\n"
        "  = Prolong the agreement, or change its status. Verdicts count it as expired.\n"
        "\n"
        "To mend: 1. To judge: 0. Good to know: 0.\n"
    )
    assert call("register", "check", *DAY, "--strict").code == 1
    last_day = call("register", "check", "--as-of", "2026-11-30", "--strict")
    assert last_day.code == 0
    assert "Agreements that end soon" in last_day.out


def test_a_register_that_needs_nothing_is_told_of_in_one_line_more_than_its_kinds(
    call: Call, tmp_path: Path
) -> None:
    text = SOUND.replace("2026-11-30", "2029-12-31")
    (tmp_path / "register.yaml").write_text(text, encoding="utf-8")
    answer = call("register", "check", *DAY, "--strict")

    assert answer.code == 0
    assert answer.out == "  constellation: 1 (active)\nregister.yaml: no errors (entries: 1).\n"


def test_a_register_that_was_never_calibrated_or_not_again_is_noticed(
    call: Call, register: Path
) -> None:
    check = ("register", "check", *DAY, "--format", "json")
    assert cares(call(*check).out)["not-calibrated"][0]["entries"] == []

    call("register", "calibrate")
    calibrated = cares(call(*check).out)
    assert not {"not-calibrated", "register-changed", "scoring-changed"} & set(calibrated)

    text = register.read_text(encoding="utf-8")
    register.write_text(text.replace("status: dormant", "status: ended", 1), encoding="utf-8")
    changed = cares(call(*check).out)
    assert [care["level"] for care in changed["register-changed"]] == ["mend"]


def test_the_bands_in_the_file_decide_what_overlaps_strongly(call: Call, register: Path) -> None:
    call("register", "calibrate")
    bands = register.with_name("register.bands.json")
    told = json.loads(call("register", "check", *DAY, "--format", "json").out)
    held = json.loads(bands.read_text(encoding="utf-8"))

    assert told["bands"] == {"possible": held["possible"], "strong": held["strong"]}
    strong = [care for care in told["cares"] if care["code"] == "overlap-strong"]
    assert strong
    assert all(care["facts"]["score"] >= held["strong"] for care in strong)
    assert all(entry["line"] > 0 for care in strong for entry in care["entries"])


def test_bands_that_cannot_be_read_are_an_error(call: Call, register: Path) -> None:
    register.with_name("register.bands.json").write_text("{", encoding="utf-8")
    answer = call("register", "check", *DAY)

    assert (answer.code, answer.out) == (3, "")
    assert "register.bands.json:1:1" in answer.err


def test_the_sample_register_is_checked_with_the_bands_that_ship(call: Call) -> None:
    answer = call("register", "check", *DAY, "--lang", "sv")

    assert answer.code == 0
    assert "det påhittade exempelregistret: 53 poster, inga fel.\n" in answer.out
    assert "  K-009  Stå stadigt – fallprevention för äldre" in answer.out
    assert " register.yaml:" in answer.out
    assert "calibrate" not in answer.out


@pytest.mark.parametrize("name", ["ours.toml", "ours.json"])
def test_places_are_told_in_every_format(name: str, call: Call, tmp_path: Path) -> None:
    as_json = [{"id": "K-1", "name": "Morgonpromenader", "kind": "constellation",
                "status": "active", "parties": ["MDU"], "description": "Folk går.",
                "themes": ["promenad"]}]  # fmt: skip
    text = TOML if name.endswith("toml") else json.dumps(as_json, indent=1)
    (tmp_path / name).write_text(text, encoding="utf-8")

    told = cares(call("register", "check", name, *DAY, "--format", "json").out)
    (entry,) = told["no-english-name"][0]["entries"]
    assert entry == {
        "id": "K-1",
        "name": "Morgonpromenader",
        "file": name,
        "line": 2 if name.endswith("toml") else 3,
        "column": 6 if name.endswith("toml") else 9,
    }


def test_a_register_from_standard_input_has_no_bands_of_its_own(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    with sample_register().open() as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        answer = call("register", "check", "-", *DAY)
    assert answer.code == 0
    assert "The bands are not calibrated on the register\n" in answer.out
    assert " <stdin>:" in answer.out


def test_a_day_that_is_none_is_a_mistake_on_the_command_line(call: Call) -> None:
    answer = call("register", "check", "--as-of", "yesterday")

    assert answer.code == 2
    assert "“yesterday” is not a day." in answer.err
