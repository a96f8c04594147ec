"""A document as one HTML file: no scripts, nothing fetched, made to be printed on A4."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
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
    Scored,
    Scores,
    Table,
)
from screening.report.document_bars import as_svg, bar_as_svg
from screening.report.document_style import STYLE
from screening.report.document_text import shown

__all__ = ["as_html"]

_LONG: Final = 24
"""How many characters of code are kept on one line."""


def as_html(document: Document) -> str:
    """The document as HTML; all its texts are escaped."""
    body, kind = _blocks(document.blocks), ""
    if document.annex:
        # What comes before an annex is to find room on one sheet.
        kind = ' class="sheet"'
        body = f'{body}\n<div class="annex">\n{_blocks(document.annex)}\n</div>'
    return f"""<!doctype html>
<html lang="{document.lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{_text(document.title)}</title>
<style>{STYLE}</style>
</head>
<body{kind}>
<a class="skip" href="#main">{_text(document.skip)}</a>
<header>
<h1>{_text(document.title)}</h1>
<p>{_text(document.subtitle)}</p>
</header>
{_contents(document)}<main id="main">
{body}
</main>
<footer>
<p>{_text(document.footer)}</p>
</footer>
</body>
</html>
"""


def _text(text: str) -> str:
    return escape(shown(text))


def _contents(document: Document) -> str:
    if not document.contents:
        return ""
    items = "\n".join(
        f'<li><a href="#{part.anchor}">{_text(part.text)}</a></li>' for part in document.parts
    )
    return f"""<nav aria-labelledby="contents">
<h2 id="contents">{_text(document.contents)}</h2>
<ol>
{items}
</ol>
</nav>
"""


def _blocks(blocks: Iterable[Block]) -> str:
    return "\n".join(map(_block, blocks))


def _block(block: Block) -> str:
    match block:
        case Heading(level, text, anchor):
            named = f' id="{escape(anchor)}"' if anchor else ""
            return f"<h{level}{named}>{_text(text)}</h{level}>"
        case Paragraph(text):
            return f"<p>{_inline(text)}</p>"
        case Lines(lines, small):
            return "\n".join(_list(lines, ' class="small"' if small else ""))
        case Table():
            return "\n".join(_table(block))
        case Notice(title, lines):
            told = "".join(f"<p>{_inline(line)}</p>" for line in lines)
            return f'<div class="notice"><p class="says">{_text(title)}</p>{told}</div>'
        case Bars():
            caption = f"<figcaption>{_text(block.caption)}</figcaption>"
            return "\n".join(["<figure>", *as_svg(block), caption, "</figure>"])
        case Scores():
            return "\n".join(_scores(block))
        case Columns(sides, shares):
            parts = "\n".join(f"<div>\n{_blocks(side)}\n</div>" for side in sides)
            widths = " ".join(f"{share}fr" for share in shares)
            return f'<div class="columns" style="--widths: {widths}">\n{parts}\n</div>'
        case _:
            assert_never(block)


def _list(lines: tuple[Line, ...], attribute: str) -> Iterator[str]:
    depth = -1
    for line in lines:
        if line.depth > depth:
            yield f"<ul{attribute}>"
        else:
            yield "</li>" + "</ul></li>" * (depth - line.depth)
        yield f"<li>{_inline(line.text)}"
        depth = line.depth
    yield "</li></ul>" * (depth + 1)


def _table(table: Table) -> Iterator[str]:
    yield from _opened(table.caption, table.headings, table.seen)
    for first, *rest in table.rows:
        cells = "".join(
            f'<td role="cell"{_named(table, heading)}>{_cell(cell)}</td>'
            for heading, cell in zip(table.headings[1:], rest, strict=True)
        )
        yield f'<tr role="row"><th scope="row" role="rowheader">{_cell(first)}</th>{cells}</tr>'
    yield "</tbody></table></div>"


def _opened(caption: str, headings: Iterable[str], kind: str) -> Iterator[str]:
    """A table up to its rows."""
    # On narrow screens rows become blocks; the roles keep them a table for who hears the page.
    told = _text(caption)
    yield f'<div class="wide {kind}" role="region" tabindex="0" aria-label="{told}">'
    yield '<table role="table">'
    yield f"<caption>{told}</caption>"
    columns = "".join(
        f'<th scope="col" role="columnheader">{_text(heading)}</th>' for heading in headings
    )
    yield f'<thead role="rowgroup"><tr role="row">{columns}</tr></thead>'
    yield '<tbody role="rowgroup">'


def _scores(scores: Scores) -> Iterator[str]:
    yield from _opened(scores.caption, scores.headings, "scores")
    for row in scores.rows:
        cells = "".join(_scored(row, scores))
        yield f'<tr role="row"><th scope="row" role="rowheader">{_cell(row.about)}</th>{cells}</tr>'
    yield "</tbody></table></div>"


def _scored(row: Scored, scores: Scores) -> Iterator[str]:
    """A row's cells: a score, and its bar."""
    _, whole, *parts = map(_text, scores.headings)
    bar = bar_as_svg(row.whole, "whole", scores.marks)
    yield f'<td role="cell" class="whole" data-head="{whole}"><b>{row.whole}</b>{bar}</td>'
    for heading, score in zip(parts, row.parts, strict=True):
        told = "<b>–</b>" if score is None else f"<b>{score}</b>{bar_as_svg(score, 'part')}"
        yield f'<td role="cell" data-head="{heading}">{told}</td>'


def _named(table: Table, heading: str) -> str:
    """What a cell is called where rows are blocks; one of two says itself what it is."""
    return f' data-head="{_text(heading)}"' if len(table.headings) > 2 else ""  # noqa: PLR2004


def _cell(lines: tuple[Line, ...]) -> str:
    if len(lines) == 1:
        return _inline(lines[0].text)
    return "".join(f'<div style="--in: {line.depth}">{_inline(line.text)}</div>' for line in lines)


def _inline(text: Inline) -> str:
    return "".join(map(_piece, text))


def _piece(piece: Piece) -> str:
    text = _text(piece.text)
    match piece.style:
        case "plain":
            return text
        case "strong":
            return f"<strong>{text}</strong>"
        case "code" | "bar":
            # A word that breaks at its hyphens is no longer what is to be typed.
            whole = ' class="word"' if len(text) < _LONG else ""
            return f"<code{whole}>{text}</code>"
        case "link":
            return f'<a href="#{escape(piece.anchor)}">{text}</a>'
