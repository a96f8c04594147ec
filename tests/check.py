#!/usr/bin/env python3
"""Everything that the continuous integration runs, on a machine with nothing but Python.

    python3 tests/check.py            set up .venv from requirements.lock, then run the checks
    python3 tests/check.py --all      with the slowest tests too, and branch coverage of 95 %
    python3 tests/check.py --no-setup in the environment that runs this file

Needs only the standard library, and a C compiler for durable-rules.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"


def main() -> int:
    """Set up, run every check, and tell which fell short; 0 when none did."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument(
        "--all", action="store_true", help="run the slowest tests too, and measure coverage"
    )
    parser.add_argument("--no-setup", action="store_true", help="use this very environment")
    options = parser.parse_args()
    python = Path(sys.executable) if options.no_setup else set_up()
    fallen = [
        name for name, command in checks(python, slowest=options.all) if not run(name, command)
    ]
    if fallen:
        print(f"\nFell short: {', '.join(fallen)}", file=sys.stderr)
    return 1 if fallen else 0


def checks(python: Path, *, slowest: bool) -> list[tuple[str, list[str]]]:
    """Each check with its command, the quickest first."""
    tools = python.parent
    tests = [str(python), "-m", "pytest", "-n", "auto", "--dist", "worksteal"]
    coverage = ["--cov", "--cov-report=term:skip-covered"]
    # To trace what is run many times over takes longer than all the rest.
    every = [
        ("tests", [*tests, "-m", "not heavy", *coverage]),
        ("heavy tests", [*tests, "-m", "heavy"]),
    ]
    return [
        ("format", [str(tools / "ruff"), "format", "--check", "--quiet", "."]),
        ("lint", [str(tools / "ruff"), "check", "--quiet", "."]),
        ("imports", [str(tools / "lint-imports"), "--no-logo"]),
        ("types", [str(tools / "mypy")]),
        *(every if slowest else [("tests", [*tests, "-m", "not slow"])]),
    ]


def set_up() -> Path:
    """The environment's Python, with the locked packages and this one in it."""
    python = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        print(f"Setting up {ENVIRONMENT}", flush=True)
        venv.create(ENVIRONMENT, with_pip=True)
    # durable-rules cannot be imported on 3.13 as published; built so, it can.
    mended = {"CPPFLAGS": "-DPyEval_CallObject=PyObject_CallObject", "PIP_NO_CACHE_DIR": "1"}
    environment = os.environ | (mended if sys.version_info >= (3, 13) else {})
    pip = [str(python), "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
    subprocess.run(
        [*pip, "--require-hashes", "-r", str(LOCK)], check=True, cwd=ROOT, env=environment
    )
    subprocess.run([*pip, "--no-deps", "-e", "."], check=True, cwd=ROOT)
    return python


def run(name: str, command: list[str]) -> bool:
    """Run a check with its output as it comes; whether it held."""
    print(f"\n== {name}: {' '.join(command)}", flush=True)
    began = time.monotonic()
    held = subprocess.run(command, check=False, cwd=ROOT).returncode == 0
    print(f"== {name}: {'held' if held else 'FELL SHORT'} in {time.monotonic() - began:.0f} s")
    return held


if __name__ == "__main__":
    sys.exit(main())
