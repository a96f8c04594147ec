"""How the overlap test grows with the register: ``python -m tests.benchmarks.scale``.

Registers of made-up entries, of a thousand to a million (``--most``), as JSON Lines.  Each is
indexed and asked in a process of its own; what is asked are entries in other words.
``chosen`` is the share of them for which the right entry is among those scored in full: it
cannot be first elsewhere.  ``--picture FILE`` draws the growth.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from screening.overlap.candidates import candidates
from screening.overlap.matching import Matcher, Query
from screening.overlap.stored_register import StoredRegister
from screening.ruleset.loading import load_rules
from screening.shipped import shipped_rules
from tests.benchmarks.growth_picture import growth_picture
from tests.benchmarks.register_making import RegisterMaker, Rewording

_QUERIES = 200
_COLUMNS = (
    "entries", "file_mb", "index_mb", "build_s", "build_mb", "open_s", "median_ms", "p95_ms",
    "first", "chosen", "rss_mb",
)  # fmt: skip


def main() -> int:
    if sys.argv[1:2] == ["--one"]:
        sys.stdout.write(json.dumps(asked(Path(sys.argv[2]), build=sys.argv[3] == "build")))
        return 0
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=1_000_000, help="entries in the largest")
    parser.add_argument("--picture", type=Path, help="an SVG file to draw the growth in")
    args = parser.parse_args()
    sizes = [10**power for power in range(3, 10) if 10**power <= args.most]
    found = [measured(size) for size in sizes]
    table = Table(*_COLUMNS)
    for row in found:
        table.add_row(*(f"{row[name]:g}" for name in _COLUMNS))
    Console(width=130).print(table)
    if args.picture:
        args.picture.write_text(growth_picture(found), encoding="utf-8")
    return 0


def measured(size: int) -> dict[str, Any]:
    """The figures of a register of so many entries."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "register.jsonl"
        RegisterMaker(load_rules(shipped_rules()).vocabulary).write(path, size)
        built, again = alone(path, "build"), alone(path, "ask")
        index = sum(one.stat().st_size for one in Path(folder).rglob("*.index"))
        return {
            "entries": size,
            "file_mb": round(path.stat().st_size / 1e6, 1),
            "index_mb": round(index / 1e6, 1),
            "build_s": built["open_s"],
            "build_mb": built["rss_mb"],
            **again,
        }


def alone(path: Path, what: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.benchmarks.scale", "--one", str(path), what]
    found: dict[str, Any] = json.loads(subprocess.check_output(command))
    return found


def asked(path: Path, *, build: bool) -> dict[str, Any]:
    """How long the register takes to open, and to answer."""
    vocabulary = load_rules(shipped_rules()).vocabulary
    began = time.perf_counter()
    register = StoredRegister(path, vocabulary)
    opened = time.perf_counter() - began
    if build:
        return {"open_s": round(opened, 2), "rss_mb": _memory()}
    matcher, reword, times = Matcher(register, vocabulary), Rewording(vocabulary), []
    first = chosen = 0
    for number in random.Random(7).sample(range(len(register)), _QUERIES):
        entry = register.entries[number]
        query = Query(reword.of(entry.name), reword.of(entry.description or ""))
        began = time.perf_counter()
        found = matcher.matches(matcher.read(query), at_least=1)
        times.append(time.perf_counter() - began)
        first += bool(found) and found[0].entry.id == entry.id
        chosen += number in candidates(matcher.read(query), register.index)
    times.sort()
    return {
        "open_s": round(opened, 2),
        "median_ms": round(statistics.median(times) * 1e3, 1),
        "p95_ms": round(times[int(len(times) * 0.95)] * 1e3, 1),
        "first": first / _QUERIES,
        "chosen": chosen / _QUERIES,
        "rss_mb": _memory(),
    }


def _memory() -> int:
    """The most memory that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    sys.exit(main())
