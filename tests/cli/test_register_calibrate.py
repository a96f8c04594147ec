"""``screening register calibrate``: what is shown, what is written, and when nothing is."""

from __future__ import annotations

import json
import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from screening.overlap.calibration_file import read_calibration
from screening.shipped import sample_register
from tests.cli.calling import ROOT, Call

CALLED = "from screening.cli import main; main(['register', 'calibrate', 'register.yaml'])"


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return Path(shutil.copy(sample_register(), tmp_path / "register.yaml"))


def test_the_bands_are_shown_and_written_beside_the_register(call: Call, register: Path) -> None:
    first = call("register", "calibrate")
    written = register.with_name("register.bands.json")

    assert (first.code, first.err) == (0, "Wrote register.bands.json.\n")
    shipped = (ROOT / "fixtures" / "register.bands.json").read_bytes()
    assert written.read_bytes() == shipped
    held = read_calibration(written)
    assert held is not None
    assert f"possible from   {held.possible}       –" in first.out

    second = call("register", "calibrate", "register.yaml", "--lang", "sv")
    assert second.code == 0
    assert f"möjligt från   {held.possible}     {held.possible} " in second.out
    assert "Varken registret eller ordlistan har ändrats sedan förra gången." in second.out


def test_a_register_that_was_changed_is_noticed_and_calibrated_again(
    call: Call, register: Path
) -> None:
    call("register", "calibrate")
    text = register.read_text(encoding="utf-8")
    register.write_text(text.replace("status: dormant", "status: ended", 1), encoding="utf-8")

    again = call("register", "calibrate")
    assert "The register has changed since the former bands were calibrated." in again.out
    once_more = call("register", "calibrate")
    assert "Neither the register nor the vocabulary has changed" in once_more.out


def test_other_rules_with_another_vocabulary_make_another_scoring(
    call: Call, register: Path
) -> None:
    rules = shutil.copytree(ROOT / "rules", register.with_name("rules"))
    call("register", "calibrate")
    (rules / "vocabulary.yaml").write_text("synonyms: [mat / food]\n", encoding="utf-8")

    again = call("register", "calibrate", "--rules", "rules")
    assert again.code == 0
    told = "The vocabulary or the scoring has changed since the former bands were calibrated."
    assert told in " ".join(again.out.split())


def test_a_dry_run_writes_nothing_but_a_picture_that_is_asked_for(
    call: Call, register: Path, tmp_path: Path
) -> None:
    answer = call("register", "calibrate", "--dry-run", "--picture", "curve.SVG")

    assert answer.code == 0
    assert answer.err == "Wrote curve.SVG.\nThe bands were not written (--dry-run).\n"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["curve.SVG", register.name]
    picture = (tmp_path / "curve.SVG").read_text(encoding="utf-8")
    assert picture.startswith("<svg ")
    assert "How like each other the entries of register.yaml are" in picture


def test_the_sample_register_is_shown_but_never_written_beside(call: Call) -> None:
    refused = call("register", "calibrate")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.startswith("The invented sample register ships with the program")
    assert "--dry-run" in refused.err

    shown = call("register", "calibrate", "--dry-run")
    assert shown.code == 0
    assert shown.out.startswith("How like each other the entries of the invented sample register")


def test_a_register_from_standard_input_is_only_shown(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    with sample_register().open() as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        refused = call("register", "calibrate", "-")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.startswith("The register was read from standard input")
    with sample_register().open() as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        shown = call("register", "calibrate", "-", "--dry-run", "--format", "json")
    assert shown.code == 0
    assert json.loads(shown.out)["before"] is None


def test_too_few_entries_are_told_of_with_the_bands_that_hold_until_then(
    call: Call, register: Path, tmp_path: Path
) -> None:
    entries = yaml.safe_load(register.read_text(encoding="utf-8"))[:3]
    register.write_text(yaml.safe_dump(entries), encoding="utf-8")
    answer = call("register", "calibrate")

    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith("Too few entries to calibrate on: 3; at least 20 are needed.")
    assert [one.name for one in tmp_path.iterdir()] == ["register.yaml"]


def test_bands_that_cannot_be_read_are_told_of_and_replaced(call: Call, register: Path) -> None:
    bands = register.with_name("register.bands.json")
    bands.write_text('{"strong": ', encoding="utf-8")
    answer = call("register", "calibrate")

    assert answer.code == 0
    assert answer.err.startswith("The former bands could not be read:\nerror: ")
    assert " --> register.bands.json:1:" in answer.err
    assert read_calibration(bands) is not None


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["--picture", "curve.png"], 2, "ends with .svg, not “curve.png”"),
        (["--picture", "no/such/folder.svg"], 2, "no/such/folder.svg cannot be written"),
        (["missing.yaml"], 3, "missing.yaml"),
        (["--rules", "no-folder"], 3, "no-folder"),
        (["--format", "xml"], 2, "xml"),
    ],
)
def test_what_cannot_be_done_is_told_without_writing(
    words: list[str], code: int, told: str, call: Call, register: Path
) -> None:
    answer = call("register", "calibrate", *words)

    assert (answer.code, "Traceback" in answer.err) == (code, False)
    assert told in answer.err
    assert not register.with_name("register.bands.json").exists()


def test_bands_that_cannot_be_written_are_told_of(call: Call, register: Path) -> None:
    register.with_name("register.bands.json").mkdir()
    answer = call("register", "calibrate")

    assert answer.code == 2
    assert "register.bands.json cannot be written: " in answer.err


def test_everything_is_there_as_json_too(call: Call, register: Path) -> None:
    call("register", "calibrate")
    answer = call("register", "calibrate", "--format", "json")
    told = json.loads(answer.out)

    held = read_calibration(register.with_name("register.bands.json"))
    assert held is not None
    assert told["file"] == "register.yaml"
    assert told["calibration"] == held.model_dump(mode="json")
    bands = {"possible": held.possible, "strong": held.strong}
    assert told["before"] == {**bands, "standing": "current"}
    assert set(told["rules"]) == {"possible", "strong"}
    assert told["pairs"]
    for pair in told["pairs"]:
        assert pair["score"] >= held.strong
        assert len(pair["entries"]) == 2
        assert pair["fields"]


@pytest.mark.slow
def test_a_large_register_shows_how_far_it_has_come_on_a_terminal(tmp_path: Path) -> None:
    entries = [
        {
            "id": f"K-{number}",
            "name": f"Grupp {number}",
            "kind": "constellation",
            "status": "active",
            "parties": ["MDU"],
            "description": f"ord{number} ord{number // 2}",
        }
        for number in range(240)
    ]
    text = json.dumps(entries, ensure_ascii=False)
    (tmp_path / "register.yaml").write_text(text, encoding="utf-8")
    reader, writer = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-c", CALLED], cwd=tmp_path, stdout=subprocess.PIPE, stderr=writer,
        check=False, env={**os.environ, "TERM": "xterm", "COLUMNS": "80", "LANG": "en_US.UTF-8"},
    )  # fmt: skip
    shown = os.read(reader, 100_000).decode()
    os.close(writer)
    os.close(reader)
    assert done.returncode == 0
    assert "100%" in shown
    assert shown.rstrip().endswith("Wrote register.bands.json.")
