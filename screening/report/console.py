"""The pens: styles by what a thing is, and consoles that keep NO_COLOR."""

from __future__ import annotations

import re
from typing import Final, TextIO, cast

from rich.console import Console
from rich.text import Text
from rich.theme import Theme

__all__ = ["console_on", "plain_text", "styled"]

_WIDEST: Final = 100
_THEME: Final = Theme(
    {
        "clause": "cyan",
        "dim": "dim",
        "escalate-to-steering-group": "bold red",
        "error": "bold red",
        "head": "bold",
        "help": "green",
        "needs-specific-agreement": "bold yellow",
        "path": "bold",
        "possible": "yellow",
        "route-to-existing": "bold green",
        "strong": "bold magenta",
    }
)
_TRAILING: Final = re.compile(r" +(?=\n)")
_CONTROL: Final = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


class _Trimmed:
    """A stream that leaves out the blanks with which lines are filled up to the width.

    It is no file of its own: it must not close, or write out, one that is somebody else's.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self.encoding = file.encoding

    def write(self, text: str) -> int:
        self._file.write(_TRAILING.sub("", text))
        return len(text)

    def flush(self) -> None:
        self._file.flush()

    def isatty(self) -> bool:
        return self._file.isatty()

    def fileno(self) -> int:
        return self._file.fileno()


def console_on(file: TextIO) -> Console:
    """A console for a stream: colours on a terminal only, and lines no longer than can be read."""
    trimmed = cast("TextIO", _Trimmed(file))
    console = Console(file=trimmed, theme=_THEME, highlight=False, markup=False, emoji=False)
    console.width = min(console.width, _WIDEST) if console.is_terminal else _WIDEST
    return console


def plain_text(text: str) -> str:
    """A text that came from outside, without what could steer a terminal."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def styled(text: str, style: str = "") -> Text:
    """A text from outside in a style; nothing in it is taken for markup."""
    return Text().append(plain_text(text), style=style or None)
