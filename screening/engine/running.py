"""The passes over the rules: candidates, then partners, then the proposal.

Within a scope the strata are run in their order, each with the findings of those
before it.  The outcome is the first, in the rule set's own order, that a rule gives.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Final

from screening.engine.evaluators import EngineName, Evaluator
from screening.engine.situation import Facts, Situation, best_host, covered_by, host_facts
from screening.model.values import Outcome
from screening.ruleset.conditions import facts_of
from screening.ruleset.facts import HOST_FINDING, OUTCOME_FACT, Scope, Value
from screening.ruleset.rules import Rule, RuleSet, Stratum

__all__ = ["Conclusion", "Firing", "Runner"]

_Settled = tuple[tuple[Rule, ...], Facts]
"""The rules that fire, and the findings, made or not."""

_REMEMBERED: Final = 4096


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


class Runner:
    """The passes over a rule set's rules, made ready once.  Safe to call from threads."""

    def __init__(self, ruleset: RuleSet, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._rank = ruleset.rank
        self._nothing_found: dict[Scope, dict[str, Value]] = {
            scope: {name: False for name, of in ruleset.findings.items() if of is scope}
            for scope in Scope
        }
        strata = {scope: tuple(ruleset.strata_of(scope)) for scope in Scope}
        self._late = {
            scope: [stratum for stratum in strata[scope] if stratum.after_outcome]
            for scope in Scope
        }
        self._settled = {
            scope: self._remembering(
                [stratum for stratum in strata[scope] if not stratum.after_outcome],
                self._nothing_found[scope],
            )
            for scope in Scope
        }
        self._late_settled = {scope: self._remembering(self._late[scope], {}) for scope in Scope}

    def _remembering(
        self, strata: Sequence[Stratum], nothing_found: Mapping[str, Value]
    ) -> Callable[[Facts], _Settled]:
        """Strata run one after the other, as a function that remembers what it answered.

        What is asked is the values of the facts that the rules read.  The same few
        candidates and partners come again and again, in one proposal and the next.
        """
        read = sorted(
            {fact for stratum in strata for rule in stratum.rules for fact in facts_of(rule.when)}
            - nothing_found.keys()
        )

        @lru_cache(maxsize=_REMEMBERED)
        def settled(values: tuple[Value, ...]) -> _Settled:
            seen: dict[str, Value] = {**dict(zip(read, values, strict=True)), **nothing_found}
            fired: list[Rule] = []
            for stratum in strata:
                rules = self._evaluator.fired(stratum, seen)
                fired += rules
                seen |= {rule.finding: True for rule in rules if rule.finding is not None}
            return tuple(fired), {name: seen[name] for name in nothing_found}

        values_of = _values_of(read)
        return lambda facts: settled(values_of(facts))

    @property
    def engine(self) -> EngineName:
        """What the evaluator is called."""
        return self._evaluator.name

    def run(self, situation: Situation, *, to_outcome: bool = False) -> Conclusion:
        """What follows from the situation by the rules.

        With ``to_outcome`` the rules that wait for the outcome are left alone.
        """
        fired: list[Firing] = []
        candidates = [
            self._scope(Scope.CANDIDATE, candidate.facts, fired, place)
            for place, candidate in enumerate(situation.candidates)
        ]
        hosts = [place for place, facts in enumerate(candidates) if facts.get(HOST_FINDING)]
        host = best_host(hosts, situation)
        chosen = None if host is None else situation.candidates[host]
        covers = covered_by(chosen)
        partners = [
            self._scope(
                Scope.PARTNER,
                {**partner.facts, "partner.covered_by_host": place in covers},
                fired,
                place,
            )
            for place, partner in enumerate(situation.partners)
        ]
        facts = {
            **situation.facts,
            **host_facts(chosen),
            **self._counts(Scope.CANDIDATE, candidates),
            **self._counts(Scope.PARTNER, partners),
        }
        proposal = self._scope(Scope.PROPOSAL, facts, fired, to_outcome=to_outcome)
        return Conclusion(
            self._outcome(fired), host, tuple(fired), tuple(candidates), tuple(partners), proposal
        )

    def _scope(
        self,
        scope: Scope,
        facts: Facts,
        fired: list[Firing],
        about: int | None = None,
        *,
        to_outcome: bool = False,
    ) -> Facts:
        """The strata of a scope on one candidate, one partner, or the proposal."""
        rules, found = self._settled[scope](facts)
        seen: Facts = {**facts, **found}
        if rules:
            fired.extend([Firing(rule, seen, about) for rule in rules])
        outcome = None if to_outcome or not self._late[scope] else self._outcome(fired)
        if outcome is not None:
            seen = {**seen, OUTCOME_FACT: outcome}
            late, _ = self._late_settled[scope](seen)
            fired.extend([Firing(rule, seen, about) for rule in late])
        return seen

    def _counts(self, scope: Scope, subjects: Sequence[Facts]) -> dict[str, Value]:
        return {
            name: [facts[name] for facts in subjects].count(True)
            for name in self._nothing_found[scope]
        }

    def _outcome(self, fired: Sequence[Firing]) -> Outcome | None:
        """The outcome that wins among those that rules gave."""
        given = [firing.rule.outcome for firing in fired if firing.rule.outcome is not None]
        return min(given, key=self._rank.__getitem__, default=None)


def _values_of(names: Sequence[str]) -> Callable[[Facts], tuple[Value, ...]]:
    """What finds the values of some facts."""
    if len(names) > 1:
        return itemgetter(*names)
    return lambda facts: tuple(facts[name] for name in names)
