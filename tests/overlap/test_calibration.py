"""Bands read off a register: what they are of, and that they are the same at every run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from screening.intake.files import register_from_data
from screening.model.register import Register, RegisterEntry
from screening.model.vocabulary import Vocabulary
from screening.overlap import calibration
from screening.overlap.calibration import (
    FEWEST_ENTRIES,
    POSSIBLE_REACHED_BY,
    STRONG_REACHED_BY,
    TooFewEntries,
    calibrate,
    scoring_sha256,
    trial,
)
from screening.overlap.neighbours import Pair, likest
from screening.ruleset.rules import RuleSet
from tests.overlap.sample import entry, register

NONE = Vocabulary()


def of_words(count: int, *, alike: int = 0) -> Register:
    """Entries that share no word, but for the first, which are the same twice over."""
    words = [f"{chr(97 + n % 26)}{chr(97 + n // 26)}blox{n}" for n in range(count)]
    texts = [f"{words[n // 2 * 2 if n < alike else n]} aktivum" for n in range(count)]
    return register_from_data(
        [entry(f"K-{n}", name=f"Kub {text}", description=text) for n, text in enumerate(texts)]
    ).model


def test_bands_are_where_no_more_than_their_share_of_entries_are_so_like_another(
    shipped: RuleSet,
) -> None:
    found = calibrate(register(), shipped.vocabulary)

    assert (found.entries, found.tried) == (53, 53)
    assert found.reached[found.possible] <= POSSIBLE_REACHED_BY < found.reached[found.possible - 1]
    assert found.reached[found.strong] <= STRONG_REACHED_BY < found.reached[found.strong - 1]
    assert found.reached[0] == 1.0
    assert found.scoring == scoring_sha256(shipped.vocabulary)


def test_a_register_in_another_order_has_the_same_bands(shipped: RuleSet) -> None:
    turned = Register(entries=register().entries[::-1])

    assert calibrate(turned, shipped.vocabulary) == calibrate(register(), shipped.vocabulary)


def test_a_register_with_too_few_entries_has_no_bands() -> None:
    with pytest.raises(TooFewEntries) as refused:
        calibrate(of_words(FEWEST_ENTRIES - 1), NONE)
    assert refused.value.entries == FEWEST_ENTRIES - 1
    assert calibrate(of_words(FEWEST_ENTRIES), NONE).entries == FEWEST_ENTRIES


def test_entries_that_share_nothing_have_bands_that_little_likeness_reaches() -> None:
    found = calibrate(of_words(25), NONE)

    assert 0 < found.possible < found.strong < 10


def test_a_register_of_doubles_has_bands_that_nothing_but_doubles_reach() -> None:
    tried = trial(of_words(40, alike=40), NONE)

    assert tried.calibration.strong > 90
    assert all(pairs[0].other.description == pairs[0].one.description for pairs in tried.found)


def test_a_register_of_nothing_but_the_same_has_bands_all_the_same() -> None:
    words = [f"{chr(97 + n)}blox" for n in range(15)]
    doubles = [
        entry(f"K-{n}", name=f"Kub {word}", description=f"Kub {word}.", themes=[word])
        for n, word in enumerate([*words, *words])
    ]
    subjects = Vocabulary(subjects=tuple(f"{word}, {word}um" for word in words))
    found = calibrate(register_from_data(doubles).model, subjects)

    assert (found.possible, found.strong, found.reached[100]) == (99, 100, 1.0)


def test_of_a_large_register_so_many_are_tried_and_all_of_them_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(calibration, "_MOST_TRIED", 30)
    seen: list[str] = []

    def counting(entries: Sequence[RegisterEntry]) -> Iterator[RegisterEntry]:
        for one in entries:
            seen.append(one.id)
            yield one

    found = calibrate(of_words(70), NONE, progress=counting)

    assert (found.entries, found.tried) == (70, 24)
    assert seen == sorted(f"K-{n}" for n in range(70))[::3]


def test_two_entries_are_one_pair_the_way_they_are_likest() -> None:
    one, other, third = register().entries[:3]

    def pair(one: RegisterEntry, other: RegisterEntry, score: int) -> Pair:
        return Pair(one, other, score, agreed=True, fields={"text": 0.25, "name": 0.2, "title": 1})

    found = [
        [pair(one, other, 60), pair(one, third, 20)],
        [pair(other, one, 70), pair(other, third, 50)],
        [pair(third, one, 50), pair(third, other, 50)],
    ]
    told = [(each.one.id, each.other.id, each.score) for each in likest(found, at_least=30)]

    assert told == [("K-002", "K-001", 70), ("K-002", "K-003", 50), ("K-003", "K-001", 50)]
    assert found[0][0].speaking == {"title": 100, "text": 25}
