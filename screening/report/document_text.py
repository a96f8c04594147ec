"""Texts from outside as documents show them: nothing in them steers a reader's program."""

from __future__ import annotations

import re
from typing import Final

from screening.report.console import plain_text

__all__ = ["shown"]

_BREAKS: Final = re.compile(r"[ \t\n\r]+")
_NO_CHARACTERS: Final = re.compile(r"[\ufdd0-\ufdef\ufffe\uffff]")
"""Code points that are no characters, which XML does not take."""


def shown(text: str) -> str:
    """A text on one line, without what reorders it, controls a device or breaks a file."""
    return _NO_CHARACTERS.sub("\N{REPLACEMENT CHARACTER}", plain_text(_BREAKS.sub(" ", text)))
