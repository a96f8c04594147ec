"""The smallest sets of facts whose change gives another outcome.

A bounded search: while the wanted outcome is not reached, some rule is in the way, either
one that fires and wins, or all those that would give the outcome and do not fire.  Unless
a fact changes that such a rule rests on, it stays in the way; so only those are tried,
and sets are tried by size.  What is found is therefore smallest, and nothing is missed
unless the budget runs out, which is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from screening.engine.evaluators import Evaluator
from screening.engine.running import Conclusion, run
from screening.engine.situation import Change, Situation
from screening.explain.dependencies import dependencies
from screening.model.values import Outcome
from screening.ruleset.facts import FACTS, Choice, Fact, Scope, Truth, Value
from screening.ruleset.rules import RuleSet

__all__ = ["Found", "Search", "any_settable", "only_unknown", "value_of"]

Allowed = Callable[[Fact, Value], bool]

_DEEPEST: Final = 4
_MOST_RUNS: Final = 20_000


def any_settable(_fact: Fact, _value: Value) -> bool:
    """Every fact that somebody can change may be tried."""
    return True


def only_unknown(fact: Fact, value: Value) -> bool:
    """Only facts that nobody has told yet may be tried."""
    return fact.unknown is not None and value == fact.unknown


@dataclass(frozen=True, slots=True)
class Found:
    """Sets of changes; ``complete`` is false where the search stopped before its end."""

    sets: tuple[tuple[Change, ...], ...]
    complete: bool


def value_of(situation: Situation, fact: str, about: int | None) -> Value:
    """The value that a settable fact has in a situation."""
    if about is None:
        return situation.facts[fact]
    if fact.startswith("candidate."):
        return situation.candidates[about].facts[fact]
    return situation.partners[about].facts[fact]


class Search:
    """Looks for changes to one situation; every run it makes is counted and kept."""

    def __init__(
        self,
        situation: Situation,
        ruleset: RuleSet,
        evaluator: Evaluator,
        *,
        allowed: Allowed = any_settable,
        most_runs: int = _MOST_RUNS,
    ) -> None:
        self._situation = situation
        self._ruleset = ruleset
        self._evaluator = evaluator
        self._allowed = allowed
        self._runs_left = most_runs
        self._known: dict[frozenset[Change], Conclusion] = {}
        self._moves: dict[str, tuple[Change, ...]] = {}

    def smallest(self, outcome: Outcome) -> Found:
        """The smallest sets that give an outcome, all of the same size."""
        for depth in range(1, _DEEPEST + 1):
            found = self._sets(outcome, depth)
            if found.sets or not found.complete:
                return found
        return Found((), complete=True)

    def minimal(self, outcome: Outcome, deepest: int) -> Found:
        """All sets of up to ``deepest`` changes that give an outcome and that need every one."""
        found = self._sets(outcome, deepest)
        as_sets = [frozenset(each) for each in found.sets]
        needed = [
            each
            for each, whole in zip(found.sets, as_sets, strict=True)
            if not any(other < whole for other in as_sets)
        ]
        return Found(tuple(needed), found.complete)

    def _sets(self, outcome: Outcome, depth: int) -> Found:
        seen: set[frozenset[Change]] = set()
        sets = dict.fromkeys(
            tuple(sorted(each, key=_in_order))
            for each in self._reach(outcome, frozenset(), depth, seen)
        )
        return Found(tuple(sets), complete=self._runs_left > 0)

    def _reach(
        self, outcome: Outcome, made: frozenset[Change], depth: int, seen: set[frozenset[Change]]
    ) -> Iterator[frozenset[Change]]:
        if made in seen or self._runs_left <= 0:
            return
        seen.add(made)
        conclusion = self._conclude(made)
        if conclusion.outcome == outcome:
            yield made
            return
        if len(made) == depth:
            return
        touched = {(change.fact, change.about) for change in made}
        for change in self._worth_trying(conclusion, outcome):
            if (change.fact, change.about) not in touched:
                yield from self._reach(outcome, made | {change}, depth, seen)

    def _conclude(self, made: frozenset[Change]) -> Conclusion:
        known = self._known.get(made)
        if known is None:
            self._runs_left -= 1
            situation = self._situation
            for change in made:
                situation = situation.with_change(change)
            known = self._known[made] = run(situation, self._ruleset, self._evaluator)
        return known

    def _worth_trying(self, conclusion: Conclusion, outcome: Outcome) -> list[Change]:
        rank = self._ruleset.rank
        in_the_way = next(
            (
                firing.rule
                for firing in conclusion.fired
                if firing.rule.outcome is not None and rank[firing.rule.outcome] < rank[outcome]
            ),
            None,
        )
        rests_on = dependencies(self._ruleset).of
        if in_the_way is not None:
            facts = rests_on[in_the_way.id]
        else:
            giving = [rule.id for rule in self._ruleset.rules if rule.outcome == outcome]
            facts = frozenset().union(*(rests_on[rule] for rule in giving))
        return [change for name in FACTS if name in facts for change in self._moves_of(name)]

    def _moves_of(self, name: str) -> tuple[Change, ...]:
        if name not in self._moves:
            self._moves[name] = tuple(self._changes(FACTS[name]))
        return self._moves[name]

    def _changes(self, fact: Fact) -> Iterator[Change]:
        kind = fact.type
        places: Iterator[int | None] | range = iter([None])
        if fact.scope is Scope.CANDIDATE:
            places = range(len(self._situation.candidates))
        elif fact.scope is Scope.PARTNER:
            places = range(len(self._situation.partners))
        for about in places:
            value = value_of(self._situation, fact.name, about)
            if isinstance(kind, Choice | Truth) and self._allowed(fact, value):
                for other in kind.values:
                    if other not in (value, fact.unknown):
                        yield Change(fact.name, other, about)


def _in_order(change: Change) -> tuple[int, int, str]:
    about = -1 if change.about is None else change.about
    return (list(FACTS).index(change.fact), about, str(change.value))
