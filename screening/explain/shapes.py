"""What of a situation makes a difference to the outcome: many proposals are the same to it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Final, Generic, TypeVar

from screening.engine.situation import Candidate, Facts, Situation
from screening.explain.dependencies import dependencies
from screening.explain.moves import asked_of_hosts
from screening.ruleset.conditions import Test, tests_of
from screening.ruleset.facts import FACTS, HOST_FACTS, Fact, Scope, Value
from screening.ruleset.rules import RuleSet

__all__ = ["Remembering"]

T = TypeVar("T")

_REMEMBERED: Final = 4096
_WHO_IS_COVERED: Final = Test("partner.third_party", "one_of", (True,))
"""What the best host is chosen by beside what it says itself."""


class Remembering(Generic[T]):
    """What was found out of the outcomes that situations can have.

    It is told again for those that are the same to a rule set's rules.  Safe to call from
    threads.
    """

    def __init__(self, ruleset: RuleSet) -> None:
        deciding = dependencies(ruleset).deciding
        rules = [rule for rule in ruleset.rules if rule.id in deciding]
        tests = [test for rule in rules for test in tests_of(rule.when)]
        asked: dict[str, list[Test]] = {}
        for test in (*tests, *asked_of_hosts(tests, choosing=True), _WHO_IS_COVERED):
            asked.setdefault(test.fact, []).append(test)
        drawn = [FACTS[name] for name in sorted(asked.keys() & FACTS.keys() - HOST_FACTS)]
        self._alike = {
            scope: [
                (fact.name, _Alike(fact, asked[fact.name])) for fact in drawn if fact.scope is scope
            ]
            for scope in Scope
        }
        self._known: dict[Hashable, T] = {}

    def __call__(self, situation: Situation, find_out: Callable[[], T]) -> T:
        """What is known of a situation, or is found out now."""
        shape = self._shape(situation)
        known = self._known.get(shape)
        if known is not None:
            return known
        found = find_out()
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known[shape] = found
        return found

    def _shape(self, situation: Situation) -> Hashable:
        order = sorted(situation.candidates, key=_liker_first)
        return (
            self._values(Scope.PROPOSAL, situation.facts),
            tuple(
                (
                    self._values(Scope.CANDIDATE, one.facts),
                    one.covers,
                    one.outlasts,
                    order.index(one),
                )
                for one in situation.candidates
            ),
            tuple(self._values(Scope.PARTNER, one.facts) for one in situation.partners),
        )

    def _values(self, scope: Scope, facts: Facts) -> Hashable:
        return tuple([alike[facts[name]] for name, alike in self._alike[scope]])


class _Alike(dict[Value, Value]):
    """A fact's values, each with the first of those that no rule tells apart from it."""

    def __init__(self, fact: Fact, asked: Sequence[Test]) -> None:
        super().__init__()
        self._fact = fact
        self._asked = asked
        self._first: dict[Hashable, Value] = {}

    def __missing__(self, value: Value) -> Value:
        told_apart = tuple(test.passes(value) for test in self._asked)
        alike = told_apart, value == self._fact.unknown
        self[value] = first = self._first.setdefault(alike, value)
        return first


def _liker_first(candidate: Candidate) -> tuple[int, str]:
    """The order among hosts that nothing else tells apart."""
    return -int(candidate.facts["candidate.score"]), candidate.entry
