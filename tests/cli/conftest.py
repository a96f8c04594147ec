"""The command line as the tests of this folder call it."""

from __future__ import annotations

from pathlib import Path

import pytest

from screening.cli import main
from tests.cli.calling import Answer, Call


@pytest.fixture
def call(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Call:
    """The command line, called with words, in an empty folder and an English locale."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANGUAGE", "SCREENING_REGISTER", "SCREENING_RULES"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.chdir(tmp_path)

    def run(*words: str | Path) -> Answer:
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([str(word) for word in words])
        out, err = capfd.readouterr()
        code = ended.value.code
        return Answer(code if isinstance(code, int) else int(bool(code)), out, err)

    return run
