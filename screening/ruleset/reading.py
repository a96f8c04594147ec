"""Conditions out of rule files: every name and value is checked against the declared facts."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeVar

from screening.errors import Problem
from screening.intake import nodes
from screening.intake.nodes import Entry, Node, Scalar
from screening.intake.places import Place
from screening.intake.words import folded, nearest
from screening.ruleset.conditions import AllOf, AnyOf, Condition, Not, Operator, Test
from screening.ruleset.facts import (
    COUNT,
    FACTS,
    TRUTH,
    Choice,
    FactType,
    Scope,
    Truth,
    Value,
    Whole,
)

__all__ = ["ConditionReader", "names_in"]

_JOINED: Final = ("all", "any", "not")
_COMPARISONS: Final[Mapping[str, Callable[[int, int], bool]]] = {
    "at_least": operator.ge,
    "at_most": operator.le,
    "more_than": operator.gt,
    "less_than": operator.lt,
}
_OPERATORS: Final = (*_COMPARISONS, "is_not")
_TRUE: Final = frozenset({"true", "yes", "ja"})
_FALSE: Final = frozenset({"false", "no", "nej"})


_Read = TypeVar("_Read")
_Written = TypeVar("_Written")


def names_in(scope: Scope, findings: Mapping[str, Scope]) -> dict[str, FactType]:
    """The facts and findings that a rule of a scope may test, with their types.

    A finding is true or false in its own scope; for the proposal it counts.
    """
    names: dict[str, FactType] = {
        name: fact.type for name, fact in FACTS.items() if fact.scope is scope
    }
    for finding, concluded_in in findings.items():
        if concluded_in is scope:
            names[finding] = TRUTH
        elif scope is Scope.PROPOSAL:
            names[finding] = COUNT
    return names


class _Refused(Exception):
    """Something of a condition is wrong; what, is among the problems already."""


@dataclass(frozen=True, slots=True)
class ConditionReader:
    """Reads the conditions of one file and collects what is wrong with them."""

    place: Place
    findings: Mapping[str, Scope]
    problems: list[Problem] = field(default_factory=list)

    def read(self, node: Node, scope: Scope, rule: str) -> Condition | None:
        """The condition, or None where something is wrong; all that is wrong is collected."""
        reading = _Reading(self, names_in(scope, self.findings), rule)
        try:
            return reading.condition(node)
        except _Refused:
            return None


@dataclass(frozen=True, slots=True)
class _Reading:
    reader: ConditionReader
    names: Mapping[str, FactType]
    rule: str

    def _wrong(
        self, code: str, node: Node, *, suggestion: str | None = None, **params: object
    ) -> _Refused:
        span = node.span
        if isinstance(node, nodes.Mapping) and node.entries:
            span = node.entries[0].key.span
        self.reader.problems.append(
            self.reader.place.problem(
                f"rules.{code}", span, {"rule": self.rule, **params}, suggestion=suggestion
            )
        )
        return _Refused()

    def condition(self, node: Node) -> Condition:
        if not isinstance(node, nodes.Mapping) or not node.entries:
            raise self._wrong("not-a-condition", node)
        if len(node.entries) > 1:
            second = node.entries[1]
            raise self._wrong("one-condition-each", second.key, key=second.name)
        entry = node.entries[0]
        if entry.name == "not":
            return self._negated(entry.value)
        if entry.name in _JOINED:
            return self._joined(entry)
        return self._test(entry)

    def _negated(self, node: Node) -> Condition:
        if isinstance(node, nodes.Sequence):
            raise self._wrong("not-takes-one", node)
        return Not(self.condition(node))

    def _joined(self, entry: Entry) -> Condition:
        if not isinstance(entry.value, nodes.Sequence) or not entry.value.items:
            raise self._wrong("list-wanted", entry.key, key=entry.name)
        parts = _each(self.condition, entry.value.items)
        return AllOf(parts) if entry.name == "all" else AnyOf(parts)

    def _test(self, entry: Entry) -> Condition:
        kind = self.names.get(entry.name)
        if kind is None:
            raise self._unknown_name(entry)
        if isinstance(entry.value, nodes.Mapping):
            if not entry.value.entries:
                raise self._wrong("no-value", entry.key, fact=entry.name)
            parts = _each(lambda how: self._operator(entry.name, kind, how), entry.value)
            return parts[0] if len(parts) == 1 else AllOf(parts)
        return Test(entry.name, "one_of", self._values(entry.name, kind, entry.value))

    def _unknown_name(self, entry: Entry) -> _Refused:
        name = entry.name
        elsewhere = FACTS.get(name)
        other = elsewhere.scope if elsewhere else self.reader.findings.get(name)
        if other is not None:
            return self._wrong("wrong-scope", entry.key, fact=name, scope=str(other))
        near = nearest(name, (*self.names, *_JOINED))
        return self._wrong("unknown-fact", entry.key, suggestion=near, fact=name)

    def _operator(self, fact: str, kind: FactType, how: Entry) -> Condition:
        if how.name == "is_not":
            return Test(fact, "none_of", self._values(fact, kind, how.value))
        if how.name not in _COMPARISONS:
            near = nearest(how.name, _OPERATORS)
            raise self._wrong("unknown-operator", how.key, suggestion=near, operator=how.name)
        return self._comparison(fact, kind, how)

    def _comparison(self, fact: str, kind: FactType, written: Entry) -> Condition:
        if isinstance(kind, Choice) and kind.ordered:
            return self._among_ordered(fact, kind, written)
        if not isinstance(kind, Whole):
            raise self._wrong("not-comparable", written.key, fact=fact, operator=written.name)
        limit = self._value(fact, kind, written.value)
        number = int(limit)
        direction: Operator = "at_least"
        match written.name:
            case "more_than":
                number += 1
            case "at_most":
                direction = "at_most"
            case "less_than":
                direction, number = "at_most", number - 1
        return Test(fact, direction, (number,))

    def _among_ordered(self, fact: str, kind: Choice, written: Entry) -> Condition:
        limit = self._value(fact, kind, written.value)
        if limit not in kind.ordered:
            raise self._wrong("not-ordered", written.value, fact=fact, value=limit)
        at = kind.ordered.index(str(limit))
        keeps = _COMPARISONS[written.name]
        chosen = tuple(value for rank, value in enumerate(kind.ordered) if keeps(rank, at))
        if not chosen:
            raise self._wrong("nothing-beyond", written.value, fact=fact, value=limit)
        return Test(fact, "one_of", chosen)

    def _values(self, fact: str, kind: FactType, node: Node) -> tuple[Value, ...]:
        if not isinstance(node, nodes.Sequence):
            return (self._value(fact, kind, node),)
        if not node.items:
            raise self._wrong("no-value", node, fact=fact)
        values = _each(lambda item: self._value(fact, kind, item), node.items)
        return tuple(dict.fromkeys(values))

    def _value(self, fact: str, kind: FactType, node: Node) -> Value:
        if not isinstance(node, Scalar) or node.value is None:
            raise self._wrong("no-value", node, fact=fact)
        match kind:
            case Truth():
                return self._truth(fact, node)
            case Whole():
                return self._whole(fact, kind, node)
            case Choice():
                return self._choice(fact, kind, node)

    def _truth(self, fact: str, node: Scalar) -> bool:
        word = str(node.value).casefold()
        if word not in _TRUE | _FALSE:
            raise self._wrong("true-or-false", node, fact=fact, value=node.value)
        return word in _TRUE

    def _whole(self, fact: str, kind: Whole, node: Scalar) -> int:
        number = node.value
        if isinstance(number, bool) or not isinstance(number, int):
            raise self._wrong("whole-number", node, fact=fact, value=number)
        if not kind.low <= number <= kind.high:
            raise self._wrong(
                "out-of-range", node, fact=fact, value=number, low=kind.low, high=kind.high
            )
        return number

    def _choice(self, fact: str, kind: Choice, node: Scalar) -> str:
        word = folded(str(node.value))
        if word in _TRUE and "yes" in kind.values:
            word = "yes"
        elif word in _FALSE and "no" in kind.values:
            word = "no"
        for value in kind.values:
            if folded(value) == word:
                return value
        raise self._wrong(
            "unknown-value",
            node,
            suggestion=nearest(str(node.value), kind.values),
            fact=fact,
            value=node.value,
            values=", ".join(kind.values),
        )


def _each(read: Callable[[_Written], _Read], parts: Iterable[_Written]) -> tuple[_Read, ...]:
    """Every part read, so that all that is wrong is told; refused when any part is."""
    whole: list[_Read] = []
    refused: _Refused | None = None
    for part in parts:
        try:
            whole.append(read(part))
        except _Refused as error:
            refused = error
    if refused is not None:
        raise refused
    return tuple(whole)
