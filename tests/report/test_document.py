"""Documents in every format: what stands in files is text, and nothing but."""

from __future__ import annotations

import io
import re
import sys
from datetime import UTC, datetime
from typing import Any, Final

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from screening.messages import LANGUAGES, Lang
from screening.report.document import (
    Bar,
    Bars,
    Block,
    Columns,
    Document,
    Heading,
    Line,
    Lines,
    Notice,
    Paragraph,
    Piece,
    Scored,
    Scores,
    Seen,
    Table,
)
from screening.report.document_docx import WordMissing, as_docx
from screening.report.document_html import as_html
from screening.report.document_markdown import as_markdown, blocks_as_markdown
from screening.report.document_text import shown
from screening.report.reporters import REPORTERS, reporter_for
from tests.report.parsed import Parsed

MARKDOWN: Final = MarkdownIt("commonmark").enable("table")
DAY: Final = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
TEXTS = (
    st.one_of(
        st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=40),
        st.text("a@:/.w#1`|\\*<&[](!) ", min_size=1, max_size=12),
    )
    .map(str.strip)
    .filter(bool)
    .map(shown)
)
EVIL: Final = (
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "![x](https://example.org/x.png)",
    "https://example.org/?a=1",
    "www.example.org",
    "a@example.org",
    "mailto:a@example.org",
    "@somebody",
    "#12",
    "<https://example.org>",
    "[a]: https://example.org",
    "`a`@b",
    "a|b@c|d",
    "&lt;b&gt;",
    '" onload="x',
    "=HYPERLINK(1)",
    "---",
    "1. one",
    "- item",
    "]:@",
    "[a]:@b]:c",
    "# title",
    "> quote",
    "***",
)


def document(*blocks: Block, **changes: Any) -> Document:
    """A document of blocks, where there are many the last as an annex."""
    annex = blocks[1:][-1:]
    return Document(
        "en",
        "Title",
        "Subtitle",
        "Contents",
        "Skip",
        "Footer",
        blocks[: len(blocks) - len(annex)],
        annex=annex,
        **changes,
    )


def bars(text: str) -> Bars:
    return Bars(
        caption=text,
        told=text,
        headings=("F", "S", "B"),
        whole=Bar(text, 63),
        marks=(Bar("low", 34), Bar("high", 78)),
        parts=(Bar(text, 0), Bar(text, 100)),
    )


def blocks_of(text: str) -> tuple[Block, ...]:
    piece = (Piece(text),)
    cell = (Line(piece),)
    return (
        Heading(2, text, "a"),
        Paragraph(piece),
        Paragraph((Piece(text, "strong"),)),
        Paragraph((Piece(text, "code"),)),
        Lines((Line(piece), Line((Piece(text, "link", "a"),), 1), Line(piece))),
        Table(text, (text, text), ((cell, (Line(piece), Line(piece, 1))),)),
        Columns(((Notice(text, (piece,)),), (bars(text),)), (1, 2)),
        Lines((Line(piece), Line(piece)), small=True),
        scores(text),
    )


def scores(text: str) -> Scores:
    return Scores(
        text,
        (text, "W", "P", "Q"),
        (Bar("low", 34), Bar("high", 78)),
        (Scored((Line((Piece(text),)), Line((Piece(text),))), 63, (40, None)),),
    )


def test_a_text_from_outside_is_one_line_without_what_steers() -> None:
    text = "a\n\tb\u202ec\x1b[2Jd\ufffee\ud800f\u00a0g"
    assert shown(text) == "a b\ufffdc\ufffd[2Jd\ufffde\ufffdf\u00a0g"


# --- Markdown -----------------------------------------------------------------------------


def texts_in(tokens: list[Token]) -> str:
    """All that a reader of the Markdown sees, on one line."""
    told = []
    for token in tokens:
        for inner in token.children or ():
            assert inner.type in _INLINE
            if inner.type == "html_inline":
                assert inner.content in ("<br>", '<a id="a">', "</a>")
            if inner.type == "link_open":
                assert str(inner.attrGet("href")) == "#a"
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
        "td", "blockquote",
    )
    for end in ("open", "close")
} | {"inline", "html_block", "hr"}  # fmt: skip


