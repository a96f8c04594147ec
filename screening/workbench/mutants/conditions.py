"""Slips in the conditions of rules."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import ClassVar

from screening.ruleset.conditions import AllOf, AnyOf, Condition, Not, Test
from screening.ruleset.facts import Choice, FactType, Value, Whole
from screening.ruleset.reading import names_in
from screening.ruleset.rules import Rule, RuleSet
from screening.workbench.mutants.slips import Slip
from screening.workbench.parts import parts_of, with_part, without_part

__all__ = ["AllAny", "DroppedPart", "DroppedValue", "NegatedPart", "OfParts", "ThresholdOneOff"]

Types = Mapping[str, FactType]


class OfParts(ABC):
    """Slips that make something else of one part of a condition."""

    name: ClassVar[str]

    def __call__(self, rule: Rule, ruleset: RuleSet) -> Iterator[Slip]:
        """Every slip of the kind that can be made in a rule."""
        types = names_in(rule.scope, ruleset.findings)
        for part, condition in parts_of(rule.when):
            for becomes in self.slips(condition, types):
                when = with_part(rule.when, part, becomes)
                yield Slip(part, condition, becomes, replace(rule, when=when))

    @abstractmethod
    def slips(self, condition: Condition, types: Types) -> Iterator[Condition]:
        """What a slip may make of a condition; ``types`` are those of the facts in it."""


class ThresholdOneOff(OfParts):
    """A limit that is one step too high or too low."""

    name: ClassVar[str] = "threshold"

    def slips(self, condition: Condition, types: Types) -> Iterator[Condition]:
        """What a slip may make of a condition; ``types`` are those of the facts in it."""
        if not isinstance(condition, Test):
            return
        match types[condition.fact]:
            case Whole(low, high):
                yield from _numbers(condition, low, high)
            case Choice(ordered=ordered) if ordered and condition.operator == "one_of":
                yield from _steps(condition, ordered)


def _numbers(test: Test, low: int, high: int) -> Iterator[Test]:
    """Each number of a test one lower and one higher, as far as the fact can be that."""
    for place, value in enumerate(test.values):
        for other in (int(value) - 1, int(value) + 1):
            if low <= other <= high and other not in test.values:
                values = (*test.values[:place], other, *test.values[place + 1 :])
                yield replace(test, values=values)


def _steps(test: Test, ordered: tuple[str, ...]) -> Iterator[Test]:
    """The lowest values, or the highest: one more of them, and one fewer."""
    count = len(test.values)
    for longer in (count - 1, count + 1):
        if 0 < longer <= len(ordered):
            if set(test.values) == set(ordered[:count]):
                yield replace(test, values=ordered[:longer])
            if set(test.values) == set(ordered[-count:]):
                yield replace(test, values=ordered[-longer:])


class AllAny(OfParts):
    """An "all" that should be an "any", or the other way round."""

    name: ClassVar[str] = "all-any"

    def slips(self, condition: Condition, types: Types) -> Iterator[Condition]:  # noqa: ARG002
        """What a slip may make of a condition; ``types`` are those of the facts in it."""
        match condition:
            case AllOf(parts) if len(parts) > 1:
                yield AnyOf(parts)
            case AnyOf(parts) if len(parts) > 1:
                yield AllOf(parts)


class DroppedPart:
    """A part of an "all" or an "any" that is forgotten."""

    name: ClassVar[str] = "dropped-part"

    def __call__(self, rule: Rule, ruleset: RuleSet) -> Iterator[Slip]:  # noqa: ARG002
        """Every slip of the kind that can be made in a rule."""
        for part, condition in parts_of(rule.when):
            when = without_part(rule.when, part)
            if when is not None:
                yield Slip(part, condition, None, replace(rule, when=when))


class NegatedPart(OfParts):
    """A part of a condition that is turned into its opposite."""

    name: ClassVar[str] = "negated-part"

    def __call__(self, rule: Rule, ruleset: RuleSet) -> Iterator[Slip]:
        """Every slip of the kind; an only child is turned together with what it is in."""
        only = {(*part, 0) for part, condition in parts_of(rule.when) if _has_only_child(condition)}
        return (slip for slip in super().__call__(rule, ruleset) if slip.part not in only)

    def slips(self, condition: Condition, types: Types) -> Iterator[Condition]:  # noqa: ARG002
        """What a slip may make of a condition; ``types`` are those of the facts in it."""
        match condition:
            case Test():
                yield condition.turned()
            case Not(part):
                yield part
            case _:
                yield Not(condition)


def _has_only_child(condition: Condition) -> bool:
    match condition:
        case AllOf(parts) | AnyOf(parts):
            return len(parts) == 1
        case Not():
            return True
        case Test():
            return False


class DroppedValue(OfParts):
    """A value that is forgotten in a list of them."""

    name: ClassVar[str] = "dropped-value"

    def slips(self, condition: Condition, types: Types) -> Iterator[Condition]:  # noqa: ARG002
        """What a slip may make of a condition; ``types`` are those of the facts in it."""
        if not isinstance(condition, Test) or len(condition.values) == 1:
            return
        for value in condition.values:
            yield replace(condition, values=_without(value, condition.values))


def _without(value: Value, values: tuple[Value, ...]) -> tuple[Value, ...]:
    return tuple(each for each in values if each != value)
