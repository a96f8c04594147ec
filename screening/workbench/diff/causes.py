"""Which changed rules have a hand in a change: their own, or by what they find."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import z3

from screening.ruleset.conditions import facts_of
from screening.ruleset.facts import HOST_FACTS, HOST_FINDING, OUTCOME_FACT, Scope
from screening.ruleset.rules import Rule, RuleSet
from screening.workbench.diff.changed_rules import ChangedPart, ChangedRule, Part
from screening.workbench.logic.asking import satisfiable
from screening.workbench.logic.terms import NEVER, Formula
from screening.workbench.logic.verdicts import Concluding
from screening.workbench.logic.world import World

__all__ = ["Causes"]


class Causes:
    """Finds the changed rules, and other parts, behind a change in a world of two sides."""

    def __init__(
        self,
        world: World,
        sides: Sequence[Concluding],
        read: Sequence[RuleSet],
        rules: Sequence[ChangedRule],
        parts: Sequence[ChangedPart],
    ) -> None:
        self._world = world
        self._sides = sides
        self._all = [rule for one in read for rule in one.rules]
        self._rules = [rule for rule in rules if rule.means_other]
        self._parts = {one.part for one in parts}

    def of(
        self, wanted: Formula, goals: Collection[str]
    ) -> tuple[tuple[str, ...], tuple[Part, ...]]:
        """The ids of the changed rules that take part, and what else that was changed does.

        Args:
            wanted: the cases that change.
            goals: the outcomes, or the obligation, that they get or lose.

        Raises:
            Undecidable: the solver gave up.
        """
        near, read = self._reaching(goals)
        rules = tuple(
            rule.id
            for rule in self._rules
            if rule.id in near and self._possible(wanted, self._differs(rule))
        )
        parts: list[Part] = []
        if "bands" in self._parts and "candidate.overlap" in read:
            parts.append("bands")
        if "outcomes" in self._parts:
            parts.append("outcomes")
        return rules, tuple(parts)

    def _reaching(self, goals: Collection[str]) -> tuple[set[str], set[str]]:
        """The rules that give one of the goals or what these rest on, and all that they read."""
        near = {
            rule.id
            for rule in self._all
            if rule.outcome in goals or any(name in goals for name in rule.obligations)
        }
        read: set[str] = set()
        waiting = {name for rule in self._all if rule.id in near for name in self._reads(rule)}
        while waiting:
            name = waiting.pop()
            read.add(name)
            found = [rule for rule in self._all if rule.finding == name]
            near |= {rule.id for rule in found}
            more = {other for rule in found for other in self._reads(rule)}
            waiting |= more - read
        return near, read

    @staticmethod
    def _reads(rule: Rule) -> Iterator[str]:
        for name in facts_of(rule.when):
            if name != OUTCOME_FACT:
                yield HOST_FINDING if name in HOST_FACTS else name

    def _differs(self, rule: ChangedRule) -> Formula:
        """Where a rule fires on one side alone, or makes something else of it."""
        known = [one for one in (rule.old, rule.new) if one is not None]
        same = len(known) > 1 and _then(known[0]) == _then(known[1])
        scope = known[-1].scope
        if scope is Scope.PROPOSAL:
            one, other = (side.fires.get(rule.id, NEVER) for side in self._sides)
            return one != other if same else z3.Or(one, other)
        fired = self._world.crowd.of(scope).fired
        if any(one.scope is not scope for one in known):
            return z3.BoolVal(val=True)
        first, last = fired[0].get(rule.id, 0), fired[-1].get(rule.id, 0)
        return self._world.crowd.exists(scope, first ^ last if same else first | last)

    def _possible(self, *wanted: Formula) -> bool:
        return satisfiable(self._world.solver, *wanted)


def _then(rule: Rule) -> tuple[object, ...]:
    return rule.scope, rule.finding, rule.outcome, rule.obligations
