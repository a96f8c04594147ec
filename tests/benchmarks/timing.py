"""Timing side by side: every round times everything once, so that a busy moment is shared."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

__all__ = ["Timed", "interleaved", "percentile"]


@dataclass(frozen=True)
class Timed:
    """The seconds that something took, once a round."""

    seconds: Sequence[float]

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    @property
    def least(self) -> float:
        return min(self.seconds)


def interleaved(
    readied: Mapping[str, Callable[[], Callable[[], object]]],
    *,
    rounds: int,
    clock: Callable[[], float] = time.process_time,
) -> dict[str, Timed]:
    """The times of each, A B C A B C; getting ready for a round is not timed.

    What runs in this process is timed by the processor's time, so that what else the
    machine does tells less.
    """
    seconds: dict[str, list[float]] = {name: [] for name in readied}
    for _ in range(rounds):
        for name, ready in readied.items():
            run = ready()
            with _without_collecting():
                start = clock()
                run()
                seconds[name].append(clock() - start)
    return {name: Timed(each) for name, each in seconds.items()}


@contextmanager
def _without_collecting() -> Iterator[None]:
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def percentile(values: Sequence[float], percent: int) -> float:
    """The value that so many percent of them do not exceed."""
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]
