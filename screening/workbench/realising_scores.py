"""Recipes for texts that give each candidate the score and the band that it is to have (§ 4.4).

A score depends on the whole register, so texts are written, measured by the matcher, and
written again where they missed, each time nearer to the score.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from screening.overlap.matching import AGREES
from screening.overlap.scoring import FIELDS, OFFSET, WEIGHTS, Field, Likeness
from screening.ruleset.rules import Bands
from screening.workbench.realising_recipes import Estimate, Recipe, Way, broad_recipes, recipes

__all__ = ["Measured", "Search", "Wanted"]

_ROUNDS: Final = 60
_SECONDS: Final = 5.0
"""Of work, so that what is found does not depend on who else uses the machine."""
_LOWEST: Final = 2
"""The score of two texts that have nothing in common."""
_MARGIN: Final = 0.01
"""How far a field is to be from speaking for an overlap, or from not doing so."""
_CLOSE: Final = 0.4
"""How much of the way to the next score is close enough to be worth measuring."""
_IMPOSSIBLE: Final = 1_000.0
"""How far off a recipe is that cannot give the band."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a candidate is to come to; ``acceptable`` tells whether another score would do."""

    score: int
    strong: bool
    acceptable: Callable[[int], bool]


@dataclass(frozen=True, slots=True)
class Measured:
    """What a candidate came to."""

    score: int
    agreed: bool
    fields: Likeness


Measure = Callable[[Sequence[Recipe]], Sequence[Measured]]


@dataclass(slots=True)
class _Aim:
    """A candidate on its way to its score."""

    wanted: Wanted
    bands: Bands
    bias: dict[Way, dict[Field, float]] = field(default_factory=dict)
    parties: float = 0.0
    """How alike the parties are, which no recipe changes."""
    tried: set[Recipe] = field(default_factory=set)

    def low_and_high(self) -> tuple[float, float]:
        """The sums that round to the score."""
        score = min(max(self.wanted.score, _LOWEST), 100)
        return _sum_of(score - 0.5), _sum_of(score + 0.5)

    @property
    def broad(self) -> bool:
        """Whether the score is to be that of a strong overlap, and yet nothing else is to agree."""
        return not self.wanted.strong and self.wanted.score >= self.bands.strong

    def hit(self, measured: Measured) -> bool:
        return measured.score == self.wanted.score and self.right_band(measured)

    def acceptable(self, measured: Measured) -> bool:
        return self.wanted.acceptable(measured.score) and self.right_band(measured)

    def right_band(self, measured: Measured) -> bool:
        strong = measured.score >= self.bands.strong and measured.agreed
        return strong == self.wanted.strong

    def corrected(self, recipe: Recipe, likeness: dict[Field, float]) -> dict[Field, float]:
        """What is expected of a recipe, after what came of others like it."""
        for name, by in self.bias.get(recipe.way, {}).items():
            likeness[name] = min(max(likeness[name] + by, 0.0), 1.0)
        likeness["parties"] = self.parties
        return likeness

    def off(self, measured: Measured) -> float:
        return abs(measured.score - self.wanted.score) + 100.0 * (not self.acceptable(measured))


