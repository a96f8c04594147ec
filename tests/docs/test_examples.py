from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from tests.docs.pages import Page, pages
from tests.docs.trying import normalised, tried

pytest.importorskip("durable.engine", reason="examples show it", exc_type=ImportError)

PAGES = [page for page in pages() if any(block.language for block in page.blocks())]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_who_follows_a_page_sees_what_it_shows(page: Page, tmp_path: Path) -> None:
    drift = [
        line
        for block, text in tried(page, tmp_path)
        for line in difflib.unified_diff(
            normalised(block.text).splitlines(),
            normalised(text).splitlines(),
            f"{page.name}:{block.first + 1}",
            "what is printed",
            lineterm="",
        )
    ]
    told = "\n".join(drift)
    assert not drift, f"python -m tests.docs.generate --refresh writes it anew:\n{told}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_page_shows_what_screening_prints_without_running_it(page: Page) -> None:
    left_out = [block for block in page.blocks() if block.note == "not run"]

    assert not [block for block in left_out if block.text.startswith("$ screening")]
    assert all(block.said for block in left_out)
    for block in page.blocks():
        assert block.language == "console" or "$ screening" not in block.text
        assert block.language != "console" or block.text.startswith("$ ")
