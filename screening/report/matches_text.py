"""What a text met in the register, on a terminal and as JSON: the entries, and why (§ 4.4)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from screening.engine.drawing import Band, band_of
from screening.messages import Lang, message
from screening.model.overlap import BandsRef
from screening.overlap.evidence import evidence, missing
from screening.overlap.matching import Match
from screening.report.console import styled
from screening.report.evidence_text import bands_line, evidence_lines, margin_line, missing_lines
from screening.report.wording import value_label
from screening.ruleset.rules import Bands

__all__ = ["match_as_data", "print_matches", "print_why_not"]


def print_matches(console: Console, matches: Sequence[Match], bands: BandsRef, lang: Lang) -> None:
    """The entries most like a text, with what met."""
    if not matches:
        console.print(Text(message("text.nothing-near", lang), style="dim"))
        return
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column(ratio=1)
    for match in matches:
        band = _band(match, bands)
        left = styled(f"{match.entry.id}\n")
        left.append(f"{match.score:>3} {value_label('candidate.overlap', band, lang)}", style=band)
        right = styled(match.entry.name, "head")
        for line in evidence_lines(evidence(match), lang):
            right.append_text(styled(f"\n{line}", "dim"))
        grid.add_row(left, right)
    console.print(grid)
    console.print()
    console.print(Text(bands_line(bands, lang), style="dim"))


def print_why_not(
    console: Console, match: Match, place: int, count: int, bands: BandsRef, lang: Lang
) -> None:
    """Why an entry did not come up, or came up no higher: what met, and what did not."""
    band = _band(match, bands)
    console.print(styled(f"{match.entry.id}  {match.entry.name}", "head"))
    lines = [
        message(
            "text.why-not-score",
            lang,
            score=match.score,
            band=value_label("candidate.overlap", band, lang),
            place=place,
            count=count,
        ),
        _short_of(match, band, bands, lang),
        *evidence_lines(evidence(match), lang),
        *missing_lines(missing(match), lang),
        margin_line(match.rival, match.margin, lang),
        bands_line(bands, lang),
    ]
    for line in filter(None, lines):
        console.print(styled(f"  {line}"))


def _short_of(match: Match, band: str, bands: BandsRef, lang: Lang) -> str:
    if band == "strong":
        return ""
    if match.score >= bands.strong:
        return message("text.why-not-alone", lang)
    above = "possible" if band == "none" else "strong"
    points = (bands.possible if band == "none" else bands.strong) - match.score
    label = value_label("candidate.overlap", above, lang)
    return message("text.why-not-short", lang, points=points, band=label)


def match_as_data(match: Match, bands: BandsRef) -> dict[str, Any]:
    """A match as JSON has it."""
    return {
        "id": match.entry.id,
        "name": match.entry.name,
        "score": match.score,
        "band": _band(match, bands),
        "rival": match.rival,
        "margin": match.margin,
        "evidence": [one.model_dump(mode="json") for one in evidence(match)],
        "missing": missing(match).model_dump(mode="json"),
    }


def _band(match: Match, bands: BandsRef) -> Band:
    return band_of(match, Bands(bands.possible, bands.strong))
