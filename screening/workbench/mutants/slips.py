"""What a slip is: one small change of one rule, or of the order of the outcomes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Protocol

from screening.model.values import Outcome
from screening.ruleset.conditions import Condition
from screening.ruleset.rules import OutcomeText, Rule, RuleSet, Stratum
from screening.ruleset.strata import stratified
from screening.ruleset.whereabouts import Part

__all__ = ["Mutant", "Operator", "Slip", "Thing"]

Thing = Condition | Outcome | str | tuple[Outcome, ...] | None
"""What is written at the place of a slip: a condition, an outcome, the id of an obligation or
a rule, or outcomes in their order; None where the slip leaves nothing."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A rule as a slip leaves it; None where the slip is that it is gone.

    ``part`` is the part of the condition that is changed, None where it is something else of
    the rule.  ``was`` stands there, and ``becomes`` is what the slip makes of it.
    """

    part: Part | None
    was: Thing
    becomes: Thing
    rule: Rule | None


class Operator(Protocol):
    """One kind of slip.  Its definition stands in the catalogues (``mutants.toml``)."""

    name: ClassVar[str]

    def __call__(self, rule: Rule, ruleset: RuleSet) -> Iterator[Slip]:
        """Every slip of the kind that can be made in a rule."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A slip that can be made in a rule set.

    ``id`` is stable: it is put together from the rule, the operator and what is changed.
    ``rule`` is the rule that is changed, as it is written; None where the order of the
    outcomes is, and then ``outcomes`` is that order.
    """

    id: str
    operator: str
    slip: Slip
    rule: Rule | None = None
    outcomes: tuple[OutcomeText, ...] = ()

    def applied(self, ruleset: RuleSet) -> RuleSet:
        """The rule set with the slip in it, on every day on which the rule is in force."""
        own = f"{ruleset.sha256}*{self.id}"
        if self.rule is None:
            return replace(ruleset, outcomes=self.outcomes, sha256=own)
        spells = tuple(
            replace(spell, strata=self._strata(spell.strata)) for spell in ruleset.spells
        )
        return replace(ruleset, strata=self._strata(ruleset.strata), spells=spells, sha256=own)

    def _strata(self, strata: tuple[Stratum, ...]) -> tuple[Stratum, ...]:
        rules = [rule for stratum in strata for rule in stratum.rules]
        if self.rule not in rules:
            return strata
        changed = (self.slip.rule if rule == self.rule else rule for rule in rules)
        return stratified(rule for rule in changed if rule is not None)
