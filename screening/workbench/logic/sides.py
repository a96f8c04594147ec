"""One or two rule sets over the same candidates and partners: what each makes of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from screening.ruleset.conditions import Condition, Test, tests_of
from screening.ruleset.facts import FACTS, HOST_FINDING, TRUTH, Fact, Scope, Value, Whole
from screening.ruleset.links import LINKS, SCORES, SURELY_AGREED
from screening.ruleset.rules import Bands, Rule, RuleSet
from screening.workbench.logic.universe import Classes, Universe, classes, mask_of

__all__ = ["AGREED", "COVERED", "JOINS", "OUTLASTS", "Subjects", "candidates_of", "partners_of"]

AGREED: Final = "agreed"
"""Whether two fields speak for an overlap: with the score it makes the band (§ 4.4)."""
OUTLASTS: Final = "outlasts"
"""Whether an entry's agreement lasts as long as the proposal's period (§ 6)."""
JOINS: Final = "joins"
"""Whether a partner takes part on the last side alone."""
COVERED: Final = "partner.covered_by_host"

_OfTest = Callable[[Test], int]

_PLAIN: Final[Mapping[str, Value]] = {
    "candidate.answer": "unasked",
    "candidate.status": "active",
    "candidate.agreement": "in-force",
    "candidate.kind": "constellation",
    "candidate.level": "unit",
    "partner.agreement": "unknown",
}
"""What a case shows where it could be anything: its reader is to look at what matters."""


@dataclass(frozen=True)
class Subjects:
    """All that one candidate, or one partner, can be, and what each side makes of it.

    ``possible`` are the combinations that can be, and ``present`` those that a side is told
    of.  ``findings`` and ``fired`` hold, per side, where a finding holds and a rule fires.
    """

    universe: Universe
    possible: int
    present: tuple[int, ...]
    findings: tuple[Mapping[str, int], ...]
    fired: tuple[Mapping[str, int], ...]
    obligations: tuple[Mapping[str, int], ...]
    tests: tuple[_OfTest, ...] = field(repr=False, compare=False)

    def named(self, names: frozenset[str]) -> frozenset[str]:
        """Those of the names that are findings of these subjects."""
        return names & frozenset().union(*self.findings)

    def where(self, condition: Condition, side: int = 0) -> int:
        """Where a condition holds, by the findings as they are in the end."""
        return mask_of(condition, self.tests[side], self.universe.all)

    @property
    def hosts(self) -> tuple[int, ...]:
        """Where a candidate can host, per side."""
        return tuple(found.get(HOST_FINDING, 0) for found in self.findings)

    def differs(self, *, findings: bool) -> int:
        """Where two sides ask for different things, or find different things."""
        found = 0
        each = [self.obligations, self.findings] if findings else [self.obligations]
        for one, other in each:
            for name in one.keys() | other.keys():
                found |= one.get(name, 0) ^ other.get(name, 0)
        return found & self.possible


def candidates_of(rulesets: Sequence[RuleSet], *, strictly: bool = True) -> Subjects:
    """All that a candidate can be (§ 4.4).

    Without ``strictly``, what holds only by how registers are kept is not relied on.
    """
    rules = _rules(rulesets, Scope.CANDIDATE)
    tests = [test for rule in rules for test in tests_of(rule.when)]
    hosting = any(rule.finding == HOST_FINDING for rule in rules)
    bands = [one.bands for one in rulesets]
    edges = {SURELY_AGREED} | {edge for one in bands for edge in (one.possible, one.strong)}
    separate = [Test("candidate.score", "at_least", (edge,)) for edge in sorted(edges)]
    separate += [Test("candidate.answer", "one_of", (word,)) for word in ("unasked", "hosts")]
    separate += [
        test for link in LINKS if link.scope is Scope.CANDIDATE for test in tests_of(link.holds)
    ]
    facts: dict[str, Classes] = {}
    if hosting:
        separate += [
            Test("candidate.agreement", "one_of", (word,)) for word in ("none", "in-force")
        ]
        facts[OUTLASTS] = (("yes",), ("no",), ("unknown",))
    for name in ("answer", "status", "agreement", "kind", "in_scope", "level"):
        facts[f"candidate.{name}"] = _classes(FACTS[f"candidate.{name}"], [*tests, *separate])
    scores = [test for test in [*tests, *separate] if test.fact == "candidate.score"]
    facts["candidate.score"] = classes(Whole(*SCORES), scores)
    facts[AGREED] = TRUTH.values[:1], TRUTH.values[1:]
    universe = Universe(facts)
    possible = _possible(universe, hosting=hosting)
    sides = [_Side(universe, one) for one in bands]
    present = tuple(possible & (side.linked() if strictly else universe.all) for side in sides)
    drawn = [
        _drawn(one, Scope.CANDIDATE, universe.all, side.test, there)
        for one, side, there in zip(rulesets, sides, present, strict=True)
    ]
    return _subjects(universe, present, drawn)


def partners_of(
    rulesets: Sequence[RuleSet], *, joining: Mapping[str, tuple[Value, ...]] | None = None
) -> Subjects:
    """All that a partner can be (§ 4.5); ``joining`` are the facts of one that comes last."""
    tests = [test for rule in _rules(rulesets, Scope.PARTNER) for test in tests_of(rule.when)]
    tests += [Test(name, "one_of", values) for name, values in (joining or {}).items()]
    facts: dict[str, Classes] = {
        "partner.third_party": ((True,), (False,)),
        "partner.agreement": _classes(FACTS["partner.agreement"], tests),
        **{f"{COVERED}-{side}": ((False,), (True,)) for side in range(len(rulesets))},
    }
    if joining is not None:
        facts[JOINS] = ((False,), (True,))
    universe = Universe(facts)
    possible = universe.all
    joins = 0
    if joining is not None:
        joins = universe.where(JOINS, bool)
        possible &= ~joins | universe.where("partner.third_party", bool)
        for name, values in joining.items():
            possible &= ~joins | universe.where(name, values.__contains__)
    present = tuple(
        possible & ~joins if side == 0 and len(rulesets) > 1 else possible
        for side in range(len(rulesets))
    )
    drawn = [
        _drawn(one, Scope.PARTNER, universe.all, _partner_test(universe, side), present[side])
        for side, one in enumerate(rulesets)
    ]
    return _subjects(universe, present, drawn)


class _Side:
    """What the facts of a candidate are by one rule set's bands."""

    def __init__(self, universe: Universe, bands: Bands) -> None:
        self._universe = universe
        near = universe.where("candidate.score", lambda score: int(score) >= bands.possible)
        high = universe.where("candidate.score", lambda score: int(score) >= bands.strong)
        strong = high & universe.where(AGREED, bool)
        self._overlap = {
            "none": universe.all & ~near,
            "possible": near & ~strong,
            "strong": strong,
        }

    def test(self, test: Test) -> int:
        if test.fact == "candidate.overlap":
            return sum(mask for value, mask in self._overlap.items() if test.passes(value))
        return self._universe.where(test.fact, test.passes)

    def linked(self) -> int:
        """Where all that is declared to hang together does."""
        linked = self._universe.all
        for link in LINKS:
            if link.scope is Scope.CANDIDATE:
                linked &= mask_of(link.holds, self.test, self._universe.all)
        return linked


