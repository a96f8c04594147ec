"""What a change of rules does, put so that it can be told: alike changes together, with cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from screening.engine.situation import Situation
from screening.ruleset.facts import OUTCOME_FACT
from screening.ruleset.rules import RuleSet
from screening.workbench.diff.comparing import compared
from screening.workbench.diff.differences import Difference, Stretch, ToldChange, written
from screening.workbench.diff.told import Literal, OutcomeChange
from screening.workbench.examining import Part, case_of
from screening.workbench.told import Case

__all__ = ["difference"]


def difference(stretch: Stretch, *, facts_alone: bool = False) -> Difference:
    """What is written otherwise in two rule sets, and what that does to cases, proved.

    Args:
        stretch: the rule sets.
        facts_alone: whether regions are told by the facts alone.

    Raises:
        Undecidable: the prover gave up on a question.
    """
    comparison = compared(stretch.old, stretch.new, facts_alone=facts_alone)
    outcomes = [_outcome(stretch, change) for change in comparison.outcomes]
    steps = [
        ToldChange(
            (),
            None,
            change.region,
            *_cases(stretch, change.before, change.after),
            change.rules,
            change.parts,
            change.name,
            change.gained,
        )
        for change in comparison.steps
    ]
    changes = (*_together(outcomes), *steps)
    return replace(written(stretch), comparison=comparison, changes=changes)


def _outcome(stretch: Stretch, change: OutcomeChange) -> ToldChange:
    cases = _cases(stretch, change.before, change.after)
    return ToldChange(
        (change.was,), change.becomes, change.region, *cases, change.rules, change.parts
    )


def _cases(stretch: Stretch, before: Situation, after: Situation) -> tuple[Case, Case]:
    return _case(stretch, stretch.old, before), _case(stretch, stretch.new, after)


def _case(stretch: Stretch, ruleset: RuleSet, situation: Situation) -> Case:
    days = stretch.days or ruleset.days
    case = case_of(situation, Part(ruleset, days, whole=True))
    assert case is not None  # noqa: S101 - of a situation there always is one
    return case


def _together(changes: Iterable[ToldChange]) -> Iterator[ToldChange]:
    """Changes to one outcome from several, as one where the same is told of all of them."""
    found: dict[tuple[object, ...], ToldChange] = {}
    for change in changes:
        region = change.region
        key: tuple[object, ...] = (change.was, change.becomes)
        if region.whole and [*map(_before, region.within)] == [True] and change.was != key[1:]:
            key = (frozenset(region.pieces), change.becomes)
        other = found.get(key)
        found[key] = change if other is None else _joined(other, change)
    yield from found.values()


def _before(literal: Literal) -> bool:
    return literal.fact == OUTCOME_FACT and literal.side == 0


def _joined(one: ToldChange, other: ToldChange) -> ToldChange:
    """Two changes of which the same pieces are told, each within what its cases got before."""
    literal, further = one.region.within[0], other.region.within[0]
    test = literal.tests[0]
    both = replace(test, values=(*test.values, *further.tests[0].values))
    return replace(
        one,
        was=(*one.was, *other.was),
        region=replace(one.region, within=(replace(literal, tests=(both,)),)),
        rules=tuple(dict.fromkeys([*one.rules, *other.rules])),
        parts=tuple(dict.fromkeys([*one.parts, *other.parts])),
    )
