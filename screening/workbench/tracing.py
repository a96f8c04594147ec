"""A condition as it was met: what each part came to, what it saw, and which parts decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from screening.engine.running import Conclusion
from screening.engine.situation import Facts, Situation
from screening.ruleset.conditions import AllOf, AnyOf, Condition, Not, Test
from screening.ruleset.facts import OUTCOME_FACT, Scope, Value
from screening.ruleset.rules import Rule
from screening.ruleset.whereabouts import Part

__all__ = ["Seen", "Tried", "named", "parts_tested", "seen", "tried"]


@dataclass(frozen=True, slots=True)
class Seen:
    """A part of a condition, and what it came to.

    ``saw`` is the fact's value, of a test alone.  A part ``decides`` when the whole
    condition had come to the opposite if it had, all else the same.
    """

    part: Part
    condition: Condition
    holds: bool
    decides: bool
    saw: Value | None = None
    inner: tuple[Seen, ...] = ()

    def tests(self) -> Iterator[Seen]:
        """The tests in it, in the order they are written."""
        if not self.inner:
            yield self
        for each in self.inner:
            yield from each.tests()


@dataclass(frozen=True, slots=True)
class Tried:
    """A rule tried on the proposal or, by its place, on a candidate or partner."""

    rule: Rule
    about: int | None
    seen: Seen


def tried(rule: Rule, situation: Situation, conclusion: Conclusion) -> Iterator[Tried]:
    """Every time that a rule was tried in a case.

    A rule that waits for the outcome is not tried where there is none.
    """
    match rule.scope:
        case Scope.CANDIDATE:
            subjects = [*zip(range(len(situation.candidates)), conclusion.candidates, strict=True)]
        case Scope.PARTNER:
            subjects = [*zip(range(len(situation.partners)), conclusion.partners, strict=True)]
        case Scope.PROPOSAL:
            subjects = []
            read = {test.fact for _, test in parts_tested(rule.when)}
            if OUTCOME_FACT not in read or conclusion.outcome is not None:
                yield Tried(rule, None, seen(rule.when, conclusion.proposal))
    for place, facts in subjects:
        yield Tried(rule, place, seen(rule.when, facts))


def named(one: Tried, situation: Situation) -> str | None:
    """What a rule was tried on: the candidate's id or the partner's name; None for the proposal."""
    if one.about is None:
        return None
    if one.rule.scope is Scope.CANDIDATE:
        return situation.candidates[one.about].entry
    return situation.partners[one.about].name


def seen(condition: Condition, facts: Facts) -> Seen:
    """A condition met with facts, all of which it must find there."""
    return _decided(_met(condition, facts, ()), decides=True)


def parts_tested(
    condition: Condition,
    part: Part = (),
) -> Iterator[tuple[Part, Test]]:
    """Each test of a condition, with where in it it stands, in the order they are written."""
    match condition:
        case Test():
            yield part, condition
        case Not(inner):
            yield from parts_tested(inner, (*part, 0))
        case AllOf(parts) | AnyOf(parts):
            for number, each in enumerate(parts):
                yield from parts_tested(each, (*part, number))
        case _:
            assert_never(condition)


def _met(condition: Condition, facts: Facts, part: Part) -> Seen:
    match condition:
        case Test(fact):
            saw = facts[fact]
            return Seen(part, condition, condition.passes(saw), decides=False, saw=saw)
        case Not(one):
            inner: tuple[Seen, ...] = (_met(one, facts, (*part, 0)),)
            holds = not inner[0].holds
        case AllOf(parts):
            inner = tuple(_met(each, facts, (*part, at)) for at, each in enumerate(parts))
            holds = all(each.holds for each in inner)
        case AnyOf(parts):
            inner = tuple(_met(each, facts, (*part, at)) for at, each in enumerate(parts))
            holds = any(each.holds for each in inner)
        case _:
            assert_never(condition)
    return Seen(part, condition, holds, decides=False, inner=inner)


def _decided(met: Seen, *, decides: bool) -> Seen:
    """The same, with what decides.

    A part of "all" does when all others hold, a part of "any" when no other does.
    """
    against = isinstance(met.condition, AnyOf)
    others = [each.holds is not against for each in met.inner]
    inner = tuple(
        _decided(each, decides=decides and all(others[:at] + others[at + 1 :]))
        for at, each in enumerate(met.inner)
    )
    return Seen(met.part, met.condition, met.holds, decides, met.saw, inner)
