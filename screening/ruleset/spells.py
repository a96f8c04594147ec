"""The days of a rule set divided where its rules change: what is in force, spell by spell.

A rule with days of its own plays no part outside them.  Each spell has the strata of the
rules in force, so that versions of one rule, and findings that rest on each other in one
way one year and in another the next, never meet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from screening.errors import Problem
from screening.model.days import Days
from screening.ruleset.documents import Written
from screening.ruleset.limits import excesses
from screening.ruleset.rules import Property, Rule, Spell, Stratum
from screening.ruleset.strata import CircularFindings, stratified

__all__ = ["spells_of"]


def spells_of(
    days: Days, written: Sequence[Written], must_hold: Sequence[Property]
) -> tuple[tuple[Spell, ...], list[Problem]]:
    """The spells of a rule set in order, the first day to the last, and what is wrong in them.

    Wrong are findings that wait for each other, and more than durable-rules can hold.  The
    same thing in several spells is told once.
    """
    problems: list[Problem] = []
    spells: list[Spell] = []
    rules = [(_own(item.rule, days), item) for item in written]
    asked = [(_own(one, days), one) for one in must_hold]
    for part in _divided(days, [own for own, _ in (*rules, *asked)]):
        strata, found = _strata([item for own, item in rules if part.first in own])
        problems += [problem for problem in found if problem not in problems]
        properties = tuple(one for own, one in asked if part.first in own)
        spells.append(Spell(part, strata, properties))
    return tuple(spells), problems


def _own(one: Rule | Property, days: Days) -> Days:
    return days.narrowed(one.valid_from, one.valid_to)


def _divided(days: Days, dated: Iterable[Days]) -> Iterator[Days]:
    """The days, cut on each day that something comes into force, or is no longer."""
    cuts = {days.first}
    for own in dated:
        cuts |= {cut for cut in (own.first, own.after) if cut is not None and cut in days}
    starts = sorted(cuts)
    for first, following in zip_longest(starts, starts[1:]):
        yield Days(first, days.last if following is None else Days(following).eve)


def _strata(written: Sequence[Written]) -> tuple[tuple[Stratum, ...], list[Problem]]:
    by_rule = {item.rule.id: item for item in written}
    try:
        strata = stratified(item.rule for item in by_rule.values())
    except CircularFindings as error:
        concluding = next(item for item in written if item.rule.finding in error.findings)
        circle = " → ".join(error.findings)
        return (), [concluding.problem("rules.circle", "then", "finding", circle=circle)]
    return strata, [
        by_rule[rule.id].problem(f"rules.{code}", "id", limit=limit)
        for stratum in strata
        for rule, code, limit in excesses(stratum)
    ]
