"""The rules of one scope on one set of facts, stratum by stratum, for either evaluator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from screening import RuleSet
from screening.engine.evaluators import Evaluator
from screening.model.values import Outcome
from screening.ruleset.conditions import facts_of
from screening.ruleset.facts import FACTS, OUTCOME_FACT, Scope, Value
from tests.rules.situations import values_of

__all__ = ["Fired", "fired", "read_by", "unread_by"]

_COUNTS = (0, 1, 2)


@dataclass(frozen=True)
class Fired:
    """The rules that fired, in order, the outcome they give, and the facts with the findings."""

    rules: tuple[str, ...]
    outcome: str | None
    facts: Mapping[str, Value]


def fired(
    evaluator: Evaluator, ruleset: RuleSet, scope: Scope, facts: Mapping[str, Value]
) -> Fired:
    """What a scope's rules make of facts."""
    seen = dict(facts)
    seen |= {name: False for name, concluded in ruleset.findings.items() if concluded is scope}
    rules: list[str] = []
    given: list[Outcome] = []
    for stratum in ruleset.strata_of(scope):
        if stratum.after_outcome and given:
            seen[OUTCOME_FACT] = min(given, key=ruleset.rank.__getitem__)
        holding = evaluator.fired(stratum, seen)
        rules += [rule.id for rule in holding]
        given += [rule.outcome for rule in holding if rule.outcome is not None]
        seen |= {rule.finding: True for rule in holding if rule.finding is not None}
    outcome = min(given, key=ruleset.rank.__getitem__, default=None)
    return Fired(tuple(rules), outcome, seen)


def read_by(ruleset: RuleSet, scope: Scope) -> dict[str, tuple[Value, ...]]:
    """The facts that a scope's rules read, with the values to try; counts of findings too."""
    read = {
        name for s in ruleset.strata_of(scope) for rule in s.rules for name in facts_of(rule.when)
    }
    read |= {name for must in ruleset.must_hold for name in facts_of(must.when)} & _given(
        ruleset, scope
    )
    own = {name for name, concluded in ruleset.findings.items() if concluded is scope}
    return {
        name: values_of(FACTS[name]) if name in FACTS else _COUNTS
        for name in sorted(read - own - {OUTCOME_FACT})
    }


def unread_by(ruleset: RuleSet, scope: Scope) -> dict[str, tuple[Value, ...]]:
    """The facts of a scope that none of its rules reads."""
    read = read_by(ruleset, scope)
    return {
        name: values_of(fact)
        for name, fact in FACTS.items()
        if fact.scope is scope and name not in read and name != OUTCOME_FACT
    }


def _given(ruleset: RuleSet, scope: Scope) -> set[str]:
    """What the rules of a scope are given: its facts and, for the proposal, all counts."""
    facts = {name for name, fact in FACTS.items() if fact.scope is scope}
    return facts | set(ruleset.findings) if scope is Scope.PROPOSAL else facts
