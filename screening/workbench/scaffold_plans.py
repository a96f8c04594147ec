"""The least that must be said for a condition to hold: cases of facts alone, to start from.

A condition is read backwards: a fact is given a value that passes its test; a finding
gets candidates or partners of whom a rule that concludes it holds.  Plans are proposals:
whoever uses one tries it on the rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Final

from screening.ruleset.conditions import AllOf, AnyOf, Condition, Not, Test
from screening.ruleset.facts import FACTS, OUTCOME_FACT, Choice, Scope, Truth, Value, Whole
from screening.ruleset.rules import Rule, RuleSet

__all__ = ["PARTNERS", "Facts", "Plan", "passing", "plans"]

PARTNERS: Final = (
    "Köpings kommun",
    "Sala kommun",
    "Västerås stad",
    "Hallstahammars kommun",
    "Fagersta kommun",
    "Arboga kommun",
    "Norbergs kommun",
    "Kungsörs kommun",
)
"""Third parties to name."""

_DEEPEST: Final = 6
"""So many findings may rest on one another in a plan."""
_WIDEST: Final = 60
"""So many ways to make a part hold are looked at."""
_TWO: Final = 2

Facts = Mapping[str, Value]
"""Facts by name; of a candidate its key ``outlasts`` too."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a case says: facts of the proposal, candidates, and partners beside the two.

    ``covered`` says that the first candidate's agreement covers every partner.
    """

    facts: Facts = field(default_factory=dict)
    candidates: tuple[Facts, ...] = ()
    partners: tuple[Facts, ...] = ()
    covered: bool = False

    def joined(self, other: Plan) -> Plan | None:
        """Both together, or None where they contradict each other."""
        facts = _both(self.facts, other.facts)
        if facts is None:
            return None
        return Plan(
            facts,
            _merged(self.candidates, other.candidates),
            _merged(self.partners, other.partners),
            self.covered or other.covered,
        )


def _both(one: Facts, other: Facts) -> Facts | None:
    if any(one[name] != other[name] for name in one.keys() & other.keys()):
        return None
    return {**one, **other}


def _merged(some: tuple[Facts, ...], more: tuple[Facts, ...]) -> tuple[Facts, ...]:
    """Both lists, each of the second as one of the first where it can be."""
    merged = list(some)
    for facts in more:
        for place, there in enumerate(merged):
            both = _both(there, facts)
            if both is not None:
                merged[place] = both
                break
        else:
            merged.append(facts)
    return tuple(merged)


def plans(rule: Rule, ruleset: RuleSet) -> Iterator[Plan]:
    """Plans for a rule to fire, the most obvious ones first."""
    yield from _Planning(ruleset).of_rule(rule, 0)


class _Planning:
    def __init__(self, ruleset: RuleSet) -> None:
        self._ruleset = ruleset

    def of_rule(self, rule: Rule, depth: int) -> Iterator[Plan]:
        """Plans for a rule to fire of one candidate, one partner or the proposal."""
        for facts, plan in islice(self._ways(rule.when, rule.scope, depth), _WIDEST):
            yield _placed(rule.scope, facts, plan)

    def _ways(
        self, condition: Condition, scope: Scope, depth: int, *, holds: bool = True
    ) -> Iterator[tuple[Facts, Plan]]:
        """Ways for a condition to hold, or not: the subject's own facts, and all the rest."""
        match condition:
            case Not(part):
                yield from self._ways(part, scope, depth, holds=not holds)
            case AllOf(parts) | AnyOf(parts):
                if isinstance(condition, AllOf) is holds:
                    yield from self._together(parts, scope, depth, holds=holds)
                else:
                    for part in parts:
                        yield from self._ways(part, scope, depth, holds=holds)
            case Test():
                test = condition if holds else condition.turned()
                yield from self._test(test, scope, depth)

    def _together(
        self, parts: tuple[Condition, ...], scope: Scope, depth: int, *, holds: bool
    ) -> Iterator[tuple[Facts, Plan]]:
        if not parts:
            yield {}, Plan()
            return
        first, *rest = parts
        for facts, plan in islice(self._ways(first, scope, depth, holds=holds), _WIDEST):
            for more, other in self._together(tuple(rest), scope, depth, holds=holds):
                both, whole = _both(facts, more), plan.joined(other)
                if both is not None and whole is not None:
                    yield both, whole

    def _test(self, test: Test, scope: Scope, depth: int) -> Iterator[tuple[Facts, Plan]]:
        if depth > _DEEPEST:
            return
        name = test.fact
        if name in self._ruleset.findings:
            yield from self._finding(test, scope, depth)
        elif name == OUTCOME_FACT:
            for rule in self._ruleset.rules:
                if rule.outcome is not None and test.passes(rule.outcome):
                    yield from (({}, plan) for plan in self.of_rule(rule, depth + 1))
        elif name.startswith("host.") or name == "partner.covered_by_host":
            yield from self._host(test, depth)
        elif name == "parties.count":
            yield from (({}, plan) for plan in _counted(test))
        else:
            for value in passing(test):
                yield {name: value}, Plan()

    def _finding(self, test: Test, scope: Scope, depth: int) -> Iterator[tuple[Facts, Plan]]:
        of = self._ruleset.findings[test.fact]
        concluding = [rule for rule in self._ruleset.rules if rule.finding == test.fact]
        if of is scope:
            for value in (True, False):
                if test.passes(value):
                    either = AnyOf(tuple(rule.when for rule in concluding))
                    yield from self._ways(either, scope, depth + 1, holds=value)
            return
        if test.passes(0):
            yield {}, Plan()
        count = next((number for number in range(1, len(PARTNERS) + 1) if test.passes(number)), 0)
        for rule in concluding if count else ():
            for plan in self.of_rule(rule, depth + 1):
                yield {}, _times(plan, of, count)

    def _host(self, test: Test, depth: int) -> Iterator[tuple[Facts, Plan]]:
        """Ways for what follows from the best host."""
        if test.passes(
            {"host.agreement": "none", "host.agreement_outlasts": "unknown"}.get(
                test.fact,
                False,
            )
        ):
            yield {}, Plan()
        for rule in self._ruleset.rules:
            if rule.finding == "host":
                for plan in self.of_rule(rule, depth + 1):
                    yield from (({}, each) for each in _hosted(plan, test))


