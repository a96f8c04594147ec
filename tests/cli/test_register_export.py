"""The register out into a sheet and back: ``screening register export`` and every command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from screening import Screener
from screening.intake.files import read_register
from screening.intake.json_lines import RegisterLines
from screening.intake.register_writing import register_text
from screening.messages import LANGUAGES, Lang
from screening.shipped import sample_register
from tests.cli.calling import PROPOSALS, ROOT, Call

SAMPLE = read_register(sample_register()).model
PROPOSAL = min(PROPOSALS.glob("row-10-*/*"))
SHEETS = ("register.xlsx", "register.csv")


@pytest.mark.parametrize("file", SHEETS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_whole_register_is_written_and_read_again(
    file: str, lang: Lang, call: Call, tmp_path: Path
) -> None:
    told = call("register", "export", file, "--register", sample_register(), "--lang", lang)
    assert (told.code, told.out) == (0, "")
    assert (
        told.err
        == {
            "sv": (
                f"Skrev {file} (poster: 53). Använd det: "
                f"screening screen FÖRSLAGET --register {file}\n"
            ),
            "en": (
                f"Wrote {file} (entries: 53). Use it: screening screen PROPOSAL --register {file}\n"
            ),
        }[lang]
    )
    assert read_register(tmp_path / file).model == SAMPLE


@pytest.mark.parametrize("file", SHEETS)
def test_a_sheet_is_found_in_the_folder_and_gives_the_verdict_of_the_same_entries(
    file: str, call: Call
) -> None:
    yaml = call("screen", PROPOSAL, "--register", sample_register(), "--format", "json")
    call("register", "export", file, "--register", sample_register())
    for words in ([], ["--register", file]):
        sheet = call("screen", PROPOSAL, "--format", "json", *words)
        wanted, found = json.loads(yaml.out), json.loads(sheet.out)
        assert found["register"] == wanted["register"]
        del found["screened_at"], wanted["screened_at"], found["bands"], wanted["bands"]
        assert found == wanted


@pytest.mark.parametrize("file", SHEETS)
def test_every_command_takes_a_sheet(file: str, call: Call) -> None:
    call("register", "export", file, "--register", sample_register())
    shown = call("register", "show", "K-001")
    assert (shown.code, shown.out) == (0, call("register", "show", "K-001", "--register",
                                               sample_register()).out)  # fmt: skip
    checked = call("register", "check", "--as-of", "2026-12-01")
    assert checked.code == 0
    assert f"{file}: no errors (entries: 53)." in checked.out
    assert call("register", "check", file).code == 0
    found = call("register", "search", "munhälsa", "--limit", "1")
    assert found.out.startswith("K-018 ")
    assert call("register", "calibrate").code == 0
    verdict = json.loads(call("screen", PROPOSAL, "--format", "json").out)
    assert verdict["bands"]["standing"] == "current"


@pytest.mark.parametrize("file", SHEETS)
def test_the_library_takes_a_sheet(file: str, call: Call) -> None:
    call("register", "export", file, "--register", sample_register())
    assert Screener.load(register=file).register == SAMPLE


def test_yaml_in_the_folder_goes_before_a_sheet(call: Call, tmp_path: Path) -> None:
    call("register", "export", "register.csv")
    (tmp_path / "register.yaml").write_text("[]\n")
    assert call("register", "check").out.startswith("register.yaml: no errors (entries: 0).")


def test_csv_goes_to_standard_output_where_that_is_asked_for(call: Call, tmp_path: Path) -> None:
    told = call("register", "export", "-", "--register", sample_register())
    assert (told.code, told.err) == (0, "")
    file = tmp_path / "a.csv"
    # The text was read with line ends of its own.
    file.write_text(told.out, encoding="utf-8", newline="")
    assert read_register(file).model == SAMPLE


@pytest.mark.parametrize("file", SHEETS)
def test_a_sheet_becomes_yaml_again_without_a_question(
    file: str, call: Call, tmp_path: Path
) -> None:
    sample = register_text(SAMPLE, "en", comment=f"Taken from {file}. Check it: screening "
                           "register check FILE")  # fmt: skip
    call("register", "export", file, "--register", sample_register())
    told = call("register", "import", file)
    assert (told.code, told.out) == (
        0,
        f"{file} has the headings of a register, and is read as it stands.\n",
    )
    assert (tmp_path / "register.yaml").read_text(encoding="utf-8") == sample


def test_a_register_of_json_lines_is_exported(call: Call, tmp_path: Path) -> None:
    lines = tmp_path / "large.jsonl"
    lines.write_text(
        "".join(f"{entry.model_dump_json(exclude_none=True)}\n" for entry in SAMPLE.entries),
        encoding="utf-8",
    )
    for file in SHEETS:
        assert call("register", "export", file, "--register", lines.name).code == 0
        entries = {line.entry.id: line.entry for line in RegisterLines(lines)}
        again = read_register(tmp_path / file).model.entries
        assert {entry.id: entry for entry in again} == entries


def test_a_file_that_is_there_is_kept_unless_forced_and_the_register_itself_always(
    call: Call, tmp_path: Path
) -> None:
    there = tmp_path / "a.csv"
    there.write_text("mine\n")
    refused = call("register", "export", "a.csv")
    assert (refused.code, refused.err) == (
        2,
        "a.csv exists already. Write --force to overwrite.\n",
    )
    assert there.read_text() == "mine\n"
    assert call("register", "export", "a.csv", "--force").code == 0
    before = there.read_bytes()
    itself = call("register", "export", "./a.csv", "--register", "a.csv", "--force")
    assert (itself.code, itself.err) == (
        2,
        "./a.csv is the register itself, and is not overwritten. Choose another name.\n",
    )
    assert there.read_bytes() == before


def test_it_is_said_where_the_register_is_the_invented_one(call: Call, tmp_path: Path) -> None:
    told = call("register", "export", "a.csv")
    assert told.err == (
        "No register is named and none is in the folder, so this is the invented sample.\n"
        "Wrote a.csv (entries: 53). Use it: screening screen PROPOSAL --register a.csv\n"
    )
    assert read_register(tmp_path / "a.csv").model == SAMPLE


@pytest.mark.parametrize("file", ["register.ods", "register", "register.yaml"])
def test_a_name_that_says_no_format_is_refused(file: str, call: Call) -> None:
    told = call("register", "export", file)
    assert (told.code, told.err) == (
        2,
        f"{file} should end with .xlsx or .csv, or be - for CSV on standard output.\n",
    )


def test_a_file_that_cannot_be_written_is_told(call: Call) -> None:
    told = call("register", "export", "no/such.csv")
    assert told.code == 2
    assert "no/such.csv cannot be written: No such file or directory." in told.err


def test_a_register_that_no_cell_can_hold_is_told_and_nothing_is_written(
    call: Call, tmp_path: Path
) -> None:
    entry = SAMPLE.entries[0].model_copy(update={"description": "x" * 40_000})
    (tmp_path / "long.jsonl").write_text(entry.model_dump_json(exclude_none=True))
    told = call("register", "export", "long.xlsx", "--register", "long.jsonl")
    assert told.code == 3
    assert "“Description” of K-001 is too long for a cell (32767 characters)." in told.err
    assert not (tmp_path / "long.xlsx").exists()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_list_of_ones_own_is_told_with_the_command_that_takes_it_in(
    lang: Lang, call: Call, tmp_path: Path
) -> None:
    (tmp_path / "register.csv").write_text("Samverkan;Vilka\nHemgång;MDU\n", encoding="utf-8")
    told = call("screen", PROPOSAL, "--lang", lang)
    assert told.code == 3
    assert "screening register import register.csv" in told.err


def test_openpyxl_is_loaded_only_where_it_is_needed() -> None:

    code = (
        "import sys, screening.cli.screen, screening.cli.register\nprint('openpyxl' in sys.modules)"
    )
    asked = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert asked.stdout == "False\n"
