"""A document as one HTML file: no scripts, nothing fetched, made to be printed on A4."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final, assert_never

from screening.report.document import (
    Bars,
    Block,
    Document,
    Heading,
    Inline,
    Line,
    Lines,
    Notice,
    Paragraph,
    Piece,
    Table,
)
from screening.report.document_bars import as_svg
from screening.report.document_text import shown

__all__ = ["as_html"]

# Every colour on its ground has a contrast of at least 7:1 (WCAG 2.1 asks for 4.5:1).
_STYLE: Final = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem; max-width: 60rem; color: #1b1b1b; background: #ffffff;
  font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
a { color: #00488a; }
a:focus-visible, .wide:focus-visible { outline: 3px solid #00488a; outline-offset: 2px; }
.skip { position: absolute; left: -100rem; }
.skip:focus { position: static; }
h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .5rem; }
h2 { font-size: 1.5rem; margin: 2.5rem 0 .75rem; border-bottom: 2px solid #1b1b1b; }
h3 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
h4 { font-size: 1.05rem; margin: 1.5rem 0 .5rem; }
h1, h2, h3, h4, caption { break-after: avoid; }
p { max-width: 44rem; }
code { font: .9em ui-monospace, Consolas, Menlo, monospace; overflow-wrap: anywhere; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1rem; }
caption { text-align: left; font-size: .95em; padding: .25rem 0; }
th, td { border: 1px solid #6b6b6b; padding: .35rem .5rem; text-align: left; vertical-align: top;
  min-width: 2rem; overflow-wrap: break-word; }
td:empty { height: 2.6rem; min-width: 7rem; }
thead th { background: #ececec; }
tbody th { font-weight: 600; }
.notice { border: 2px solid #1b1b1b; border-left-width: .6rem; padding: .75rem 1rem;
  margin: 1rem 0; }
.notice p { margin: .35rem 0 0; }
.notice .says { font-size: 1.35rem; font-weight: 700; line-height: 1.25; margin: 0; }
figure { margin: .25rem 0 1rem; max-width: 24rem; }
figcaption { font-size: .875em; line-height: 1.3; }
svg { display: block; width: 100%; height: auto; font-size: 13px; fill: currentColor; }
svg .whole { font-weight: 700; }
svg rect.whole { fill: #00488a; }
svg rect.part { fill: #4d77a3; }
svg .track { fill: #e8e8e8; }
svg .mark { stroke: #1b1b1b; stroke-width: 2; }
td div, th div { margin-left: calc(var(--in, 0) * 1rem); }
footer { margin-top: 3rem; border-top: 1px solid #6b6b6b; }
@media (min-width: 48rem), print {
  figure { float: right; width: 46%; margin-left: 1.5rem; }
  h2, h3, .wide, footer { clear: both; }
}
@media screen and (max-width: 40rem) {
  body { padding: 1rem; }
  h1 { font-size: 1.6rem; }
  table, caption, tbody, tr, tbody th, td { display: block; }
  thead { position: absolute; left: -100rem; }
  tr { border: 1px solid #6b6b6b; margin-bottom: .5rem; }
  tbody th, td { border: 0; padding: .25rem .5rem; }
  td[data-head]::before { content: attr(data-head) ": "; font-weight: 600; }
}
@media print {
  @page { size: A4; margin: 20mm 18mm; }
  body { padding: 0; max-width: none; font-size: 9.5pt; line-height: 1.4; }
  h1 { font-size: 16pt; }
  h2 { font-size: 12.5pt; margin: 1.1rem 0 .35rem; }
  h3 { font-size: 10.5pt; margin: .8rem 0 .25rem; }
  p { max-width: none; margin: .35rem 0; }
  ul { margin: .35rem 0; }
  table { margin: .2rem 0 .6rem; }
  a { color: inherit; text-decoration: none; }
  .skip { display: none; }
  .wide { overflow: visible; padding-right: 1px; }
  thead { display: table-header-group; }
  tr, li, figure, .notice { break-inside: avoid; }
}
"""


def as_html(document: Document) -> str:
    """The document as HTML; all its texts are escaped."""
    body = "\n".join(_block(block) for block in document.blocks)
    return f"""<!doctype html>
<html lang="{document.lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{_text(document.title)}</title>
<style>{_STYLE}</style>
</head>
<body>
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


def _block(block: Block) -> str:
    match block:
        case Heading(level, text, anchor):
            named = f' id="{escape(anchor)}"' if anchor else ""
            return f"<h{level}{named}>{_text(text)}</h{level}>"
        case Paragraph(text):
            return f"<p>{_inline(text)}</p>"
        case Lines(lines):
            return "\n".join(_list(lines))
        case Table():
            return "\n".join(_table(block))
        case Notice(title, lines):
            told = "".join(f"<p>{_inline(line)}</p>" for line in lines)
            return f'<div class="notice"><p class="says">{_text(title)}</p>{told}</div>'
        case Bars():
            caption = f"<figcaption>{_text(block.caption)}</figcaption>"
            return "\n".join(["<figure>", *as_svg(block), caption, "</figure>"])
        case _:
            assert_never(block)


def _list(lines: tuple[Line, ...]) -> Iterator[str]:
    depth = -1
    for line in lines:
        if line.depth > depth:
            yield "<ul>"
        else:
            yield "</li>" + "</ul></li>" * (depth - line.depth)
        yield f"<li>{_inline(line.text)}"
        depth = line.depth
    yield "</li></ul>" * (depth + 1)


def _table(table: Table) -> Iterator[str]:
    # On narrow screens rows become blocks; the roles keep them a table for who hears the page.
    caption = _text(table.caption)
    yield f'<div class="wide" role="region" tabindex="0" aria-label="{caption}">'
    yield '<table role="table">'
    yield f"<caption>{caption}</caption>"
    headings = "".join(
        f'<th scope="col" role="columnheader">{_text(heading)}</th>' for heading in table.headings
    )
    yield f'<thead role="rowgroup"><tr role="row">{headings}</tr></thead>'
    yield '<tbody role="rowgroup">'
    for first, *rest in table.rows:
        cells = "".join(
            f'<td role="cell"{_named(table, heading)}>{_cell(cell)}</td>'
            for heading, cell in zip(table.headings[1:], rest, strict=True)
        )
        yield f'<tr role="row"><th scope="row" role="rowheader">{_cell(first)}</th>{cells}</tr>'
    yield "</tbody></table></div>"


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
        case "code":
            return f"<code>{text}</code>"
        case "link":
            return f'<a href="#{escape(piece.anchor)}">{text}</a>'