def without_blanks(text: str) -> str:
    return "".join(text.split())


def as_read(text: str) -> str:
    """What a reader of the Markdown of ``blocks_of`` sees, without blanks."""
    return without_blanks(texts_in(MARKDOWN.parse(as_markdown(document(*blocks_of(text))))))


def _reads_as(text: str) -> str:
    plain = without_blanks(text)
    return "".join(
        [
            f"TitleSubtitleContents{plain}{plain * 4}{plain * 3}{plain * 6}{plain * 2}{plain}FSB",
            f"{plain}63{'█' * 7}┃{'█' * 6}{'░' * 3}┃{'░' * 4}",
            f"{plain}0{'░' * 20}{plain}100{'█' * 20}{plain * 2}",
            f"{plain * 2}WPQ{plain * 2}63{'█' * 3}┃{'█' * 3}░░┃░░40{'█' * 2}{'░' * 3}–Footer",
        ]
    )


@given(TEXTS)
def test_markdown_shows_a_text_as_it_is(text: str) -> None:
    assert as_read(text) == _reads_as(text)


@pytest.mark.parametrize("text", EVIL)
def test_markdown_makes_nothing_of_what_was_meant_to_be_something(text: str) -> None:
    assert as_read(text) == _reads_as(text)
    alone = blocks_as_markdown(blocks_of(text))
    # What forges make links of by themselves stands in code, where they do not.
    outside = re.sub(r"(?<!\\)(`+)(?!`).*?(?<!`)\1(?!`)", "", alone)
    assert not re.search(r"https?://|www\.|@|#\d|(?<!\\)<(?!br>|a id=|/a>)", outside)


def test_without_a_heading_for_it_there_are_no_contents() -> None:
    plain = Document("en", "Title", "Subtitle", "", "Skip", "Footer", (Heading(2, "Part"),))
    assert as_markdown(plain) == "# Title\n\nSubtitle\n\n## Part\n\n---\n\nFooter\n"
    assert Parsed(as_html(plain)).all("nav") == []


# --- HTML ---------------------------------------------------------------------------------


@given(TEXTS)
def test_html_shows_a_text_as_it_is(text: str) -> None:
    page = Parsed(as_html(document(*blocks_of(text))))
    same = Parsed(as_html(document(*blocks_of("a"))))
    assert [name for name, _ in page.elements] == [name for name, _ in same.elements]
    assert without_blanks(page.text).count(without_blanks(text)) >= 23
    picture, *_ = page.all("svg")
    assert without_blanks(str(picture["aria-label"])) == without_blanks(text)


def test_a_list_is_nested_by_its_depths() -> None:
    lines = tuple(Line((Piece(str(depth)),), depth) for depth in (0, 1, 2, 0, 1))
    assert "".join(as_html(document(Lines(lines))).split("<main")[1].split()) == (
        'id="main"><ul><li>0<ul><li>1<ul><li>2</li></ul></li></ul></li><li>0<ul><li>1'
        "</li></ul></li></ul></main><footer><p>Footer</p></footer></body></html>"
    )


def test_bars_are_as_long_as_their_scores_and_the_marks_stand_where_they_should() -> None:
    page = Parsed(as_html(document(bars("x"))))
    whole, none, full = (
        float(str(one["width"])) for one in page.all("rect") if one["class"] != "track"
    )
    assert (none, full, whole / full) == (0, 210, 0.63)
    assert [one["d"] for one in page.all("path")] == ["M167.4 2V36", "M259.8 2V36"]


# --- Word ---------------------------------------------------------------------------------


def opened(made: Document) -> Any:
    return docx.Document(io.BytesIO(as_docx(made)))


@settings(max_examples=20)
@given(TEXTS)
def test_word_shows_a_text_as_it_is(text: str) -> None:
    made = opened(document(*blocks_of(text)))
    paragraphs = [each.text for each in made.paragraphs if each.text]
    cells = [[cell.text for cell in row.cells] for table in made.tables for row in table.rows]
    assert paragraphs == ["Title", "Subtitle", *[text] * 8, f"{text} · {text}", text]
    assert [row[0] for row in cells] == [text, text, f"{text}\n{text}", text, f"{text}\n{text}"]
    assert cells[1][1] == f"{text}\n\u2003{text}"
    (inside,) = made.tables[1].rows[0].cells[1].tables
    assert [row.cells[0].text for row in inside.rows] == ["F", text, text, text]
    assert made.element.xpath("//w:hyperlink | //w:fldSimple | //w:instrText") == []


