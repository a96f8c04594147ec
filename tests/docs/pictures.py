"""Takes the pictures of a report that the pages show: ``python -m tests.docs.pictures``.

Needs Chromium, and pdftoppm of poppler.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from screening import Screener
from screening.report.reporters import REPORTERS
from screening.report.rules_text import names_in
from screening.report.verdict_page import verdict_page
from screening.report.verdict_people import people_of
from tests.docs.pages import DOCS, ROOT

__all__ = ["NEEDED", "PICTURES", "take"]

PICTURES: Final = DOCS / "pictures"
NEEDED: Final = ("chromium", "pdftoppm")
_PROPOSAL: Final = (
    ROOT / "fixtures/proposals/row-07-uncovered-third-party"
    / "a-home-visit-trial-with-an-unsigned-municipality.yaml"
)  # fmt: skip
_DAY: Final = date(2026, 11, 23)
_FRAME: Final = (
    "<!doctype html><style>body{{margin:0}}iframe{{border:0;width:390px;height:{height}px}}"
    '</style><iframe src="report.html"></iframe>'
)
"""A window is never as narrow as a phone; a frame in it can be."""


def take(folder: Path) -> Iterator[Path]:
    """The pictures: on a wide screen, on a phone, and the first sheet in print."""
    with tempfile.TemporaryDirectory() as scratch:
        work = Path(scratch)
        (work / "report.html").write_bytes(_report())
        (work / "phone.html").write_text(_FRAME.format(height=1000), encoding="utf-8")
        yield _shot(work / "report.html", folder / "verdict-desktop.png", 1100, 1100)
        yield _shot(work / "phone.html", folder / "verdict-phone.png", 390, 1000)
        yield _sheet(work / "report.html", folder / "verdict-print.png")


def _report() -> bytes:
    screener = Screener.load(engine="plain")
    verdict = screener.screen(_PROPOSAL, as_of=_DAY, lang="sv", explain=True)
    names = names_in(screener.ruleset_on(_DAY), "sv")
    page = verdict_page(verdict, names, people_of(verdict, screener.register, None))
    return REPORTERS["html"].write(page)


def _shot(page: Path, picture: Path, width: int, height: int) -> Path:
    size = f"--window-size={width},{height}"
    _chromium(page, size, "--hide-scrollbars", f"--screenshot={picture}")
    return picture


def _sheet(page: Path, picture: Path) -> Path:
    pdf = page.with_suffix(".pdf")
    _chromium(page, "--no-pdf-header-footer", f"--print-to-pdf={pdf}")
    first = ["-png", "-r", "72", "-f", "1", "-l", "1", "-singlefile"]
    subprocess.run(["pdftoppm", *first, pdf, picture.with_suffix("")], check=True, timeout=60)
    return picture


def _chromium(page: Path, *options: str) -> None:
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", *options, page.as_uri()]
    subprocess.run(command, check=True, timeout=120, capture_output=True)


if __name__ == "__main__":
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing:
        raise SystemExit(f"not installed: {', '.join(missing)}")
    PICTURES.mkdir(exist_ok=True)
    for taken in take(PICTURES):
        print(taken.relative_to(ROOT))
