"""What the rules' cases have tried of the rules: by clause, by rule, and by test.

A test of a condition is *seen true* and *seen false* when it came to that in some case,
and *seen deciding* when it alone decided: if only that test had come to the opposite, so
had the rule's whole condition.  That is asked for both ways, once while it held and once
while it did not, as in modified condition/decision coverage with masking; but for a way
in which it can never decide (:mod:`screening.workbench.reachable`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal, get_args

from screening.explain.telling import clause_order
from screening.ruleset.conditions import Test
from screening.ruleset.rules import Rule, RuleSet
from screening.ruleset.whereabouts import Part
from screening.workbench.cases import CaseResult
from screening.workbench.cases.names import rules_of_any_day
from screening.workbench.reachable import Decision, undecidable
from screening.workbench.tracing import parts_tested, tried

__all__ = [
    "KINDS",
    "ClauseCoverage",
    "Coverage",
    "Kind",
    "RuleCoverage",
    "TestCoverage",
    "coverage_of",
]

Kind = Literal["true", "false", "deciding"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class TestCoverage:
    """How many times a test was seen to hold and not, and to decide while it did and did not.

    ``never`` has whether the test held in the ways in which no case can show it deciding.
    """

    __test__ = False

    part: Part
    test: Test
    true: int
    false: int
    decided_true: int
    decided_false: int
    never: frozenset[bool] = frozenset()

    @property
    def missing(self) -> tuple[bool, ...]:
        """Whether the test is to hold in the cases that are missing: those where it decides."""
        decided = {True: self.decided_true, False: self.decided_false}
        return tuple(held for held in decided if not decided[held] and held not in self.never)

    @property
    def seen(self) -> Mapping[Kind, bool]:
        """What of the three has been seen."""
        return {"true": self.true > 0, "false": self.false > 0, "deciding": not self.missing}

    @property
    def complete(self) -> bool:
        """Whether all three have been seen."""
        return all(self.seen.values())


@dataclass(frozen=True, slots=True)
class RuleCoverage:
    """A rule: how many cases are about it, in how many it fired, and its tests."""

    rule: Rule
    about: int
    fired: int
    tests: tuple[TestCoverage, ...]

    @property
    def complete(self) -> bool:
        """Whether everything of its condition has been seen."""
        return all(test.complete for test in self.tests)


@dataclass(frozen=True, slots=True)
class ClauseCoverage:
    """A clause of the letter: the rules that rest on it, and how many of them have fired.

    ``decided`` is in how many cases it is among the clauses of the outcome.
    """

    clause: str
    rules: int
    fired: int
    decided: int
    seen: int
    wanted: int


@dataclass(frozen=True)
class Coverage:
    """What all cases together have tried."""

    cases: int
    failed: int
    rules: tuple[RuleCoverage, ...]
    clauses: tuple[ClauseCoverage, ...]

    @cached_property
    def tests(self) -> tuple[TestCoverage, ...]:
        """The tests of all rules."""
        return tuple(test for rule in self.rules for test in rule.tests)

    @cached_property
    def seen(self) -> Mapping[Kind, int]:
        """How many tests have been seen in each of the three ways."""
        return {kind: sum(test.seen[kind] for test in self.tests) for kind in KINDS}

    @property
    def percent(self) -> float:
        """How much of all that is to be seen has been, 0 to 100, cut off after one decimal."""
        wanted = len(self.tests) * len(KINDS)
        return sum(self.seen.values()) * 1000 // wanted / 10 if wanted else 100.0


_Key = tuple[str, str, int]


def coverage_of(results: Iterable[CaseResult], ruleset: RuleSet) -> Coverage:
    """What the cases, run on the rule set, have tried of it."""
    ran = list(results)
    never = undecidable(ruleset)
    every = rules_of_any_day(ruleset)
    tried_on: dict[_Key, list[CaseResult]] = {_key(rule): [] for rule in every}
    for result in ran:
        for rule in ruleset.on(result.case.as_of).rules:
            tried_on[_key(rule)].append(result)
    rules = tuple(_of_rule(rule, tried_on[_key(rule)], never) for rule in every)
    clauses = sorted({clause for rule in every for clause in rule.clauses}, key=clause_order)
    return Coverage(
        cases=len(ran),
        failed=sum(not result.passed for result in ran),
        rules=rules,
        clauses=tuple(_of_clause(clause, rules, ran) for clause in clauses),
    )


def _key(rule: Rule) -> _Key:
    """What tells the versions of a rule apart."""
    return rule.id, rule.file, rule.line


def _of_rule(
    rule: Rule, results: Iterable[CaseResult], never: Collection[Decision]
) -> RuleCoverage:
    counted: Counter[tuple[Part, bool, bool]] = Counter()
    about = fired = 0
    for result in results:
        about += result.case.rule == rule.id
        fired += rule.id in result.fired
        for each in tried(rule, result.case.situation, result.conclusion):
            counted.update((test.part, test.holds, test.decides) for test in each.seen.tests())
    tests = tuple(
        TestCoverage(
            part=part,
            test=test,
            true=counted[part, True, True] + counted[part, True, False],
            false=counted[part, False, True] + counted[part, False, False],
            decided_true=counted[part, True, True],
            decided_false=counted[part, False, True],
            never=frozenset(held for held in (True, False) if (rule.id, part, held) in never),
        )
        for part, test in parts_tested(rule.when)
    )
    return RuleCoverage(rule, about, fired, tests)


def _of_clause(
    clause: str, rules: Iterable[RuleCoverage], results: Iterable[CaseResult]
) -> ClauseCoverage:
    resting = [rule for rule in rules if clause in rule.rule.clauses]
    tests = [test for rule in resting for test in rule.tests]
    return ClauseCoverage(
        clause=clause,
        rules=len(resting),
        fired=sum(rule.fired > 0 for rule in resting),
        decided=sum(
            any(
                clause in firing.rule.clauses
                for firing in result.conclusion.fired
                if firing.rule.outcome is not None
                and firing.rule.outcome == result.conclusion.outcome
            )
            for result in results
        ),
        seen=sum(sum(test.seen.values()) for test in tests),
        wanted=len(tests) * len(KINDS),
    )
