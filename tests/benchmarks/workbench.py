"""What the workbench takes: ``python -m tests.benchmarks.workbench [RULES]``.

Each command on the shipped rules, a process each, and ``rules check`` on a made-up set of so
many rules (200).
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from screening.shipped import shipped_rules
from tests.workbench.big import made
from tests.workbench.flawed_sets import build

_COMMANDS = ("check", "prove", "test", "coverage", "mutate")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rules", nargs="?", type=int, default=200, help="how many rules")
    args = parser.parse_args()
    table = Table("command", "rules", "seconds", "processor", "exit")
    with tempfile.TemporaryDirectory() as folder:
        for command in _COMMANDS:
            table.add_row(command, "shipped", *timed(command, shipped_rules()))
        big = build(made(1, rules=args.rules), Path(folder))
        table.add_row("check", str(args.rules), *timed("check", big))
    Console().print(table)
    return 0


def timed(command: str, rules: Path) -> tuple[str, str, str]:
    """How long a command takes, by the clock and of the processor, and how it ends."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", "from screening.cli import main; main()", "rules", command,
         "--rules", str(rules)],
        capture_output=True, check=False,
    )  # fmt: skip
    seconds = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return f"{seconds:.1f}", f"{used:.1f}", str(done.returncode)


if __name__ == "__main__":
    sys.exit(main())
