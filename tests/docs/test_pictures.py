from __future__ import annotations

import shutil
import struct
from pathlib import Path

import pytest

from tests.docs.pictures import NEEDED, PICTURES, take

MISSING = [name for name in NEEDED if shutil.which(name) is None]


def size(picture: Path) -> tuple[int, int]:
    """The width and height that a PNG file says it has."""
    head = picture.read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", head[16:24])
    return width, height


@pytest.mark.slow
@pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")
def test_a_browser_shows_a_report_as_wide_as_the_pictures_of_the_pages(tmp_path: Path) -> None:
    taken = {picture.name: size(picture) for picture in take(tmp_path)}

    assert taken == {path.name: size(path) for path in PICTURES.glob("verdict-*.png")}
    assert set(taken) == {"verdict-desktop.png", "verdict-phone.png", "verdict-print.png"}
