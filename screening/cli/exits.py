"""Exit codes; 0 is for all that was screened, whatever the outcome."""

from __future__ import annotations

from typing import Final

__all__ = ["FELL_SHORT", "FOUND_OUTCOME", "INTERRUPTED", "UNREADABLE", "USAGE"]

FELL_SHORT: Final = 1
"""A check fell short."""

USAGE: Final = 2
"""The command line itself is wrong."""

UNREADABLE: Final = 3
"""Something handed in is unreadable or invalid."""

FOUND_OUTCOME: Final = 10
"""The outcome named with ``--fail-on`` was found."""

INTERRUPTED: Final = 130
"""Somebody interrupted it."""
