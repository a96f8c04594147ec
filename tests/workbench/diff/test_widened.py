"""A choice of a fact's values, made as wide as it can be."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import pytest

from screening.workbench.diff.regions import widened

LEVEL, SCORE = "proposal.level", "candidate.score"


def places(chosen: Collection[bool]) -> Iterator[int]:
    return (place for place, taken in enumerate(chosen) if taken)


@pytest.mark.parametrize(
    ("fact", "can_be", "allowed", "taken"),
    [
        pytest.param(LEVEL, {0, 1, 2, 3, 4}, {2}, {2}, id="nothing further holds"),
        pytest.param(LEVEL, {0, 1, 2, 3, 4}, {0, 2, 4}, {0, 2, 4}, id="words on either side"),
        pytest.param(LEVEL, {0, 2}, {0, 2, 4}, {0, 2}, id="what cannot be is left out"),
        pytest.param(SCORE, {0, 1, 2, 3, 4}, {0, 2, 3}, {2, 3}, id="numbers without a gap"),
        pytest.param(SCORE, {0, 1, 2, 3, 4}, {0, 1, 2}, {0, 1, 2}, id="numbers downwards"),
    ],
)
def test_all_that_can_be_taken_is(
    fact: str, can_be: set[int], allowed: set[int], taken: set[int]
) -> None:
    chosen = [place == 2 for place in range(5)]

    found = widened(
        fact,
        chosen,
        lambda alone: can_be.issuperset(places(alone)),
        lambda wider: allowed.issuperset(places(wider)),
    )

    assert set(places(found)) == taken
