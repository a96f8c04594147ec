"""Tables and folders with many proposals, for the tests of screening them."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import pytest

from screening import Screener

__all__ = ["BAD", "HEADINGS", "Counted", "proposal_file", "rows_of", "sheet", "table"]

HEADINGS: Final = ("Titel", "Sammanfattning", "Parter", "Nivå", "Teman")
BAD: Final = ("Fel nivå", "En rad som inte går att läsa", "MDU", "nivån", "")


def rows_of(count: int) -> list[tuple[str, ...]]:
    """So many rows, no two alike."""
    return [
        (
            f"Förslag {number}",
            f"Digital vård för äldre, omgång {number}",
            "Region Västmanland; Mälardalens universitet",
            "enhet",
            "äldre; e-hälsa",
        )
        for number in range(1, count + 1)
    ]


def table(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    """A CSV file with proposals."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([HEADINGS, *rows])
    return path


def sheet(path: Path, rows: Sequence[Sequence[Any]], *, above: int = 0) -> Path:
    """A sheet of Excel with proposals, and lines ``above`` the headings."""
    from openpyxl import Workbook

    book = Workbook()
    assert book.active is not None
    book.active.title = "Plan"
    for number in range(above):
        book.active.append([f"Rad {number}"])
    for row in (HEADINGS, *rows):
        book.active.append([*row])
    book.save(path)
    return path


def proposal_file(path: Path, title: str) -> Path:
    """A proposal in a file of its own."""
    told = {"title": title, "summary": "Vård", "parties": [{"name": "RV"}, {"name": "MDU"}]}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(told), encoding="utf-8")
    return path


class Counted:
    """A screener that counts what it screens, and is interrupted before number ``stop``."""

    def __init__(self, screener: Screener, monkeypatch: pytest.MonkeyPatch) -> None:
        self.titles: list[str] = []
        self.stop: int | None = None
        for name in ("brief", "screen"):
            monkeypatch.setattr(Screener, name, self._counting(getattr(Screener, name)))
        monkeypatch.setattr(Screener, "load", lambda **_: screener)

    def _counting(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def screened(screener: Screener, proposal: Any, **how: Any) -> Any:
            if len(self.titles) == self.stop:
                raise KeyboardInterrupt
            self.titles.append(proposal.title)
            return real(screener, proposal, **how)

        return screened

    def begin(self, stop: int | None = None) -> None:
        """Forget what was counted."""
        self.titles.clear()
        self.stop = stop
