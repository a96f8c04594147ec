"""Which rules a failing case is about: those that made the difference, or should have."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from screening.ruleset.conditions import facts_of
from screening.ruleset.facts import Scope
from screening.ruleset.rules import Rule, RuleSet
from screening.workbench.cases import CaseResult, Difference
from screening.workbench.tracing import Tried, named, tried

__all__ = ["concerned"]


def concerned(result: CaseResult, ruleset: RuleSet) -> list[Tried]:
    """The rules to show for a failing case, each as it was tried, the case's own rule first.

    Of candidates and partners, only those that a difference is of are shown; where it is of
    none, all are, but for the region and the university where a rule is about third parties.
    """
    ruleset = ruleset.on(result.case.as_of)
    wanted = dict.fromkeys(_rules(result, ruleset))
    subjects = set(_subjects(result))
    shown: list[Tried] = []
    for rule_id in wanted:
        rule = ruleset.rule(rule_id)
        if rule is None:
            continue
        each = list(tried(rule, result.case.situation, result.conclusion))
        of_subjects = [one for one in each if named(one, result.case.situation) in subjects]
        third = [one for one in each if not _is_one_of_the_two(one, result)]
        shown += of_subjects or third or each
    return shown


def _is_one_of_the_two(one: Tried, result: CaseResult) -> bool:
    """Whether a rule for third parties was tried on the region or the university, to no avail."""
    if one.rule.scope is not Scope.PARTNER or one.about is None or one.seen.holds:
        return False
    facts = result.case.situation.partners[one.about].facts
    return "partner.third_party" in facts_of(one.rule.when) and not facts["partner.third_party"]


def _rules(result: CaseResult, ruleset: RuleSet) -> Iterator[str]:
    """The ids of the rules to show; some may come twice."""
    if result.case.rule is not None:
        yield result.case.rule
    told = _names(result.case.rule) | _names(result.case.expect.get("rules"))
    for difference in result.differences:
        of_outcome = {one.id for one in ruleset.rules if one.outcome == difference.expected}
        apart = _names(difference.expected) ^ _names(difference.got)
        for rule in ruleset.rules:
            if (
                (difference.what == "rules" and rule.id in apart)
                or (difference.what == "obligations" and apart.intersection(rule.obligations))
                or (difference.what == "findings" and rule.finding in apart)
                or (
                    difference.what == "outcome"
                    and _of_outcome(rule, difference, result, told & of_outcome)
                )
            ):
                yield rule.id


def _of_outcome(
    rule: Rule, difference: Difference, result: CaseResult, named: Collection[str]
) -> bool:
    """Whether a rule gave the outcome that came, or could have given the other one.

    Of the latter only those that the case names, where it names any.
    """
    if rule.outcome is None:
        return False
    if rule.outcome == difference.got:
        return rule.id in result.fired
    return rule.outcome == difference.expected and (not named or rule.id in named)


def _names(value: object) -> set[str]:
    """All words in what a case expects or gave."""
    if isinstance(value, str):
        return {value}
    if isinstance(value, Mapping):
        return {name for each in value.values() for name in _names(each)}
    if isinstance(value, Sequence):
        return {name for each in value for name in _names(each)}
    return set()


def _subjects(result: CaseResult) -> Iterator[str]:
    """The candidates and partners whose findings differ."""
    for difference in result.differences:
        expected, got = difference.expected, difference.got
        if isinstance(expected, Mapping) and isinstance(got, Mapping):
            for name in {**expected, **got}:
                if expected.get(name, ...) != got.get(name, ...):
                    yield name
