"""What the engine does to the process that it runs in: threads, forks and memory."""

from __future__ import annotations

import hashlib
import json
import os
import threading
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import durable_rules_engine as library
import pytest

from screening import Screener
from screening.engine import durable
from tests.engine.processes import told_by
from tests.rules.fixtures import AS_OF, found_proposals


def screened(screener: Screener, path: Path) -> str:
    """The verdict on a proposal, but for when it was made."""
    verdict = screener.screen(path, as_of=AS_OF)
    return verdict.model_dump_json(exclude={"screened_at"})


def forgetful(screener: Screener) -> Screener:
    """The same screener, but one that has answered nothing yet, and so has to ask the library."""
    return Screener(screener.ruleset, screener.register, sample=True)


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

if hasattr(os, "fork"):

    def hashed(text: str) -> str:
        return hashlib.sha256(text.encode()).hexdigest()

    def in_a_fork(work: Callable[[], str]) -> str:
        """The hash of what a forked child makes of some work."""
        reads, writes = os.pipe()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # there are threads: that is meant
            child = os.fork()
        if child == 0:
            try:
                os.write(writes, hashed(work()).encode())
            finally:
                os._exit(0)
        os.close(writes)
        with os.fdopen(reads, "rb") as pipe:
            told = pipe.read().decode()
        os.waitpid(child, 0)
        return told

    def test_a_fork_screens_while_a_thread_of_its_parent_does(screener: Screener) -> None:
        path = found_proposals()[0]
        expected = hashed(screened(screener, path))
        done = threading.Event()
        rounds: list[str] = []

        def go_on() -> None:
            while not done.is_set():
                rounds.append(screened(forgetful(screener), path))

        thread = threading.Thread(target=go_on)
        thread.start()
        try:
            told = [in_a_fork(lambda: screened(forgetful(screener), path)) for _ in range(8)]
        finally:
            done.set()
            thread.join()

        assert told == [expected] * 8
        assert set(map(hashed, rounds)) <= {expected}

    def test_a_fork_screens_where_a_thread_of_its_parent_was_in_the_middle_of_a_session(
        screener: Screener, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = found_proposals()[0]
        expected = hashed(screened(screener, path))
        midway, go_on = threading.Event(), threading.Event()

        class Waiting:
            """The library, but stopping the thread at its first action, with the lock held."""

            def __getattr__(self, name: str) -> Any:
                return getattr(library, name)

            def complete_and_start_action(self, handle: int, state: int) -> str | None:
                if threading.current_thread() is thread:
                    midway.set()
                    go_on.wait()
                action: str | None = library.complete_and_start_action(handle, state)
                return action

        monkeypatch.setattr(durable, "library", Waiting())
        thread = threading.Thread(target=lambda: screened(forgetful(screener), path))
        thread.start()
        try:
            midway.wait()
            told = in_a_fork(lambda: screened(forgetful(screener), path))
        finally:
            go_on.set()
            thread.join()

        assert told == expected
        assert hashed(screened(screener, path)) == expected


# --- memory -------------------------------------------------------------------------------


@pytest.mark.slow
def test_memory_stays_flat_over_very_many_runs(root: Path) -> None:
    told = json.loads(told_by("engine.programs.flat_memory", root))

    assert told["runs"] < 10
    assert told["screens"] < 10
