"""Of which candidates and partners a changed rule finds or asks something else, exactly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import compress
from operator import and_, or_

from screening.ruleset.conditions import AllOf, Test, tests_of
from screening.ruleset.facts import FACTS, Scope, Value
from screening.ruleset.rules import RuleSet
from screening.workbench.diff.regions import among, widened
from screening.workbench.diff.told import Literal, Piece, SubjectChange, SubjectKind
from screening.workbench.logic.sides import Subjects
from screening.workbench.logic.universe import classes, members

__all__ = ["changes_of"]


def changes_of(
    subjects: Subjects, scope: Scope, sides: Sequence[RuleSet]
) -> Iterator[SubjectChange]:
    """Everything that the second side finds or asks otherwise than the first."""
    describing = _Describing(subjects, scope, sides)
    kinds: tuple[tuple[SubjectKind, Sequence[dict[str, int]]], ...] = (
        ("finding", [dict(found) for found in subjects.findings]),
        ("obligation", [dict(asked) for asked in subjects.obligations]),
    )
    for what, (before, after) in kinds:
        for name in sorted(before.keys() | after.keys()):
            old, new = (each.get(name, 0) & subjects.possible for each in (before, after))
            for gained, mask in ((True, new & ~old), (False, old & ~new)):
                if mask:
                    pieces = tuple(describing.pieces(mask))
                    yield SubjectChange(scope, what, name, gained, pieces)


@dataclass(frozen=True, slots=True)
class _Fact:
    """A fact that is told apart: its classes of values, and where each stands."""

    name: str
    side: int | None
    groups: tuple[tuple[Value, ...], ...]
    masks: tuple[int, ...]

    def where(self, chosen: Sequence[bool]) -> int:
        return reduce(or_, compress(self.masks, chosen), 0)


def _edges(sides: Sequence[RuleSet]) -> Iterator[Test]:
    """Where the bands of two sides begin, if they do not begin at the same scores."""
    bands = {side.bands for side in sides}
    if len(bands) > 1:
        for edge in sorted({edge for one in bands for edge in (one.possible, one.strong)}):
            yield Test("candidate.score", "at_least", (edge,))


class _Describing:
    """Every test that tells candidates, or partners, apart, and descriptions made of them."""

    def __init__(self, subjects: Subjects, scope: Scope, sides: Sequence[RuleSet]) -> None:
        self._possible = subjects.possible
        asked: dict[tuple[str, int | None], list[Test]] = {}
        for side, ruleset in enumerate(sides):
            for rule in ruleset.rules:
                for test in tests_of(rule.when) if rule.scope is scope else ():
                    if test.fact not in FACTS:
                        continue
                    masks = [subjects.where(test, each) for each in range(len(sides))]
                    alike = len(set(masks)) == 1
                    asked.setdefault((test.fact, None if alike else side), []).append(test)
        self._facts = []
        for edge in _edges(sides) if scope is Scope.CANDIDATE else ():
            asked.setdefault(("candidate.score", None), []).append(edge)
        # What stands first is left out first: a score says more than the bands of both sides.
        for (name, of), tests in sorted(asked.items(), key=lambda each: each[0][1] is None):
            groups = classes(FACTS[name].type, tests)
            where = tuple(subjects.where(AllOf(among(name, [group])), of or 0) for group in groups)
            self._facts.append(_Fact(name, of, groups, where))

    def pieces(self, mask: int) -> Iterator[Piece]:
        """Rows of literals that together hold of those in a mask and of no other that can be."""
        left = mask
        while left:
            bit = 1 << next(members(left))
            row = {
                place: [bool(where & bit) for where in fact.masks]
                for place, fact in enumerate(self._facts)
            }
            for place in list(row):
                fewer = {other: chosen for other, chosen in row.items() if other != place}
                if self._within(fewer, mask):
                    row = fewer
            for place in row:
                row[place] = self._widened(row, place, mask)
            literals = [
                Literal(among(fact.name, list(compress(fact.groups, row[place]))), fact.side)
                for place, fact in enumerate(self._facts)
                if place in row
            ]
            yield tuple(sorted(literals, key=lambda one: one.side is not None))
            left &= ~self._covered(row)

    def _widened(self, row: dict[int, list[bool]], place: int, mask: int) -> list[bool]:
        return widened(
            self._facts[place].name,
            row[place],
            lambda alone: self._covered({**row, place: alone}) != 0,
            lambda wider: self._within({**row, place: wider}, mask),
        )

    def _covered(self, row: dict[int, list[bool]]) -> int:
        return reduce(
            and_,
            (self._facts[place].where(chosen) for place, chosen in row.items()),
            self._possible,
        )

    def _within(self, row: dict[int, list[bool]], mask: int) -> bool:
        return not self._covered(row) & ~mask
