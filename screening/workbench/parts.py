"""The parts of a condition, and the condition with one of them taken out or changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from screening.ruleset.conditions import AllOf, AnyOf, Condition, Not, Test
from screening.ruleset.rules import Rule, RuleSet
from screening.ruleset.strata import stratified
from screening.ruleset.whereabouts import Part

__all__ = ["parts_of", "with_part", "with_rule", "without_part", "without_rule"]


def parts_of(condition: Condition, at: Part = ()) -> Iterator[tuple[Part, Condition]]:
    """Every part of a condition, itself first, with the numbers of the children down to it."""
    yield at, condition
    for number, child in enumerate(_children(condition)):
        yield from parts_of(child, (*at, number))


def with_part(condition: Condition, at: Part, part: Condition) -> Condition:
    """The condition with another part in a place."""
    if not at:
        return part
    children = list(_children(condition))
    children[at[0]] = with_part(children[at[0]], at[1:], part)
    return _of(condition, children)


def without_part(condition: Condition, at: Part) -> Condition | None:
    """The condition without the child in a place of an "all" or an "any".

    None where the place is no child of a list, or where nothing would be left in it.
    """
    *above, number = at or (0,)
    if not at:
        return None
    parent = dict(parts_of(condition))[tuple(above)]
    if isinstance(parent, Not) or len(_children(parent)) == 1:
        return None
    children = [child for place, child in enumerate(_children(parent)) if place != number]
    rest = children[0] if len(children) == 1 else _of(parent, children)
    return with_part(condition, tuple(above), rest)


def with_rule(ruleset: RuleSet, rule: Rule) -> RuleSet:
    """The rule set with another rule in the place of the one with its id."""
    return _with(ruleset, [rule if one.id == rule.id else one for one in ruleset.rules])


def without_rule(ruleset: RuleSet, rule_id: str) -> RuleSet:
    """The rule set without a rule; its finding keeps its meaning and holds of nothing."""
    return _with(ruleset, [one for one in ruleset.rules if one.id != rule_id])


def _with(ruleset: RuleSet, rules: list[Rule]) -> RuleSet:
    # A rule set is known by its hash: one that was never written needs one of its own.
    return replace(
        ruleset,
        strata=stratified(rules),
        sha256=f"{ruleset.sha256}*{hash(tuple(rules))}",
        spells=(),
        spell=0,
    )


def _children(condition: Condition) -> tuple[Condition, ...]:
    match condition:
        case AllOf(parts) | AnyOf(parts):
            return parts
        case Not(part):
            return (part,)
        case Test():
            return ()


def _of(parent: Condition, children: list[Condition]) -> Condition:
    match parent:
        case AllOf():
            return AllOf(tuple(children))
        case AnyOf():
            return AnyOf(tuple(children))
        case Not():
            return Not(children[0])
        case Test():
            raise TypeError("a test has no parts")
