"""Files that are made to do harm: what the command line takes to refuse each, or to read it."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from tests.benchmarks.tables import say, table
from tests.intake.hostile_files import HOSTILE, Hostile
from tests.peaks import PEAK

__all__ = ["report"]

_SOUND: Final = (
    "title: A\nsummary: B\nlevel: unit\nparties: [{name: Region Västmanland}, {name: MDU}]\n"
)
_COMMANDS: Final[Mapping[str, tuple[str, ...]]] = {
    "form": ("screen", "{file}"),
    "register": ("screen", "sound.yaml", "--register", "{file}"),
    "table": ("register", "import", "{file}"),
}
_KILLED_AFTER: Final = 20
_QUICK: Final = 6
_MEASURED: Final = f"""{PEAK}
import sys
from screening.cli import main
try:
    main(sys.argv[1:])
finally:
    print(peak() // 1024, file=sys.stderr)
"""


def report(*, quick: bool) -> None:
    """Hand in each file, and print the seconds, the memory at most and the exit code."""
    rows = [["a sound file", "form", *_handed_in("form", None)]]
    for name in list(HOSTILE)[:_QUICK] if quick else HOSTILE:
        rows += [[name, kind, *_handed_in(kind, HOSTILE[name])] for kind in HOSTILE[name].kinds]
    say("## Hostile files")
    say()
    say("Whole commands, from their start: 3 is refused. What a sound file takes is the program.")
    say()
    say(table(["file", "handed in as", "seconds", "MB", "exit"], rows))


def _handed_in(kind: str, hostile: Hostile | None) -> list[str]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sound = folder / "sound.yaml"
        sound.write_text(_SOUND, encoding="utf-8")
        file = hostile.file(folder, kind) if hostile is not None else sound
        words = [word.format(file=file.name) for word in _COMMANDS[kind]]
        began = time.perf_counter()
        try:
            done = subprocess.run(
                [sys.executable, "-c", _MEASURED, *words],
                cwd=folder, capture_output=True, check=False, timeout=_KILLED_AFTER,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return [f"over {_KILLED_AFTER}", "?", "killed"]
        seconds = f"{time.perf_counter() - began:.2f}"
    return [seconds, done.stderr.split()[-1].decode(), str(done.returncode)]
