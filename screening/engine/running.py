"""The passes over the rules: candidates, then partners, then the proposal.

Within a scope the strata are run in their order, each with the findings of those
before it.  The outcome is the first, in the rule set's own order, that a rule gives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Final, NamedTuple

from screening.engine.evaluators import EngineName, Evaluator
from screening.engine.situation import Facts, Situation, best_host, covered_by, host_facts
from screening.model.values import Outcome
from screening.ruleset.conditions import facts_of
from screening.ruleset.facts import HOST_FINDING, OUTCOME_FACT, Scope, Value
from screening.ruleset.rules import Rule, RuleSet, Stratum

__all__ = ["Conclusion", "Deciding", "Firing", "Runner"]

_Settled = tuple[tuple[Rule, ...], Facts]
"""The rules that fire on some facts, and the findings, made or not."""

_REMEMBERED: Final = 4096


class Firing(NamedTuple):
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


class Deciding(NamedTuple):
    """The outcome of a situation, and the rules that fire on the way to it."""

    outcome: Outcome | None
    fired: tuple[Rule, ...]


class _Passes(NamedTuple):
    """What fires on each candidate and each partner, with the facts of these, and on the rest."""

    host: int | None
    candidates: Sequence[_Settled]
    partners: Sequence[tuple[Facts, _Settled]]
    facts: Facts
    proposal: _Settled


class Runner:
    """The passes over a rule set's rules, made ready once.  Safe to call from threads."""

    def __init__(self, ruleset: RuleSet, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._rank = ruleset.rank
        self._nothing_found: dict[Scope, dict[str, Value]] = {
            scope: {name: False for name, of in ruleset.findings.items() if of is scope}
            for scope in Scope
        }
        self._settled = {
            scope: self._remembering(
                [one for one in ruleset.strata_of(scope) if not one.after_outcome],
                self._nothing_found[scope],
            )
            for scope in Scope
        }
        # Only rules on the proposal can test the outcome.
        of_proposal = ruleset.strata_of(Scope.PROPOSAL)
        self._late = self._remembering([one for one in of_proposal if one.after_outcome], {})

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

    def run(self, situation: Situation) -> Conclusion:
        """What follows from the situation by the rules."""
        passes = self._passes(situation)
        fired: list[Firing] = []
        candidates = tuple(
            _seen(one.facts, settled, fired, place)
            for place, (one, settled) in enumerate(
                zip(situation.candidates, passes.candidates, strict=True)
            )
        )
        partners = tuple(
            _seen(facts, settled, fired, place)
            for place, (facts, settled) in enumerate(passes.partners)
        )
        proposal = _seen(passes.facts, passes.proposal, fired)
        outcome = self._outcome(firing.rule for firing in fired)
        if outcome is not None:
            proposal = {**proposal, OUTCOME_FACT: outcome}
            fired.extend([Firing(rule, proposal) for rule in self._late(proposal)[0]])
        return Conclusion(outcome, passes.host, tuple(fired), candidates, partners, proposal)

    def deciding(self, situation: Situation) -> Deciding:
        """The outcome alone, and the rules that fire on the way to it: sooner found."""
        passes = self._passes(situation)
        settled = (*passes.candidates, *(each for _, each in passes.partners), passes.proposal)
        fired = tuple([rule for rules, _ in settled for rule in rules])
        return Deciding(self._outcome(fired), fired)

    def _passes(self, situation: Situation) -> _Passes:
        candidates = [self._settled[Scope.CANDIDATE](one.facts) for one in situation.candidates]
        hosts = [place for place, (_, found) in enumerate(candidates) if found.get(HOST_FINDING)]
        host = best_host(hosts, situation)
        chosen = None if host is None else situation.candidates[host]
        covers = covered_by(chosen)
        about = [
            {**partner.facts, "partner.covered_by_host": place in covers}
            for place, partner in enumerate(situation.partners)
        ]
        partners = [(facts, self._settled[Scope.PARTNER](facts)) for facts in about]
        facts = {
            **situation.facts,
            **host_facts(chosen),
            **self._counts(Scope.CANDIDATE, candidates),
            **self._counts(Scope.PARTNER, [settled for _, settled in partners]),
        }
        proposal = self._settled[Scope.PROPOSAL](facts)
        return _Passes(host, candidates, partners, facts, proposal)

    def _counts(self, scope: Scope, settled: Sequence[_Settled]) -> dict[str, Value]:
        return {
            name: [found[name] for _, found in settled].count(True)
            for name in self._nothing_found[scope]
        }

    def _outcome(self, fired: Iterable[Rule]) -> Outcome | None:
        """The outcome that wins among those that rules gave."""
        given = [rule.outcome for rule in fired if rule.outcome is not None]
        return min(given, key=self._rank.__getitem__, default=None)


def _values_of(names: Sequence[str]) -> Callable[[Facts], tuple[Value, ...]]:
    """What finds the values of some facts."""
    if len(names) > 1:
        return itemgetter(*names)
    return lambda facts: tuple(facts[name] for name in names)


def _seen(facts: Facts, settled: _Settled, fired: list[Firing], about: int | None = None) -> Facts:
    """The facts as the last of the rules saw them; the rules are added to those that fired."""
    rules, found = settled
    seen = {**facts, **found}
    fired.extend([Firing(rule, seen, about) for rule in rules])
    return seen