def test_a_word_file_begins_its_annex_on_a_sheet_of_its_own_and_numbers_them() -> None:
    made = opened(document(Heading(2, "Part"), Heading(2, "Annex")))
    breaks = [each.paragraph_format.page_break_before for each in made.paragraphs]
    assert breaks == [None, None, None, True]
    (footer,) = made.sections[0].footer.paragraphs
    assert "".join(each.text for each in footer.runs) == "Footer\t ()"
    assert footer._p.xpath("w:fldSimple/@w:instr") == ["PAGE", "NUMPAGES"]


def test_what_is_not_seen_of_a_word_table_is_there_for_who_has_it_read_aloud() -> None:
    rows = (((Line((Piece("a"),)),), (Line((Piece("b"),)),)),)
    seen: tuple[Seen, ...] = ("all", "headings", "rows")
    made = opened(document(*(Table(each, ("h", "i"), rows, each) for each in seen)))
    assert [each.text for each in made.paragraphs if each.text] == ["Title", "Subtitle", "all"]
    assert [len(table.rows) for table in made.tables] == [2, 2, 1]
    assert made.element.xpath("//w:tblCaption/@w:val") == list(seen)


@pytest.mark.parametrize("rows", [1, 40])
def test_a_word_tables_columns_fill_the_sheet_whatever_they_say(rows: int) -> None:
    cells = tuple((Line((Piece("word " * size),)),) for size in (1, 30, 3))
    (table,) = opened(document(Table("c", ("h", "i", "j" * rows), (cells,)))).tables
    widths = [column.width.mm for column in table.columns]
    assert sum(widths) == pytest.approx(180, abs=0.5)
    assert min(widths) > 5


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_word_file_says_what_it_is_and_nothing_of_who_made_it(lang: Lang) -> None:
    made = opened(Document(lang, "T" * 300, "S", "", "", "", (), DAY))
    about = made.core_properties
    tag = {"sv": "sv-SE", "en": "en-GB"}[lang]
    assert (about.title, about.author, about.last_modified_by, about.comments, about.language) == (
        "T" * 255,
        "screening",
        "screening",
        "",
        tag,
    )
    assert about.created == about.modified == DAY
    assert set(made.styles.element.xpath("//w:lang/@w:val")) == {tag}
    (section,) = made.sections
    assert (section.page_width.mm, section.page_height.mm) == pytest.approx((210, 297), abs=0.1)


def test_a_word_table_repeats_its_headings_and_has_room_for_the_pen() -> None:
    first, blank, second = ((Line((Piece(text),)),) for text in ("a", "", "b"))
    rows = ((first, blank), (second, second))
    (table,) = opened(document(Table("c", ("h", "i"), rows))).tables
    assert [bool(row._tr.xpath("w:trPr/w:tblHeader")) for row in table.rows] == [True, False, False]
    assert [row.height is not None for row in table.rows] == [False, True, False]
    assert table.columns[1].width > table.columns[0].width


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_python_docx_it_is_told_what_to_install(
    lang: Lang, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(WordMissing) as missing:
        as_docx(document())
    assert "pip install python-docx" in missing.value.describe(lang)
    assert isinstance(missing.value.__reduce__()[0](), WordMissing)  # type: ignore[operator]


# --- the table of formats -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("a.md", "markdown"),
        ("a.MARKDOWN", "markdown"),
        ("a.b/c.html", "html"),
        ("a.htm", "html"),
        ("a.docx", "docx"),
        ("a.doc", None),
        ("html", None),
    ],
)
def test_a_files_name_tells_its_format(file: str, name: str | None) -> None:
    assert reporter_for(file) == name


@pytest.mark.parametrize(
    ("name", "begins"), [("markdown", b"# Title\n"), ("html", b"<!doctype"), ("docx", b"PK")]
)
def test_every_format_is_written(name: str, begins: bytes) -> None:
    assert REPORTERS[name].write(document()).startswith(begins)
    assert len(REPORTERS) == 3