def _possible(universe: Universe, *, hosting: bool) -> int:
    high = universe.where("candidate.score", lambda score: int(score) >= SURELY_AGREED)
    possible = universe.all & ~high | universe.where(AGREED, bool)
    if hosting:
        in_force = universe.where("candidate.agreement", lambda value: value == "in-force")
        possible &= in_force | universe.where(OUTLASTS, lambda value: value == "no")
    return possible


def _partner_test(universe: Universe, side: int) -> _OfTest:
    def of_test(test: Test) -> int:
        name = f"{COVERED}-{side}" if test.fact == COVERED else test.fact
        return universe.where(name, test.passes)

    return of_test


_Drawn = tuple[dict[str, int], dict[str, int], dict[str, int], _OfTest]


def _drawn(
    ruleset: RuleSet, scope: Scope, everything: int, of_test: _OfTest, present: int
) -> _Drawn:
    """Where each finding holds, each rule fires and each obligation is asked for."""
    findings = {name: 0 for name, of in ruleset.findings.items() if of is scope}
    fired: dict[str, int] = {}
    obligations: dict[str, int] = {}

    def test_of(test: Test) -> int:
        if test.fact not in findings:
            return of_test(test)
        holds = findings[test.fact]
        masks = {True: holds, False: everything & ~holds}
        return sum(mask for value, mask in masks.items() if test.passes(value))

    for stratum in ruleset.strata_of(scope):
        for rule in stratum.rules:
            fired[rule.id] = mask_of(rule.when, test_of, everything) & present
        for rule in stratum.rules:
            if rule.finding is not None:
                findings[rule.finding] |= fired[rule.id]
            for name in rule.obligations:
                obligations[name] = obligations.get(name, 0) | fired[rule.id]
    return findings, fired, obligations, test_of


def _subjects(universe: Universe, present: tuple[int, ...], drawn: Sequence[_Drawn]) -> Subjects:
    possible = 0
    for there in present:
        possible |= there
    return Subjects(universe, possible, present, *map(tuple, zip(*drawn, strict=True)))


def _rules(rulesets: Iterable[RuleSet], scope: Scope) -> list[Rule]:
    return [rule for one in rulesets for rule in one.rules if rule.scope is scope]


def _classes(fact: Fact, tests: Iterable[Test]) -> Classes:
    asked = [test for test in tests if test.fact == fact.name]
    return classes(fact.type, asked, _PLAIN.get(fact.name))
