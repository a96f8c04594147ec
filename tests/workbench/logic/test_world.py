from __future__ import annotations

from dataclasses import replace

import pytest
import z3

from screening.model.values import Outcome
from screening.ruleset.conditions import Test as Asked
from screening.ruleset.facts import FACTS, Choice
from screening.ruleset.rules import ALWAYS, FactChange, Property
from screening.workbench.logic.asking import possible, supposing
from screening.workbench.logic.world import World
from tests.workbench.logic.making import rule, ruleset_of

AGREE: Outcome = "needs-specific-agreement"
RULES = ruleset_of(rule("decides", ALWAYS, outcome=AGREE))


def level(*values: str) -> Asked:
    return Asked("proposal.level", "one_of", values)


def all_levels() -> tuple[str, ...]:
    kind = FACTS["proposal.level"].type
    assert isinstance(kind, Choice)
    return kind.values


def test_a_fact_has_one_value_though_it_is_first_asked_of_while_something_is_supposed() -> None:
    world = World([RULES], besides=[level("team"), level("unit")])

    with supposing(world.solver):
        team, unit = (world.test(level(one), 0) for one in ("team", "unit"))

    assert possible(world.solver, team)
    assert possible(world.solver, unit)
    assert not possible(world.solver, team, unit)
    others = [one for one in all_levels() if one not in {"team", "unit"}]
    assert not possible(
        world.solver, *(z3.Not(one) for one in (team, unit)), z3.Not(world.test(level(*others), 0))
    )


def test_to_ask_of_a_fact_tells_the_solver_nothing() -> None:
    must = Property("must", ("4.3",), level("team"), AGREE)
    world = World([replace(RULES, must_hold=(must,))], besides=[level("unit")])
    told = len(world.solver.assertions())

    asked = [Asked("resources.named", "one_of", (True, False)), level("team"), level("unit")]
    for test in asked:
        world.test(test, 0)

    assert len(world.solver.assertions()) == told


def test_of_a_fact_that_no_rule_reads_only_what_always_or_never_holds_can_be_said() -> None:
    world = World([RULES])

    always, never = level(*all_levels()), Asked("proposal.level", "none_of", all_levels())

    assert not possible(world.solver, z3.Not(world.test(always, 0)))
    assert not possible(world.solver, world.test(never, 0))
    assert [world.tells_apart(test) for test in (always, never, level("team"))] == [
        True, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize("fact", ["parties.region", "parties.university"])
def test_the_two_parties_are_told_apart_though_no_rule_does(fact: str) -> None:
    world = World([RULES])
    takes_part = Asked(fact, "one_of", (True,))

    assert world.tells_apart(takes_part)
    assert possible(world.solver, world.test(takes_part, 0))
    assert possible(world.solver, z3.Not(world.test(takes_part, 0)))


def test_a_fact_that_turns_is_one_before_and_another_after() -> None:
    turning = FactChange("proposal.level", ("team",), ("unit", "executive"))
    world = World([RULES, RULES], turning=turning)

    team, others = level("team"), level("unit", "executive")

    assert not possible(world.solver, z3.Not(world.test(team, 0)))
    assert not possible(world.solver, world.test(others, 0))
    assert not possible(world.solver, world.test(team, 1))
    assert not possible(world.solver, z3.Not(world.test(others, 1)))
    assert possible(world.solver)
