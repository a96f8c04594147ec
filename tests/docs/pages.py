"""The pages of the documentation, and what in them can be tried.

A fenced block may have a note before it, an HTML comment that no reader sees:

``<!-- file: NAME -->``
    the block is saved as that file.
``<!-- file: NAME, added at the end -->``
    it is added to the file.
``<!-- file: NAME, instead of: LINE -->``
    it takes the place of that line of the file.
``<!-- file: NAME, from the last: LINE -->``
    it takes the place of the last such line and of all after it.
``<!-- only: FROM … TO -->``
    of what the block's last command prints, it shows the lines from the first that begins
    with FROM to the one before the next that begins with TO (without TO: to the end).
``<!-- not run: WHY -->``
    the block's commands are not run.

Every other ``console`` block is run: its lines that begin with ``$ `` are typed, and the
rest is what they print.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

from markdown_it import MarkdownIt

__all__ = ["DOCS", "ROOT", "Block", "Page", "pages"]

ROOT: Final = Path(__file__).parents[2]
DOCS: Final = ROOT / "docs"

_OTHERS: Final = frozenset({"benchmarks.md", "dependencies.md"})
"""Pages of figures that take long to measure; what makes them holds them."""

_NOTE: Final = re.compile(r"<!-- (file|only|not run): (.*?) -->\s*", re.DOTALL)
_MARKDOWN: Final = MarkdownIt("commonmark").enable("table")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block; ``first`` and ``last`` are the lines of its text, from 0, the last not in."""

    language: str
    text: str
    first: int
    last: int
    note: str = ""
    said: str = ""


@dataclass(frozen=True)
class Page:
    """A page as it stands in its file."""

    path: Path
    text: str

    @classmethod
    def read(cls, path: Path) -> Page:
        return cls(path, path.read_text(encoding="utf-8"))

    @property
    def name(self) -> str:
        return self.path.relative_to(DOCS).as_posix()

    @property
    def lang(self) -> str:
        """The language that the page's reader has on the computer."""
        return "sv" if self.path.name.endswith(".sv.md") else "en"

    def blocks(self) -> Iterator[Block]:
        note: tuple[str, str] = ("", "")
        for token in _MARKDOWN.parse(self.text):
            if token.type == "html_block" and (said := _NOTE.fullmatch(token.content)):
                note = (said[1], said[2].strip())
            elif token.type == "fence" and token.map is not None:
                first, last = token.map
                yield Block(token.info.strip(), token.content, first + 1, last - 1, *note)
                note = ("", "")
            else:
                note = ("", "")

    def with_texts(self, texts: list[tuple[Block, str]]) -> Page:
        """The page with other texts in its blocks."""
        lines = self.text.splitlines(keepends=True)
        for block, text in sorted(texts, key=lambda one: -one[0].first):
            lines[block.first : block.last] = [text]
        return replace(self, text="".join(lines))

    def anchors(self) -> set[str]:
        """What a link to a place on the page may name."""
        found: set[str] = set()
        for title in self._inlines("heading_open"):
            slug = _slug(title)
            number = next(n for n in range(1000) if (f"{slug}-{n}" if n else slug) not in found)
            found.add(f"{slug}-{number}" if number else slug)
        return found

    def links(self) -> Iterator[str]:
        for token in _MARKDOWN.parse(self.text):
            for inner in token.children or ():
                target = inner.attrGet("href") or inner.attrGet("src")
                if target is not None:
                    yield str(target)

    def _inlines(self, after: str) -> Iterator[str]:
        tokens = _MARKDOWN.parse(self.text)
        for opening, inline in pairwise(tokens):
            if opening.type == after:
                yield "".join(
                    inner.content
                    for inner in inline.children or ()
                    if inner.type in ("text", "code_inline")
                )


def _slug(title: str) -> str:
    """The anchor that forges give a heading."""
    kept = "".join(letter for letter in title.lower() if letter.isalnum() or letter in " -_")
    return kept.strip().replace(" ", "-")


@cache
def pages() -> tuple[Page, ...]:
    """Every page that is held here."""
    return tuple(
        Page.read(path)
        for path in sorted(DOCS.rglob("*.md"))
        if path.relative_to(DOCS).as_posix() not in _OTHERS
    )
