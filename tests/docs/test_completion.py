from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from tests.docs.pages import DOCS, ROOT

SCRIPT = (DOCS / "how-to" / "completion.ps1").read_text(encoding="utf-8")


def quoted(word: str) -> str:
    """A word as the script's ``$quoted`` writes it."""
    return "'" + word.strip("\"'").replace("'", "'\\''") + "'"


def suggested(words: list[str], word: str) -> list[str]:
    """What PowerShell is given for the words so far, by way of the variables the script sets."""
    answered = subprocess.run(
        [sys.executable, "-c", "from screening.cli import main; main()"],
        check=True,
        capture_output=True,
        encoding="utf-8",
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "_SCREENING_COMPLETE": "fish_complete",
            "COMP_WORDS": " ".join(quoted(one) for one in words),
            "COMP_CWORD": quoted(word),
        },
    )
    lines = [line.split(",", 1) for line in answered.stdout.splitlines() if line]
    return [rest.split("\t", 1)[0] for kind, rest in lines if kind == "plain"]


@pytest.mark.parametrize(
    ("words", "word", "expected"),
    [
        (["screening", "sc"], "sc", ["screen"]),
        (
            ["screening", "register"],
            "",
            ["calibrate", "check", "export", "import", "search", "show"],
        ),
        (["screening", "new", "p"], "p", ["proposal"]),
        (["screening", "screen", r"C:\files\it's mine.yaml", "--form"], "--form", ["--format"]),
        (["screening", "screen", '"a file.yaml"', "--engine"], "", ["durable", "plain"]),
        (["screening", "screen", "x.yaml"], "x.yaml", []),
    ],
)
def test_powershell_is_told_what_can_follow(
    words: list[str], word: str, expected: list[str]
) -> None:
    assert suggested(words, word) == expected


def test_the_script_sets_the_variables_that_are_tried_here_and_takes_them_away() -> None:
    assert set(re.findall(r"\$env:(\w+) =", SCRIPT)) == {
        "_SCREENING_COMPLETE",
        "COMP_WORDS",
        "COMP_CWORD",
    }
    assert "$env:_SCREENING_COMPLETE = 'fish_complete'" in SCRIPT
    assert set(re.findall(r"Env:(\w+)'", SCRIPT)) == set(re.findall(r"\$env:(\w+) =", SCRIPT))
