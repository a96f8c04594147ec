"""Forks while another thread screens, and while one is in the middle of a session.

In a process of its own, since what measures the tests takes locks that a fork does not
give back: a child of the tests' own process now and then waits for one for ever.
"""

from __future__ import annotations

import hashlib
import json
import os
import signal
import threading
import warnings
from collections.abc import Callable
from typing import Any
from unittest import mock

import durable_rules_engine as library

from screening import Screener
from screening.engine import durable
from tests.rules.fixtures import AS_OF, found_proposals

ROUNDS = 8
PATH = found_proposals()[0]

screener = Screener.load(engine="durable")


def screened() -> str:
    """The verdict but for when it was made, by a screener that has answered nothing yet."""
    forgetful = Screener.load(rules=screener.ruleset)
    verdict = forgetful.screen(PATH, as_of=AS_OF)
    return hashlib.sha256(verdict.model_dump_json(exclude={"screened_at"}).encode()).hexdigest()


def in_a_fork(work: Callable[[], str]) -> str:
    """What a forked child makes of some work."""
    reads, writes = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # there are threads: that is meant
        child = os.fork()
    if child == 0:
        try:
            signal.alarm(60)  # a child that hangs is ended, and has told nothing
            os.write(writes, work().encode())
        finally:
            os._exit(0)
    os.close(writes)
    with os.fdopen(reads, "rb") as pipe:
        told = pipe.read().decode()
    os.waitpid(child, 0)
    return told


def while_a_thread_screens() -> tuple[list[str], list[str]]:
    """What the children told, and the thread beside them."""
    done = threading.Event()
    rounds: list[str] = []

    def go_on() -> None:
        while not done.is_set():
            rounds.append(screened())

    thread = threading.Thread(target=go_on)
    thread.start()
    try:
        told = [in_a_fork(screened) for _ in range(ROUNDS)]
    finally:
        done.set()
        thread.join()
    return told, rounds


def in_the_middle_of_a_session() -> str:
    """What a child told whose parent had a thread half-way, with the lock held."""
    midway, go_on = threading.Event(), threading.Event()

    class Waiting:
        """The library, but stopping the thread at its first action."""

        def __getattr__(self, name: str) -> Any:
            return getattr(library, name)

        def complete_and_start_action(self, handle: int, state: int) -> str | None:
            if threading.current_thread() is thread:
                midway.set()
                go_on.wait()
            action: str | None = library.complete_and_start_action(handle, state)
            return action

    thread = threading.Thread(target=screened)
    with mock.patch.object(durable, "library", Waiting()):
        thread.start()
        try:
            midway.wait()
            return in_a_fork(screened)
        finally:
            go_on.set()
            thread.join()


signal.alarm(300)
expected = screened()
told, rounds = while_a_thread_screens()
print(
    json.dumps(
        {
            "beside a thread": [one == expected for one in told],
            "the thread": {one == expected for one in rounds} == {True},
            "half-way": in_the_middle_of_a_session() == expected,
            "afterwards": screened() == expected,
        }
    )
)
