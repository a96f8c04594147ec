"""Whether every case has an outcome, and one that keeps what must hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Final

import z3

from screening.engine.situation import Facts, Situation
from screening.errors import Problem
from screening.explain.trace import failed_tests
from screening.model.values import Outcome
from screening.ruleset.conditions import holds, tests_of
from screening.ruleset.facts import Scope
from screening.ruleset.rules import Rule, RuleSet
from screening.workbench.checks.flaws import Flaw, Found
from screening.workbench.logic.study import Study
from screening.workbench.logic.terms import NEVER
from screening.workbench.parts import parts_of

__all__ = ["Monotone", "MustHold", "NoOutcome"]

_MOST_NEAR: Final = 3
"""So many rules that nearly decide are named at most."""


class NoOutcome:
    """A case to which no rule gives an outcome."""

    kind: ClassVar[str] = "no-outcome"

    def __call__(self, study: Study, found: Found) -> Iterator[Flaw]:
        """Every flaw of the kind; what is found is noted for the checks that follow."""
        deciding = study.deciding
        example = deciding.example(z3.Not(deciding.concluding.decided()))
        if example is None:
            return
        found.undecided = True
        facts = study.conclude(example).proposal
        at = study.ruleset.at.problem("logic.no-outcome")
        near = _nearest(study.ruleset, facts)
        problems = [*near, at] if len(near) == 1 else [at, *near]
        about = near[0].params["rule"] if len(near) == 1 else study.ruleset.name
        yield Flaw(
            self.kind, "error", str(about), problems[0], example, related=tuple(problems[1:])
        )


class MustHold:
    """A case that has an outcome which a property says it must never have."""

    kind: ClassVar[str] = "must-hold"

    def __call__(self, study: Study, found: Found) -> Iterator[Flaw]:  # noqa: ARG002
        """Every flaw of the kind; what is found is noted for the checks that follow."""
        for one in study.ruleset.must_hold:
            if one.change is not None or one.adds:
                continue
            about = study.about(one)
            never = about.concluding.wins.get(one.never, NEVER)
            example = about.example(about.concluding.holds(one.when), never)
            if example is not None:
                problem = one.at.problem("logic.must-hold", id=one.id, never=one.never)
                decided = _deciding(study, example, one.never)
                yield Flaw(self.kind, "error", one.id, problem, example, related=decided)


class Monotone:
    """A change that leads to an outcome to which a property says it must never lead."""

    kind: ClassVar[str] = "monotone"

    def __call__(self, study: Study, found: Found) -> Iterator[Flaw]:  # noqa: ARG002
        """Every flaw of the kind; what is found is noted for the checks that follow."""
        for one in study.ruleset.must_hold:
            if one.change is None and not one.adds:
                continue
            pair = study.about(one).turned(one)
            if pair is not None:
                problem = one.at.problem("logic.monotone", id=one.id, never=one.never)
                decided = _deciding(study, pair[1], one.never)
                yield Flaw(self.kind, "error", one.id, problem, *pair, related=decided)


def _deciding(study: Study, example: Situation, outcome: Outcome) -> tuple[Problem, ...]:
    """The rules that give an outcome in a case."""
    return tuple(
        firing.rule.at.problem("logic.decides-there", rule=firing.rule.id, outcome=outcome)
        for firing in study.conclude(example).fired
        if firing.rule.outcome == outcome
    )


def _nearest(ruleset: RuleSet, facts: Facts) -> list[Problem]:
    """The rules that lack least to decide a case, at what they lack.

    Those that are not in force on the day, and would decide it, lack least of all.
    """
    in_force = {rule.id: rule for rule in ruleset.rules if _decides(rule)}
    others = [
        rule
        for spell in ruleset.spells
        for stratum in spell.strata
        for rule in stratum.rules
        if _decides(rule) and rule != in_force.get(rule.id)
    ]
    resting = [rule for rule in others if _readable(rule, facts) and holds(rule.when, facts)]
    if resting:
        each = {rule.id: rule for rule in resting}
        problems = [rule.at.problem("logic.not-in-force", rule=rule.id) for rule in each.values()]
        return problems[:_MOST_NEAR]
    lacking = {rule.id: _lacking(rule, facts) for rule in in_force.values()}
    least = min(lacking.values(), default=(0, 0))
    near = [rule for rule in in_force.values() if lacking[rule.id] == least]
    return [_at_first(rule, facts) for rule in near[:_MOST_NEAR]]


def _lacking(rule: Rule, facts: Facts) -> tuple[int, int]:
    """How many tests keep a rule from firing, and how many do not: the more, the nearer it is."""
    failed = len(list(failed_tests(rule.when, facts)))
    return failed, failed - len(list(tests_of(rule.when)))


def _decides(rule: Rule) -> bool:
    return rule.scope is Scope.PROPOSAL and rule.outcome is not None


def _readable(rule: Rule, facts: Facts) -> bool:
    return all(test.fact in facts for test in tests_of(rule.when))


def _at_first(rule: Rule, facts: Facts) -> Problem:
    """The rule, at the first of its tests that keeps it from firing."""
    failed = [test for test, _ in failed_tests(rule.when, facts)]
    at = next((part for part, one in parts_of(rule.when) if one in failed), None)
    return rule.at.problem("logic.nearly-decides", at, rule=rule.id)
