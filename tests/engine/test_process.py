"""What the engine does to the process that it runs in: threads, forks and memory."""

from __future__ import annotations

import json
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from screening import Screener
from tests.engine.processes import told_by
from tests.rules.fixtures import AS_OF, found_proposals


def screened(screener: Screener, path: Path) -> str:
    """The verdict on a proposal, but for when it was made."""
    verdict = screener.screen(path, as_of=AS_OF)
    return verdict.model_dump_json(exclude={"screened_at"})


def forgetful(screener: Screener) -> Screener:
    """The same screener, but one that has answered nothing yet, and so has to ask the library."""
    return Screener.load(rules=screener.ruleset)


# --- threads ------------------------------------------------------------------------------


def test_screening_starts_no_thread(root: Path) -> None:
    told = json.loads(told_by("engine.programs.no_threads", root))

    assert told == {"engine": "durable", "before": [1, 1], "after": [1, 1]}


def test_eight_threads_at_once_give_the_verdicts_that_one_gives(screener: Screener) -> None:
    paths = found_proposals()
    one_by_one = {path: screened(screener, path) for path in paths}
    shared = forgetful(screener)
    together = threading.Barrier(8)

    def in_its_own_order(number: int) -> dict[Path, str]:
        together.wait()
        turned = paths[number * 7 % len(paths) :] + paths[: number * 7 % len(paths)]
        return {path: screened(shared, path) for path in turned}

    with ThreadPoolExecutor(8) as pool:
        by_thread = list(pool.map(in_its_own_order, range(8)))

    assert by_thread == [one_by_one] * 8


def test_eight_threads_may_make_screeners_at_once() -> None:
    path = found_proposals()[-1]
    together = threading.Barrier(8)

    def make_and_screen(_: int) -> str:
        together.wait()
        return screened(Screener.load(engine="durable"), path)

    with ThreadPoolExecutor(8) as pool:
        by_thread = list(pool.map(make_and_screen, range(8)))

    assert by_thread == [screened(Screener.load(engine="durable"), path)] * 8


# --- forks --------------------------------------------------------------------------------


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_fork_screens_whatever_the_threads_of_its_parent_were_at(root: Path) -> None:
    told = json.loads(told_by("engine.programs.forks", root))

    assert told == {
        "beside a thread": [True] * 8,
        "the thread": True,
        "half-way": True,
        "afterwards": True,
    }


# --- memory -------------------------------------------------------------------------------


@pytest.mark.slow
def test_memory_stays_flat_over_very_many_runs(root: Path) -> None:
    told = json.loads(told_by("engine.programs.flat_memory", root))

    assert told["runs"] < 10
    assert told["screens"] < 10
