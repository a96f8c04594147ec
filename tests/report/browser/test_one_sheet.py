"""What people decide on is on one sheet of A4; what it rests on begins on the next."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path
from typing import Final

from screening.messages import LANGUAGES, message
from screening.report.document_docx import as_docx
from screening.report.document_html import as_html
from tests.browser import as_pdf, needs, pages_of, printed
from tests.report.browser.fixtures import all_reports, report

ANNEX: Final = {message("page.annex.heading", lang) for lang in LANGUAGES}
LONG: Final = (
    "a-home-visit-trial-with-an-unsigned-municipality",
    "a-party-of-the-host-declines-this-time",
    "more-student-weeks-on-the-teaching-ward",
    "parties-with-old-names-and-misspellings",
)
"""The fixtures of which there is most to tell."""


def kinds(pages: list[str]) -> list[str]:
    """Which page begins a report, which its annex, and which goes on with what came before."""
    firsts = [page.strip().split("\n")[0].strip() for page in pages]
    titles = tuple(message("page.title", lang, title="") for lang in LANGUAGES)
    return [
        "report" if first.startswith(titles) else "annex" if first in ANNEX else "more"
        for first in firsts
    ]


@needs("chromium", "pdftotext")
def test_every_fixtures_report_is_printed_on_one_sheet_before_its_annex(tmp_path: Path) -> None:
    reports = dict(all_reports())
    pages = [as_html(each) for each in reports.values()]
    bodies = (re.findall("<body[^>]*>(.*)</body>", page, re.DOTALL)[0] for page in pages)
    # All in one run: each begins on a sheet of its own, and the style is the same.
    together = "".join(f'<div style="break-before: page">{body}</div>' for body in bodies)
    file = tmp_path / "all.html"
    (head,) = re.findall("^.*<body[^>]*>", pages[0], re.DOTALL)
    file.write_text(f"{head}{together}</body></html>", "utf-8")
    printed(file, tmp_path / "all.pdf")

    found = kinds(pages_of(tmp_path / "all.pdf"))

    begun = [place for place, kind in enumerate(found) if kind == "report"]
    after = {name: found[place + 1] for name, place in zip(reports, begun, strict=True)}
    assert after == dict.fromkeys(reports, "annex")
    # Nor is there more to an annex than there has to be.
    assert max(len(list(alike)) for kind, alike in groupby(found) if kind == "more") == 1


@needs("soffice", "pdftotext")
def test_a_long_report_in_word_has_one_sheet_before_its_annex(tmp_path: Path) -> None:
    files = [tmp_path / f"{name}.{lang}.docx" for name in LONG for lang in LANGUAGES]
    for file in files:
        name, lang = file.stem.split(".")
        file.write_bytes(as_docx(report(name, "sv" if lang == "sv" else "en")))

    as_pdf(files, tmp_path)

    begins = {file.name: kinds(pages_of(file.with_suffix(".pdf")))[:2] for file in files}
    assert begins == {file.name: ["report", "annex"] for file in files}
