"""Questions to a rule set, each answered by a case or by the proof that there is none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property

import z3

from screening.engine.evaluators import PlainEvaluator
from screening.engine.running import Conclusion, Runner
from screening.engine.situation import Situation
from screening.model.values import Outcome
from screening.ruleset.conditions import Condition, Test, facts_of, tests_of
from screening.ruleset.facts import OUTCOME_FACT, Scope
from screening.ruleset.rules import Property, Rule, RuleSet
from screening.workbench.logic.asking import possible
from screening.workbench.logic.cases import situation_of
from screening.workbench.logic.models import plainest, some_model
from screening.workbench.logic.slices import slice_of, slices
from screening.workbench.logic.terms import NEVER, Formula
from screening.workbench.logic.verdicts import Concluding, apart
from screening.workbench.logic.world import World

__all__ = ["Essence", "Study", "essence"]

Essence = tuple[
    Outcome | None,
    int | None,
    frozenset[tuple[str, Scope, int | None]],
    tuple[frozenset[str], ...],
]
"""What of a verdict must not change: outcome, target, obligations, and findings if they count."""


def essence(conclusion: Conclusion, *, findings: bool = False) -> Essence:
    """What a conclusion comes to; a case that nothing decides comes to that alone."""
    if conclusion.outcome is None:
        return None, None, frozenset(), ()
    target = conclusion.host if conclusion.outcome == "route-to-existing" else None
    asked = frozenset(
        (name, firing.rule.scope, firing.about)
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
        self._known: list[Situation] = []
        self._runner = Runner(ruleset, PlainEvaluator(ruleset))
        self._about: dict[str, Study] = {}
        self._alone: dict[tuple[RuleSet, bool], tuple[World, Concluding]] = {}

    @cached_property
    def world(self) -> World:
        """Every case that can be."""
        return World([self.ruleset], besides=self._compared)

    @cached_property
    def concluding(self) -> Concluding:
        """What is concluded in any of them."""
        return Concluding.of(self.world)

    @cached_property
    def total(self) -> bool:
        """Whether every case has an outcome."""
        deciding = self.deciding
        return not deciding.possible(z3.Not(deciding.concluding.decided()))

    @cached_property
    def deciding(self) -> Study:
        """The same questions to the rules that settle the outcome, and to no others."""
        return self._of(slice_of(self.ruleset, [OUTCOME_FACT]))

    def about(self, one: Rule | Property, *, outcome: bool = False) -> Study:
        """The same questions to what a rule or a property rests on: it says as much of that.

        With ``outcome`` the rules that settle the outcome are there too, as they always are
        for a property.
        """
        if self._settles(one):
            return self.deciding
        key = f"{type(one).__name__} {one.id} {outcome}"
        if key not in self._about:
            if isinstance(one, Property):
                read = [OUTCOME_FACT, *facts_of(one.when)]
                ruleset = replace(slice_of(self.ruleset, read), must_hold=(one,))
            else:
                ruleset = slice_of(self.ruleset, [OUTCOME_FACT] if outcome else [], [one])
            self._about[key] = self._of(ruleset)
        return self._about[key]

    def _settles(self, one: Rule | Property) -> bool:
        """Whether the rules that settle the outcome are all that something rests on."""
        deciding = self.deciding
        if isinstance(one, Rule):
            return deciding.ruleset.rule(one.id) is not None
        if one.change is not None or one.adds:
            return False
        read = set[str]().union(*(facts_of(rule.when) for rule in deciding.ruleset.rules))
        tests = tests_of(one.when)
        return facts_of(one.when) <= read and all(map(deciding.world.tells_apart, tests))

    def _of(self, ruleset: RuleSet) -> Study:
        study = Study(ruleset, findings=self.findings)
        study._known = self._known
        return study

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

    def witness(self, *wanted: Formula, showing: int | None = None) -> Situation | None:
        """Some case in which all that is wanted holds; None proves that there is none."""
        found = some_model(self.world, list(wanted))
        if found is None:
            return None
        situation = situation_of(found, self.world, showing=showing)
        self.remember(situation)
        return situation

    def possible(self, wanted: Formula) -> bool:
        """Whether there is a case in which something holds."""
        return possible(self.world.solver, wanted)

    def holds(self, condition: Condition, scope: Scope) -> Formula:
        """Where a condition holds: a formula of the proposal's, else a mask of subjects."""
        if scope is Scope.PROPOSAL:
            return self.concluding.holds(condition)
        return self.world.crowd.of(scope).where(condition)

    def remember(self, situation: Situation) -> None:
        """Keep a case, to try changed rules on it before anything is proved of them."""
        self._known.append(situation)

    def conclude(self, situation: Situation) -> Conclusion:
        """What the rules conclude in a case."""
        return self._runner.run(situation)

    def apart_from(
        self, other: RuleSet, *, strictly: bool = True, plainly: bool = True
    ) -> Situation | None:
        """A case to which another rule set gives another verdict; None proves there is none.

        It is the plainest one unless ``plainly`` is false: then any will do, which is faster.
        Without ``strictly``, what holds only by how registers are kept is not relied on.
        """
        one, two = self.ruleset, other
        if one.bands == two.bands:  # other bands would draw other facts of a known case
            parts = slices(one, two, findings=self.findings, total=strictly and self.total)
            if parts is None:
                return None
            one, two = parts
            known = self._differing(one, two)
            if known is not None:
                return known
        world, first, second = self._two(one, two, strictly=strictly)
        found = (plainest if plainly else some_model)(world, [apart(first, second)])
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

    def _differing(self, one: RuleSet, two: RuleSet) -> Situation | None:
        """A known case to which two rule sets give other verdicts."""
        runners = [Runner(each, PlainEvaluator(each)) for each in (one, two)]
        for situation in reversed(self._known):
            first, second = (
                essence(runner.run(situation), findings=self.findings) for runner in runners
            )
            if first != second:
                return situation
        return None

    def _two(
        self, one: RuleSet, two: RuleSet, *, strictly: bool
    ) -> tuple[World, Concluding, Concluding]:
        """A world in which both can be asked, with one side where only the proposal differs."""
        if one.bands == two.bands and all(
            _rules_of(one, scope) == _rules_of(two, scope)
            for scope in (Scope.CANDIDATE, Scope.PARTNER)
        ):
            key = one, strictly
            if key not in self._alone:
                world = World([one], strictly=strictly, besides=_tests_of(two, Scope.PROPOSAL))
                self._alone[key] = world, Concluding.of(world)
            world, first = self._alone[key]
            if all(map(world.tells_apart, _tests_of(two, Scope.PROPOSAL))):
                return world, first, Concluding.of(world, 0, two)
        world = World([one, two], strictly=strictly, findings=self.findings)
        return world, Concluding.of(world, 0), Concluding.of(world, 1)


def _rules_of(ruleset: RuleSet, scope: Scope) -> tuple[Rule, ...]:
    return tuple(rule for rule in ruleset.rules if rule.scope is scope)


def _tests_of(ruleset: RuleSet, scope: Scope) -> Iterator[Test]:
    for rule in _rules_of(ruleset, scope):
        yield from tests_of(rule.when)
