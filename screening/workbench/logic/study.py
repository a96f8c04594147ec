"""Questions to a rule set, each answered by a case or by the proof that there is none."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import z3

from screening.engine.evaluators import PlainEvaluator
from screening.engine.running import Conclusion, Runner
from screening.engine.situation import Situation
from screening.model.values import Outcome
from screening.ruleset.conditions import Condition, tests_of
from screening.ruleset.facts import Scope
from screening.ruleset.rules import Property, Rule, RuleSet
from screening.workbench.logic.asking import satisfiable
from screening.workbench.logic.cases import plainest, situation_of
from screening.workbench.logic.terms import NEVER, Formula
from screening.workbench.logic.verdicts import Concluding, apart
from screening.workbench.logic.world import World

__all__ = ["Essence", "Study", "essence"]

Essence = tuple[
    Outcome | None, int | None, frozenset[tuple[str, int | None]], tuple[frozenset[str], ...]
]
"""What of a verdict must not change: outcome, target, obligations, and findings if they count."""


def essence(conclusion: Conclusion, *, findings: bool = False) -> Essence:
    """What a conclusion comes to; a case that nothing decides comes to that alone."""
    if conclusion.outcome is None:
        return None, None, frozenset(), ()
    target = conclusion.host if conclusion.outcome == "route-to-existing" else None
    asked = frozenset(
        (name, None if firing.rule.scope is Scope.PROPOSAL else firing.about)
        for firing in conclusion.fired
        for name in firing.rule.obligations
    )
    found: tuple[frozenset[str], ...] = ()
    if findings:
        found = tuple(
            frozenset(name for name, value in facts.items() if value is True and "." not in name)
            for facts in conclusion.candidates
        )
    return conclusion.outcome, target, asked, found


class Study:
    """One rule set, as of a day, with all cases that there are.

    Args:
        ruleset: the rules.
        findings: whether what is found of a candidate counts as part of a verdict.
        compared: rules with which the set will be compared; what they tell apart is told
            apart from the beginning.
    """

    def __init__(
        self, ruleset: RuleSet, *, findings: bool = False, compared: Iterable[Rule] = ()
    ) -> None:
        self.ruleset = ruleset
        self.findings = findings
        self._compared = [test for rule in compared for test in tests_of(rule.when)]
        self._known: list[tuple[Situation, Essence]] = []
        self._runner = Runner(ruleset, PlainEvaluator(ruleset))

    @cached_property
    def world(self) -> World:
        """Every case that can be."""
        return World([self.ruleset], besides=self._compared)

    @cached_property
    def concluding(self) -> Concluding:
        """What is concluded in any of them."""
        return Concluding.of(self.world)

    @cached_property
    def _loosely(self) -> tuple[World, Concluding]:
        world = World([self.ruleset], strictly=False, besides=self._compared)
        return world, Concluding.of(world)

    def example(self, *wanted: Formula, showing: int | None = None) -> Situation | None:
        """The plainest case in which all that is wanted holds; None proves that there is none.

        ``showing`` are the candidates, as a mask, of which the case is to have one.
        """
        found = plainest(self.world, list(wanted))
        if found is None:
            return None
        situation = situation_of(found, self.world, showing=showing)
        self.remember(situation)
        return situation

    def possible(self, wanted: Formula) -> bool:
        """Whether there is a case in which something holds."""
        solver = self.world.solver
        solver.push()
        try:
            solver.add(wanted)
            return satisfiable(solver)
        finally:
            solver.pop()

    def holds(self, condition: Condition, scope: Scope) -> Formula:
        """Where a condition holds: a formula of the proposal's, else a mask of subjects."""
        if scope is Scope.PROPOSAL:
            return self.concluding.holds(condition)
        return self.world.crowd.of(scope).where(condition)

    def remember(self, situation: Situation) -> None:
        """Keep a case, to try changed rules on it before anything is proved of them."""
        conclusion = self._runner.run(situation)
        self._known.append((situation, essence(conclusion, findings=self.findings)))

    def conclude(self, situation: Situation) -> Conclusion:
        """What the rules conclude in a case."""
        return self._runner.run(situation)

    def apart_from(self, other: RuleSet, *, strictly: bool = True) -> Situation | None:
        """A case to which another rule set gives another verdict; None proves there is none.

        Without ``strictly``, what holds only by how registers are kept is not relied on.
        """
        runner = Runner(other, PlainEvaluator(other))
        for situation, known in reversed(self._known):
            if essence(runner.run(situation), findings=self.findings) != known:
                return situation
        world, one, two = self._two(other, strictly=strictly)
        found = plainest(world, [apart(one, two)])
        if found is None:
            return None
        differing = 0
        if len(world.sides) > 1:
            differing = world.crowd.candidates.differs(findings=self.findings)
        situation = situation_of(found, world, showing=differing)
        if strictly:
            self.remember(situation)
        return situation

    def turned(self, must: Property) -> tuple[Situation, Situation] | None:
        """Two cases, before a change and after it, that break a property about the change."""
        change = must.change
        world = World(
            [self.ruleset, self.ruleset],
            joining={test.fact: test.values for test in must.adds} if must.adds else None,
            turning=change,
        )
        before, after = (Concluding.of(world, side) for side in (0, 1))
        found = plainest(
            world,
            [
                before.holds(must.when),
                before.decided(),
                z3.Not(before.wins.get(must.never, NEVER)),
                after.wins.get(must.never, NEVER),
            ],
        )
        if found is None:
            return None
        return situation_of(found, world, 0), situation_of(found, world, 1)

    def _two(self, other: RuleSet, *, strictly: bool) -> tuple[World, Concluding, Concluding]:
        """A world in which both can be asked: this one's own where only the proposal differs."""
        if all(
            _rules_of(self.ruleset, scope) == _rules_of(other, scope)
            for scope in (Scope.CANDIDATE, Scope.PARTNER)
        ) and (self.ruleset.bands == other.bands):
            world, one = (self.world, self.concluding) if strictly else self._loosely
            return world, one, Concluding.of(world, 0, other)
        world = World([self.ruleset, other], strictly=strictly, findings=self.findings)
        return world, Concluding.of(world, 0), Concluding.of(world, 1)


def _rules_of(ruleset: RuleSet, scope: Scope) -> tuple[Rule, ...]:
    return tuple(rule for rule in ruleset.rules if rule.scope is scope)
