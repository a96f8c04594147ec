"""What a made-up proposal and the entries of its register say.

The words are those of :mod:`screening.workbench.texts`; how much the texts have in common is
for recipes to say.  How alike that makes them is measured, not believed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from screening.model.values import Kind
from screening.workbench.realising_recipes import ALONE, MOST_THEMES, Recipe
from screening.workbench.texts import (
    AGREEMENT_NAMES,
    BESIDES,
    FORMS,
    NARROW,
    NETWORK_NAMES,
    OWN,
    PLACES,
    PLATFORM_NAMES,
    SUBJECTS,
    Subject,
    listed,
)

__all__ = [
    "EntryTexts",
    "ProposalTexts",
    "Writer",
]

_MOST_PLACES: Final = 13
_FEWEST_EACH: Final = 8
_PREFIXES: Final[Mapping[Kind, Sequence[str]]] = {
    "constellation": NETWORK_NAMES,
    "platform": PLATFORM_NAMES,
    "framework-agreement": AGREEMENT_NAMES,
}
_OTHERS: Final = len(PLACES) - ALONE


@dataclass(frozen=True, slots=True)
class EntryTexts:
    """What an entry says, and a theme of its own for what it may take in."""

    name: str
    description: str
    themes: tuple[str, ...]
    apart: str


@dataclass(frozen=True, slots=True)
class ProposalTexts:
    """What a proposal says."""

    title: str
    summary: str
    themes: tuple[str, ...]


class Writer:
    """Gives each of some entries words of its own, and writes their texts and the proposal's.

    Args:
        kinds: the kinds of the entries.
        broad: whether one of them is to be broad, which takes a proposal that says little.
    """

    def __init__(self, kinds: Sequence[Kind], *, broad: bool = False) -> None:
        self._kinds = kinds
        self._own = NARROW if broad else OWN
        self._alone = () if broad else PLACES[:ALONE]
        self._each = max(_FEWEST_EACH, _OTHERS // max(len(kinds), 1))

    @property
    def most_places(self) -> int:
        """How many places an entry can have, shared or its own, so that no other has them."""
        return min(_MOST_PLACES, self._each // 2)

    def proposal(self, recipes: Sequence[Recipe]) -> ProposalTexts:
        """The proposal, with all that it shares with any entry."""
        alone = f" i {listed(self._alone)}" if self._alone else ""
        sentences = [f"Vi vill pröva {self._own.phrase}{alone}."]
        ways = ("Vi arbetar också i", "Vi träffas även i", "Det gör vi också i")
        for place, recipe in enumerate(recipes):
            if recipe.shared:
                way = ways[min(len(sentences) - 1, len(ways) - 1)]
                sentences.append(f"{way} {listed(self._shared(place, recipe))}.")
        themes = [
            theme for place, recipe in enumerate(recipes) for theme in _forms(place, recipe.themes)
        ]
        own = self._own
        return ProposalTexts(
            own.title, " ".join(sentences), tuple(dict.fromkeys((own.theme, *themes)))
        )

    def entry(self, place: int, recipes: Sequence[Recipe]) -> EntryTexts:
        """The entry at a place, as its recipe says; a broad one says what all others share too."""
        recipe = recipes[place]
        if recipe.nearness == "broad":
            return self._broad(place, recipes)
        subject = SUBJECTS[place % len(SUBJECTS)]
        same = recipe.nearness == "same"
        name = self._own.phrase if same else subject.name
        prefixes = _PREFIXES[self._kinds[place]]
        sentences = list(self._about(subject, recipe))
        for way, places in (
            ("De arbetar i", self._shared(place, recipe)),
            ("Parterna träffas i", self._places(place)[::-1][: recipe.own]),
        ):
            if places:
                sentences.append(f"{way} {listed(places)}.")
        others = (subject.first, subject.second)[: recipe.other_themes]
        return EntryTexts(
            name=f"{prefixes[place % len(prefixes)]} {name}",
            description=" ".join(sentences),
            themes=(*_forms(place, recipe.themes), *others),
            apart=subject.name,
        )

    def _broad(self, place: int, recipes: Sequence[Recipe]) -> EntryTexts:
        recipe, own = recipes[place], self._own
        first = place % len(SUBJECTS)
        subjects = (*SUBJECTS[first:], *SUBJECTS[:first], *BESIDES)
        words = [word for subject in subjects for word in subject]
        sentences = [f"Parterna samverkar om {listed([own.phrase, *words[: recipe.words]])}."]
        for way, shared in (
            ("De arbetar i", [self._shared(at, one) for at, one in enumerate(recipes)]),
            ("De arbetar med", [_forms(at, one.themes) for at, one in enumerate(recipes)]),
        ):
            said = [word for words in shared for word in words]
            if said:
                sentences.append(f"{way} {listed(said)}.")
        prefixes = _PREFIXES[self._kinds[place]]
        themes = (own.theme, *words[: recipe.other_themes]) if recipe.other_themes else ()
        return EntryTexts(
            name=f"{prefixes[place % len(prefixes)]} {listed([*words[:2], own.phrase])}",
            description=" ".join(sentences),
            themes=themes,
            apart=words[0],
        )

    def _about(self, subject: Subject, recipe: Recipe) -> Iterator[str]:
        if recipe.nearness == "same":
            yield f"Parterna samverkar om {self._own.phrase}."
            return
        yield f"Parterna samverkar om {listed(subject[: recipe.words])}."
        if recipe.nearness == "near":
            yield f"De arbetar även med {self._own.phrase}."

    @staticmethod
    def bystanders() -> Iterator[EntryTexts]:
        """Entries that share no word with the proposal or the other entries."""
        for name, subject in zip(NETWORK_NAMES, BESIDES, strict=False):
            yield EntryTexts(
                f"{name} {subject.name}",
                f"Parterna samverkar om {listed(subject)}.",
                (subject.first,),
                subject.name,
            )

    def _places(self, place: int) -> list[str]:
        """The places that an entry can have: none that another has, while they last."""
        first = place * self._each
        numbers = range(first, first + self._each)
        return [PLACES[ALONE + number % _OTHERS] for number in numbers]

    def _shared(self, place: int, recipe: Recipe) -> list[str]:
        return self._places(place)[: recipe.shared]


def _forms(place: int, count: int) -> list[str]:
    first = place * MOST_THEMES
    return [FORMS[number % len(FORMS)] for number in range(first, first + count)]
