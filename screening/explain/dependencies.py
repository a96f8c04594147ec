"""What the rules' outcomes rest on: every fact that a rule reads, findings looked through."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from screening.ruleset.conditions import facts_of
from screening.ruleset.facts import FACTS, HOST_FACTS, HOST_FINDING, Scope
from screening.ruleset.rules import Rule, RuleSet

__all__ = ["Dependencies", "dependencies"]

_CHOOSING_THE_HOST = frozenset({"candidate.answer", "candidate.agreement"})


class Dependencies:
    """For each rule, the settable facts that it rests on.

    If none of them changes, neither does whether the rule fires: what follows from the
    best host rests on the facts of the candidates that make and choose it.
    """

    def __init__(self, ruleset: RuleSet) -> None:
        self._concluding: dict[str, list[Rule]] = {}
        for rule in ruleset.rules:
            if rule.finding is not None:
                self._concluding.setdefault(rule.finding, []).append(rule)
        self.of: Mapping[str, frozenset[str]] = {
            rule.id: frozenset(
                name for name in self._reads(rule) if name in FACTS and FACTS[name].settable
            )
            for rule in ruleset.rules
        }

        self.deciding: frozenset[str] = frozenset(self._deciding(ruleset))

    def _deciding(self, ruleset: RuleSet) -> Iterator[str]:
        """The rules that give an outcome, and those whose findings these rest on."""
        for rule in ruleset.rules:
            if rule.outcome is not None:
                yield rule.id
                for name in self._reads(rule):
                    yield from (other.id for other in self._concluding.get(name, []))

    def concluding(self, finding: str, scope: Scope | None = None) -> list[Rule]:
        """The rules that conclude a finding."""
        return [rule for rule in self._concluding.get(finding, []) if scope in (None, rule.scope)]

    def _reads(self, rule: Rule) -> set[str]:
        read: set[str] = set()
        waiting = set(facts_of(rule.when))
        while waiting:
            name = waiting.pop()
            read.add(name)
            more: set[str] = set()
            if name in HOST_FACTS:
                more = {HOST_FINDING, *_CHOOSING_THE_HOST}
            for other in self._concluding.get(name, []):
                more |= facts_of(other.when)
            waiting |= more - read
        return read


@lru_cache(maxsize=16)
def dependencies(ruleset: RuleSet) -> Dependencies:
    """The dependencies of a rule set, worked out once."""
    return Dependencies(ruleset)
