"""The cases that the fixtures make, and every change to a situation that can be brought about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product
from pathlib import Path

from screening import Screener
from screening.engine.situation import Change, Situation
from screening.explain.changes import Found, Search
from screening.explain.naming import Case
from screening.ruleset.facts import FACTS, Choice, Truth, Value
from tests.rules.fixtures import AS_OF

__all__ = ["Key", "applied", "case_of", "expanded", "key", "sets_of", "single_changes"]

Key = tuple[str, int | None]
"""A fact, and the place of the candidate or partner it is of."""


def case_of(screener: Screener, path: Path) -> Case:
    """What a screener works out of a proposal before it tells of it."""
    ready = screener._readier.ready(screener.ruleset_on(AS_OF))
    return ready.case(screener._known(path, ready), AS_OF)


def applied(situation: Situation, changes: Iterable[Change]) -> Situation:
    """The situation with changes made to it."""
    for change in changes:
        situation = situation.with_change(change)
    return situation


def single_changes(situation: Situation, *, unknown_only: bool = False) -> list[Change]:
    """Every other value of every fact that can be set, of those that anybody would aim for."""
    return [
        Change(name, value, about)
        for name, about, now in _facts(situation)
        if not unknown_only or now == FACTS[name].unknown
        for value in FACTS[name].only_to or _values(name)
        if value not in (now, FACTS[name].unknown)
    ]


def sets_of(changes: Sequence[Change], size: int) -> Iterator[tuple[Change, ...]]:
    """Every set of so many changes of different facts."""
    for together in combinations(changes, size):
        if len({key(change) for change in together}) == size:
            yield together


def expanded(search: Search, found: Found) -> set[frozenset[Change]]:
    """What was found, with every value that is said to do as well."""
    return {
        frozenset(each)
        for changes in found.sets
        for each in product(
            *(
                [Change(change.fact, value, change.about) for value in search.alike(change)]
                for change in changes
            )
        )
    }


def key(change: Change) -> Key:
    return change.fact, change.about


def _facts(situation: Situation) -> Iterator[tuple[str, int | None, Value]]:
    """The facts of a situation that can be set, whose they are, and their values."""
    for name, value in situation.facts.items():
        if FACTS[name].settable:
            yield name, None, value
    subjects = [
        *enumerate(candidate.facts for candidate in situation.candidates),
        *enumerate(partner.facts for partner in situation.partners),
    ]
    for place, facts in subjects:
        for name, value in facts.items():
            if FACTS[name].settable:
                yield name, place, value


def _values(name: str) -> tuple[Value, ...]:
    kind = FACTS[name].type
    assert isinstance(kind, Choice | Truth)
    return kind.values
