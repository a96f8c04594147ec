"""A whole screening: how long it takes, and where the time goes."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from screening import Screener
from tests.benchmarks.situations import AS_OF, proposal_files, proposals
from tests.benchmarks.stages import STAGES, watched
from tests.benchmarks.tables import say, table
from tests.benchmarks.timing import percentile

__all__ = ["report"]


def report(*, quick: bool) -> None:
    """Screen the fixtures' proposals, given in every way, and print how long each way takes."""
    screener = Screener.load()
    models, files = proposals(), proposal_files()
    rounds = 2 if quick else 20
    ways: Mapping[str, tuple[Callable[..., Any], Sequence[Any]]] = {
        "`Proposal` objects": (screener.screen, models),
        "file paths": (screener.screen, files),
        "`Proposal` objects, explained": (partial(screener.screen, explain=True), models),
    }
    seconds = _timed(ways, rounds)
    say("## A screening, with the sample register")
    say()
    say(
        f"{len(files)} proposals against {len(screener.register)} entries,"
        f" {rounds} times, by `{screener.engine}`. Milliseconds of processor time a screening."
    )
    say()
    rows = [
        [
            way,
            f"{statistics.median(each) * 1e3:.2f}",
            f"{percentile(each, 95) * 1e3:.2f}",
            f"{max(each) * 1e3:.2f}",
        ]
        for way, each in seconds.items()
    ]
    say(table(["given as", "median", "95th percentile", "most"], rows))
    say()
    say("Where the time goes, on average:")
    say()
    say(_stages(screener, {"objects": models, "files": files}, rounds))


def _timed(
    ways: Mapping[str, tuple[Callable[..., Any], Sequence[Any]]], rounds: int
) -> dict[str, list[float]]:
    """The seconds of each screening, the ways in turn, after a first round for the caches."""
    seconds: dict[str, list[float]] = {way: [] for way in ways}
    for turn in range(rounds + 1):
        for way, (screen, given) in ways.items():
            for each in given:
                start = time.process_time()
                screen(each, as_of=AS_OF)
                if turn:
                    seconds[way].append(time.process_time() - start)
    return seconds


def _stages(screener: Screener, ways: Mapping[str, Sequence[Any]], rounds: int) -> str:
    columns = []
    for given in ways.values():
        with watched(screener) as (watch, screen):
            for _ in range(rounds):
                for each in given:
                    screen(each, as_of=AS_OF)
        columns.append([watch.seconds[stage] / rounds / len(given) for stage in STAGES])
    heads = ["stage", *(f"{way}: {what}" for way in ways for what in ("ms", "share"))]
    rows = [
        [stage, *(cell for column in columns for cell in _cells(column[place], sum(column)))]
        for place, stage in enumerate(STAGES)
    ]
    rows.append(["in all", *(cell for each in columns for cell in _cells(sum(each), sum(each)))])
    return table(heads, rows)


def _cells(seconds: float, whole: float) -> tuple[str, str]:
    return f"{seconds * 1e3:.3f}", f"{seconds / whole:.0%}"
