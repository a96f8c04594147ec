"""What comes on standard input."""

from __future__ import annotations

import sys
from typing import BinaryIO, Final

from screening.errors import InvalidInput, Problem

__all__ = ["STDIN", "fetched_from_stdin"]

STDIN: Final = "<stdin>"
"""What standard input is called."""


def fetched_from_stdin(stdin: BinaryIO | None, limit: int) -> bytes:
    """What standard input holds, to the byte that is one too many.

    Raises:
        InvalidInput: it cannot be read.
    """
    stream = stdin if stdin is not None else getattr(sys.stdin, "buffer", None)
    if stream is None:  # a program may be started with its standard input closed
        return b""
    try:
        return stream.read(limit + 1)
    except (OSError, ValueError) as error:
        problem = Problem("reading.unreadable", {"reason": str(error)}, file=STDIN)
        raise InvalidInput([problem]) from None