def _counted(test: Test) -> Iterator[Plan]:
    """The fewest parties that pass a test."""
    counts = range(_TWO, _TWO + len(PARTNERS) + 1)
    fewest = next((count for count in counts if test.passes(count)), None)
    if fewest is not None:
        yield Plan(partners=({},) * (fewest - _TWO))
    elif test.passes(1):
        yield Plan({"parties.university": False})


def _hosted(plan: Plan, test: Test) -> Iterator[Plan]:
    """A plan with a host, and the agreement of the host that a test asks for."""
    if not plan.candidates:
        return
    host, *others = plan.candidates
    wanted: list[Facts] = [{}]
    if test.fact == "host.agreement":
        wanted = [{"candidate.agreement": value} for value in passing(test)]
    elif test.fact != "host.exists":
        wanted = [{"candidate.agreement": "in-force"}]
    if test.fact == "host.agreement_outlasts":
        wanted = [{**each, "outlasts": value} for each in wanted for value in passing(test)]
    for more in wanted:
        both = _both(host, more)
        if both is not None:
            covered = test.fact == "partner.covered_by_host"
            yield replace(plan, candidates=(both, *others), covered=covered)


def _placed(scope: Scope, facts: Facts, plan: Plan) -> Plan:
    """A plan with the facts of its subject in it."""
    match scope:
        case Scope.CANDIDATE:
            return replace(plan, candidates=_merged((facts,), plan.candidates))
        case Scope.PARTNER:
            return replace(plan, partners=_merged((facts,), plan.partners))
        case Scope.PROPOSAL:
            return replace(plan, facts={**plan.facts, **facts})


def _times(plan: Plan, scope: Scope, count: int) -> Plan:
    """A plan with its first candidate or partner so many times."""
    if scope is Scope.CANDIDATE:
        return replace(plan, candidates=plan.candidates[:1] * count + plan.candidates[1:])
    return replace(plan, partners=plan.partners[:1] * count + plan.partners[1:])


def passing(test: Test) -> Iterable[Value]:
    """The values that pass a test; what is known before what is not."""
    match FACTS[test.fact].type:
        case Truth(values):
            known: Iterable[Value] = values
        case Choice(values):
            known = sorted(values, key=lambda value: value == "unknown")
        case Whole(low, high):
            near = [int(value) + by for value in test.values for by in (0, 1, -1)]
            known = [value for value in [*near, low, high] if low <= value <= high]
    return [value for value in known if test.passes(value)]
