"""What a rule set concludes in any case of a world: rules that fire, outcomes, obligations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

import z3

from screening.model.values import Outcome
from screening.ruleset.conditions import AllOf, AnyOf, Condition, Not, Test
from screening.ruleset.facts import OUTCOME_FACT, Scope
from screening.ruleset.rules import Rule, RuleSet, Stratum
from screening.workbench.logic.terms import NEVER, Formula
from screening.workbench.logic.world import World

__all__ = ["Concluding", "apart"]


@dataclass(frozen=True)
class Concluding:
    """What one side of a world concludes.

    ``fires`` has every rule of the proposal, ``given`` each outcome with whether some rule
    gives it, and ``wins`` each with whether it is the verdict's.
    """

    world: World
    side: int
    fires: Mapping[str, Formula]
    findings: Mapping[str, Formula]
    given: Mapping[Outcome, Formula]
    wins: Mapping[Outcome, Formula]
    obligations: Mapping[str, Formula]

    @classmethod
    def of(cls, world: World, side: int = 0, ruleset: RuleSet | None = None) -> Concluding:
        """What a side concludes.

        A rule set that differs in rules of the proposal alone may be put in its place.
        """
        ruleset = ruleset or world.sides[side]
        fires: dict[str, Formula] = {}
        findings: dict[str, Formula] = {
            name: NEVER for name, scope in ruleset.findings.items() if scope is Scope.PROPOSAL
        }
        partial = cls(world, side, fires, findings, {}, {}, {})
        strata = list(ruleset.strata_of(Scope.PROPOSAL))
        for stratum in (one for one in strata if not one.after_outcome):
            partial._run(stratum)
        given: dict[Outcome, Formula] = {}
        for one in ruleset.outcomes:
            given[one.id] = z3.Or(
                [
                    fires[rule.id]
                    for stratum in strata
                    for rule in stratum.rules
                    if rule.outcome == one.id and rule.id in fires
                ]
            )
        wins: dict[Outcome, Formula] = {}
        before: list[Formula] = []
        for outcome, is_given in given.items():
            wins[outcome] = z3.And(is_given, z3.Not(z3.Or(before)))
            before.append(is_given)
        decided = cls(world, side, fires, findings, given, wins, {})
        for stratum in (one for one in strata if one.after_outcome):
            decided._run(stratum)
        asked: dict[str, list[Formula]] = {}
        for stratum in strata:
            for rule in stratum.rules:
                for name in rule.obligations:
                    asked.setdefault(name, []).append(fires[rule.id])
        obligations = {name: z3.Or(each) for name, each in asked.items()}
        return cls(world, side, fires, findings, given, wins, obligations)

    def _run(self, stratum: Stratum) -> None:
        of_stratum = {rule.id: self.holds(rule.when) for rule in stratum.rules}
        if stratum.after_outcome:  # rules that wait for the outcome, and there is one
            decided = self.decided()
            of_stratum = {name: z3.And(decided, holds) for name, holds in of_stratum.items()}
        self.fires.update(of_stratum)  # type: ignore[attr-defined]
        made: dict[str, list[Formula]] = {}
        for rule in stratum.rules:
            if rule.finding is not None:
                made.setdefault(rule.finding, []).append(of_stratum[rule.id])
        for name, each in made.items():
            self.findings[name] = z3.Or(self.findings[name], *each)  # type: ignore[index]

    def holds(self, condition: Condition) -> Formula:
        """Whether a condition on the proposal holds."""
        match condition:
            case Test():
                return self._test(condition)
            case Not(part):
                return z3.Not(self.holds(part))
            case AllOf(parts):
                return z3.And([self.holds(part) for part in parts])
            case AnyOf(parts):
                return z3.Or([self.holds(part) for part in parts])
            case _:
                assert_never(condition)

    def _test(self, test: Test) -> Formula:
        if test.fact == OUTCOME_FACT:
            return z3.Or([wins for outcome, wins in self.wins.items() if test.passes(outcome)])
        finding = self.findings.get(test.fact)
        if finding is None:
            return self.world.test(test, self.side)
        if test.passes(True) and test.passes(False):  # noqa: FBT003 - its two values
            return z3.BoolVal(val=True)
        return finding if test.passes(True) else z3.Not(finding)  # noqa: FBT003

    def decided(self) -> Formula:
        """Whether some rule gives an outcome."""
        return z3.Or(list(self.given.values()))

    def fires_somewhere(self, rule: Rule) -> Formula:
        """Whether a rule fires, of the proposal or of some candidate or partner."""
        if rule.scope is Scope.PROPOSAL:
            return self.fires[rule.id]
        crowd = self.world.crowd
        return crowd.exists(rule.scope, crowd.of(rule.scope).fired[self.side][rule.id])


def apart(one: Concluding, other: Concluding) -> Formula:
    """Whether two sides give verdicts that differ: in outcome, target or obligations.

    Rules that see no outcome at all ask for nothing that is read.
    """
    world = one.world
    outcomes = [
        one.wins.get(outcome, NEVER) != other.wins.get(outcome, NEVER)
        for outcome in dict.fromkeys([*one.wins, *other.wins])
    ]
    steps = [
        one.obligations.get(name, NEVER) != other.obligations.get(name, NEVER)
        for name in dict.fromkeys([*one.obligations, *other.obligations])
    ]
    routed = one.wins.get("route-to-existing", NEVER)
    otherwise = z3.Or(z3.And(routed, z3.Not(world.hosting.same)), *steps, world.crowd.differing())
    return z3.Or(*outcomes, z3.And(one.decided(), other.decided(), otherwise))
