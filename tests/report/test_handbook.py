"""The handbook: all of a small rule set, in both languages and both formats.

After a change that is meant: ``UPDATE_EXPECTED=1 pytest tests/report/test_handbook.py``, and
read the difference.
"""

from __future__ import annotations

import itertools
import os
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from screening import RuleSet
from screening.messages import LANGUAGES, Lang
from screening.report.document import Block, Document, Heading, Line, Lines, Paragraph, Piece
from screening.report.document import Table as TableBlock
from screening.report.document_html import as_html
from screening.report.document_markdown import as_markdown
from screening.report.handbook import HandbookFormat, handbook, handbook_text
from screening.ruleset.loading import load_rules
from screening.workbench.cases import load_cases
from tests.ruleset.folders import SOUND, laid_over

RULES: Final = Path(__file__).parent / "handbook_rules"
GOLDEN: Final = Path(__file__).parent / "handbooks"
SUFFIXES: Final[dict[HandbookFormat, str]] = {"markdown": "md", "html": "html"}
MARKDOWN: Final = MarkdownIt("commonmark").enable("table")


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    return load_rules(RULES, date(2026, 3, 1))


def made(rules: RuleSet, lang: Lang, output: HandbookFormat) -> str:
    cases = load_cases(RULES / "tests", rules)
    return handbook_text(handbook(rules, lang, cases=cases, pages={"routed"}), output)


@pytest.mark.parametrize("output", SUFFIXES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_of_the_rules_is_told(rules: RuleSet, lang: Lang, output: HandbookFormat) -> None:
    text = made(rules, lang, output).replace(rules.sha256, "<sha256>")
    golden = GOLDEN / f"handbook.{lang}.{SUFFIXES[output]}"
    if os.environ.get("UPDATE_EXPECTED"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("output", SUFFIXES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_same_rules_give_the_same_handbook(
    rules: RuleSet, lang: Lang, output: HandbookFormat
) -> None:
    assert made(rules, lang, output) == made(load_rules(RULES, date(2026, 4, 1)), lang, output)


def test_a_rule_set_of_little_is_told_without_empty_parts(tmp_path: Path) -> None:
    ruleset = (SOUND / "ruleset.yaml").read_text(encoding="utf-8").partition("must_hold")[0]
    ruleset = re.sub(r"obligations:.*\Z", "", ruleset, flags=re.DOTALL)
    folder = laid_over(
        tmp_path,
        ruleset=ruleset,
        rules="""
clause: "6"
rules:
  - id: always
    title: {sv: Alltid, en: Always}
    when: {parties.count: {at_least: 1}}
    then: {outcome: needs-specific-agreement}
""",
    )
    text = as_markdown(handbook(load_rules(folder), "en"))
    headings = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert {"Findings", "Obligations"}.isdisjoint(headings)
    assert "No properties are given." in text
    assert "No example tries the rule yet." in text
    assert "from 2026-01-01, until further notice" in text
    assert "Rules that conclude a finding" not in text


# --- HTML ---------------------------------------------------------------------------------


class Parsed(HTMLParser):
    """The elements of a page with their attributes, whether all are closed, and the text."""

    _EMPTY = frozenset({"meta", "br"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in self._EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_stands_alone_and_can_be_found_around_in(rules: RuleSet, lang: Lang) -> None:
    page = Parsed(made(rules, lang, "html"))
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    links = [str(attributes["href"]) for attributes in page.all("a")]

    assert page.all("html") == [{"lang": lang}]
    assert [len(page.all(tag)) for tag in ("title", "h1", "header", "nav", "main", "footer")] == (
        [1] * 6
    )
    assert {"script", "link", "img", "iframe"}.isdisjoint(name for name, _ in page.elements)
    assert len(ids) == len(set(ids))
    assert {link for link in links if link.removeprefix("#") not in ids} == set()
    assert {attributes.get("scope") for attributes in page.all("th")} == {"col", "row"}
    assert len(page.all("caption")) == len(page.all("table"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_heading_skips_a_level(rules: RuleSet, lang: Lang) -> None:
    levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", made(rules, lang, "html"))]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


def test_every_text_can_be_told_from_its_ground(rules: RuleSet) -> None:
    style = made(rules, "sv", "html")
    grounds = re.findall(r"background: (#[0-9a-f]{6})", style)
    texts = re.findall(r"[ ;{]color: (#[0-9a-f]{6})", style)
    assert (len(grounds), len(texts)) == (2, 2)
    assert min(contrast(text, ground) for text in texts for ground in grounds) >= 7


# --- what stands in rule files is text, and nothing but ------------------------------------

TEXTS = (
    st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=40)
    .map(str.strip)
    .filter(bool)
)


def document(*blocks: Block) -> Document:
    return Document("en", "Title", "Subtitle", "Contents", "Skip", "Footer", blocks)


def blocks_of(text: str) -> tuple[Block, ...]:
    piece = (Piece(text),)
    cell = (Line(piece),)
    return (
        Heading(2, text, "a"),
        Paragraph(piece),
        Paragraph((Piece(text, "strong"),)),
        Paragraph((Piece(text, "code"),)),
        Lines((Line(piece), Line((Piece(text, "link", "a"),), 1), Line(piece))),
        TableBlock(text, (text, text), ((cell, (Line(piece), Line(piece, 1))),)),
    )


def texts_in(tokens: list[Token]) -> str:
    """All that a reader of the Markdown sees, on one line."""
    told = []
    for token in tokens:
        for inner in token.children or ():
            assert inner.type in _INLINE
            if inner.type == "html_inline":
                assert inner.content in ("<br>", '<a id="a">', "</a>")
            told.append(inner.content if inner.type in ("text", "code_inline") else " ")
        assert token.type in _BLOCKS
    return "".join(told)


_INLINE: Final = {
    "text", "code_inline", "strong_open", "strong_close", "em_open", "em_close", "link_open",
    "link_close", "html_inline", "softbreak",
}  # fmt: skip
_BLOCKS: Final = {
    f"{block}_{end}"
    for block in (
        "heading", "paragraph", "bullet_list", "list_item", "table", "thead", "tbody", "tr", "th",
        "td",
    )
    for end in ("open", "close")
} | {"inline", "html_block", "hr"}  # fmt: skip


def without_blanks(text: str) -> str:
    return "".join(text.split())


@given(TEXTS)
def test_markdown_shows_a_text_as_it_is(text: str) -> None:
    told = texts_in(MARKDOWN.parse(as_markdown(document(*blocks_of(text)))))
    plain = without_blanks(text)
    assert without_blanks(told) == without_blanks(
        f"Title Subtitle Contents {plain} {plain * 4} {plain * 3} {plain * 6} Footer"
    )


@given(TEXTS)
def test_html_shows_a_text_as_it_is(text: str) -> None:
    shown = as_html(document(*blocks_of(text)))
    page = Parsed(shown)
    same = Parsed(as_html(document(*blocks_of("a"))))
    assert [name for name, _ in page.elements] == [name for name, _ in same.elements]
    assert without_blanks(page.text).count(without_blanks(text)) >= 12


def test_a_list_is_nested_by_its_depths() -> None:
    lines = tuple(Line((Piece(str(depth)),), depth) for depth in (0, 1, 2, 0, 1))
    assert "".join(as_html(document(Lines(lines))).split("<main")[1].split()) == (
        'id="main"><ul><li>0<ul><li>1<ul><li>2</li></ul></li></ul></li><li>0<ul><li>1'
        "</li></ul></li></ul></main><footer><p>Footer</p></footer></body></html>"
    )
