"""What a document looks like as a page: on a wide screen, on a phone, and on sheets of A4."""

from __future__ import annotations

from typing import Final

__all__ = ["STYLE"]

# Every colour on its ground has a contrast of at least 7:1 (WCAG 2.1 asks for 4.5:1).
STYLE: Final = """
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
h1, h2, h3, h4, .says { overflow-wrap: break-word; }
p { max-width: 44rem; }
header p { max-width: none; }
code { font: .9em ui-monospace, Consolas, Menlo, monospace; overflow-wrap: anywhere; }
code.word { white-space: nowrap; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1rem; }
caption { text-align: left; font-size: .95em; padding: .25rem 0; }
.headings caption, .rows caption, .rows thead { position: absolute; left: -100rem; }
th, td { border: 1px solid #6b6b6b; padding: .35rem .5rem; text-align: left; vertical-align: top;
  min-width: 2rem; overflow-wrap: break-word; }
td:empty { height: 2.6rem; min-width: 7rem; }
thead th { background: #ececec; }
tbody th { font-weight: 600; }
li, .all th { overflow-wrap: anywhere; }
.all th { min-width: 7rem; }
.rows th { width: 22%; white-space: nowrap; }
.scores th div { font-weight: 400; }
.scores td { width: 6%; }
.scores td.whole { width: 10%; }
.scores thead th + th { font-weight: 400; }
.scores b { font-weight: 400; }
.scores .whole b { font-weight: 700; }
.small { list-style: none; padding: 0; font-size: .9rem; }
.small li { display: inline; }
.small li + li::before { content: " · "; }
.notice { border: 2px solid #1b1b1b; border-left-width: .6rem; padding: .75rem 1rem;
  margin: 1rem 0; }
.notice p { margin: .35rem 0 0; }
.notice .says { font-size: 1.35rem; font-weight: 700; line-height: 1.25; margin: 0; }
figure { margin: .25rem 0 1rem; max-width: 24rem; }
figcaption { font-size: .875em; line-height: 1.3; }
svg { display: block; width: 100%; height: auto; font-size: 13px; fill: currentColor; }
svg.bar { height: .6rem; margin: .15rem 0; }
svg .whole { font-weight: 700; }
svg rect.whole { fill: #00488a; }
svg rect.part { fill: #4d77a3; }
svg .track { fill: #e8e8e8; }
svg .mark { stroke: #1b1b1b; stroke-width: 2; vector-effect: non-scaling-stroke; }
td div, th div { margin-left: calc(var(--in, 0) * 1rem); }
footer { margin-top: 3rem; border-top: 1px solid #6b6b6b; }
@media (min-width: 48rem), print {
  figure { float: right; width: 46%; margin-left: 1.5rem; }
  h2, h3, h4, .wide, footer { clear: both; }
  .columns { display: grid; grid-template-columns: var(--widths); column-gap: 2rem; }
  .columns > div { min-width: 0; display: flow-root; }
  .columns .notice, .columns .rows table { margin-top: 0; }
}
@media screen and (max-width: 40rem) {
  body { padding: 1rem; }
  h1 { font-size: 1.6rem; }
  table, caption, tbody, tr, tbody th, td { display: block; }
  thead { position: absolute; left: -100rem; }
  tr { border: 1px solid #6b6b6b; margin-bottom: .5rem; }
  tbody th, td, .rows th, .scores td, .scores td.whole { border: 0; padding: .25rem .5rem;
    width: auto; }
  td[data-head]::before { content: attr(data-head) ": "; font-weight: 600; }
  .scores td { display: flex; align-items: center; gap: .5rem; }
  .scores td::before { width: 5rem; }
  .scores b { width: 2rem; text-align: right; }
  .scores svg { flex: 1; }
}
@page { size: A4; margin: 20mm 18mm;
  @bottom-right { content: counter(page) " (" counter(pages) ")"; font: 8.5pt Arial, sans-serif; }
}
@page sheet { margin: 10mm 13mm 11mm 17mm; }
@media print {
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
  .sheet { page: sheet;
    font: 9pt/1.25 Arial, "Liberation Sans", Helvetica, "DejaVu Sans Condensed", sans-serif; }
  .sheet h1 { font-size: 13.5pt; margin: 0 0 1mm; }
  .sheet h2 { font-size: 10.5pt; margin: 1.6mm 0 .7mm; border-bottom-width: .3mm; }
  .sheet h3 { font-size: 10pt; margin: 3mm 0 1mm; }
  .sheet h4 { font-size: 9pt; margin: 2mm 0 1mm; }
  .sheet p { margin: .8mm 0; }
  .sheet ul { margin: .3mm 0 .8mm; padding-left: 4.5mm; }
  .sheet table { margin: 0 0 1mm; }
  .sheet caption { font-size: 8.5pt; padding: 0 0 .5mm; }
  .sheet th, .sheet td { padding: .4mm 1.5mm; }
  .sheet td:empty { height: 6mm; }
  .sheet .small { padding: 0; margin-top: 2mm; font-size: 8.5pt; line-height: 1.2; }
  .sheet .small code { font: inherit; }
  .sheet .notice { padding: 1.5mm 3mm; margin: 1.5mm 0; border-width: .4mm;
    border-left-width: 2mm; }
  .sheet .notice p { margin: .5mm 0 0; }
  .sheet .notice .says { font-size: 13pt; }
  .sheet .columns { column-gap: 6mm; }
  .sheet .columns .notice { margin-top: 0; }
  .sheet .columns td:empty { height: 8mm; }
  .sheet .scores th, .sheet .scores td { padding: .4mm 1mm; }
  .sheet svg.bar { height: 2.8mm; margin: 0 0 .3mm; }
  .sheet footer { margin-top: 3mm; font-size: 8.5pt; }
  .annex { break-before: page; }
  .sheet .annex h2 { margin-top: 0; }
}
"""
