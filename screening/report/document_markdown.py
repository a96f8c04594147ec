"""A document as Markdown, for forges and plain readers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, assert_never

from screening.report.document import (
    Bars,
    Block,
    Columns,
    Document,
    Heading,
    Inline,
    Line,
    Lines,
    Notice,
    Paragraph,
    Piece,
    Scores,
    Table,
)
from screening.report.document_bars import as_table, scores_as_table
from screening.report.document_text import shown

__all__ = ["as_markdown", "blocks_as_markdown"]

_MEANT: Final = re.compile(r"[\\`*_{}\[\]<>&|~#$]")
_BEGINS_SOMETHING: Final = re.compile(r"^(\s*)([-+=:]|\d+(?=[.)]))")
_CODE: Final = re.compile(r"[^`|\\\s][^`|\\\n]*(?<!\s)")
_LINKED: Final = re.compile(r"([^\s|]*(?:://|www\.|@|#\d)[^\s|]*)", re.IGNORECASE)
"""Words that forges make links of although nothing in them is Markdown: addresses, names of
users, numbers of threads."""

_TICKS: Final = re.compile(r"`+")
_BLANKS: Final = re.compile(r"\s+")
_INDENT: Final = "\u2003"


def as_markdown(document: Document) -> str:
    """The document, in the Markdown that forges read: CommonMark with tables."""
    parts = [
        f"# {_plain(document.title)}",
        _line_start(_plain(document.subtitle)),
        *_contents(document),
        *(_block(block) for block in (*document.blocks, *document.annex)),
        "---",
        _line_start(_plain(document.footer)),
    ]
    return "\n\n".join(parts) + "\n"


def _contents(document: Document) -> Iterator[str]:
    if document.contents:
        yield f"## {_plain(document.contents)}"
        yield "\n".join(f"- [{_plain(part.text)}](#{part.anchor})" for part in document.parts)


def blocks_as_markdown(blocks: Iterable[Block]) -> str:
    """Blocks without a document around them."""
    return "\n\n".join(map(_block, blocks)) + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading(level, text, anchor):
            named = f'<a id="{anchor}"></a>\n\n' if anchor else ""
            return f"{named}{'#' * level} {_plain(text)}"
        case Paragraph(text):
            return _line_start(_inline(text))
        case Lines(lines):
            return "\n".join(
                f"{'  ' * line.depth}- {_line_start(_inline(line.text))}" for line in lines
            )
        case Table():
            return "\n".join(_table(block))
        case Notice(title, lines):
            told = [f"**{_plain(title)}**", *(_line_start(_inline(line)) for line in lines)]
            return "\n>\n".join(f"> {line}" for line in told)
        case Bars():
            return "\n".join(_table(as_table(block)))
        case Scores():
            return "\n".join(_table(scores_as_table(block)))
        case Columns(sides, _):
            return "\n\n".join(_block(each) for side in sides for each in side)
        case _:
            assert_never(block)


def _table(table: Table) -> Iterator[str]:
    yield f"*{_plain(table.caption)}*"
    yield ""
    yield f"| {' | '.join(map(_plain, table.headings))} |"
    yield f"| {' | '.join('---' for _ in table.headings)} |"
    for row in table.rows:
        yield f"| {' | '.join(_cell(cell) for cell in row)} |"


def _cell(lines: tuple[Line, ...]) -> str:
    return "<br>".join(_INDENT * line.depth + _inline(line.text) for line in lines)


def _inline(text: Inline) -> str:
    return "".join(map(_piece, text))


def _piece(piece: Piece) -> str:
    match piece.style:
        case "plain":
            return _plain(piece.text)
        case "strong":
            return f"**{_plain(piece.text.strip())}**"
        case "code" | "bar":
            code = piece.text
            return f"`{code}`" if _CODE.fullmatch(code) else _plain(code)
        case "link":
            return f"[{_plain(piece.text)}](#{piece.anchor})"


def _plain(text: str) -> str:
    """A text on one line in which nothing is taken for Markdown, or made a link of."""
    parts = _LINKED.split(_BLANKS.sub(" ", shown(text)))
    return "".join(
        _code(part) if place % 2 else _MEANT.sub(r"\\\g<0>", part)
        for place, part in enumerate(parts)
    )


def _code(text: str) -> str:
    """A word without blanks as code, which is shown as it is, whatever stands in it."""
    if not text:
        return ""
    before, meant, after = text.partition("]:")
    if meant:
        # At the beginning of a line it ends what a link is called, even in code.
        return f"{_code(before)}\\]{_code(f':{after}')}"
    longest = max(map(len, _TICKS.findall(text)), default=0)
    fence = "`" * (longest + 1)
    blank = " " if text[0] == "`" or text[-1] == "`" else ""
    return f"{fence}{blank}{text}{blank}{fence}"


def _line_start(text: str) -> str:
    """A line whose beginning is not taken for a list's or a rule's."""
    return _BEGINS_SOMETHING.sub(_escaped_start, text)


def _escaped_start(found: re.Match[str]) -> str:
    blank, begins = found.groups()
    return f"{blank}{begins}\\" if begins.isdigit() else f"{blank}\\{begins}"