class Search:
    """Looks for recipes.

    Args:
        wanted: what each candidate is to come to.
        bands: the bands in use.
        most_places: how many places an entry can have.
        measure: what recipes come to, all of them together.
    """

    def __init__(
        self, wanted: Sequence[Wanted], bands: Bands, most_places: int, measure: Measure
    ) -> None:
        self._aims = [_Aim(one, bands) for one in wanted]
        self._all = recipes(most_places)
        self._measure = measure

    def found(self) -> Sequence[Recipe]:
        """The recipes that came nearest to what is wanted, exactly there most often."""
        now = [Recipe("near" if aim.wanted.strong else "far", shared=1) for aim in self._aims]
        for place, aim in enumerate(self._aims):
            now[place] = self._next(place, aim, now)
        best, least = now, math.inf
        end = time.thread_time() + _SECONDS
        for _ in range(_ROUNDS):
            measured = self._measure(now)
            off = sum(aim.off(one) for aim, one in zip(self._aims, measured, strict=True))
            if off < least:
                best, least = list(now), off
            if off == 0 or time.thread_time() > end:
                break
            for place, (aim, one) in enumerate(zip(self._aims, measured, strict=True)):
                self._learn(place, now, one)
                if not aim.hit(one):
                    aim.tried.add(now[place])
            now = [
                now[place] if aim.hit(one) else self._next(place, aim, now)
                for place, (aim, one) in enumerate(zip(self._aims, measured, strict=True))
            ]
        return best

    def _learn(self, place: int, now: Sequence[Recipe], measured: Measured) -> None:
        """By how much what was expected was off, by field."""
        recipe = now[place]
        self._aims[place].parties = measured.fields["parties"]
        believed = _estimate(place, now).likeness(recipe)
        self._aims[place].bias[recipe.way] = {
            name: measured.fields[name] - believed[name] for name in FIELDS
        }

    def _next(self, place: int, aim: _Aim, now: Sequence[Recipe]) -> Recipe:
        """The shortest recipe that should come close, else the closest, of those not tried."""
        low, high = aim.low_and_high()
        middle = (max(low, OFFSET) + min(high, low + 1.0)) / 2
        half = max(middle - max(low, OFFSET), 0.001)
        estimate = _estimate(place, now)
        every = broad_recipes() if aim.broad else self._all
        ways = {way: _Way.of(way, aim, estimate) for way in {one.way for one in every}}
        closest, least = now[place], math.inf
        for recipe in every:
            if recipe in aim.tried:
                continue
            total, possible = ways[recipe.way].total(recipe, estimate)
            off = abs(total - middle) / half + (0.0 if possible else _IMPOSSIBLE)
            if off < _CLOSE:
                return recipe
            if off < least:
                closest, least = recipe, off
        return closest


@dataclass(frozen=True, slots=True)
class _Way:
    """What all recipes of a way have in common, worked out once: there are thousands of them.

    ``total`` and ``speaking`` are what the fields come to that no recipe changes, and how
    many of them speak for an overlap, from the likeness ``speaks``.
    """

    total_before: float
    speaking: int
    speaks: float
    many: bool | None
    text: float
    themes: float

    @classmethod
    def of(cls, way: Way, aim: _Aim, estimate: Estimate) -> _Way:
        nearness, words = way
        example = Recipe(nearness, words=words)
        likeness = aim.corrected(example, estimate.likeness(example))
        many = True if aim.wanted.strong else None
        if aim.broad:
            many = False
        fixed = {name: likeness[name] for name in FIELDS if name not in {"text", "themes"}}
        speaks = AGREES + _MARGIN if many else AGREES - _MARGIN
        bias = aim.bias.get(way, {})
        return cls(
            OFFSET + sum(WEIGHTS[name] * value for name, value in fixed.items()),
            sum(value >= speaks for value in fixed.values()),
            speaks,
            many,
            bias.get("text", 0.0),
            bias.get("themes", 0.0),
        )

    def total(self, recipe: Recipe, estimate: Estimate) -> tuple[float, bool]:
        """The sum that a recipe should give, and whether its band can be the right one."""
        text = min(max(estimate.text(recipe) + self.text, 0.0), 1.0)
        themes = min(max(recipe.in_themes + self.themes, 0.0), 1.0)
        total = self.total_before + WEIGHTS["text"] * text + WEIGHTS["themes"] * themes
        if self.many is None:
            return total, True
        speaking = self.speaking + (text >= self.speaks) + (themes >= self.speaks)
        return total, (speaking > 1) is self.many


def _estimate(place: int, now: Sequence[Recipe]) -> Estimate:
    return Estimate([*now[:place], *now[place + 1 :]])


def _sum_of(score: float) -> float:
    """The weighted sum that gives a score."""
    if score >= 100:  # noqa: PLR2004 - all that is left rounds to 100
        return math.inf
    return -math.log(100 / score - 1)
