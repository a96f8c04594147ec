"""The only module that knows durable-rules, and the use of it that holds.

It is sound and fast for one flat fact a session that a catch-all rule always handles,
with short words, whole numbers and truth values for fields, and it crashes, hangs or
answers wrongly outside that.  So nothing is joined or negated here, no text or fraction
reaches it, its host and its timers are never started, every call is made under one
lock, and an answer that is not complete is an error and never a verdict.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, assert_never

import durable_rules_engine as library

from screening.engine.evaluators import EngineName
from screening.ruleset.conditions import AllOf, AnyOf, Condition, Not, Test, facts_of
from screening.ruleset.facts import Value
from screening.ruleset.limits import MOST_WAYS, ways
from screening.ruleset.rules import Rule, RuleSet, Stratum

__all__ = ["DurableEvaluator", "EngineFault"]

_Expression = dict[str, Any]

_ANCHOR: Final[_Expression] = {"kind": "fact"}
"""In every fact and every rule, so that a rule is never tried on the session's own state."""

_HANDLED: Final = "handled"
"""A rule that always fires: a fact that no rule matches leaves freed memory behind."""


class EngineFault(RuntimeError):
    """durable-rules did not finish: its answer is not to be trusted."""


class _Program:
    """Rules of a stratum as durable-rules has them.

    The library's C module is called itself: the Python around it starts a timer's thread
    now and then, gives up an action when the clock jumps, and takes two thirds of the time.
    """

    def __init__(self, definition: Mapping[str, _Expression], fields: Mapping[str, str]) -> None:
        self._fields = fields
        rules = {name: {"all": [{"m": expression}]} for name, expression in definition.items()}
        self._handle = library.create_ruleset(_hash(definition), json.dumps(rules))

    def fired(self, facts: Mapping[str, Value]) -> frozenset[str]:
        """The names of the rules that fire.  The lock must be held."""
        session = _session
        fact = {field: facts[name] for name, field in self._fields.items()}
        fact |= {**_ANCHOR, "id": session, "sid": session}
        names: list[str] = []
        try:
            _, state = library.assert_fact(self._handle, json.dumps(fact))
            first = library.start_action_for_state(self._handle, state)
            action = first[1] if first else None
            while action:
                names.append(action[2 : action.index('"', 2)])  # {"r7":{"m":…}}
                action = library.complete_and_start_action(self._handle, state)
        finally:
            library.delete_state(self._handle, session)
        if _HANDLED not in names:
            raise EngineFault(f"durable-rules stopped half-way, after {names}")
        return frozenset(names)


_lock = threading.Lock()
_programs: dict[str, _Program] = {}
"""By the hash of their definition; kept, since the library never gives the memory back."""


_session = "s"
"""Only one session at a time is alive in a rule set, so that all can have the same name."""


def _start_afresh() -> None:
    """A forked process has no copy of a thread that held the lock, or was half-way in a session."""
    global _lock, _session  # noqa: PLW0603 - the library's state, which they belong to, is global
    _lock = threading.Lock()
    _session = f"s{os.getpid()}"


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_start_afresh)


class DurableEvaluator:
    """Tells which rules fire by asking durable-rules.  Safe to call from threads."""

    name: EngineName = "durable"

    def __init__(self, ruleset: RuleSet) -> None:
        self._programs = {
            stratum: [(part, _program(part)) for part in _parts(stratum.rules)]
            for stratum in ruleset.strata
        }

    def fired(self, stratum: Stratum, facts: Mapping[str, Value]) -> Sequence[Rule]:
        """The rules of the stratum that hold of the facts, in the stratum's order."""
        holding: list[Rule] = []
        for rules, program in self._programs[stratum]:
            with _lock:
                fired = program.fired(facts)
            holding += [rule for number, rule in enumerate(rules) if _named(number) in fired]
        return holding


def _parts(rules: Iterable[Rule]) -> Iterator[list[Rule]]:
    """The rules in as many programs as it takes for none to hold in too many ways at once.

    The library's stack has room for 64 tests that hold side by side; the next one ends
    the process.
    """
    part: list[Rule] = []
    room = MOST_WAYS
    for rule in rules:
        room -= ways(rule.when)
        if part and room < 0:
            yield part
            part, room = [], MOST_WAYS - ways(rule.when)
        part.append(rule)
    yield part


def _named(number: int) -> str:
    return f"r{number}"


def _program(rules: Sequence[Rule]) -> _Program:
    """The rules' program, defined the first time that their conditions are met."""
    tested = sorted({fact for rule in rules for fact in facts_of(rule.when)})
    fields = {fact: f"f{number}" for number, fact in enumerate(tested)}
    definition = {
        _named(number): {"$and": [_ANCHOR, _expression(rule.when, fields)]}
        for number, rule in enumerate(rules)
    }
    definition[_HANDLED] = _ANCHOR
    with _lock:
        key = _hash({"fields": fields, "rules": definition})
        if key not in _programs:
            _programs[key] = _Program(definition, fields)
        return _programs[key]


def _hash(content: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _expression(
    condition: Condition, fields: Mapping[str, str], *, negated: bool = False
) -> _Expression:
    """The condition in durable-rules' words, with every "not" moved into the tests."""
    match condition:
        case Test():
            return _test(condition.turned() if negated else condition, fields)
        case Not(part):
            return _expression(part, fields, negated=not negated)
        case AllOf(parts):
            inner = [_expression(part, fields, negated=negated) for part in parts]
            return _joined("$or" if negated else "$and", inner)
        case AnyOf(parts):
            inner = [_expression(part, fields, negated=negated) for part in parts]
            return _joined("$and" if negated else "$or", inner)
        case _:
            assert_never(condition)


def _test(test: Test, fields: Mapping[str, str]) -> _Expression:
    field = fields[test.fact]
    match test.operator:
        case "one_of":
            return _joined("$or", [{field: value} for value in test.values])
        case "none_of":
            return _joined("$and", [{"$neq": {field: value}} for value in test.values])
        case "at_least":
            return {"$gte": {field: test.values[0]}}
        case "at_most":
            return {"$lte": {field: test.values[0]}}


def _joined(how: str, parts: list[_Expression]) -> _Expression:
    return parts[0] if len(parts) == 1 else {how: parts}
