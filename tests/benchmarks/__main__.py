"""All benchmarks, or some: ``python -m tests.benchmarks [--quick] [evaluation] [screens] …``.

Each part runs in a process of its own, so that none bears on another.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module, metadata
from typing import Final

from tests.benchmarks.tables import say

_PARTS: Final = {
    "evaluation": "evaluation",
    "screens": "screens",
    "start": "starting",
    "memory": "memory",
    "hostile": "hostile",
}
_PEERS: Final = ("zen-engine", "common-expression-language", "clipspy", "rule-engine")


def main() -> int:
    """Run the parts asked for, one after the other."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="part", help=", ".join(_PARTS))
    parser.add_argument("--quick", action="store_true", help="few rounds, to see that all runs")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if unknown := set(options.parts) - _PARTS.keys():
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    if options.here:
        for part in options.parts:
            report: Callable[..., None] = import_module(f"tests.benchmarks.{_PARTS[part]}").report
            report(quick=options.quick)
        return 0
    say(_machine())
    quick = ["--quick"] if options.quick else []
    for part in options.parts or _PARTS:
        say()
        command = [sys.executable, "-m", "tests.benchmarks", "--here", part, *quick]
        if subprocess.run(command, check=False).returncode:
            return 1
    return 0


def _machine() -> str:
    packages = ", ".join(f"{name} {_version(name)}" for name in ("durable-rules", *_PEERS))
    return (
        f"{platform.python_implementation()} {platform.python_version()},"
        f" {platform.system()} {platform.machine()}, {os.cpu_count()} processors; {packages}"
    )


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "(not installed)"


if __name__ == "__main__":
    sys.exit(main())
