"""What many proposals at once take: ``python -m tests.benchmarks.many [ROWS]``.

So many rows (10,000), made of the sentences and answers of the proposals that ship, are
screened against the sample register, a process for each way in and out.  Seconds are of one
processor; the start of the program is told by itself, and rows a second are without it.
"""

from __future__ import annotations

import argparse
import csv
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from openpyxl import Workbook
from rich.console import Console
from rich.table import Table

from screening.intake.files import read_proposal
from screening.model.proposal import Proposal
from tests.peaks import PEAK
from tests.rules.fixtures import found_proposals

_HEADINGS: Final = (
    "title", "summary", "category", "themes", "level", "parties", "resources.committed",
    "resources.staff_fte", "resources.funding_sek", "period.start", "period.end", "new_principles",
)  # fmt: skip
_WAYS: Final = (("csv", "csv"), ("csv", "xlsx"), ("xlsx", "xlsx"), ("csv", "html"), ("csv", "json"))
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+")
_PROGRAM: Final = (
    """
import sys, time
from screening.cli import main
try:
    main()
except SystemExit:
    pass
"""
    + PEAK
    + """
print(time.process_time(), peak())
"""
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="?", type=int, default=10_000, help="how many rows")
    args = parser.parse_args()
    table = Table("in", "out", "seconds", "rows a second", "MB", "against whole verdicts")
    with tempfile.TemporaryDirectory() as folder:
        written(made(args.rows), Path(folder) / "many")
        written(made(1), Path(folder) / "one")
        start, _ = taken(Path(folder) / "one.csv", Path(folder) / "one.out.csv")
        told = {
            way: taken(Path(folder) / f"many.{way[0]}", Path(folder) / f"out.{way[1]}")
            for way in _WAYS
        }
        whole = told["csv", "json"][0] - start
        for (suffix, to), (seconds, peak) in told.items():
            each = seconds - start
            table.add_row(
                suffix, to, f"{seconds:.1f}", f"{args.rows / each:,.0f}",
                f"{peak / 1024:.0f}", f"{whole / each:.1f} times as fast",
            )  # fmt: skip
    console = Console()
    console.print(table)
    console.print(f"{args.rows} rows; starting takes {start:.1f} s")
    return 0


def made(count: int) -> Iterator[Sequence[object]]:
    """Rows of proposals, each with sentences of several of those that ship."""
    rng = random.Random(1)
    known = [read_proposal(path).model for path in found_proposals()]
    sentences = [each for one in known for each in _SENTENCE.split(one.summary)]
    for number in range(count):
        one = rng.choice(known)
        summary = " ".join(rng.sample(sentences, 3))
        yield [f"{one.title} {number}", summary, *_answers(one)]


def _answers(one: Proposal) -> Iterator[object]:
    yield one.category or ""
    yield "; ".join(one.themes)
    yield one.level or ""
    yield "; ".join(party.name.replace(";", ",") for party in one.parties)
    yield {None: "", True: "ja", False: "nej"}[one.resources.committed]
    yield one.resources.staff_fte
    yield one.resources.funding_sek
    yield one.period.start
    yield one.period.end
    yield {None: "", True: "ja", False: "nej"}[one.new_principles]


def written(rows: Iterator[Sequence[object]], path: Path) -> None:
    """The rows as a CSV file and as an Excel file."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Förslag")
    sheet.append(_HEADINGS)
    with path.with_suffix(".csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(_HEADINGS)
        for row in rows:
            writer.writerow(row)
            sheet.append(row)
    workbook.save(path.with_suffix(".xlsx"))


def taken(proposals: Path, output: Path) -> tuple[float, int]:
    """The seconds of the processor and the kilobytes that screening a table takes."""
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, "screen", proposals, "--output", output, "--force"],
        capture_output=True, check=True, text=True,
    )  # fmt: skip
    seconds, peak = done.stdout.split()
    return float(seconds), int(peak)


if __name__ == "__main__":
    sys.exit(main())
