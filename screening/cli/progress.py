"""How far a long piece of work has come."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from screening.report.console import console_on

__all__ = ["progress"]

_FEWEST_SHOWN: Final = 2
_BETWEEN_STEPS: Final = 16


@contextmanager
def progress(count: int) -> Iterator[Callable[[], None]]:
    """A bar on a terminal, where there is more than one to wait for; none elsewhere.

    What it gives is to be called once each is done.
    """
    if count < _FEWEST_SHOWN or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.progress import MofNCompleteColumn, Progress  # noqa: PLC0415 - slow to load

    columns = (*Progress.get_default_columns(), MofNCompleteColumn())
    with Progress(*columns, console=console_on(sys.stderr), transient=True) as bar:
        task = bar.add_task("", total=count)
        done = 0

        def step() -> None:
            nonlocal done
            done += 1
            if done % _BETWEEN_STEPS == 0 or done == count:
                bar.update(task, completed=done)

        yield step
