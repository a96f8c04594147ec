"""Every case there is, as constraints for z3: how many of each profile, the best host, the facts.

A world has one or two sides.  Both see the same candidates, partners and facts, each by rules
of its own; so what a change to the rules does is a question about one world.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import z3

from screening.ruleset.conditions import Test, tests_of
from screening.ruleset.facts import FACTS, Scope, Value, Whole
from screening.ruleset.rules import FactChange, RuleSet
from screening.workbench.logic.crowd import Crowd, Joining
from screening.workbench.logic.hosting import Hosting
from screening.workbench.logic.terms import ALWAYS, Formula, compared
from screening.workbench.logic.universe import classes

__all__ = ["Choices", "World"]

Choices = Mapping[tuple[Value, ...], Formula]
"""Whether a fact has one of the values of each class."""

_APART: Final[Mapping[str, tuple[Value, ...]]] = {
    "parties.region": (True,),
    "parties.university": (True,),
    "period.length": ("unknown",),
}
"""Values that the world itself tells apart, whether or not a rule does."""


class World:
    """All cases that one or two rule sets can be asked about.

    Args:
        sides: the rule sets.  Their must-hold properties are read too.
        strictly: whether to rely on all links between facts, or on those that hold by the
            meaning of the facts alone.
        joining: a partner that takes part on the second side alone.
        turning: a fact that is another on the second side.
        findings: whether what is found of a candidate counts as a difference of the sides.
        besides: further tests whose answers are told apart.
    """

    def __init__(
        self,
        sides: Sequence[RuleSet],
        *,
        strictly: bool = True,
        joining: Joining | None = None,
        turning: FactChange | None = None,
        findings: bool = False,
        besides: Iterable[Test] = (),
    ) -> None:
        self.sides = tuple(sides)
        self._turning = turning
        read = [_read(one) for one in sides]
        besides = [*besides]
        self._tests = [test for tests in read for test in tests] + besides
        names = [frozenset(test.fact for test in [*tests, *besides]) for tests in read]
        self._counted = frozenset().union(*names)
        self.crowd = Crowd(sides, names, strictly=strictly, joining=joining, findings=findings)
        self.hosting = Hosting(self.crowd)
        self.units = z3.Int("units")
        self._choices = dict(self._told_apart())
        self.solver = z3.SolverFor("QF_LIA")
        self.solver.add(*self._constraints())

    def test(self, test: Test, side: int) -> Formula:
        """A test of a fact of the proposal, or of how many have a finding."""
        name = test.fact
        if name not in FACTS:
            return compared(self._having(name, side), test)
        if name == "parties.count":
            return compared(self.crowd.parties(side), test)
        if name == "parties.units":
            return compared(self.units, test)
        if name.startswith("host."):
            return self.hosting.test(test, side)
        chosen = self._chosen(name, side)
        return z3.Or([is_it for values, is_it in chosen.items() if test.passes(values[0])])

    def tells_apart(self, test: Test) -> bool:
        """Whether the world has been told enough to say in which cases a test passes."""
        if test.fact not in FACTS:
            mine = any(one.findings.get(test.fact) is Scope.PROPOSAL for one in self.sides)
            return mine or test.fact in self._counted
        if not _is_chosen(test.fact):
            return True
        each = self._chosen(test.fact, 0)
        return all(len({test.passes(value) for value in values}) == 1 for values in each)

    def choices(self, side: int) -> Iterator[tuple[str, Choices]]:
        """Each fact of the proposal that is told apart by its classes of values."""
        for (name, of), chosen in self._choices.items():
            if of in (side, None):
                yield name, chosen

    def _constraints(self) -> Iterator[Formula]:
        # All of them now: what is told while something is supposed is forgotten with it.
        for chosen in self._choices.values():
            yield z3.PbEq([(is_it, 1) for is_it in chosen.values()], 1)
        units = FACTS["parties.units"].type
        if isinstance(units, Whole):
            yield z3.And(self.units >= units.low, self.units <= units.high)
        yield from self.crowd.constraints()
        yield from self.hosting.constraints()
        two = [self._is(f"parties.{one}", True) for one in ("region", "university")]  # noqa: FBT003
        yield z3.Sum([z3.If(takes_part, 1, 0) for takes_part in two]) == self.crowd.count_partners(
            lambda profile: not profile.third, len(self.sides) - 1
        )
        yield from self._ends()
        turning = self._turning
        if turning is not None:
            for side, values in enumerate((turning.before, turning.after)):
                yield self.test(Test(turning.fact, "one_of", values), side)

    def _ends(self) -> Iterator[Formula]:
        """The period's end is known or not, for all agreements alike (§ 6)."""
        end_known = z3.Bool("end-known")
        crowd = self.crowd
        for profile, number in zip(crowd.candidate_profiles, crowd.how_many, strict=True):
            if profile.outlasts == "unknown":
                yield z3.Or(number == 0, z3.Not(end_known))
            elif profile.rank.in_force and profile.outlasts == "no":
                yield z3.Or(number == 0, end_known)
        for side in range(len(self.sides)):
            yield z3.Or(self._is("period.length", "unknown", side), end_known)

    def _is(self, name: str, value: Value, side: int = 0) -> Formula:
        return self.test(Test(name, "one_of", (value,)), side)

    def _told_apart(self) -> Iterator[tuple[tuple[str, int | None], Choices]]:
        """Each fact of the proposal with its classes of values; one that turns, on each side."""
        turning = self._turning
        apart = [*_APART.items()]
        if turning is not None:
            apart += [(turning.fact, values) for values in (turning.before, turning.after)]
        tests = [Test(name, "one_of", values) for name, values in apart] + self._tests
        asked: dict[str, list[Test]] = {}
        for test in tests:
            if _is_chosen(test.fact):
                asked.setdefault(test.fact, []).append(test)
        for name, about in asked.items():
            turned = turning is not None and turning.fact == name
            each = classes(FACTS[name].type, about)
            for side in range(len(self.sides)) if turned else (None,):
                chosen = {values: z3.Bool(f"{name}={values[0]}/{side}") for values in each}
                yield (name, side), chosen if len(each) > 1 else {each[0]: ALWAYS}

    def _chosen(self, name: str, side: int) -> Choices:
        for key in ((name, side), (name, None)):
            if key in self._choices:
                return self._choices[key]
        return dict.fromkeys(classes(FACTS[name].type, ()), ALWAYS)

    def _having(self, finding: str, side: int) -> Formula:
        if self.sides[side].findings.get(finding) is Scope.PARTNER:
            return self.crowd.count_partners(
                lambda profile: finding in profile.findings[side], side
            )
        return self.crowd.count(lambda profile: finding in profile.findings[side])


def _is_chosen(name: str) -> bool:
    """Whether a fact is the proposal's, has one of a few values and follows from no other."""
    fact = FACTS.get(name)
    return (
        fact is not None
        and fact.scope is Scope.PROPOSAL
        and not isinstance(fact.type, Whole)
        and not name.startswith(("host.", "verdict."))
    )


def _read(ruleset: RuleSet) -> list[Test]:
    """Every test on the proposal, in rules and in what must hold."""
    strata = ruleset.strata_of(Scope.PROPOSAL)
    rules = [rule.when for stratum in strata for rule in stratum.rules]
    properties = [one.when for one in ruleset.must_hold]
    return [test for when in (*rules, *properties) for test in tests_of(when)]
