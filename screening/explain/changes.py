"""The smallest sets of facts whose change gives another outcome.

A bounded search: while the wanted outcome is not reached, some rule is in the way, either
one that fires and wins, or all those that would give the outcome and do not fire.  Unless
a fact changes that such a rule rests on, it stays in the way; so only those are tried,
and sets are tried by size.  What is found is therefore smallest, and nothing is missed
unless the budget runs out, which is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from screening.engine.running import Deciding, Runner
from screening.engine.situation import Change, Situation
from screening.explain.dependencies import dependencies
from screening.explain.moves import Moves
from screening.model.values import Outcome
from screening.ruleset.facts import FACTS, Fact, Value
from screening.ruleset.rules import RuleSet

__all__ = ["Found", "Search", "any_settable", "only_unknown", "value_of"]

Allowed = Callable[[Fact, Value], bool]

_DEEPEST: Final = 4
_MOST_WORK: Final = 60_000
"""How many candidates, partners and proposals are run through the rules in one search."""
_PLACE: Final = {name: place for place, name in enumerate(FACTS)}


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
        runner: Runner,
        *,
        allowed: Allowed = any_settable,
        most_work: int = _MOST_WORK,
    ) -> None:
        self._situation = situation
        self._ruleset = ruleset
        self._runner = runner
        self._rests_on = dependencies(ruleset)
        self._most_work = most_work
        self._work_left = most_work
        self._work_of_a_run = 1 + len(situation.candidates) + len(situation.partners)
        self._known: dict[frozenset[Change], Deciding] = {}
        self._groups: dict[Change, tuple[Value, ...]] = {}
        self._moves: dict[str, list[Change]] = {}
        for (name, about), groups in _moves(ruleset).of(situation).items():
            if allowed(FACTS[name], value_of(situation, name, about)):
                for group in groups:
                    change = Change(name, group[0], about)
                    self._groups[change] = group
                    self._moves.setdefault(name, []).append(change)

    def alike(self, change: Change) -> tuple[Value, ...]:
        """The values that would do as well as the one a change gives, itself among them."""
        return self._groups[change]

    def smallest(self, outcome: Outcome, deepest: int = _DEEPEST) -> Found:
        """The smallest sets that give an outcome, all of the same size."""
        for sets in self._by_size(outcome, deepest):
            if sets:
                return Found(_sorted(sets), complete=True)
        return Found((), complete=self._work_left > 0)

    def minimal(self, outcome: Outcome, deepest: int) -> Found:
        """All sets of up to ``deepest`` changes that give an outcome and need every one."""
        found = [each for sets in self._by_size(outcome, deepest) for each in sets]
        return Found(_sorted(found), complete=self._work_left > 0)

    def _by_size(self, outcome: Outcome, deepest: int) -> Iterator[list[frozenset[Change]]]:
        """The sets that give the outcome and of which no part does, size by size."""
        self._work_left = self._most_work
        found: list[frozenset[Change]] = []
        waiting = {frozenset[Change]()}
        for _ in range(deepest + 1):
            reached: list[frozenset[Change]] = []
            further: set[frozenset[Change]] = set()
            for made in sorted(waiting, key=_order_of_set):
                if self._work_left <= 0:
                    return
                if any(part <= made for part in found):
                    continue
                conclusion = self._conclude(made)
                if conclusion.outcome == outcome:
                    reached.append(made)
                    continue
                touched = {(change.fact, change.about) for change in made}
                further |= {
                    made | {change}
                    for change in self._worth_trying(conclusion, outcome)
                    if (change.fact, change.about) not in touched
                }
            found += reached
            yield reached
            if len(further) * self._work_of_a_run > self._work_left:
                self._work_left = 0  # the next size is out of reach: better to say so at once
                return
            waiting = further

    def _conclude(self, made: frozenset[Change]) -> Deciding:
        known = self._known.get(made)
        if known is None:
            self._work_left -= self._work_of_a_run
            situation = self._situation
            for change in made:
                situation = situation.with_change(change)
            known = self._known[made] = self._runner.deciding(situation)
        return known

    def _worth_trying(self, conclusion: Deciding, outcome: Outcome) -> list[Change]:
        rank = self._ruleset.rank
        in_the_way = next(
            (
                rule
                for rule in conclusion.fired
                if rule.outcome is not None and rank[rule.outcome] < rank[outcome]
            ),
            None,
        )
        if in_the_way is not None:
            facts = self._rests_on.of[in_the_way.id]
        else:
            giving = [rule.id for rule in self._ruleset.rules if rule.outcome == outcome]
            facts = frozenset().union(*(self._rests_on.of[rule] for rule in giving))
        return [change for name in facts for change in self._moves.get(name, ())]


@lru_cache(maxsize=16)
def _moves(ruleset: RuleSet) -> Moves:
    return Moves(ruleset, dependencies(ruleset))


def _sorted(sets: Iterable[frozenset[Change]]) -> tuple[tuple[Change, ...], ...]:
    return tuple(tuple(sorted(each, key=_in_order)) for each in sorted(sets, key=_order_of_set))


def _order_of_set(changes: frozenset[Change]) -> tuple[int, list[tuple[int, int, str]]]:
    return len(changes), sorted(_in_order(change) for change in changes)


def _in_order(change: Change) -> tuple[int, int, str]:
    about = -1 if change.about is None else change.about
    return (_PLACE[change.fact], about, str(change.value))
