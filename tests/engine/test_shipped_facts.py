"""durable-rules and plain Python on the facts of the shipped rules, all or very many of them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from itertools import combinations, product
from math import prod
from operator import and_

import pytest
from allpairspy import AllPairs  # type: ignore[import-untyped]

from screening import RuleSet
from screening.engine.durable import DurableEvaluator
from screening.engine.evaluators import PlainEvaluator
from screening.ruleset.conditions import compiled
from screening.ruleset.facts import Scope, Value
from screening.ruleset.rules import Property
from tests.engine.scopes import fired, read_by, unread_by
from tests.rules.situations import combinations as all_of

RANDOM = 100_000
SEED = 20261123
Facts = Mapping[str, Value]


def check(ruleset: RuleSet, scope: Scope, all_facts: Iterable[Facts]) -> int:
    """Both evaluators on each set of facts, and what must hold of the proposal; how many."""
    durable, plain = DurableEvaluator(ruleset), PlainEvaluator(ruleset)
    must_hold = [(must, compiled(must.when)) for must in ruleset.must_hold if not _of_changes(must)]
    number = 0
    for facts in all_facts:
        by_plain = fired(plain, ruleset, scope, facts)
        assert fired(durable, ruleset, scope, facts) == by_plain
        if scope is Scope.PROPOSAL:
            assert by_plain.outcome is not None
            broken = [
                must.id
                for must, holds in must_hold
                if by_plain.outcome == must.never and holds(by_plain.facts)
            ]
            assert broken == [], facts
        number += 1
    return number


def _of_changes(must: Property) -> bool:
    """Whether a property is about two cases, which only a proof can try."""
    return must.change is not None or bool(must.adds)


@pytest.mark.parametrize("scope", [Scope.CANDIDATE, Scope.PARTNER])
def test_both_evaluators_agree_on_every_candidate_and_every_partner_there_can_be(
    shipped: RuleSet, scope: Scope
) -> None:
    varied = read_by(shipped, scope)

    assert check(shipped, scope, all_of(varied)) == prod(map(len, varied.values())) > 10


@pytest.mark.parametrize("scope", Scope)
def test_facts_that_no_rule_reads_make_no_difference(shipped: RuleSet, scope: Scope) -> None:
    chance = random.Random(SEED)
    durable = DurableEvaluator(shipped)
    unread = unread_by(shipped, scope)
    for _ in range(500):
        facts = drawn(chance, read_by(shipped, scope))
        alone = fired(durable, shipped, scope, facts)
        beside = fired(durable, shipped, scope, {**facts, **drawn(chance, unread)})
        assert (beside.rules, beside.outcome) == (alone.rules, alone.outcome)


def test_what_the_shipped_rules_do_not_read_is_known(shipped: RuleSet) -> None:
    assert {scope: set(unread_by(shipped, scope)) for scope in Scope} == {
        Scope.CANDIDATE: {"candidate.agreement", "candidate.level", "candidate.score"},
        Scope.PARTNER: set(),
        Scope.PROPOSAL: {"coordination.specific_agreement", "proposal.category"},
    }


def test_both_evaluators_agree_on_every_pair_of_values_of_the_proposal(shipped: RuleSet) -> None:
    varied = read_by(shipped, Scope.PROPOSAL)
    rows = [dict(zip(varied, row, strict=True)) for row in AllPairs(list(varied.values()))]

    assert missing(varied, rows, 2) == []
    assert check(shipped, Scope.PROPOSAL, rows) == len(rows)


@pytest.mark.slow
def test_both_evaluators_agree_on_very_many_proposals_with_every_triple_of_values_among_them(
    shipped: RuleSet,
) -> None:
    chance = random.Random(SEED)
    varied = read_by(shipped, Scope.PROPOSAL)
    rows = [drawn(chance, varied) for _ in range(RANDOM)]

    assert missing(varied, rows, 3) == []
    assert check(shipped, Scope.PROPOSAL, rows) == RANDOM


def drawn(chance: random.Random, varied: Mapping[str, tuple[Value, ...]]) -> dict[str, Value]:
    return {name: chance.choice(values) for name, values in varied.items()}


def missing(
    varied: Mapping[str, tuple[Value, ...]], rows: Sequence[Facts], number: int
) -> list[tuple[tuple[str, Value], ...]]:
    """The combinations of so many facts' values that no row has."""
    having = {
        (name, value): int("".join("01"[row[name] == value] for row in rows), base=2)
        for name, values in varied.items()
        for value in values
    }
    everywhere = (1 << len(rows)) - 1
    return [
        together
        for names in combinations(varied, number)
        for together in product(*([(name, value) for value in varied[name]] for name in names))
        if not reduce(and_, (having[each] for each in together), everywhere)
    ]
