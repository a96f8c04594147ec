"""Where the time of a screening goes: its stages, each under a stopwatch."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, Final
from unittest import mock

import screening.ready as drawing_of
import screening.screener as screening_of
from screening import Screener
from screening.explain import telling

__all__ = ["STAGES", "Stopwatch", "watched"]

STAGES: Final = (
    "reading and checking",
    "reading the parties' names",
    "matching with the register",
    "drawing the facts",
    "rules",
    "open questions",
    "telling",
    "the rest",
)


class Stopwatch:
    """The seconds that each stage took by itself, without the stages inside it."""

    def __init__(self) -> None:
        self.seconds = dict.fromkeys(STAGES, 0.0)
        self._inside: list[float] = []

    def around(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, timed as a stage."""

        def timed(*args: Any, **named: Any) -> Any:
            self._inside.append(0.0)
            start = time.process_time()
            try:
                return function(*args, **named)
            finally:
                took = time.process_time() - start
                self.seconds[stage] += took - self._inside.pop()
                if self._inside:
                    self._inside[-1] += took

        return timed


@contextmanager
def watched(screener: Screener) -> Iterator[tuple[Stopwatch, Callable[..., Any]]]:
    """A stopwatch on the stages, and the screening to call."""
    watch = Stopwatch()
    ready = screener._now
    places: list[tuple[Any, str, str]] = [
        (screener, "_known", "reading and checking"),
        (drawing_of, "participants", "reading the parties' names"),
        (ready.matcher, "read", "matching with the register"),
        (ready.matcher, "matches", "matching with the register"),
        (drawing_of, "draw", "drawing the facts"),
        (ready.runner, "run", "rules"),
        (telling, "open_questions", "open questions"),
        (screening_of, "tell", "telling"),
    ]
    with ExitStack() as patches:
        for owner, name, stage in places:
            timed = watch.around(stage, getattr(owner, name))
            patches.enter_context(mock.patch.object(owner, name, timed))
        yield watch, watch.around("the rest", screener.screen)
