"""The words that made-up cases are written in have nothing in common but what they should."""

from __future__ import annotations

from itertools import combinations

import pytest
from rapidfuzz.distance import OSA

from screening import RuleSet
from screening.engine.parties import PartyReader
from screening.model.values import Kind
from screening.overlap.known_words import Words
from screening.overlap.lexicon import Lexicon
from screening.overlap.words import spots
from screening.workbench.realising_recipes import Recipe
from screening.workbench.realising_texts import Writer
from screening.workbench.texts import (
    AGREEMENT_NAMES,
    BESIDES,
    FORMS,
    NETWORK_NAMES,
    OUTSIDER,
    PLACES,
    PLATFORM_NAMES,
    SUBJECTS,
    THIRD_PARTIES,
    listed,
)

APART = [*(place.casefold() for place in PLACES), *FORMS]
OF_SUBJECTS = [word for subject in (*SUBJECTS, *BESIDES) for word in subject]
OF_ITS_OWN = ["fallprevention", "äldre", "vindkraft"]


def keys(ruleset: RuleSet) -> dict[str, frozenset[str]]:
    words = [*APART, *OF_SUBJECTS, *OF_ITS_OWN]
    lexicon = Lexicon(ruleset.vocabulary, Words(words))
    return {word: frozenset(key.id for key in lexicon.own_keys(word)) for word in words}


def test_no_place_and_no_theme_can_be_met_by_another_or_by_a_subject(shipped: RuleSet) -> None:
    by = keys(shipped)
    pairs = [*combinations(APART, 2), *((a, b) for a in APART for b in (*OF_SUBJECTS, *OF_ITS_OWN))]
    assert [(one, other) for one, other in pairs if by[one] & by[other]] == []


def test_no_subject_can_be_met_by_that_of_the_proposal(shipped: RuleSet) -> None:
    by = keys(shipped)
    pairs = ((one, other) for one in OF_SUBJECTS for other in OF_ITS_OWN)
    assert [(one, other) for one, other in pairs if by[one] & by[other]] == []


def test_every_word_says_something(shipped: RuleSet) -> None:
    assert [word for word, found in keys(shipped).items() if not found] == []


def test_no_place_is_a_slip_for_another() -> None:
    places = [place.casefold() for place in PLACES]
    near = [pair for pair in combinations(places, 2) if OSA.distance(*pair) <= 2]
    assert near == []


def test_what_names_begin_with_says_nothing(shipped: RuleSet) -> None:
    lexicon = Lexicon(shipped.vocabulary, Words(()))
    names = [*NETWORK_NAMES, *PLATFORM_NAMES, *AGREEMENT_NAMES]
    telling = [spot.word for name in names for spot in spots(name) if lexicon.own_keys(spot.word)]
    assert telling == []


def test_no_third_party_can_be_taken_for_another(shipped: RuleSet) -> None:
    names = [*THIRD_PARTIES, OUTSIDER]
    reader = PartyReader(shipped.parties, names)
    assert (len({reader.key_of(name) for name in names}), len(THIRD_PARTIES) >= 100) == (
        len(names),
        True,
    )


def test_words_in_a_row_are_joined_as_people_join_them() -> None:
    assert [listed(row) for row in ((), ("a",), ("a", "b"), ("a", "b", "c"))] == [
        "", "a", "a och b", "a, b och c",
    ]  # fmt: skip


@pytest.mark.parametrize("broad", [True, False])
def test_nothing_in_a_text_says_anything_but_the_words_that_are_put_there(
    shipped: RuleSet,
    broad: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    recipes = [
        Recipe("far", 1, 1, 1, 1, 3),
        Recipe("near", 1, 1),
        Recipe("same", 2, 1),
        Recipe("broad", other_themes=4, words=20),
    ]
    kinds: list[Kind] = ["constellation", "platform", "framework-agreement", "platform"]
    writer = Writer(kinds, broad=broad)
    proposal = writer.proposal(recipes)
    texts = [proposal.title, proposal.summary, *proposal.themes]
    for entry in (*(writer.entry(n, recipes) for n in range(len(recipes))), *writer.bystanders()):
        texts += [entry.name, entry.description, *entry.themes]
    lexicon = Lexicon(shipped.vocabulary, Words(()))
    telling = {spot.word for text in texts for spot in spots(text) if lexicon.own_keys(spot.word)}
    assert telling - {*APART, *OF_SUBJECTS, *OF_ITS_OWN} == set()
