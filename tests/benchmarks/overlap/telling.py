"""The results as tables for a terminal, and as data."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from tests.benchmarks.overlap.banding import Banded, misses, reaches
from tests.benchmarks.overlap.comparing import Compared
from tests.benchmarks.overlap.figures import Share
from tests.benchmarks.overlap.labelled import Kind
from tests.benchmarks.overlap.measuring import LIMITS, Measured

__all__ = ["as_data", "console", "tell", "tell_bands", "tell_compared", "tell_misses"]

_WIDTH: Final = 182
"""What all columns take, where no terminal says how wide it is."""


def console() -> Console:
    return Console(width=None if sys.stdout.isatty() else _WIDTH, highlight=False)


def tell(out: Console, shown: Sequence[Measured]) -> None:
    """The main table: each contender with its figures, or with why it has none."""
    kinds = _kinds(shown)
    table = Table(box=SIMPLE_HEAD)
    table.add_column("contender", no_wrap=True)
    for head in ("right first", *(f"recall at\n{limit} % FAR" for limit in LIMITS)):
        table.add_column(head, justify="right", no_wrap=True)
    table.add_column("AUC", justify="right")
    for kind in kinds:
        table.add_column(kind.replace("-", "-\n"), justify="right")
    for each in shown:
        if each.absent:
            # The reason stands beneath: in a column of figures it would be cut.
            table.add_row(f"{each.contender.name}: –")
            continue
        figures = each.figures
        table.add_row(
            each.contender.name,
            *(_with_interval(share) for share in (figures.right_first, *figures.recall)),
            f"{figures.auc:.3f}",
            *(f"{figures.by_kind[kind].value:.0%}" for kind in kinds),
        )
    out.print(table)
    for each in shown:
        if each.absent:
            out.print(f"{each.contender.name}: {each.absent}")


def tell_compared(out: Console, compared: Iterable[Compared]) -> None:
    """By how much ours are better than the best other."""
    table = Table(box=SIMPLE_HEAD)
    for head in ("ours", "figure", "best other"):
        table.add_column(head)
    table.add_column("difference, percent of queries (95 %)", justify="right")
    for each in compared:
        less = each.difference
        table.add_row(
            each.ours,
            each.figure,
            each.other,
            f"{less.value:+.1%} ({less.low:+.1%} to {less.high:+.1%})",
        )
    out.print(table)


def tell_bands(out: Console, name: str, found: Sequence[Banded]) -> None:
    """How often what is right and what is wrong reaches the bands that ship."""
    table = Table(title=f"{name}, by its own bands", title_justify="left", box=SIMPLE_HEAD)
    table.add_column("queries")
    for head in ("right one strong", "right one possible or strong"):
        table.add_column(head, justify="right")
    for head in ("a wrong one strong", "a wrong one possible or strong"):
        table.add_column(head, justify="right")
    for kind, has, reach in reaches(found):
        shown = _with_interval if kind is None else _plain
        counterpart = "with a counterpart" if has else "without one"
        if kind is None and not has:
            table.add_section()
        table.add_row(
            counterpart if kind is None else f"  {kind}",
            *((shown(reach.right_strong), shown(reach.right_at_all)) if has else ("", "")),
            shown(reach.wrong_strong),
            shown(reach.wrong_at_all),
        )
    out.print(table)


def tell_misses(out: Console, name: str, found: Sequence[Banded]) -> None:
    """Every query that went wrong."""
    table = Table(title=f"{name}, what it misses", title_justify="left", box=SIMPLE_HEAD)
    for head in ("query", "kind", "title", "how", "first", "right"):
        table.add_column(head, overflow="fold")
    for miss in misses(found):
        table.add_row(
            miss.query.id,
            miss.query.kind,
            miss.query.title,
            ", ".join(miss.how),
            _scored(miss.first),
            _scored(miss.right) if miss.right else "–",
        )
    out.print(table)


def as_data(
    results: Sequence[Measured],
    compared: Iterable[Compared],
    bands: Mapping[str, Sequence[Banded]],
) -> dict[str, Any]:
    """All of it, every way of every peer too, as JSON can hold it."""
    return {
        "contenders": [_contender(each) for each in results],
        "compared": [asdict(each) for each in compared],
        "bands": {
            name: [
                {
                    "kind": kind,
                    "counterpart": has,
                    **{key: _share(Share(**share)) for key, share in asdict(reach).items()},
                }
                for kind, has, reach in reaches(found)
            ]
            for name, found in bands.items()
        },
    }


def _contender(each: Measured) -> dict[str, Any]:
    told: dict[str, Any] = {"name": each.contender.name, "peer": each.contender.peer}
    if each.absent:
        return {**told, "absent": each.absent}
    figures = each.figures
    return {
        **told,
        "right_first": _share(figures.right_first),
        "recall": {
            str(limit): _share(share) for limit, share in zip(LIMITS, figures.recall, strict=True)
        },
        "auc": figures.auc,
        "by_kind": {kind: _share(share) for kind, share in figures.by_kind.items()},
    }


def _share(share: Share) -> dict[str, Any]:
    return {"hits": share.hits, "of": share.of, "interval": share.interval}


def _kinds(shown: Sequence[Measured]) -> list[Kind]:
    return next((list(each.figures.by_kind) for each in shown if not each.absent), [])


def _with_interval(share: Share) -> str:
    low, high = share.interval
    return f"{share.value:.1%} ({100 * low:.0f}–{100 * high:.0f})"


def _plain(share: Share) -> str:
    return f"{share.value:.0%} of {share.of}"


def _scored(one: tuple[str, float]) -> str:
    return f"{one[0]} {one[1]:g}"
