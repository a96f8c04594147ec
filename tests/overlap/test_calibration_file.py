"""The file that a register's bands are kept in."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from screening.errors import InvalidInput
from screening.model.calibration import Calibration
from screening.model.identity import register_sha256
from screening.overlap.calibration import calibrate, scoring_sha256
from screening.overlap.calibration_file import (
    calibration_path,
    read_calibration,
    standing,
    write_calibration,
)
from screening.ruleset.rules import RuleSet
from tests.overlap.sample import register

ONE, OTHER = "a" * 64, "b" * 64
MADE = Calibration(
    register_sha256=ONE,
    scoring=OTHER,
    entries=53,
    tried=53,
    possible=34,
    strong=76,
    reached=tuple(round(1 - score / 100, 4) for score in range(101)),
)


def told(path: Path) -> list[tuple[str, int | None, int | None]]:
    with pytest.raises(InvalidInput) as refused:
        read_calibration(path)
    return [(problem.code, problem.line, problem.column) for problem in refused.value.problems]


@pytest.mark.parametrize(
    ("register_path", "expected"),
    [
        ("register.yaml", "register.bands.json"),
        ("a.folder/our.register.toml", "a.folder/our.register.bands.json"),
        ("register", "register.bands.json"),
        ("-", "-.bands.json"),
    ],
)
def test_the_bands_lie_beside_the_register(register_path: str, expected: str) -> None:
    assert calibration_path(register_path) == Path(expected)


def test_what_is_written_is_read_again_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "register.bands.json"
    write_calibration(path, MADE)
    write_calibration(path, MADE)

    assert read_calibration(path) == MADE
    assert [one.name for one in tmp_path.iterdir()] == ["register.bands.json"]
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[:3] == ["{", '  "schema_version": 1,', f'  "register_sha256": "{ONE}",']
    assert lines[8:10] == ['  "reached": [', f"    {', '.join(map(str, MADE.reached[:10]))},"]
    assert lines[-3:] == ["    0.0", "  ]", "}"]


def test_a_calibration_that_cannot_be_written_leaves_the_one_that_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "register.bands.json"
    write_calibration(path, MADE)

    def full_disk(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(OSError, match="No space left"):
        write_calibration(path, MADE.model_copy(update={"entries": 54}))

    assert read_calibration(path) == MADE
    assert [one.name for one in tmp_path.iterdir()] == ["register.bands.json"]


def test_a_register_that_was_never_calibrated_has_no_bands(tmp_path: Path) -> None:
    assert read_calibration(tmp_path / "register.bands.json") is None


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"schema_version": 2}, [("input.unknown-choice", 2, 21)]),
        ({"register_sha256": "0" * 63}, [("input.hash", 3, 22)]),
        ({"entries": "many"}, [("input.not-a-number", 5, 14)]),
        ({"possible": 0, "tried": 0}, [("input.too-small", 6, 12), ("input.too-small", 7, 15)]),
        ({"strong": 34}, [("input.bands-crossed", 2, 3)]),
        ({"reached": MADE.reached[:100]}, [("input.curve", 9, 3)]),
        ({"reached": [0.0] * 100 + [0.5]}, [("input.curve", 9, 3)]),
        ({"strange": 1}, [("input.unknown-key", 112, 3)]),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else None,
)
def test_a_damaged_file_is_told_of_with_its_place(
    change: dict[str, Any], expected: list[tuple[str, int, int]], tmp_path: Path
) -> None:
    path = tmp_path / "register.bands.json"
    content = MADE.model_dump(mode="json") | change
    path.write_text(json.dumps(content, indent=2), encoding="utf-8")

    assert told(path) == expected


def test_half_a_file_is_told_of_and_so_is_a_folder_in_its_place(tmp_path: Path) -> None:
    path = tmp_path / "register.bands.json"
    path.write_text(MADE.model_dump_json()[:40], encoding="utf-8")
    (tmp_path / "other.bands.json").mkdir()

    assert told(path) == [("reading.unclosed-quote", 1, 39)]
    assert told(tmp_path / "other.bands.json") == [("reading.folder", None, None)]


@pytest.mark.parametrize(
    ("register_hash", "scoring", "expected"),
    [
        (ONE, OTHER, "current"),
        (OTHER, OTHER, "register-changed"),
        (ONE, ONE, "scoring-changed"),
        (OTHER, ONE, "register-changed"),
    ],
)
def test_bands_of_another_register_or_another_scoring_are_noticed(
    register_hash: str, scoring: str, expected: str
) -> None:
    assert standing(MADE, register_hash, scoring) == expected


def test_the_bands_that_ship_are_those_of_the_sample_register(root: Path, shipped: RuleSet) -> None:
    """Else: ``screening register calibrate fixtures/register.yaml``."""
    path = calibration_path(root / "fixtures" / "register.yaml")
    held = read_calibration(path)

    assert held is not None
    hashes = register_sha256(register()), scoring_sha256(shipped.vocabulary)
    assert standing(held, *hashes) == "current"
    assert held == calibrate(register(), shipped.vocabulary)
