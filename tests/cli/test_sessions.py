"""What people read on a terminal: each file of ``sessions`` holds commands and their answers.

After a change that is meant: ``UPDATE_SESSIONS=1 pytest tests/cli/test_sessions.py``, and
read the difference.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.cli.calling import ROOT, Call

SESSIONS = sorted((Path(__file__).parent / "sessions").glob("*.txt"))


@pytest.fixture
def project(monkeypatch: pytest.MonkeyPatch, call: Call, tmp_path: Path) -> Call:
    """The command line in a folder with the fixtures, and with files that are wrong."""
    shutil.copytree(ROOT / "fixtures", tmp_path / "fixtures")
    shutil.copytree(ROOT / "tests" / "cli" / "files", tmp_path, dirs_exist_ok=True)
    monkeypatch.setenv("SCREENING_REGISTER", "fixtures/register.yaml")
    return call


def told(command: str, project: Call) -> str:
    answer = project(*shlex.split(command)[1:])
    parts = [f"$ {command}\n", answer.out]
    if answer.err:
        parts += ["--- stderr\n", answer.err]
    parts.append(f"--- exit {answer.code}\n")
    text = "".join(part if part.endswith("\n") or not part else f"{part}\n" for part in parts)
    text = re.sub(r"\b[0-9a-f]{64}\b", "<sha256>", text)
    text = re.sub(r"\([0-9a-f]{8}\)", "(<hash>)", text)
    return "\n".join(line.rstrip() for line in text.splitlines()) + "\n"


@pytest.mark.parametrize("session", SESSIONS, ids=lambda path: path.stem)
def test_the_command_line_says_what_the_session_holds(session: Path, project: Call) -> None:
    expected = session.read_text(encoding="utf-8")
    commands = re.findall(r"^\$ (.*)$", expected, flags=re.MULTILINE)
    assert commands
    actual = "\n".join(told(command, project) for command in commands)
    if os.environ.get("UPDATE_SESSIONS"):
        session.write_text(actual, encoding="utf-8")
    assert actual == expected


def test_there_are_sessions() -> None:
    assert len(SESSIONS) >= 10
