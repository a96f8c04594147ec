"""``screening new`` writes a file to start from, and never over one that is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from screening.intake.starters import STARTERS, Starter, starter
from tests.cli.calling import Call


@pytest.mark.parametrize("what", STARTERS)
def test_it_writes_to_a_file_and_names_the_next_command(
    call: Call, tmp_path: Path, what: Starter
) -> None:
    answer = call("new", what, "--output", "my.yaml")
    assert (tmp_path / "my.yaml").read_text(encoding="utf-8") == starter(what, "en")
    assert (answer.code, answer.out) == (0, "")
    assert answer.err.startswith("Wrote my.yaml. Fill it in and run: screening ")


def test_a_file_that_is_there_is_kept_unless_forced(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "my.yaml"
    file.write_text("mine\n", encoding="utf-8")
    refused = call("new", "proposal", "-o", "my.yaml")
    assert (refused.code, file.read_text(encoding="utf-8")) == (2, "mine\n")
    assert refused.err == "my.yaml exists already. Write --force to overwrite it.\n"
    assert call("new", "proposal", "-o", "my.yaml", "--force").code == 0
    assert file.read_text(encoding="utf-8") == starter("proposal", "en")


def test_a_file_that_cannot_be_written_is_told_without_a_traceback(call: Call) -> None:
    answer = call("new", "proposal", "-o", "no/such/folder.yaml")
    assert answer.code == 2
    assert answer.err == "no/such/folder.yaml cannot be written: No such file or directory.\n"


def test_what_it_writes_can_be_screened_as_it_is(call: Call) -> None:
    call("new", "proposal", "-o", "p.yaml", "--lang", "sv")
    assert call("screen", "p.yaml").code == 0
