"""The decision that all engines make on a situation, from its facts to the outcome.

The candidates are tried, the best host is chosen, then the partners, the findings are
counted, the proposal is tried, and last the rules that wait for the outcome.  An engine
of somebody else's only tells which conditions hold; it is told all candidates, or all
partners, at once, in case it is faster so.  Ours is driven as a screening drives it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from screening.engine.evaluators import Evaluator
from screening.engine.running import Conclusion, Runner
from screening.engine.situation import Facts, Situation, best_host, covered_by, host_facts
from screening.model.values import Outcome
from screening.ruleset.conditions import facts_of
from screening.ruleset.facts import HOST_FINDING, OUTCOME_FACT, Scope, Value
from screening.ruleset.rules import Rule, RuleSet
from tests.benchmarks.translating import inlined, tested

__all__ = [
    "Answer",
    "Asking",
    "Deciding",
    "Decision",
    "Engine",
    "deciding",
    "deciding_by",
    "decision",
]

Asking = Callable[[Sequence[Facts]], Sequence[Sequence[int]]]
"""Tells, for each of several subjects, the places of the conditions that hold, in order."""

Firing = tuple[str, int | None]
"""A rule that fired, and the place of the candidate or partner it fired for."""


class Engine(Protocol):
    """Somebody else's engine."""

    @property
    def name(self) -> str:
        """What it is called, and the form in which it is used."""

    def asking(self, rules: Sequence[Rule]) -> Asking:
        """The rules' conditions made ready, once."""


@dataclass(frozen=True)
class Decision:
    """What all engines must agree on."""

    outcome: Outcome | None
    fired: frozenset[Firing]


Answer = Conclusion | tuple[Outcome | None, list[Firing]]
Deciding = Callable[[Situation], Answer]


def decision(answer: Answer) -> Decision:
    """An answer in the form in which answers are compared; this is not timed."""
    if isinstance(answer, Conclusion):
        fired = [(firing.rule.id, firing.about) for firing in answer.fired]
        return Decision(answer.outcome, frozenset(fired))
    outcome, fired = answer
    return Decision(outcome, frozenset(fired))


def deciding(ruleset: RuleSet, evaluator: Evaluator) -> Deciding:
    """Our own decision, by the evaluator, with what the explanations rest on."""
    return Runner(ruleset, evaluator).run


def deciding_by(ruleset: RuleSet, engine: Engine, *, memo: bool = False) -> Deciding:
    """The same decision by another engine, with or without our memory before it."""
    return _Passes(ruleset, engine, memo=memo).decide


def _remembering(asking: Asking, read: Sequence[str]) -> Asking:
    """The same memory as our own passes have, before an engine."""
    known: dict[tuple[Value, ...], Sequence[int]] = {}

    def ask(subjects: Sequence[Facts]) -> Sequence[Sequence[int]]:
        keys = [tuple([facts[name] for name in read]) for facts in subjects]
        unknown = {
            key: facts for key, facts in zip(keys, subjects, strict=True) if key not in known
        }
        if unknown:
            known.update(zip(unknown, asking(list(unknown.values())), strict=True))
        return [known[key] for key in keys]

    return ask


class _Passes:
    def __init__(self, ruleset: RuleSet, engine: Engine, *, memo: bool) -> None:
        self._rank = ruleset.rank
        self._counted = [
            name for name, scope in ruleset.findings.items() if scope is not Scope.PROPOSAL
        ]
        self._own = [name for name, scope in ruleset.findings.items() if scope is Scope.PROPOSAL]
        rules = {scope: _with_findings_inlined(ruleset, scope) for scope in Scope}
        proposal = rules[Scope.PROPOSAL]
        waiting = [rule for rule in ruleset.rules if OUTCOME_FACT in facts_of(rule.when)]
        ids = {rule.id for rule in waiting}
        self._passes = [
            rules[Scope.CANDIDATE],
            rules[Scope.PARTNER],
            [rule for rule in proposal if rule.id not in ids],
            waiting,
        ]
        self._asking = []
        for each in self._passes:
            asking = engine.asking(each)
            read = tested(rule.when for rule in each)
            self._asking.append(_remembering(asking, read) if memo else asking)

    def decide(self, situation: Situation) -> Answer:
        candidate_rules, partner_rules, proposal_rules, waiting = self._passes
        of_candidates, of_partners, of_proposal, last = self._asking
        fired: list[Firing] = []
        counts = dict.fromkeys(self._counted, 0)
        found = self._found(
            candidate_rules, of_candidates, [each.facts for each in situation.candidates], fired
        )
        _count(found, counts)
        hosts = [place for place, findings in enumerate(found) if HOST_FINDING in findings]
        host = best_host(hosts, situation)
        chosen = None if host is None else situation.candidates[host]
        covers = covered_by(chosen)
        partners = [
            {**partner.facts, "partner.covered_by_host": place in covers}
            for place, partner in enumerate(situation.partners)
        ]
        _count(self._found(partner_rules, of_partners, partners, fired), counts)
        facts: dict[str, Value] = {**situation.facts, **host_facts(chosen), **counts}
        firing = [proposal_rules[place] for place in of_proposal([facts])[0]]
        given = [rule.outcome for rule in firing if rule.outcome is not None]
        outcome = min(given, key=self._rank.__getitem__, default=None)
        if outcome is not None:
            concluded = {rule.finding for rule in firing}
            facts |= {name: name in concluded for name in self._own}
            facts[OUTCOME_FACT] = outcome
            firing += [waiting[place] for place in last([facts])[0]]
        fired += [(rule.id, None) for rule in firing]
        return outcome, fired

    @staticmethod
    def _found(
        rules: Sequence[Rule], asking: Asking, subjects: Sequence[Facts], fired: list[Firing]
    ) -> list[set[str]]:
        """The findings of each subject."""
        found: list[set[str]] = []
        for about, places in enumerate(asking(subjects) if subjects else ()):
            firing = [rules[place] for place in places]
            fired += [(rule.id, about) for rule in firing]
            found.append({rule.finding for rule in firing if rule.finding is not None})
        return found


def _count(found: Sequence[set[str]], counts: dict[str, int]) -> None:
    for findings in found:
        for name in findings:
            counts[name] += 1


def _with_findings_inlined(ruleset: RuleSet, scope: Scope) -> list[Rule]:
    concluding: dict[str, list[Rule]] = {}
    rules = [rule for stratum in ruleset.strata_of(scope) for rule in stratum.rules]
    for rule in rules:
        if rule.finding is not None:
            concluding.setdefault(rule.finding, []).append(rule)
    return [_inlined(rule, concluding) for rule in rules]


def _inlined(rule: Rule, concluding: Mapping[str, Sequence[Rule]]) -> Rule:
    return replace(rule, when=inlined(rule.when, concluding))
