"""The pictures of the pages.

After a change that is to be seen in them: ``UPDATE_PICTURES=1 pytest tests/docs/test_pictures.py``,
and look at each.
"""

from __future__ import annotations

import os
import re
import struct
import zlib
from pathlib import Path

import pytest

from tests.browser import needs
from tests.docs.pages import DOCS
from tests.docs.pictures import NEEDED, PICTURES, scanlines, size, take


@pytest.mark.slow
@needs(*NEEDED)
def test_every_picture_can_be_taken_and_shows_something(tmp_path: Path) -> None:
    folder = PICTURES if os.environ.get("UPDATE_PICTURES") else tmp_path
    # Letters differ from one machine to the next, and so do the dots; not the size.
    taken = {picture.name: size(picture) for picture in take(folder)}

    assert taken == {path.name: size(path) for path in PICTURES.iterdir()}
    # The lowest picture, of a sheet with three rows, has some 130 lines that are not the same.
    assert min(scanlines(folder / name) for name in taken) > 100


def test_the_pages_show_every_picture_in_their_own_language() -> None:
    shown = {
        picture: page.name
        for page in DOCS.rglob("*.md")
        for picture in re.findall(r"!\[[^\]]+\]\(\.\./pictures/([^)]+)\)", page.read_text("utf-8"))
    }
    assert shown.keys() == {path.name for path in PICTURES.iterdir()}
    swedish = {picture for picture, page in shown.items() if page.endswith(".sv.md")}
    assert swedish == {picture for picture in shown if picture.endswith(".sv.png")}


def test_a_blank_picture_is_known_from_one_that_shows_something(tmp_path: Path) -> None:
    head, lines = struct.pack(">IIBBBBB", 2, 2, 8, 0, 0, 0, 0), zlib.compress(b"\0\xff\xff" * 2)
    blank = tmp_path / "blank.png"
    blank.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + b"".join(
            struct.pack(">I", len(data)) + kind + data + bytes(4)
            for kind, data in ((b"IHDR", head), (b"IDAT", lines), (b"IEND", b""))
        )
    )
    assert size(blank) == (2, 2)
    assert scanlines(blank) == 1
