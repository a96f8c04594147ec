"""Words as people write them, and the ones they may have meant."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Final

from rapidfuzz import fuzz, process

__all__ = ["folded", "nearest", "shown"]

_NEAR_ENOUGH: Final = 65.0
_LONGEST_SHOWN: Final = 60


def folded(word: str) -> str:
    """A word without regard to case, and to how its parts are joined."""
    return " ".join(word.casefold().replace("_", " ").replace("-", " ").split())


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that somebody who wrote ``word`` most likely meant, or None."""
    hit = process.extractOne(
        word, sorted(known), scorer=fuzz.ratio, processor=folded, score_cutoff=_NEAR_ENOUGH
    )
    return hit[0] if hit else None


def shown(value: object) -> str:
    """A value as it can stand in a message: as files have it, on one line, and not too long."""
    if isinstance(value, bool | list | dict):
        value = json.dumps(value, ensure_ascii=False, default=str)
    text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"
