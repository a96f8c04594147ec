from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tests.docs.pages import DOCS, ROOT, Page, pages


@cache
def anchors(path: Path) -> set[str]:
    return Page.read(path).anchors()


def missing(page: Page, link: str) -> bool:
    """Whether a link of a page leads nowhere within the project."""
    where, _, anchor = link.partition("#")
    path = (page.path.parent / where).resolve() if where else page.path
    if not path.exists() or not path.is_relative_to(ROOT):
        return True
    return bool(anchor) and (path.suffix != ".md" or anchor not in anchors(path))


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_every_link_of_a_page_leads_somewhere_in_the_project(page: Page) -> None:
    assert [link for link in page.links() if missing(page, link)] == []


def test_every_page_is_found_from_the_first_one() -> None:
    first = Page.read(DOCS / "README.md")
    linked = {(DOCS / link.partition("#")[0]).resolve() for link in first.links()}
    there = {path for path in DOCS.rglob("*.md") if path != first.path}

    assert [path.name for path in sorted(there - linked)] == []


def test_a_page_in_swedish_and_the_one_in_english_lead_to_each_other() -> None:
    for swedish in (page for page in pages() if page.lang == "sv"):
        english = Path(str(swedish.path).replace(".sv.md", ".md"))
        assert english.name in list(swedish.links())
        assert swedish.path.name in list(Page.read(english).links())


def test_a_page_in_swedish_has_the_same_parts_as_the_one_in_english() -> None:
    for swedish in (page for page in pages() if page.lang == "sv"):
        english = Page.read(Path(str(swedish.path).replace(".sv.md", ".md")))
        assert shape(swedish) == shape(english)


def shape(page: Page) -> list[str]:
    """The levels of a page's headings and the languages of its blocks, in their order."""
    headings = [line.split(" ")[0] for line in page.text.splitlines() if line.startswith("#")]
    return [*headings, *(block.language for block in page.blocks())]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# One\n\n## Two words\n", {"one", "two-words"}),
        ("# `candidate.overlap`\n", {"candidateoverlap"}),
        ("# Lägg till & ta bort!\n", {"lägg-till--ta-bort"}),
        ("# Same\n\n# Same\n", {"same", "same-1"}),
        ("```\n# no heading\n```\n", set()),
    ],
)
def test_a_heading_has_the_anchor_that_forges_give_it(text: str, expected: set[str]) -> None:
    assert Page(DOCS / "a.md", text).anchors() == expected


@pytest.mark.parametrize(
    ("link", "is_missing"),
    [
        ("README.md", False),
        ("../README.md", False),
        ("reference/", False),
        ("reference/facts.md#candidateoverlap", False),
        ("#documentation", False),
        ("reference/facts.md#no-such-fact", True),
        ("no-such-page.md", True),
        ("https://example.org/", True),
        ("../../", True),
    ],
)
def test_a_link_that_leads_nowhere_is_found(link: str, *, is_missing: bool) -> None:
    page = Page(DOCS / "README.md", "# Documentation\n")

    assert missing(page, link) is is_missing
