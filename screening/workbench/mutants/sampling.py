"""Cases made up at random in which a slip may make a difference, before anything is proved.

Most slips show at once, in a case that is made to come near the rule that they are in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Final, Literal, get_args

from screening.engine.situation import Candidate, Partner, Situation
from screening.model.values import Answer
from screening.ruleset.conditions import Test, facts_of, tests_of
from screening.ruleset.facts import FACTS, HOST_FACTS, HOST_FINDING, OUTCOME_FACT, Scope, Value
from screening.ruleset.rules import Rule, RuleSet
from screening.workbench.cases import impossible
from screening.workbench.mutants.slips import Mutant
from screening.workbench.plain import (
    CANDIDATE,
    PARTNER,
    PROPOSAL,
    overlap_of,
    score_of,
)
from screening.workbench.scaffold_plans import passing

__all__ = ["samples"]

_SAMPLES: Final = 1000
_AS_ASKED: Final = 0.65
_PLAIN: Final = 0.1
"""How often a fact is as some test near the slip asks for, and how often it is plain; else it
is the contrary."""
_FEW: Final = 2
_MANY: Final = 12
"""How many candidates and third parties there are at most, as a rule and ever."""
_IN_FORCE: Final = Test("candidate.agreement", "one_of", ("in-force",))
_TWO: Final = ("region", "university")


def samples(mutant: Mutant, ruleset: RuleSet) -> Iterator[Situation]:
    """Cases that can be, always the same ones for a slip, plain but for what the rules near it ask.

    Args:
        mutant: the slip.
        ruleset: the rules as of a day.
    """
    making = _Making(mutant, ruleset)
    for _ in range(_SAMPLES):
        situation = making.situation()
        bands = ruleset.bands
        wrong = [each for one in situation.candidates for each in impossible.alone(one, bands)]
        if situation.partners and not wrong and not any(impossible.together(situation)):
            yield situation


class _Making:
    def __init__(self, mutant: Mutant, ruleset: RuleSet) -> None:
        self._random = Random(mutant.id)  # noqa: S311 - the same cases are wanted every time
        self._bands = ruleset.bands
        self._asked: dict[str, list[Test]] = defaultdict(list)
        for rule in _near(mutant, ruleset):
            for test in tests_of(rule.when):
                self._asked[test.fact].append(test)
        self._counted: dict[Scope, list[int]] = defaultdict(list)
        for fact, tests in self._asked.items():
            scope = ruleset.findings.get(fact, Scope.PARTNER)
            if fact == "parties.count" or (scope is not Scope.PROPOSAL and fact not in FACTS):
                edges = [int(value) + 1 for test in tests for value in test.values]
                self._counted[scope] += [min(edge, _MANY) for edge in edges]
        for fact in ("host.agreement", "host.agreement_outlasts", "partner.covered_by_host"):
            if fact in self._asked:
                self._asked["candidate.agreement"].append(_IN_FORCE)

    def situation(self) -> Situation:
        facts: dict[str, Value] = self._facts(PROPOSAL)
        third = self._how_many(Scope.PARTNER)
        partners = [
            Partner(name, {**self._facts(PARTNER), "partner.third_party": False})
            for name in _TWO
            if facts[f"parties.{name}"]
        ]
        partners += [
            Partner(f"party-{number}", {**self._facts(PARTNER), "partner.third_party": True})
            for number in range(1, third + 1)
        ]
        facts["parties.count"] = len(partners)
        known = facts["period.length"] != "unknown" or self._random.random() < 0.5  # noqa: PLR2004
        candidates = tuple(
            self._candidate(f"K-{number}", len(partners), known=known)
            for number in range(1, self._how_many(Scope.CANDIDATE) + 1)
        )
        return Situation(candidates, tuple(partners), facts)

    def _how_many(self, scope: Scope) -> int:
        """Mostly few, and now and then so many that counts come to what they are tested for."""
        most = _FEW
        if self._random.random() < 0.5:  # noqa: PLR2004
            most = max([_FEW, *self._counted[scope]])
        return self._random.randint(0, most)

    def _facts(self, plain: Mapping[str, Value]) -> dict[str, Value]:
        return {name: self._value(name, value) for name, value in plain.items()}

    def _value(self, fact: str, plain: Value) -> Value:
        asked = self._asked.get(fact)
        if not asked:
            return plain
        test = self._random.choice(asked)
        chance = self._random.random()
        if chance > 1 - _PLAIN:
            return plain
        values = list(passing(test if chance < _AS_ASKED else test.turned()))
        return self._random.choice(values) if values else plain

    def _candidate(self, entry: str, partners: int, *, known: bool) -> Candidate:
        facts = self._facts(CANDIDATE)
        facts["candidate.score"] = score_of(facts["candidate.overlap"], self._bands)
        if "candidate.score" in self._asked:
            score = int(self._value("candidate.score", facts["candidate.score"]))
            facts["candidate.score"] = score
            facts["candidate.overlap"] = overlap_of(score, self._bands)
        if facts["candidate.in_scope"] and facts["candidate.kind"] == "constellation":
            facts["candidate.kind"] = self._random.choice(("platform", "framework-agreement"))
        if facts["candidate.overlap"] == "none" and facts["candidate.answer"] == "unasked":
            facts["candidate.answer"] = self._random.choice(get_args(Answer))
        covers = [place for place in range(partners) if self._random.random() < 0.5]  # noqa: PLR2004
        outlasts: Literal["yes", "no", "unknown"] = "no"
        if facts["candidate.agreement"] == "in-force":
            outlasts = "unknown" if not known else self._random.choice(("yes", "no"))
        return Candidate(entry, facts, frozenset(covers), outlasts)


def _near(mutant: Mutant, ruleset: RuleSet) -> Sequence[Rule]:
    """The rule with a slip in it, before and after, and the rules that make it matter.

    That are those that read what it finds, those whose outcome wins where it gives none, and
    all that any of these rests on.
    """
    near = [rule for rule in (mutant.rule, mutant.slip.rule) if rule is not None]
    near += [
        one
        for one in ruleset.rules
        if one not in near and any(_matters(rule, one, ruleset) for rule in tuple(near))
    ]
    for rule in near:
        tests = list(tests_of(rule.when))
        near += [
            one
            for one in ruleset.rules
            if one not in near and any(_settles(one, test) for test in tests)
        ]
    return near or ruleset.rules


def _matters(rule: Rule, other: Rule, ruleset: RuleSet) -> bool:
    """Whether what a rule concludes may show by what another one does."""
    if rule.finding is not None and rule.finding in facts_of(other.when):
        return True
    if rule.outcome is None or other.outcome is None:
        return False
    return ruleset.rank[other.outcome] > ruleset.rank[rule.outcome]


def _settles(rule: Rule, test: Test) -> bool:
    """Whether what a test reads follows from a rule."""
    if test.fact == OUTCOME_FACT:
        return rule.outcome is not None and test.passes(rule.outcome)
    return rule.finding == test.fact or (rule.finding == HOST_FINDING and test.fact in HOST_FACTS)
