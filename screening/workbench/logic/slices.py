"""The rules on which a question depends, and no others: the fewer rules, the fewer cases.

What is left out can change nothing of the answer; a case that is found of a slice is a case
of the whole set, with the plainest values of the facts that nobody asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from screening.ruleset.conditions import facts_of
from screening.ruleset.facts import HOST_FACTS, HOST_FINDING, OUTCOME_FACT, Scope
from screening.ruleset.rules import ALWAYS, Rule, RuleSet
from screening.ruleset.strata import stratified

__all__ = ["slice_of", "slices"]

_TARGET = "the host that is routed to"


def slice_of(ruleset: RuleSet, names: Iterable[str], roots: Iterable[Rule] = ()) -> RuleSet:
    """The rules that settle what is named: facts, findings, the outcome; and these rules.

    Args:
        ruleset: the rules.
        names: of facts and findings; the outcome is ``verdict.outcome``.
        roots: rules of the set that are kept besides, with what they read.
    """
    needed = {*names}.union(*(facts_of(rule.when) for rule in roots))
    ids = _needed(ruleset.rules, needed, {rule.id for rule in roots})
    kept = [replace(rule, obligations=()) for rule in ruleset.rules if rule.id in ids]
    return _with(ruleset, kept)


def slices(
    one: RuleSet, other: RuleSet, *, findings: bool, total: bool
) -> tuple[RuleSet, RuleSet] | None:
    """Two rule sets without what cannot make their verdicts differ; None where nothing can.

    A finding or an obligation is touched where a rule that concludes it has been changed, or
    reads what is touched.  What waits for the outcome is not touched by the outcome: if that
    is another in some case, the verdicts differ there already.

    Args:
        one: a rule set.
        other: another, of the same bands.
        findings: whether what is found of a candidate counts as part of a verdict.
        total: whether the first is known to give every case an outcome.
    """
    both = {rule: (facts_of(rule.when), _gives(rule)) for rule in (*one.rules, *other.rules)}
    mine, theirs = set(one.rules), set(other.rules)
    touched = set[str]().union(*(both[rule][1] for rule in mine ^ theirs))
    reordered = [each.id for each in one.outcomes] != [each.id for each in other.outcomes]
    if reordered:
        touched.add(OUTCOME_FACT)
    if not touched:
        return None
    grown = -1
    while grown != len(touched):
        grown = len(touched)
        for reads, gives in both.values():
            if reads - {OUTCOME_FACT} & touched:
                touched |= gives
    decides = OUTCOME_FACT in touched or _TARGET in touched or not total
    wanted = {name for name in touched if name.startswith("owed: ")}
    if findings:
        scopes = {**one.findings, **other.findings}
        wanted |= {name for name in touched if scopes.get(name) is Scope.CANDIDATE}
    if decides:
        wanted |= {OUTCOME_FACT, *(touched & {_TARGET})}
    roots = {rule.id for rule, (_, gives) in both.items() if gives & wanted}
    needed = wanted.union(*(reads for rule, (reads, _) in both.items() if rule.id in roots))
    ids = _needed(list(both), needed, roots)
    decides = decides or any(OUTCOME_FACT in both[rule][0] for rule in both if rule.id in ids)
    if decides:
        roots |= {rule.id for rule in both if rule.outcome is not None}
        ids = _needed(list(both), needed | {OUTCOME_FACT}, roots)
    return (
        _cut(one, ids, touched, decides=decides),
        _cut(other, ids, touched, decides=decides),
    )


def _cut(ruleset: RuleSet, ids: set[str], touched: set[str], *, decides: bool) -> RuleSet:
    kept = [
        replace(
            rule,
            obligations=tuple(name for name in rule.obligations if f"owed: {name}" in touched),
            outcome=rule.outcome if decides else None,
        )
        for rule in ruleset.rules
        if rule.id in ids
    ]
    if not decides:  # some outcome there is, whichever
        any_rule = next(rule for rule in ruleset.rules if rule.outcome is not None)
        kept.append(replace(any_rule, id="*", when=ALWAYS, finding=None, obligations=()))
    return _with(ruleset, kept)


def _gives(rule: Rule) -> set[str]:
    given = {f"owed: {name}" for name in rule.obligations}
    if rule.outcome is not None:
        given.add(OUTCOME_FACT)
    if rule.finding is not None:
        given.add(rule.finding)
        if rule.finding == HOST_FINDING and rule.scope is Scope.CANDIDATE:
            given |= {*HOST_FACTS, _TARGET}
    return given


def _needed(rules: Iterable[Rule], names: Iterable[str], roots: Iterable[str]) -> set[str]:
    """The ids of the rules that settle what is named, and what those rules read, and so on."""
    needed, kept = set(names), set(roots)
    left = [rule for rule in rules if rule.finding is not None or rule.outcome is not None]
    grown = -1
    while grown != len(needed):
        grown = len(needed)
        for rule in left:
            gives = _gives(rule) - {_TARGET} if _TARGET not in needed else _gives(rule)
            if rule.id in kept or gives & needed:
                kept.add(rule.id)
                needed |= facts_of(rule.when)
    return kept


def _with(ruleset: RuleSet, rules: list[Rule]) -> RuleSet:
    return replace(
        ruleset,
        strata=stratified(rules),
        must_hold=(),
        sha256=f"{ruleset.sha256}/{hash(tuple(rules))}",
        spells=(),
        spell=0,
    )
