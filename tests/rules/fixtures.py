"""The proposals of ``fixtures/``, found by folder, with what each is meant to give."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import yaml

from screening.intake.source import SUFFIXES

__all__ = ["AS_OF", "EXPECTED", "FIXTURES", "Expected", "found_proposals", "terminated"]

AS_OF: Final = date(2026, 11, 23)
"""The day that the expectations of the fixtures are of."""

FIXTURES: Final = Path(__file__).parents[2] / "fixtures"


@dataclass(frozen=True)
class Expected:
    """What a proposal is meant to give."""

    file: Path
    row: int
    outcome: str
    target: str | None

    @property
    def name(self) -> str:
        return f"{self.file.parent.parent.name}/{self.file.parent.name}/{self.file.stem}"


def found_proposals() -> list[Path]:
    """Every proposal in a folder ``row-…`` of a folder that says what to expect."""
    return sorted(
        file
        for folder in FIXTURES.glob("*/row-*")
        for file in folder.iterdir()
        if file.suffix in SUFFIXES
    )


def _expectations() -> Iterator[Expected]:
    for book in sorted(FIXTURES.glob("*/expected.yaml")):
        for item in yaml.safe_load(book.read_text(encoding="utf-8")):
            yield Expected(book.parent / item["file"], item["row"], item["outcome"], item["target"])


EXPECTED: Final = tuple(_expectations())


def terminated(rules: Path, folder: Path) -> Path:
    """A copy of a rule folder under a letter that is terminated."""
    copy = shutil.copytree(rules, folder / "rules")
    letter = copy / "letter.yaml"
    text = letter.read_text(encoding="utf-8")
    changed, number = re.subn(r"(?m)^status: in-force\b", "status: terminated", text)
    assert number == 1
    letter.write_text(changed, encoding="utf-8")
    return copy
