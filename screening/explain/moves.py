"""Which other values of which facts can make a difference to the outcome.

Values that every rule treats alike are tried once, and facts that no rule can still read,
given what cannot be changed, are not tried at all: an agreement with the region itself,
say, when only third parties are asked for one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, assert_never

from screening.engine.situation import Facts, Situation
from screening.explain.dependencies import Dependencies
from screening.ruleset.conditions import AllOf, AnyOf, Condition, Not, Test, facts_of, tests_of
from screening.ruleset.facts import FACTS, HOST_FINDING, Choice, Fact, Scope, Truth, Value
from screening.ruleset.rules import Rule, RuleSet

__all__ = ["Moves", "asked_of_hosts"]

_Groups = tuple[tuple[Value, ...], ...]
"""Groups of values, those of a group alike to every rule."""

_REMEMBERED: Final = 4096
_SETTABLE: Final = {name: fact for name, fact in FACTS.items() if fact.settable}


class Moves:
    """The values worth trying, by what the rules of a rule set ask of each fact."""

    def __init__(self, ruleset: RuleSet, rests_on: Dependencies) -> None:
        deciding = [rule for rule in ruleset.rules if rule.id in rests_on.deciding]
        self._rules: Mapping[Scope, list[Rule]] = {
            scope: [rule for rule in deciding if rule.scope is scope] for scope in Scope
        }
        asked = [test for rule in deciding for test in tests_of(rule.when)]
        self._of_host = asked_of_hosts(asked, choosing=HOST_FINDING in ruleset.findings)

        besides: Mapping[Scope, Sequence[Test]] = {Scope.CANDIDATE: self._of_host}
        self._groups = {scope: self._remembering(scope, besides.get(scope, ())) for scope in Scope}

    def of(self, situation: Situation) -> Mapping[tuple[str, int | None], _Groups]:
        """For each fact that can be set and matters, the groups of other values to try."""
        subjects: list[tuple[Scope, Facts, int | None]] = [
            (Scope.PROPOSAL, situation.facts, None),
            *(
                (Scope.CANDIDATE, each.facts, place)
                for place, each in enumerate(situation.candidates)
            ),
            *((Scope.PARTNER, each.facts, place) for place, each in enumerate(situation.partners)),
        ]
        return {
            (name, about): groups
            for scope, facts, about in subjects
            for name, groups in self._groups[scope](facts).items()
        }

    def _remembering(
        self, scope: Scope, besides: Sequence[Test]
    ) -> Callable[[Facts], Mapping[str, _Groups]]:
        """The groups of a subject, as a function that remembers what it answered.

        What is asked is the values of the facts that rules read, which are the same again
        and again from one proposal to the next.
        """
        rules = self._rules[scope]
        read = {fact for rule in rules for fact in facts_of(rule.when)}
        names = sorted(read | {test.fact for test in besides})

        @lru_cache(maxsize=_REMEMBERED)
        def groups(values: tuple[Value | None, ...]) -> Mapping[str, _Groups]:
            facts = {
                name: value for name, value in zip(names, values, strict=True) if value is not None
            }
            fixed = {name: value for name, value in facts.items() if name not in _SETTABLE}
            asked: dict[str, dict[Test, None]] = {}
            for rule in rules:
                for test in _still_read(rule.when, fixed)[1]:
                    asked.setdefault(test.fact, {})[test] = None
            for test in besides:
                asked.setdefault(test.fact, {})[test] = None
            return {
                name: groups
                for name, tests in asked.items()
                if name in facts and name in _SETTABLE
                if (groups := tuple(_other_groups(_SETTABLE[name], facts[name], tests)))
            }

        return lambda facts: groups(tuple([facts.get(name) for name in names]))


def asked_of_hosts(asked: Iterable[Test], *, choosing: bool) -> list[Test]:
    """What is asked of each candidate because it may be the best host (§ 4.4).

    Args:
        asked: what the rules ask.
        choosing: whether there are hosts to choose from.
    """
    found = [
        Test("candidate.agreement", test.operator, test.values)
        for test in asked
        if test.fact == "host.agreement"
    ]
    if choosing:
        found += [
            Test("candidate.answer", "one_of", ("hosts",)),
            Test("candidate.agreement", "one_of", ("in-force",)),
        ]
    return found


def _other_groups(fact: Fact, value: Value, tests: Iterable[Test]) -> Iterator[tuple[Value, ...]]:
    """The fact's values, put together where all tests agree, but for those like its own."""
    kind = fact.type
    if not isinstance(kind, Choice | Truth):
        return
    groups: dict[tuple[bool, ...], list[Value]] = {}
    for other in kind.values:
        groups.setdefault(tuple(test.passes(other) for test in tests), []).append(other)
    for members in groups.values():
        aimed_for = members if fact.only_to is None else fact.only_to
        worth = tuple(each for each in members if each != fact.unknown and each in aimed_for)
        if value not in members and worth:
            yield worth


def _still_read(condition: Condition, fixed: Facts) -> tuple[bool | None, list[Test]]:
    """What a condition comes to by the fixed facts, or None and the tests that still count."""
    match condition:
        case Test():
            if condition.fact in fixed:
                return condition.passes(fixed[condition.fact]), []
            return None, [condition]
        case Not(part):
            known, tests = _still_read(part, fixed)
            return (None if known is None else not known), tests
        case AllOf(parts):
            return _joined(parts, fixed, settles=False)
        case AnyOf(parts):
            return _joined(parts, fixed, settles=True)
        case _:
            assert_never(condition)


def _joined(
    parts: Iterable[Condition], fixed: Facts, *, settles: bool
) -> tuple[bool | None, list[Test]]:
    read = [_still_read(part, fixed) for part in parts]
    if any(known is settles for known, _ in read):
        return settles, []
    tests = [test for known, left in read if known is None for test in left]
    return (None, tests) if tests else (not settles, [])
