"""What many proposals take of memory: little more than a few."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.calling import ROOT
from tests.cli.many_proposals import rows_of, table
from tests.peaks import PEAK

_MEASURED = f"""
import sys
from screening.cli import main
{PEAK}
try:
    main(sys.argv[1:])
except SystemExit:
    print(peak())
"""


def peak_of(folder: Path, *words: str) -> int:
    """The kilobytes that the program held at most."""
    ended = subprocess.run(
        [sys.executable, "-c", _MEASURED, "screen", *words],
        cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True, check=True, text=True,
    )  # fmt: skip
    return int(ended.stdout.splitlines()[-1])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "count"), [("v.csv", 10_000), ("v.xlsx", 10_000), ("v.json", 2000)]
)
def test_many_rows_take_little_more_memory_than_a_few(
    name: str, count: int, tmp_path: Path
) -> None:
    table(tmp_path / "few.csv", rows_of(100))
    table(tmp_path / "many.csv", rows_of(count))
    few = peak_of(tmp_path, "few.csv", "-o", f"few-{name}", "--engine", "plain")
    many = peak_of(tmp_path, "many.csv", "-o", f"many-{name}", "--engine", "plain")
    assert many - few < 40_000
