"""How much an entry of a made-up register has in common with the proposal, and what comes of it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Final, Literal

from screening.overlap.reading import rarity
from screening.overlap.scoring import Field
from screening.workbench.texts import BESIDES, SUBJECTS

__all__ = ["ALONE", "MOST_THEMES", "Estimate", "Recipe", "Way", "broad_recipes", "recipes"]

Nearness = Literal["far", "near", "same", "broad"]
"""Whether an entry is about something else, that and the proposal's subject, just this, or all.

A broad one says all that the proposal says and much besides: their words meet, but little else.
"""

MOST_THEMES: Final = 2
"""So many themes of an entry are the proposal's at most, and so many others."""
ALONE: Final = 4
"""So many places nobody but the proposal has: else any short proposal would be all shared."""
_OWN_WORDS: Final = 3
"""The words of a subject."""
_TITLE_WORDS: Final = 2
_ABOUT_ELSE: Final[Sequence[Nearness]] = ("far", "near")
Way = tuple[Nearness, int]
"""What an entry is about, and in how many words where that is something else."""
_WAYS: Final[Sequence[Way]] = (("same", 1), *product(_ABOUT_ELSE, range(1, _OWN_WORDS + 1)))
_OF_NAME: Final[Mapping[Nearness, float]] = {"same": 1.0, "broad": 1 / 6}
_FEWEST_BESIDES: Final = 12
_BROAD_THEMES: Final = (4, 5, 6)
"""So few of the themes are the proposal's that they do not speak for it."""
_OF_SUBJECT: Final[Mapping[Nearness, float]] = {"far": 0.0, "near": 0.6, "same": 1.0}


@dataclass(frozen=True, slots=True)
class Recipe:
    """How much an entry has in common with the proposal.

    ``shared`` and ``own`` are places, ``themes`` and ``other_themes`` are themes: those that
    the proposal has too, and those that it has not.  ``words`` is how much is said of the
    entry's own subject, where it has one.
    """

    nearness: Nearness
    shared: int = 0
    own: int = 0
    themes: int = 0
    other_themes: int = 0
    words: int = 1

    @property
    def size(self) -> int:
        """How much there is to read."""
        return self.shared + self.own + 2 * (self.themes + self.other_themes) + self.words

    @property
    def way(self) -> Way:
        """What recipes have in common whose texts are about the same."""
        return self.nearness, self.words

    @property
    def own_words(self) -> int:
        """The entry's words that the proposal lacks."""
        if self.nearness == "same":
            return self.own + self.other_themes
        return self.own + max(self.words, 1 + self.other_themes)

    @property
    def in_themes(self) -> float:
        """How many of the entry's themes are the proposal's, 0 to 1."""
        if self.nearness == "broad":
            return 1 / (1 + self.other_themes) if self.other_themes else 0.0
        return self.themes / (self.themes + self.other_themes) if self.themes else 0.0

    @property
    def title_words(self) -> int:
        """The words of the proposal's title that the entry has."""
        return _TITLE_WORDS if self.nearness in {"near", "same"} else 0


@cache
def recipes(most_places: int) -> Sequence[Recipe]:
    """All recipes, the shortest first; places that are shared and not are no more than so many."""
    few = range(MOST_THEMES + 1)
    places = range(most_places + 1)
    each = product(_WAYS, places, places, few, few)
    return sorted(
        (
            Recipe(nearness, shared, own, themes, other, words)
            for (nearness, words), shared, own, themes, other in each
        ),
        key=lambda recipe: recipe.size,
    )


@cache
def broad_recipes() -> Sequence[Recipe]:
    """Recipes for broad entries, the shortest first."""
    most = 3 * (len(SUBJECTS) + len(BESIDES))
    each = product(range(_FEWEST_BESIDES, most + 1), (0, *_BROAD_THEMES))
    return sorted(
        (Recipe("broad", other_themes=themes, words=words) for words, themes in each),
        key=lambda recipe: recipe.size,
    )


def _of_subject(recipe: Recipe) -> float:
    """How alike the subjects will be, more or less: in a broad entry it is one among many."""
    if recipe.nearness == "broad":
        return 1 / math.sqrt(recipe.words + 1)
    return _OF_SUBJECT[recipe.nearness]


class Estimate:
    """How alike the proposal and an entry will be, more or less, whatever the entry's recipe.

    Args:
        others: the recipes of the other entries.
    """

    def __init__(self, others: Sequence[Recipe]) -> None:
        size = len(others) + 1
        titled = sum(bool(one.title_words) for one in others)
        self._one = rarity(size, 1)
        self._title = rarity(size, titled + 1)
        self._untitled = _TITLE_WORDS * rarity(size, titled)
        self._beside = ALONE * rarity(size, 0) + self._one * sum(
            one.shared + one.themes for one in others
        )

    def text(self, recipe: Recipe) -> float:
        """How much of the one the other says too, 0 to 1."""
        if recipe.nearness == "broad":
            return 1.0
        met = (recipe.shared + recipe.themes) * self._one + recipe.title_words * self._title
        if not met:
            return 0.0
        rest = self._beside + (0.0 if recipe.title_words else self._untitled)
        return met / (met + min(recipe.own_words * self._one, rest))

    def likeness(self, recipe: Recipe) -> dict[Field, float]:
        """How alike they will be in each field, 0 to 1."""
        return {
            "text": self.text(recipe),
            "title": float(bool(recipe.title_words)),
            "name": _OF_NAME.get(recipe.nearness, 0.0),
            "themes": recipe.in_themes,
            "subject": _of_subject(recipe),
            "parties": 0.0,
        }
