"""The passes over the rules: candidates, then partners, then the proposal.

Within a scope the strata are run in their order, each with the findings of those
before it.  The outcome is the first, in the rule set's own order, that a rule gives.
"""

from __future__ import annotations

from dataclasses import dataclass

from screening.engine.evaluators import Evaluator
from screening.engine.situation import Facts, Situation, best_host, host_facts
from screening.model.values import Outcome
from screening.ruleset.facts import OUTCOME_FACT, Scope, Value
from screening.ruleset.rules import Rule, RuleSet

__all__ = ["HOST_FINDING", "Conclusion", "Firing", "run"]

HOST_FINDING = "host"
"""The finding that makes a candidate a host: the facts about the best host rest on it."""


@dataclass(frozen=True, slots=True)
class Firing:
    """A rule that fired, and the facts it saw; ``about`` is the candidate's or partner's place."""

    rule: Rule
    facts: Facts
    about: int | None = None


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What follows from a situation by a rule set.

    ``candidates``, ``partners`` and ``proposal`` are the facts as the last rules of each
    scope saw them, findings included.
    """

    outcome: Outcome | None
    host: int | None
    fired: tuple[Firing, ...]
    candidates: tuple[Facts, ...]
    partners: tuple[Facts, ...]
    proposal: Facts

    def findings_of(self, place: int) -> tuple[str, ...]:
        """The findings that hold of a candidate."""
        return tuple(
            firing.rule.finding
            for firing in self.fired
            if firing.about == place
            and firing.rule.scope is Scope.CANDIDATE
            and firing.rule.finding is not None
        )


class _Run:
    """One run; collects the firings as it goes."""

    def __init__(self, ruleset: RuleSet, evaluator: Evaluator) -> None:
        self._ruleset = ruleset
        self._evaluator = evaluator
        self._nothing_found: dict[Scope, dict[str, Value]] = {
            scope: {name: False for name, of in ruleset.findings.items() if of is scope}
            for scope in Scope
        }
        self.fired: list[Firing] = []

    def scope(self, scope: Scope, facts: Facts, about: int | None = None) -> Facts:
        """The strata of a scope on one candidate, one partner, or the proposal."""
        seen: dict[str, Value] = {**facts, **self._nothing_found[scope]}
        for stratum in self._ruleset.strata_of(scope):
            if stratum.after_outcome:
                outcome = self.outcome()
                if outcome is None:
                    break
                seen[OUTCOME_FACT] = outcome
            before = dict(seen)
            for rule in self._evaluator.fired(stratum, before):
                self.fired.append(Firing(rule, before, about))
                if rule.finding is not None:
                    seen[rule.finding] = True
        return seen

    def outcome(self) -> Outcome | None:
        """The outcome that wins among those that rules gave."""
        given = {firing.rule.outcome for firing in self.fired if firing.rule.outcome is not None}
        return min(given, key=self._ruleset.rank.__getitem__, default=None)


def run(situation: Situation, ruleset: RuleSet, evaluator: Evaluator) -> Conclusion:
    """What follows from the situation by the rules."""
    one = _Run(ruleset, evaluator)
    candidates = tuple(
        one.scope(Scope.CANDIDATE, candidate.facts, place)
        for place, candidate in enumerate(situation.candidates)
    )
    hosts = [place for place, facts in enumerate(candidates) if facts.get(HOST_FINDING)]
    host = best_host(hosts, situation)
    chosen = None if host is None else situation.candidates[host]
    covers = (
        chosen.covers
        if chosen is not None and chosen.facts["candidate.agreement"] == "in-force"
        else frozenset[int]()
    )
    partners = tuple(
        one.scope(
            Scope.PARTNER, {**partner.facts, "partner.covered_by_host": place in covers}, place
        )
        for place, partner in enumerate(situation.partners)
    )
    counts = {
        name: sum(
            bool(facts[name]) for facts in (candidates if scope is Scope.CANDIDATE else partners)
        )
        for name, scope in ruleset.findings.items()
        if scope is not Scope.PROPOSAL
    }
    proposal = one.scope(Scope.PROPOSAL, {**situation.facts, **host_facts(chosen), **counts})
    return Conclusion(one.outcome(), host, tuple(one.fired), candidates, partners, proposal)
