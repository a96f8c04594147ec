"""The pictures of reports and forms that the pages show, by Chromium and LibreOffice."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from screening.messages import LANGUAGES, Lang
from screening.report.document_docx import as_docx
from screening.report.document_html import as_html
from screening.report.form_excel import excel_form
from screening.report.form_word import word_form
from tests.browser import as_pdf, printed, shot
from tests.docs.pages import DOCS, ROOT, pages
from tests.intake.filled import PROPOSAL
from tests.report.browser.fixtures import report

__all__ = ["NEEDED", "PICTURES", "scanlines", "size", "take"]

PICTURES: Final = DOCS / "pictures"
NEEDED: Final = ("chromium", "soffice", "pdftoppm")
_SHOWN: Final = "a-home-visit-trial-with-an-unsigned-municipality"
_FRAME: Final = (
    "<!doctype html><style>body{{margin:0}}iframe{{border:0;width:390px;height:{height}px}}"
    '</style><iframe src="{page}"></iframe>'
)
"""A window is never as narrow as a phone; a frame in it can be."""
_DOTS: Final = "80"
"""To the inch, of a sheet."""
_LEFT_OF_TABLE: Final = ("-r", "110", "-x", "70", "-y", "100", "-W", "1290", "-H", "290")
_A_ROW_IS_WRONG: Final = 3


def take(folder: Path) -> Iterator[Path]:
    """Each report on a wide screen, on a phone, in print and in Word, the first sheet of each."""
    with tempfile.TemporaryDirectory() as scratch:
        work = Path(scratch)
        words = [_word(work, lang) for lang in LANGUAGES]
        tables = {lang: _table(work, lang) for lang in LANGUAGES}
        forms = [*_forms(work)]
        as_pdf([*words, *tables.values(), *forms], work)
        for form in forms:
            _sheet(form.with_suffix(".pdf"), folder / f"{form.stem}.png")
            yield folder / f"{form.stem}.png"
        for lang, word in zip(LANGUAGES, words, strict=True):
            page, phone = work / f"{lang}.html", work / f"phone.{lang}.html"
            page.write_text(as_html(report(_SHOWN, lang)), encoding="utf-8")
            phone.write_text(_FRAME.format(page=page.name, height=1400), encoding="utf-8")
            printed(page, work / f"printed.{lang}.pdf")
            shot(page, folder / f"verdict-desktop.{lang}.png", 1100, 1400)
            shot(phone, folder / f"verdict-phone.{lang}.png", 390, 1400)
            _sheet(work / f"printed.{lang}.pdf", folder / f"verdict-print.{lang}.png")
            _sheet(word.with_suffix(".pdf"), folder / f"verdict-word.{lang}.png")
            for kind in ("desktop", "phone", "print", "word"):
                yield folder / f"verdict-{kind}.{lang}.png"
            sheet = folder / f"verdicts-excel.{lang}.png"
            _part(tables[lang].with_suffix(".pdf"), sheet, _LEFT_OF_TABLE)
            yield sheet


def size(picture: Path) -> tuple[int, int]:
    """The width and height that a PNG file says it has."""
    head = picture.read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", head[16:24])
    return width, height


def scanlines(picture: Path) -> int:
    """How many different lines a PNG file has; of a blank one all are alike."""
    data, at, packed = picture.read_bytes(), 8, b""
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        if data[at + 4 : at + 8] == b"IDAT":
            packed += data[at + 8 : at + 8 + length]
        at += length + 12
    lines = zlib.decompress(packed)
    step = len(lines) // size(picture)[1]
    return len({lines[start : start + step] for start in range(0, len(lines), step)})


def _word(work: Path, lang: Lang) -> Path:
    file = work / f"word.{lang}.docx"
    file.write_bytes(as_docx(report(_SHOWN, lang)))
    return file


def _table(work: Path, lang: Lang) -> Path:
    """The table of verdicts on the plan that the page about such tables shows."""
    named = f"how-to/screen-a-spreadsheet{'' if lang == 'en' else f'.{lang}'}.md"
    (page,) = (page for page in pages() if page.name == named)
    (plan,) = (block.text for block in page.blocks() if block.said == "plan.csv")
    (work / "plan.csv").write_text(plan, encoding="utf-8")
    file = work / f"table.{lang}.xlsx"
    command = [sys.executable, "-c", "from screening.cli import main; main()"]
    command += ["screen", "plan.csv", "-o", file.name, "--as-of", "2026-12-01", "--lang", lang]
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=work, env=environ, check=False, capture_output=True)
    assert done.returncode == _A_ROW_IS_WRONG
    return file


def _forms(work: Path) -> Iterator[Path]:
    """The form in Word as it is handed out, and in Excel as it is filled in."""
    for lang in LANGUAGES:
        empty, filled = work / f"form-word.{lang}.docx", work / f"form-excel.{lang}.xlsx"
        empty.write_bytes(word_form(lang))
        filled.write_bytes(excel_form(lang, PROPOSAL))
        yield empty
        yield filled


def _part(pdf: Path, picture: Path, part: tuple[str, ...]) -> None:
    """A part of the first sheet."""
    first = ["-png", "-f", "1", "-l", "1", "-singlefile", *part]
    subprocess.run(["pdftoppm", *first, pdf, picture.with_suffix("")], check=True, timeout=60)


def _sheet(pdf: Path, picture: Path) -> None:
    _part(pdf, picture, ("-r", _DOTS))
