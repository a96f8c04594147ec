"""A proposal, read to be compared with entries."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from screening.overlap.reading import Rarity
from screening.overlap.tokens import Keys, Token, strongest, subjects
from screening.overlap.words import in_order

__all__ = ["QueryText"]


@dataclass(frozen=True)
class QueryText:
    """A proposal as tokens."""

    title: list[Token]
    tokens: list[Token]
    """All words of title, summary and themes, each once."""
    title_text: str
    others: Mapping[str, str]
    """The parties but for the two as they are written, by folded name."""
    rarity: Rarity

    @cached_property
    def sorted_title(self) -> str:
        """The title to compare with names, its words in order."""
        return in_order(self.title_text)

    @cached_property
    def weight(self) -> float:
        """What all its words weigh."""
        return math.fsum([token.meaning.weight for token in self.tokens])

    @cached_property
    def title_weight(self) -> float:
        """What the words of its title weigh."""
        return math.fsum([token.meaning.weight for token in self.title])

    @cached_property
    def keys(self) -> Keys:
        """How strongly the proposal can be met by each key."""
        return strongest(self.tokens)

    @cached_property
    def subjects(self) -> Keys:
        """What it is about."""
        return subjects(self.tokens)
