"""All the slips that can be made in a rule set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date
from typing import Final

from screening.ruleset.conditions import Condition, Test
from screening.ruleset.rules import Rule, RuleSet
from screening.workbench.cases.names import rules_of_any_day
from screening.workbench.mutants.conclusions import (
    CHANGED_ORDER,
    DroppedObligation,
    DroppedRule,
    SwappedOutcome,
    orders,
)
from screening.workbench.mutants.conditions import (
    AllAny,
    DroppedPart,
    DroppedValue,
    NegatedPart,
    ThresholdOneOff,
)
from screening.workbench.mutants.slips import Mutant, Operator, Slip, Thing

__all__ = ["OPERATORS", "every_operator", "mutants_of"]

OPERATORS: Final[tuple[Operator, ...]] = (
    ThresholdOneOff(),
    AllAny(),
    DroppedPart(),
    NegatedPart(),
    DroppedValue(),
    SwappedOutcome(),
    DroppedObligation(),
    DroppedRule(),
)
"""Every kind of slip in a rule; the first that makes a rule of another names the slip."""


def every_operator() -> list[str]:
    """The names of all kinds of slips."""
    return [*(operator.name for operator in OPERATORS), CHANGED_ORDER]


def mutants_of(
    ruleset: RuleSet, *, as_of: date | None = None, only: Collection[str] = ()
) -> list[Mutant]:
    """The slips that can be made in a rule set, in the order in which the rules are written.

    Args:
        ruleset: the rules.
        as_of: only in the rules in force on that day; in those of any day where it is left out.
        only: the ids of the rules to change; every rule and the order of the outcomes where
            it is empty.
    """
    rules = rules_of_any_day(ruleset) if as_of is None else ruleset.on(as_of).rules
    versions = Counter(rule.id for rule in rules_of_any_day(ruleset))
    mutants = [
        mutant
        for rule in sorted(rules, key=lambda rule: (rule.file, rule.line))
        if not only or rule.id in only
        for mutant in _of_rule(rule, ruleset, several=versions[rule.id] > 1)
    ]
    if not only:
        for slip, outcomes in orders(ruleset):
            ident = f"{CHANGED_ORDER}:{_variant(slip.was)}"
            mutants.append(Mutant(ident, CHANGED_ORDER, slip, outcomes=outcomes))
    return mutants


def _of_rule(rule: Rule, ruleset: RuleSet, *, several: bool) -> Iterator[Mutant]:
    """The slips in a rule, each once, whichever operators make it."""
    name = f"{rule.id}@{rule.valid_from or ruleset.valid_from}" if several else rule.id
    seen: set[Rule | None] = {rule}
    for operator in OPERATORS:
        for slip in operator(rule, ruleset):
            if slip.rule not in seen:
                seen.add(slip.rule)
                yield Mutant(_id(name, operator, slip), operator.name, slip, rule)


def _id(name: str, operator: Operator, slip: Slip) -> str:
    """The same for the same slip, whatever lines it stands on and whatever else there is."""
    parts = [name, operator.name]
    if slip.part is not None:
        parts.append(".".join(map(str, slip.part)) or "when")
    if operator.name in ("threshold", "dropped-value", "swapped-outcome"):
        parts.append(_variant(slip.becomes))
    elif operator.name == "dropped-obligation":
        parts.append(_variant(slip.was))
    return ":".join(parts)


def _variant(thing: Thing | Condition) -> str:
    if isinstance(thing, Test):
        return "+".join(map(str, thing.values))
    if isinstance(thing, tuple):
        return "+".join(map(str, thing))
    return str(thing)
