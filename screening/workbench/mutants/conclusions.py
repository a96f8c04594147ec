"""Slips in what follows from rules, and rules that are gone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from screening.ruleset.rules import OutcomeText, Rule, RuleSet
from screening.workbench.mutants.slips import Slip

__all__ = ["CHANGED_ORDER", "DroppedObligation", "DroppedRule", "SwappedOutcome", "orders"]

CHANGED_ORDER = "changed-order"
"""The operator that changes the rule set and no rule: two outcomes trade places."""


class SwappedOutcome:
    """A rule that gives another outcome."""

    name: ClassVar[str] = "swapped-outcome"

    def __call__(self, rule: Rule, ruleset: RuleSet) -> Iterator[Slip]:
        """Every slip of the kind that can be made in a rule."""
        for other in ruleset.outcomes:
            if rule.outcome is not None and other.id != rule.outcome:
                yield Slip(None, rule.outcome, other.id, replace(rule, outcome=other.id))


class DroppedObligation:
    """An obligation that a rule forgets to ask for."""

    name: ClassVar[str] = "dropped-obligation"

    def __call__(self, rule: Rule, ruleset: RuleSet) -> Iterator[Slip]:  # noqa: ARG002
        """Every slip of the kind that leaves the rule something to say; else it is dropped."""
        for name in rule.obligations:
            rest = tuple(each for each in rule.obligations if each != name)
            if rest or rule.finding is not None or rule.outcome is not None:
                yield Slip(None, name, None, replace(rule, obligations=rest))


class DroppedRule:
    """A rule that is not there."""

    name: ClassVar[str] = "dropped-rule"

    def __call__(self, rule: Rule, ruleset: RuleSet) -> Iterator[Slip]:  # noqa: ARG002
        """The one slip of the kind that can be made in a rule."""
        yield Slip(None, rule.id, None, None)


def orders(ruleset: RuleSet) -> Iterator[tuple[Slip, tuple[OutcomeText, ...]]]:
    """Each two outcomes next to each other, with the order in which they have traded places."""
    outcomes = ruleset.outcomes
    for place in range(len(outcomes) - 1):
        one, other = outcomes[place : place + 2]
        order = (*outcomes[:place], other, one, *outcomes[place + 2 :])
        yield Slip(None, (one.id, other.id), (other.id, one.id), None), order
