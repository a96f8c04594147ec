"""Words and pieces of words, for comparing short Swedish and English texts."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib import resources
from typing import Final

__all__ = ["common_words", "folded", "pieces", "words"]

_WORD: Final = re.compile(r"[^\W_]+")
_PIECE_LENGTH: Final = 4
_LONGEST_WORD: Final = 60
"""Longer "words" are cut: they are no language, and would cost without telling anything."""


@cache
def common_words() -> frozenset[str]:
    """Words that say nothing of what a collaboration is about, in Swedish and English.

    Fifty entries are too few to learn from them that "samverkan" and "region" say nothing.
    """
    text = resources.files(__package__).joinpath("common_words.txt").read_text(encoding="utf-8")
    lines = (line.partition("#")[0].split() for line in text.splitlines())
    return frozenset(word for line in lines for word in line)


def words(text: str) -> list[str]:
    """The words of a text, casefolded and composed (å ä ö kept), without the common ones."""
    found = _WORD.findall(unicodedata.normalize("NFC", text).casefold())
    common = common_words()
    return [word[:_LONGEST_WORD] for word in found if word not in common and len(word) > 1]


def pieces(tokens: Iterable[str]) -> Counter[str]:
    """The runs of 4 characters of each word, its two ends included, with their counts.

    They make inflections and compounds meet: "hembesöken" shares most with "hembesök".
    """
    found: Counter[str] = Counter()
    for token in tokens:
        found.update(_pieces_of(token))
    return found


@lru_cache(maxsize=50_000)
def _pieces_of(token: str) -> tuple[str, ...]:
    marked = f" {token} "
    last = max(1, len(marked) - _PIECE_LENGTH + 1)
    return tuple(marked[start : start + _PIECE_LENGTH] for start in range(last))


def folded(text: str) -> str:
    """A text casefolded and composed, its words parted by single spaces."""
    return " ".join(_WORD.findall(unicodedata.normalize("NFC", text).casefold()))
