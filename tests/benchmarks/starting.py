"""How long the command line takes to start, beside its largest libraries alone."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.situations import proposal_files
from tests.benchmarks.tables import say, table
from tests.benchmarks.timing import interleaved

__all__ = ["report"]

_LIBRARIES = "import click, pydantic, rapidfuzz"


def report(*, quick: bool) -> None:
    """Start both in turn, and print how long they take."""
    script = Path(sys.executable).with_name("screening")
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        f'python -c "{_LIBRARIES}"': [sys.executable, "-c", _LIBRARIES],
        "screening --version": [str(script), "--version"],
        "screening screen FILE": [str(script), "screen", str(proposal_files()[0])],
    }
    rounds = 5 if quick else 40
    readied = {name: _ready(each) for name, each in commands.items()}
    timed = interleaved(readied, rounds=rounds, clock=time.perf_counter)
    libraries = timed[f'python -c "{_LIBRARIES}"'].median
    say("## The command line's start")
    say()
    say(f"Milliseconds, {rounds} starts of each, in turn.")
    say()
    rows = [
        [
            f"`{name}`",
            f"{each.median * 1e3:.0f}",
            f"{each.least * 1e3:.0f}",
            f"{each.median / libraries:.2f}",
        ]
        for name, each in timed.items()
    ]
    say(table(["command", "median", "least", "× the libraries alone"], rows))


def _ready(command: list[str]) -> Callable[[], Callable[[], object]]:
    return lambda: lambda: subprocess.run(command, check=True, capture_output=True)
