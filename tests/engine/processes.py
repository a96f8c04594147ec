"""Programs that are run in a process of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

__all__ = ["told_by"]


def told_by(program: str, root: Path, **environment: str) -> str:
    """What a program below ``tests/`` prints."""
    done = subprocess.run(
        [sys.executable, "-m", f"tests.{program}"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root), "PYTHONUTF8": "1", **environment},
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
        timeout=400,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout
