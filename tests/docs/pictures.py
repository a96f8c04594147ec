"""The pictures of reports that the pages show, taken by Chromium and LibreOffice."""

from __future__ import annotations

import struct
import subprocess
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from screening.messages import LANGUAGES, Lang
from screening.report.document_docx import as_docx
from screening.report.document_html import as_html
from tests.browser import as_pdf, printed, shot
from tests.docs.pages import DOCS
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


def take(folder: Path) -> Iterator[Path]:
    """Each report on a wide screen, on a phone, in print and in Word, the first sheet of each."""
    with tempfile.TemporaryDirectory() as scratch:
        work = Path(scratch)
        words = [_word(work, lang) for lang in LANGUAGES]
        as_pdf(words, work)
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


def _sheet(pdf: Path, picture: Path) -> None:
    first = ["-png", "-r", _DOTS, "-f", "1", "-l", "1", "-singlefile"]
    subprocess.run(["pdftoppm", *first, pdf, picture.with_suffix("")], check=True, timeout=60)
