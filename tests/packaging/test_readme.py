"""The README shows a real verdict, and the command that gives it.

After a change that is meant: ``UPDATE_README=1 pytest tests/packaging/test_readme.py``.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
VERDICT = re.compile(r"(<!-- verdict -->\n```\n)(.*?)(```\n)", re.DOTALL)


def normalised(text: str) -> str:
    text = re.sub(r"\([0-9a-f]{8}\)", "(<hash>)", text)
    return re.sub(r"per \d{4}-\d{2}-\d{2}", "per <day>", text)


def commands() -> list[str]:
    text = README.read_text(encoding="utf-8")
    return re.findall(r"^```console\n\$ (.*)$", text, flags=re.MULTILINE)


def test_the_first_command_sets_up_and_gives_the_verdict_that_is_shown() -> None:
    *setting_up, screening = commands()[0].split(" && ")
    assert setting_up == [
        "python3 -m venv .venv",
        ".venv/bin/pip install --quiet '.[excel,prove,word]'",
    ]
    words = shlex.split(screening)
    environment = {**os.environ, "LANG": "C.UTF-8", "LC_ALL": "", "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-c", "from screening.cli import main; main()", *words[1:]],
        cwd=ROOT, env=environment, capture_output=True, check=True, encoding="utf-8",
    )  # fmt: skip
    actual = "\n".join(line.rstrip() for line in done.stdout.splitlines()) + "\n"
    text = README.read_text(encoding="utf-8")
    if os.environ.get("UPDATE_README"):
        README.write_text(VERDICT.sub(lambda found: found[1] + actual + found[3], text), "utf-8")
    shown = VERDICT.search(text)
    assert shown is not None
    assert normalised(shown[2]) == normalised(actual)


def test_the_second_command_is_what_the_continuous_integration_runs() -> None:
    assert commands()[1] == "python3 tests/check.py"
    assert "exec python3 tests/check.py" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
