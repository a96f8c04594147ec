"""What is printed on a stream of a given width, as the command line prints it."""

from __future__ import annotations

import io
from collections.abc import Callable

from rich.console import Console

from screening.report.console import console_on

__all__ = ["Terminal", "printed"]


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def printed(show: Callable[[Console], None], *, width: int = 100) -> str:
    """What is printed on a stream that is no terminal."""
    stream = io.StringIO()
    console = console_on(stream)
    console.width = width
    show(console)
    return stream.getvalue()
