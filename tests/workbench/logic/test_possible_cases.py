"""What the solver says of all cases, held against the engine in cases made at random."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from random import Random

import pytest
import z3
from hypothesis import given, settings
from hypothesis import strategies as st

from screening.engine.evaluators import PlainEvaluator
from screening.engine.running import Conclusion, Runner
from screening.engine.situation import Situation
from screening.ruleset.conditions import holds
from screening.ruleset.conditions import tests_of as each_test
from screening.ruleset.facts import Scope
from screening.ruleset.rules import Bands, Property, RuleSet
from screening.workbench.checks.checking import flaws_in
from screening.workbench.logic.asking import satisfiable
from screening.workbench.logic.study import Study, essence
from screening.workbench.logic.terms import Formula
from screening.workbench.logic.verdicts import Concluding, apart
from screening.workbench.logic.world import World
from tests.workbench.logic.cases import Case, possible_case
from tests.workbench.logic.fixing import Seen, fixed
from tests.workbench.logic.making import made_rules, property_of, slipped, with_bands

_FEW = settings(max_examples=8)
_SEEDS = st.integers(0, 2**32)
_CASES = 8

Comparable = tuple[object, ...]


def seen(case: Case, ruleset: RuleSet, **how: object) -> Seen:
    situation, weighed = case.seen(ruleset.bands, **how)  # type: ignore[arg-type]
    return situation, weighed, run(ruleset, situation)


def run(ruleset: RuleSet, situation: Situation) -> Conclusion:
    return Runner(ruleset, PlainEvaluator(ruleset)).run(situation)


def near(*rulesets: RuleSet) -> tuple[int, ...]:
    """Scores at which something may change."""
    tests = [test for one in rulesets for rule in one.rules for test in each_test(rule.when)]
    asked = [int(value) for test in tests if test.fact.endswith("score") for value in test.values]
    return (*asked, *(each for one in rulesets for each in (one.bands.possible, one.bands.strong)))


def wrong(world: World, case: Case, views: list[Seen], wanted: Iterable[Formula]) -> list[Formula]:
    """What the world does not say of a case, though the engine does: everything, if it has none."""
    solver = world.solver
    solver.push()
    try:
        solver.add(*fixed(world, case, views))
        assert satisfiable(solver), "the world lacks the case"
        return [each for each in wanted if satisfiable(solver, z3.Not(each))]
    finally:
        solver.pop()


def concluded(concluding: Concluding, conclusion: Conclusion) -> Iterator[Formula]:
    """What the engine concluded, as the world says it."""
    of_proposal = [one for one in conclusion.fired if one.rule.scope is Scope.PROPOSAL]
    fired = {one.rule.id for one in of_proposal}
    for outcome, wins in concluding.wins.items():
        yield wins == (outcome == conclusion.outcome)
    for name, fires in concluding.fires.items():
        yield fires == (name in fired)
    asked = {name for one in of_proposal for name in one.rule.obligations}
    for name, is_asked in concluding.obligations.items():
        yield is_asked == (name in asked)
    for one in conclusion.fired:
        yield concluding.fires_somewhere(one.rule)


def compared(view: Seen, *, findings: bool) -> Comparable:
    """What a verdict comes to, with entries by their places in the case and not on one side."""
    _, weighed, conclusion = view
    outcome, target, asked, found = essence(conclusion, findings=findings)
    return (
        outcome,
        None if target is None else weighed[target],
        {
            (
                name,
                scope,
                weighed[about] if scope is Scope.CANDIDATE and about is not None else about,
            )
            for name, scope, about in asked
        },
        {(weighed[place], name) for place, names in enumerate(found) for name in names},
    )


@_FEW
@given(_SEEDS)
def test_a_world_has_every_case_and_says_of_it_what_the_engine_does(seed: int) -> None:
    random = Random(seed)
    ruleset = made_rules(random)
    world = World([ruleset])
    concluding = Concluding.of(world)
    for _ in range(_CASES):
        case, _ = possible_case(random, near=near(ruleset))
        view = seen(case, ruleset)
        assert wrong(world, case, [view], concluded(concluding, view[2])) == []


@_FEW
@given(seed=_SEEDS, findings=st.booleans(), strictly=st.booleans())
def test_a_world_of_two_sides_says_where_they_differ(
    seed: int, *, findings: bool, strictly: bool
) -> None:
    random = Random(seed)
    old = made_rules(random)
    new = slipped(random, old, random.choice((1, 2, 3)))
    if strictly and random.random() < 0.3:  # else both sides are told of every entry
        new = with_bands(new, random.choice((Bands(20, 50), Bands(35, 90), Bands(50, 60))))
    world = World([old, new], findings=findings, strictly=strictly)
    both = [Concluding.of(world, side) for side in (0, 1)]
    differ = apart(*both)
    for _ in range(_CASES):
        case, _ = possible_case(random, near=near(old, new))
        views = [seen(case, old), seen(case, new)]
        first, second = (compared(view, findings=findings) for view in views)
        wanted = [
            differ == (first != second),
            *concluded(both[0], views[0][2]),
            *concluded(both[1], views[1][2]),
        ]
        assert wrong(world, case, views, wanted) == []


@_FEW
@given(_SEEDS)
def test_a_world_in_which_a_partner_joins_or_a_fact_turns_has_both_cases(seed: int) -> None:
    random = Random(seed)
    ruleset = made_rules(random)
    must = property_of(random, ruleset, "must")
    joins = {test.fact: test.values for test in must.adds} or None
    world = World([ruleset, ruleset], joining=joins, turning=must.change)
    both = [Concluding.of(world, side) for side in (0, 1)]
    for case, views in changes(random, ruleset, must):
        wanted = [*concluded(both[0], views[0][2]), *concluded(both[1], views[1][2])]
        assert wrong(world, case, views, wanted) == []


def changes(random: Random, ruleset: RuleSet, must: Property) -> Iterator[tuple[Case, list[Seen]]]:
    """Cases before a change and after it."""
    joins = {test.fact: test.values for test in must.adds} or None
    for _ in range(_CASES):
        case, after = possible_case(random, near=near(ruleset), joins=joins, turning=must.change)
        before = seen(case, ruleset, without_last=joins is not None)
        if before[0].partners:
            yield case, [before, seen(case, ruleset, turned=after)]


@_FEW
@given(_SEEDS)
def test_a_change_that_breaks_a_property_is_shown_or_there_is_none(seed: int) -> None:
    random = Random(seed)
    ruleset = made_rules(random)
    must = property_of(random, ruleset, "must")
    if must.change is None and not must.adds:
        return
    study = Study(with_must(ruleset, must))
    pair = study.about(must).turned(must)
    if pair is not None:
        assert breaks(ruleset, must, *pair)
        assert same_but_for(must, *pair)
        return
    for _, (before, after) in changes(random, ruleset, must):
        assert not breaks(ruleset, must, before[0], after[0])


def with_must(ruleset: RuleSet, must: Property) -> RuleSet:
    return replace(ruleset, must_hold=(must,), sha256=f"{ruleset.sha256}!")


def breaks(ruleset: RuleSet, must: Property, before: Situation, after: Situation) -> bool:
    first, second = run(ruleset, before), run(ruleset, after)
    return (
        holds(must.when, first.proposal)
        and first.outcome not in {None, must.never}
        and second.outcome == must.never
    )


def same_but_for(must: Property, before: Situation, after: Situation) -> bool:
    """Whether two cases are one case before a change and after it."""
    if must.change is not None:
        fact = must.change.fact
        turned = {**before.facts, fact: after.facts[fact]}
        return (
            after == Situation(before.candidates, before.partners, turned)
            and before.facts[fact] in must.change.before
            and after.facts[fact] in must.change.after
        )
    *old, joined = after.partners
    told = {name: value for name, value in after.facts.items() if name != "parties.count"}
    return (
        tuple(old) == before.partners
        and all(test.passes(joined.facts[test.fact]) for test in must.adds)
        and told.items() <= before.facts.items()
        and [(one.entry, one.facts, one.outlasts) for one in before.candidates]
        == [(one.entry, one.facts, one.outlasts) for one in after.candidates]
        and [one.covers for one in before.candidates]
        == [one.covers - {len(old)} for one in after.candidates]
    )


@_FEW
@given(seed=_SEEDS, findings=st.booleans())
def test_rules_that_differ_do_so_in_the_case_that_is_shown_and_others_in_none(
    seed: int, *, findings: bool
) -> None:
    random = Random(seed)
    old = made_rules(random)
    study = Study(old, findings=findings)
    for _ in range(3):
        new = slipped(random, old, random.choice((1, 2)))
        shown = study.apart_from(new, plainly=random.random() < 0.5)
        cases = (
            [shown]
            if shown
            else [
                seen(possible_case(random, near=near(old, new))[0], old)[0] for _ in range(_CASES)
            ]
        )
        for situation in cases:
            first, second = (
                essence(run(each, situation), findings=findings) for each in (old, new)
            )
            assert (first != second) == (shown is not None)


@_FEW
@given(_SEEDS)
def test_a_case_in_which_a_rule_fires_is_one_and_a_rule_without_one_never_does(seed: int) -> None:
    random = Random(seed)
    ruleset = made_rules(random)
    study = Study(ruleset)
    never = set()
    for rule in ruleset.rules:
        about = study.about(rule, outcome=random.random() < 0.5)
        showing = about.world.crowd.candidates.fired[0].get(rule.id)
        situation = about.example(about.concluding.fires_somewhere(rule), showing=showing)
        if situation is None:
            never.add(rule.id)
        else:
            assert rule.id in {one.rule.id for one in run(ruleset, situation).fired}
    for _ in range(_CASES):
        case, _ = possible_case(random, near=near(ruleset))
        assert not never & {one.rule.id for one in seen(case, ruleset)[2].fired}


@pytest.mark.slow
@settings(max_examples=12)
@given(_SEEDS)
def test_what_the_checks_say_of_rules_is_so_in_every_case(seed: int) -> None:
    random = Random(seed)
    ruleset = made_rules(random)
    flaws = {(flaw.kind, flaw.about): flaw for flaw in flaws_in(ruleset)}
    of_kind = {kind: {name for each, name in flaws if each == kind} for kind, _ in flaws}
    for flaw in flaws.values():
        if flaw.example is not None:
            conclusion = run(ruleset, flaw.example)
            fired = {one.rule.id for one in conclusion.fired}
            assert (flaw.kind == "no-outcome") == (conclusion.outcome is None) or (
                flaw.kind == "masked"
            )
            assert flaw.kind not in {"masked", "droppable-rule"} or flaw.about in fired
    for _ in range(_CASES * 2):
        case, _ = possible_case(random, near=near(ruleset))
        conclusion = seen(case, ruleset)[2]
        fired = {one.rule.id for one in conclusion.fired}
        assert not fired & of_kind.get("never-fires", set())
        assert conclusion.outcome is not None or "no-outcome" in of_kind
        for name in fired & of_kind.get("masked", set()):
            rule = ruleset.rule(name)
            assert rule is not None
            given_too = [
                one
                for one in conclusion.fired
                if one.rule.outcome == rule.outcome and one.rule.id != name
            ]
            assert conclusion.outcome != rule.outcome or given_too
        for one in ruleset.must_hold:
            if one.change is None and not one.adds and ("must-hold", one.id) not in flaws:
                assert not (
                    holds(one.when, conclusion.proposal) and conclusion.outcome == one.never
                )
