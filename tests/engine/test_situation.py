from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from screening.engine.situation import (
    Candidate,
    Change,
    Situation,
    best_host,
    covered_by,
    host_facts,
)
from tests.rules.situations import QUIET, candidate, partner

THIRD = (partner(third_party=False), partner(), partner())

BEST_FIRST = (
    candidate("K-9", frozenset({1, 2}), answer="hosts", agreement="in-force"),
    candidate("K-8", answer="hosts", agreement="in-force", score=90),
    candidate("K-7", frozenset({0, 1}), answer="hosts", agreement="in-force", score=10),
    candidate("K-6", frozenset({1, 2}), answer="hosts", agreement="expired", score=99),
    candidate("K-5", answer="hosts", agreement="none", score=98),
    candidate("K-4", frozenset({0, 1, 2}), agreement="in-force"),
    candidate("K-3", frozenset({2}), agreement="in-force", score=70),
    candidate("K-2", frozenset({1, 2}), agreement="none", score=100),
    candidate("K-0", agreement="expired", score=99),
    candidate("K-1", agreement="none", score=99),
)
"""Each is a better host than those after it, and each step is for another reason."""


@pytest.mark.parametrize("number", range(len(BEST_FIRST) - 1))
def test_a_host_is_better_than_the_next_whichever_stands_first(number: int) -> None:
    better, worse = BEST_FIRST[number : number + 2]

    assert best_host([0, 1], Situation((better, worse), THIRD, QUIET)) == 0
    assert best_host([0, 1], Situation((worse, better), THIRD, QUIET)) == 1


def test_the_best_of_any_three_hosts_is_the_first_of_them_in_the_order() -> None:
    ranked = list(enumerate(BEST_FIRST))
    for three in permutations(ranked, 3):
        situation = Situation(tuple(one for _, one in three), THIRD, QUIET)
        best = best_host([0, 1, 2], situation)
        assert best is not None
        assert three[best][0] == min(rank for rank, _ in three)


def test_without_third_parties_any_agreement_in_force_covers_all_of_them() -> None:
    rests = candidate("K-2", agreement="in-force", score=1)
    covers = candidate("K-1", frozenset({0}), agreement="in-force", score=0)
    alone = (partner(third_party=False),)

    assert best_host([0, 1], Situation((rests, covers), alone, QUIET)) == 0
    assert best_host([0, 1], Situation((rests, covers), (partner(),), QUIET)) == 1


def test_only_the_candidates_that_can_host_are_chosen_among() -> None:
    situation = Situation(BEST_FIRST, THIRD, QUIET)

    assert best_host([], situation) is None
    assert best_host([9], situation) == 9
    assert best_host([8, 9], situation) == 8


def test_the_facts_about_the_host_are_those_of_the_best_and_of_nobody_where_there_is_none() -> None:
    host = replace(candidate(agreement="expired"), outlasts="no")

    assert host_facts(host) == {
        "host.exists": True,
        "host.agreement": "expired",
        "host.agreement_outlasts": "no",
    }
    assert host_facts(None) == {
        "host.exists": False,
        "host.agreement": "none",
        "host.agreement_outlasts": "unknown",
    }


@pytest.mark.parametrize(
    ("agreement", "covered"), [("in-force", {0, 2}), ("expired", set()), ("none", set())]
)
def test_a_host_covers_its_parties_only_while_its_agreement_is_in_force(
    agreement: str, covered: set[int]
) -> None:
    assert covered_by(candidate("K-1", frozenset({0, 2}), agreement=agreement)) == covered
    assert covered_by(None) == frozenset()


def test_a_change_makes_a_new_situation_that_differs_in_one_fact_alone() -> None:
    first, second = candidate("K-1", frozenset({1})), candidate("K-2")
    situation = Situation((first, second), THIRD, QUIET)

    asked = situation.with_change(Change("candidate.answer", "hosts", 1))
    signed = situation.with_change(Change("partner.agreement", "signed", 2))
    owned = situation.with_change(Change("proposal.level", "executive"))

    assert asked == Situation((first, candidate("K-2", answer="hosts")), THIRD, QUIET)
    assert signed == replace(situation, partners=(*THIRD[:2], partner(agreement="signed")))
    assert owned == Situation((first, second), THIRD, {**QUIET, "proposal.level": "executive"})
    assert situation == Situation((first, second), THIRD, QUIET)
    assert isinstance(first, Candidate)
