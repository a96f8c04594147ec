"""Which tests of candidates' rules can ever decide, and which way.

A test cannot decide one way where other facts settle it: what is in scope is no
constellation, and what nobody asked and has no overlap is no candidate.  No case can
show that, so none is asked for.  Every candidate that can be is tried, as far as the rules
can tell them apart.  Partners' facts are free of each other; of the proposal's nothing is
known here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import prod

from screening.engine.evaluators import PlainEvaluator
from screening.engine.running import Runner
from screening.engine.situation import Candidate, Situation
from screening.ruleset.conditions import Test
from screening.ruleset.facts import FACTS, Scope, Value, Whole
from screening.ruleset.rules import Bands, RuleSet
from screening.ruleset.whereabouts import Part
from screening.workbench.cases import impossible
from screening.workbench.plain import CANDIDATE, PROPOSAL, overlap_of, score_of
from screening.workbench.tracing import parts_tested, tried

__all__ = ["Decision", "undecidable"]

Decision = tuple[str, Part, bool]
"""A rule, a test of its condition, and whether the test held while it decided."""

_MOST = 20_000


def undecidable(ruleset: RuleSet) -> frozenset[Decision]:
    """The ways in which tests of candidates' rules can never decide.

    Where there are too many different candidates to try them all, none is said to be.
    """
    rules = [rule for rule in ruleset.rules if rule.scope is Scope.CANDIDATE]
    tests = [(rule.id, part, test) for rule in rules for part, test in parts_tested(rule.when)]
    values = _values([test for _, _, test in tests])
    if prod(map(len, values.values())) > _MOST:
        return frozenset()
    run = Runner(ruleset, PlainEvaluator(ruleset)).run
    met: set[Decision] = set()
    for situation in _situations(values, ruleset.bands):
        conclusion = run(situation)
        for rule in rules:
            for each in tried(rule, situation, conclusion):
                met |= {
                    (rule.id, test.part, test.holds) for test in each.seen.tests() if test.decides
                }
    wanted = {(rule, part, holds) for rule, part, _ in tests for holds in (True, False)}
    return frozenset(wanted - met)


def _values(tests: Sequence[Test]) -> dict[str, Sequence[Value]]:
    """The facts that tests read, with the values that they can tell apart."""
    values: dict[str, Sequence[Value]] = {}
    for test in tests:
        fact = FACTS.get(test.fact)
        if fact is None:  # a finding, which follows from them
            continue
        if isinstance(fact.type, Whole):
            edges = {int(value) + step for value in test.values for step in (-1, 0, 1)}
            edges |= {int(value) for value in values.get(test.fact, (fact.type.low,))}
            values[test.fact] = [
                each for each in sorted(edges) if fact.type.low <= each <= fact.type.high
            ]
        else:
            values[test.fact] = fact.type.values
    return values


def _situations(values: Mapping[str, Sequence[Value]], bands: Bands) -> Iterator[Situation]:
    """One candidate each, of every kind that can be."""
    for chosen in product(*values.values()):
        facts = {**CANDIDATE, **dict(zip(values, chosen, strict=True))}
        if "candidate.overlap" not in values and "candidate.score" in facts:
            facts["candidate.overlap"] = overlap_of(int(facts["candidate.score"]), bands)
        facts.setdefault("candidate.score", score_of(facts["candidate.overlap"], bands))
        candidate = Candidate("K-1", facts, outlasts="no")
        if not [*impossible.alone(candidate, bands)]:
            yield Situation((candidate,), (), {**PROPOSAL, "parties.count": 2})
