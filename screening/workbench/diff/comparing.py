"""Two rule sets compared in meaning: equivalent, or where, from what and to what they differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Final

import z3

from screening.engine.situation import Situation
from screening.model.values import Outcome
from screening.ruleset.conditions import Test, tests_of
from screening.ruleset.facts import OUTCOME_FACT, Scope
from screening.ruleset.rules import Rule, RuleSet
from screening.workbench.diff.causes import Causes
from screening.workbench.diff.changed_rules import changed_parts, changed_rules
from screening.workbench.diff.regions import regions_of
from screening.workbench.diff.subjects import changes_of
from screening.workbench.diff.told import (
    Comparison,
    Literal,
    OutcomeChange,
    Piece,
    Region,
    StepChange,
    SubjectChange,
)
from screening.workbench.logic.asking import possible
from screening.workbench.logic.cases import situation_of
from screening.workbench.logic.models import plainest
from screening.workbench.logic.terms import NEVER, Formula
from screening.workbench.logic.verdicts import Concluding, apart
from screening.workbench.logic.world import World

__all__ = ["compared"]

_LONG: Final = 18
"""What is longer to read than this may be told from what is given afterwards instead."""


def compared(old: RuleSet, new: RuleSet, *, facts_alone: bool = False) -> Comparison:
    """What a change from one rule set to another does to cases, all of them.

    Args:
        old: the rules as they were, as of a day.
        new: the rules as they become.
        facts_alone: whether regions are to be told by the facts alone, and not also by what
            the old or the new rules give: that is exact too, but longer.

    Raises:
        Undecidable: the prover gave up on a question.
    """
    return _Comparing(old, new, facts_alone=facts_alone).comparison()


class _Comparing:
    def __init__(self, old: RuleSet, new: RuleSet, *, facts_alone: bool) -> None:
        self._sides = (old, new)
        self._facts_alone = facts_alone
        if _alike(old, new):
            tests = [test for rule in new.rules for test in tests_of(rule.when)]
            self._world = World([old], besides=tests)
            self._both = (Concluding.of(self._world), Concluding.of(self._world, 0, new))
        else:
            self._world = World(self._sides, findings=True)
            self._both = (Concluding.of(self._world, 0), Concluding.of(self._world, 1))
        self._causes = Causes(
            self._world,
            self._both,
            self._sides,
            changed_rules(old, new),
            list(changed_parts(old, new)),
        )

    def comparison(self) -> Comparison:
        """Everything that differs."""
        subjects: list[SubjectChange] = []
        if len(self._world.sides) > 1:
            subjects += changes_of(self._world.crowd.candidates, Scope.CANDIDATE, self._sides)
            if _rules_of(self._sides[0], Scope.PARTNER) != _rules_of(self._sides[1], Scope.PARTNER):
                # Otherwise it follows from another best host, of which all else tells.
                subjects += changes_of(self._world.crowd.partners, Scope.PARTNER, self._sides)
        if not possible(self._world.solver, apart(*self._both)):
            return Comparison((), (), tuple(subjects))
        return Comparison(tuple(self._outcomes()), tuple(self._steps()), tuple(subjects))

    def _outcomes(self) -> Iterator[OutcomeChange]:
        old, new = self._both
        names: list[Outcome | None] = list(dict.fromkeys([*old.wins, *new.wins]))
        for was, becomes in product([*names, None], repeat=2):
            wanted = z3.And(_has(old, was), _has(new, becomes))
            if was == becomes:
                if was != "route-to-existing":
                    continue
                wanted = z3.And(wanted, z3.Not(self._world.hosting.same))
            if (shown := self._example(wanted)) is not None:
                within = [_given(each, side) for side, each in enumerate((was, becomes)) if each]
                if was == becomes:
                    within = [(*within[0], *within[1])]
                causes = self._causes.of(wanted, {was or "", becomes or ""})
                yield OutcomeChange(was, becomes, self._region(wanted, within), *shown, *causes)

    def _steps(self) -> Iterator[StepChange]:
        old, new = self._both
        outcomes: list[Outcome] = list(dict.fromkeys([*old.wins, *new.wins]))
        alike = [z3.And(_has(old, one), _has(new, one)) for one in outcomes]
        same = z3.And(z3.Or(alike), self._world.hosting.same)
        for name in dict.fromkeys([*old.obligations, *new.obligations]):
            before, after = (each.obligations.get(name, NEVER) for each in self._both)
            for gained in (True, False):
                one, other = (after, before) if gained else (before, after)
                wanted = z3.And(same, one, z3.Not(other))
                if (shown := self._example(wanted)) is None:
                    continue
                got = [
                    outcome
                    for outcome, is_it in zip(outcomes, alike, strict=True)
                    if possible(self._world.solver, z3.And(wanted, is_it))
                ]
                within = [_given(got, side) for side in (0, 1)]
                causes = self._causes.of(wanted, {name})
                yield StepChange(name, gained, self._region(wanted, within), *shown, *causes)

    def _region(self, wanted: Formula, within: Sequence[Piece]) -> Region:
        """How a formula's region is told: from what was given before, if that is not long."""
        stretches: Sequence[Piece] = [()] if self._facts_alone else within
        regions = regions_of(self._world, self._both, wanted, self._sides, stretches)
        region = next(regions)
        if region.length > _LONG:
            region = min([region, *regions], key=lambda each: each.length)
        return region

    def _example(self, wanted: Formula) -> tuple[Situation, Situation] | None:
        found = plainest(self._world, [wanted])
        if found is None:
            return None
        last = len(self._world.sides) - 1
        return situation_of(found, self._world, 0), situation_of(found, self._world, last)


def _given(outcomes: Outcome | Sequence[Outcome], side: int) -> Piece:
    """That one of some outcomes is given by one side's rules."""
    values = (outcomes,) if isinstance(outcomes, str) else tuple(outcomes)
    return (Literal((Test(OUTCOME_FACT, "one_of", values),), side),)


def _has(concluding: Concluding, outcome: Outcome | None) -> Formula:
    if outcome is None:
        return z3.Not(concluding.decided())
    return concluding.wins.get(outcome, NEVER)


def _alike(old: RuleSet, new: RuleSet) -> bool:
    """Whether candidates and partners are tried by the same rules and bands."""
    return old.bands == new.bands and all(
        _rules_of(old, scope) == _rules_of(new, scope) for scope in (Scope.CANDIDATE, Scope.PARTNER)
    )


def _rules_of(ruleset: RuleSet, scope: Scope) -> frozenset[Rule]:
    return frozenset(rule for rule in ruleset.rules if rule.scope is scope)
