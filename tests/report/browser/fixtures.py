"""Reports on the fixtures, as they are filed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from screening import Screener
from screening.messages import LANGUAGES, Lang
from screening.report.document import Document
from screening.report.rules_text import names_in
from screening.report.verdict_page import verdict_page
from screening.report.verdict_people import people_of
from tests.docs.pages import ROOT

__all__ = ["all_reports", "report"]

_DAY: Final = date(2026, 11, 23)
_FIXTURES: Final = ROOT / "fixtures/proposals"


def report(name: str, lang: Lang) -> Document:
    """The report on the fixture of that name, explained."""
    (file,) = _FIXTURES.glob(f"row-*/{name}.*")
    return _report(file, lang)


def all_reports() -> Iterator[tuple[str, Document]]:
    """The report on every fixture in both languages, and what to call it."""
    for file in sorted(_FIXTURES.glob("row-*/*")):
        for lang in LANGUAGES:
            yield f"{file.stem}.{lang}", _report(file, lang)


@cache
def _screener() -> Screener:
    return Screener.load(engine="plain")


def _report(file: Path, lang: Lang) -> Document:
    screener = _screener()
    verdict = screener.screen(file, as_of=_DAY, lang=lang, explain=True)
    names = names_in(screener.ruleset_on(_DAY), lang)
    return verdict_page(verdict, names, people_of(verdict, screener.register, None))
