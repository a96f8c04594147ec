"""What CSV files for spreadsheets have in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from screening.messages import Lang

__all__ = ["DELIMITERS"]

DELIMITERS: Final[Mapping[Lang, str]] = {"sv": ";", "en": ","}
"""What spreadsheets of a language put between columns."""
