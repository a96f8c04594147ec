"""Pages as they are printed, held against the files of ``pages/``; and a register to print.

After a change that is meant: ``UPDATE_EXPECTED=1 pytest tests/report``, and read the
difference.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final

from rich.console import Console

from screening.messages import Lang
from tests.report.printing import printed

__all__ = ["FULL", "LEAST", "OTHERS", "WIDTHS", "check"]

_PAGES: Final = Path(__file__).parent / "pages"
WIDTHS: Final = (100, 50)

FULL: Final[dict[str, Any]] = {
    "id": "K-014",
    "name": "Kompetenscentrum Hälsa [och] välfärdsteknik",
    "aliases": ["KHV", "Centre"],
    "kind": "platform",
    "category": "competence-centre",
    "description": "Prövar teknik i hemmet.\nTillsammans med vårdpersonal.",
    "themes": ["välfärdsteknik", "äldre"],
    "covers": {"categories": ["research-team", "project"], "themes": ["hälsa"]},
    "parties": ["Region Västmanland", "Mälardalens universitet", "Västerås stad"],
    "level": "department",
    "status": "active",
    "agreement": {"status": "in-force", "valid_to": date(2028, 12, 31)},
    "contact": {"name": "Anna Exempel", "unit": "Akademin för hälsa", "email": "a@example.org"},
}
LEAST: Final[dict[str, Any]] = {
    "id": "K-015",
    "name": "Nätverk",
    "kind": "constellation",
    "status": "ended",
    "parties": ["Region Västmanland"],
}
OTHERS: Final = [
    {**LEAST, "id": "K-016", "agreement": {"status": "none"}, "contact": {"name": "Anna"}},
    {**LEAST, "id": "K-017", "kind": "framework-agreement", "status": "dormant"},
]


def check(name: str, lang: Lang, show: Callable[[Console], None], width: int = 100) -> None:
    """What is printed is the page of that name; on a narrow terminal its lines are broken."""
    page = _PAGES / (f"{name}.{lang}.txt" if width == WIDTHS[0] else f"{name}.{lang}.{width}.txt")
    actual = printed(show, width=width)
    if os.environ.get("UPDATE_EXPECTED"):
        _PAGES.mkdir(exist_ok=True)
        page.write_text(actual, encoding="utf-8")
    assert actual == page.read_text(encoding="utf-8")
    assert max(len(line) for line in actual.split("\n")) <= width
