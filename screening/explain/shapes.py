"""What of a situation makes a difference to the rules: many proposals are the same to them."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Final, Generic, TypeVar

from screening.engine.situation import Candidate, Facts, Situation
from screening.ruleset.conditions import facts_of
from screening.ruleset.rules import RuleSet

__all__ = ["Remembering"]

T = TypeVar("T")

_REMEMBERED: Final = 4096
_OF_HOSTS: Final = frozenset({"candidate.answer", "candidate.agreement", "partner.third_party"})
"""What the best host is chosen by, whether or not a rule reads it."""


class Remembering(Generic[T]):
    """What was found out of situations, for those that are the same to a rule set's rules.

    Safe to call from threads.
    """

    def __init__(self, ruleset: RuleSet) -> None:
        read = {fact for rule in ruleset.rules for fact in facts_of(rule.when)}
        self._read = sorted(read | _OF_HOSTS)
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
            self._values(situation.facts),
            tuple(
                (self._values(one.facts), one.covers, one.outlasts, order.index(one))
                for one in situation.candidates
            ),
            tuple(self._values(one.facts) for one in situation.partners),
        )

    def _values(self, facts: Facts) -> Hashable:
        return tuple([facts.get(name) for name in self._read])


def _liker_first(candidate: Candidate) -> tuple[int, str]:
    """The order among hosts that nothing else tells apart."""
    return -int(candidate.facts["candidate.score"]), candidate.entry
