"""The order in which rules are run: a finding is settled before anything reads it.

As in stratified Datalog, a rule stands in a later stratum than every rule of its scope
that concludes a finding it reads, so that "not" has a meaning.  A circle of findings
has no such order and is an error.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from graphlib import CycleError, TopologicalSorter

from screening.ruleset.conditions import facts_of
from screening.ruleset.facts import OUTCOME_FACT, Scope
from screening.ruleset.rules import Rule, Stratum

__all__ = ["CircularFindings", "stratified"]


class CircularFindings(Exception):
    """Findings that wait for each other; ``findings`` names them in order, the first last too."""

    def __init__(self, findings: Sequence[str]) -> None:
        self.findings = tuple(findings)
        super().__init__(" → ".join(self.findings))


def stratified(rules: Iterable[Rule]) -> tuple[Stratum, ...]:
    """The rules in strata, by scope, and within a stratum by id.

    The order of files and of rules in them makes no difference.

    Raises:
        CircularFindings: a finding depends on itself.
    """
    ordered = sorted(rules, key=lambda rule: rule.id)
    strata: list[Stratum] = []
    for scope in Scope:
        of_scope = [rule for rule in ordered if rule.scope is scope]
        late = [rule for rule in of_scope if OUTCOME_FACT in facts_of(rule.when)]
        early = [rule for rule in of_scope if rule not in late]
        strata.extend(Stratum(scope, level) for level in _levels(early))
        if late:
            strata.append(Stratum(scope, tuple(late), after_outcome=True))
    return tuple(strata)


def _levels(rules: Sequence[Rule]) -> Iterable[tuple[Rule, ...]]:
    concluding: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        if rule.finding is not None:
            concluding[rule.finding].append(rule)
    names = concluding.keys()
    needs = {  # sorted, so that the same circle is told whatever the hash seed
        finding: sorted({read for rule in concluders for read in facts_of(rule.when)} & names)
        for finding, concluders in concluding.items()
    }
    try:
        order = tuple(TopologicalSorter(needs).static_order())
    except CycleError as error:
        raise CircularFindings(error.args[1]) from error
    level_of: dict[str, int] = {}
    for finding in order:
        level_of[finding] = max((level_of[read] + 1 for read in needs[finding]), default=0)
    by_level: dict[int, list[Rule]] = defaultdict(list)
    for rule in rules:
        reads = [level_of[read] + 1 for read in facts_of(rule.when) if read in level_of]
        by_level[max(reads, default=0)].append(rule)
    return (tuple(by_level[level]) for level in sorted(by_level))
