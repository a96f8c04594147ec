"""Slips that nobody gets as far as testing: rules with them cannot be loaded.

No slip can make findings wait for each other that did not, for none reads more than before.
"""

from __future__ import annotations

from collections.abc import Iterator

from screening.errors import Problem
from screening.ruleset.conditions import Test
from screening.ruleset.facts import HOST_FACTS, HOST_FINDING
from screening.ruleset.limits import excesses
from screening.ruleset.rules import Property, Rule, RuleSet, Spell
from screening.workbench.mutants.slips import Mutant
from screening.workbench.parts import parts_of

__all__ = ["refusal"]


def refusal(mutant: Mutant, ruleset: RuleSet) -> Problem | None:
    """The first mistake that loading the rules with a slip in them would find; None where none."""
    spells = _spells(mutant.applied(ruleset))
    return next(_too_much(spells), None) or next(_gone(mutant, spells), None)


def _spells(ruleset: RuleSet) -> tuple[Spell, ...]:
    return ruleset.spells or (Spell(ruleset.days, ruleset.strata, ruleset.must_hold),)


def _too_much(spells: tuple[Spell, ...]) -> Iterator[Problem]:
    """More than durable-rules can hold."""
    for stratum in (stratum for spell in spells for stratum in spell.strata):
        for rule, code, limit in excesses(stratum):
            yield rule.at.problem(f"rules.{code}", rule=rule.id, limit=limit)


def _gone(mutant: Mutant, spells: tuple[Spell, ...]) -> Iterator[Problem]:
    """What reads a finding that no rule of any day concludes any more."""
    rules = [rule for spell in spells for stratum in spell.strata for rule in stratum.rules]
    finding = mutant.rule.finding if mutant.rule else None
    if finding is None or any(rule.finding == finding for rule in rules):
        return
    readers: list[Rule | Property] = [*rules, *(one for each in spells for one in each.must_hold)]
    for reader in readers:
        for part, test in parts_of(reader.when):
            if not isinstance(test, Test):
                continue
            params = {"rule": reader.id, "fact": test.fact, "finding": finding}
            if test.fact == finding:
                yield reader.at.problem("rules.unknown-fact", part, **params)
            elif finding == HOST_FINDING and test.fact in HOST_FACTS:
                yield reader.at.problem("rules.no-host", part, **params)
