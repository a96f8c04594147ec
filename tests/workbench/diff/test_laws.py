"""What a comparison says of regions is so in every case: tried on random ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening.engine.evaluators import PlainEvaluator
from screening.engine.running import Conclusion, Runner
from screening.engine.situation import Situation
from screening.ruleset.conditions import Not
from screening.ruleset.facts import OUTCOME_FACT, Scope
from screening.ruleset.loading import load_rules
from screening.ruleset.rules import Bands, RuleSet
from screening.shipped import shipped_rules
from screening.workbench.diff.comparing import compared
from screening.workbench.diff.told import SAME_HOST, Comparison, Literal, Region
from screening.workbench.mutants.making import mutants_of
from screening.workbench.parts import with_rule
from tests.workbench.diff.possible import pairs

SHIPPED = load_rules(shipped_rules())
EVERY = 34
"""So many slips are passed over between two that are tried."""


@cache
def changed() -> Sequence[RuleSet]:
    """The shipped rules with a slip each, with other bands, order, both, and said otherwise."""
    slips = mutants_of(SHIPPED)[::EVERY]
    bands = replace(SHIPPED, bands=Bands(45, 80), sha256="bands")
    order = replace(SHIPPED, outcomes=SHIPPED.outcomes[::-1], sha256="order")
    both = slips[0].applied(order)
    turned = SHIPPED
    for rule in SHIPPED.rules:
        turned = with_rule(turned, replace(rule, when=Not(Not(rule.when))))
    return [*(slip.applied(SHIPPED) for slip in slips), bands, order, both, turned]


@cache
def comparison(number: int, *, facts_alone: bool) -> Comparison:
    return compared(SHIPPED, changed()[number], facts_alone=facts_alone)


class Seen:
    """One case by both sides."""

    def __init__(self, new: RuleSet, case: tuple[Situation, Situation]) -> None:
        self.conclusions = [
            Runner(ruleset, PlainEvaluator(ruleset)).run(situation)
            for ruleset, situation in zip((SHIPPED, new), case, strict=True)
        ]
        self.hosts = [
            None if each.host is None else situation.candidates[each.host].entry
            for each, situation in zip(self.conclusions, case, strict=True)
        ]
        self.outcomes = tuple(each.outcome for each in self.conclusions)
        self.same_host = self.hosts[0] == self.hosts[1]

    def within(self, region: Region) -> bool:
        return all(map(self._holds, region.within)) and any(
            all(map(self._holds, piece)) for piece in region.pieces
        )

    def _holds(self, literal: Literal) -> bool:
        conclusion = self.conclusions[literal.side or 0]
        facts = {**conclusion.proposal, OUTCOME_FACT: conclusion.outcome or ""}
        facts[SAME_HOST] = self.same_host
        return all(test.passes(facts[test.fact]) for test in literal.tests)

    def steps(self, side: int) -> set[str]:
        return {
            name
            for firing in self.conclusions[side].fired
            if firing.rule.scope is Scope.PROPOSAL
            for name in firing.rule.obligations
        }


def verdict(conclusion: Conclusion, situation: Situation) -> object:
    """What of a conclusion is told to people: all but which rules gave it."""
    host = None
    if conclusion.outcome == "route-to-existing" and conclusion.host is not None:
        host = situation.candidates[conclusion.host].entry
    names = {
        Scope.CANDIDATE: [one.entry for one in situation.candidates],
        Scope.PARTNER: [one.name for one in situation.partners],
    }
    asked = {
        (name, names[firing.rule.scope][firing.about] if firing.about is not None else None)
        for firing in conclusion.fired
        for name in firing.rule.obligations
    }
    found = {
        (situation.candidates[place].entry, name)
        for place in range(len(situation.candidates))
        for name in conclusion.findings_of(place)
    }
    return conclusion.outcome, host, asked, found


FORMS = [*((number, False) for number in range(len(changed()))), (0, True), (3, True)]


@pytest.mark.slow
@settings(max_examples=60)
@given(data=st.data())
@pytest.mark.parametrize(("number", "facts_alone"), FORMS)
def test_a_case_is_in_a_region_if_and_only_if_it_changes_so(
    number: int,
    facts_alone: bool,  # noqa: FBT001 - pytest fills it in
    data: st.DataObject,
) -> None:
    new = changed()[number]
    case = data.draw(pairs((SHIPPED.bands, new.bands)))
    seen, told = Seen(new, case), comparison(number, facts_alone=facts_alone)

    for change in told.outcomes:
        changes = seen.outcomes == (change.was, change.becomes)
        if change.was == change.becomes:
            changes = changes and not seen.same_host
        assert seen.within(change.region) is changes
    for step in told.steps:
        sides = [step.name in seen.steps(side) for side in (0, 1)]
        same = seen.outcomes[0] == seen.outcomes[1] and seen.outcomes[0] and seen.same_host
        assert seen.within(step.region) is (bool(same) and sides == [not step.gained, step.gained])
    pairs_told = {(change.was, change.becomes) for change in told.outcomes}
    assert seen.outcomes[0] == seen.outcomes[1] or seen.outcomes in pairs_told


@settings(max_examples=100)
@given(data=st.data())
def test_where_nothing_is_told_every_case_gets_the_same_verdict(data: st.DataObject) -> None:
    assert comparison(len(changed()) - 1, facts_alone=False).equivalent
    new = changed()[-1]
    case = data.draw(pairs((SHIPPED.bands, new.bands)))
    seen = Seen(new, case)

    one, other = map(verdict, seen.conclusions, case)
    assert one == other


@pytest.mark.slow
@pytest.mark.parametrize("number", range(len(changed())))
def test_the_example_of_each_change_shows_it(number: int) -> None:
    new, told = changed()[number], comparison(number, facts_alone=False)

    for change in told.outcomes:
        seen = Seen(new, (change.before, change.after))
        assert seen.outcomes == (change.was, change.becomes)
        assert seen.within(change.region)
    for step in told.steps:
        assert Seen(new, (step.before, step.after)).within(step.region)
