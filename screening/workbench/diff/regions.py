"""Where a formula holds, in tests that people can read: the exact region, piece by piece.

A case is found, described by every test that tells cases apart, and the description is made
as short as it can be while all cases that fit it are still in the region.  Then a case
outside it is looked for, until there is none.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import compress
from typing import Final

import z3

from screening.ruleset.conditions import AllOf, Test, tests_of
from screening.ruleset.facts import (
    COUNT,
    FACTS,
    HOST_FACTS,
    OUTCOME_FACT,
    TRUTH,
    FactType,
    Scope,
    Value,
    Whole,
)
from screening.ruleset.rules import RuleSet
from screening.workbench.diff.told import SAME_HOST, Literal, Piece, Region
from screening.workbench.logic.asking import possible, satisfiable, supposing
from screening.workbench.logic.terms import Formula
from screening.workbench.logic.universe import classes
from screening.workbench.logic.verdicts import Concluding
from screening.workbench.logic.world import World

__all__ = ["MOST_PIECES", "among", "regions_of", "widened"]

MOST_PIECES: Final = 60
"""A region of more pieces than these is told as far as it was described."""


def regions_of(
    world: World,
    sides: Sequence[Concluding],
    wanted: Formula,
    read: Sequence[RuleSet],
    within: Sequence[Piece],
) -> Iterator[Region]:
    """The region of a world in which a formula on what the sides conclude holds.

    It is described once within each of some stretches, in all of which it must lie.

    Raises:
        Undecidable: the solver gave up.
    """
    describing = _Describing(world, sides, read)
    for literals in within:
        yield describing.region(wanted, literals)


class _Describing:
    """Every test that tells cases of a world apart, and descriptions made of them."""

    def __init__(self, world: World, sides: Sequence[Concluding], read: Sequence[RuleSet]) -> None:
        self._world = world
        self._sides = sides
        self._solver = world.solver
        changed = _changed(read)
        self._names = sorted(
            _names(world, sides, read), key=lambda each: _weight(each[0], each[1], changed)
        )

    def region(self, wanted: Formula, within: Piece) -> Region:
        """The cases of a stretch in which what is wanted holds."""
        pieces: list[Piece] = []
        solver = self._solver
        with supposing(solver, *[self.formula(one) for one in within]):
            while satisfiable(solver, wanted):
                if len(pieces) == MOST_PIECES:
                    return Region(tuple(pieces), within, whole=False)
                piece = self._shortest(solver.model(), wanted)
                pieces.append(piece)
                solver.add(z3.Not(z3.And([self.formula(one) for one in piece])))
        return Region(tuple(self._unneeded_left_out(pieces, within)), within)

    def formula(self, literal: Literal) -> Formula:
        """Whether a literal holds."""
        if literal.tests and literal.fact == SAME_HOST:
            same = self._world.hosting.same
            return same if literal.tests[0].passes(True) else z3.Not(same)  # noqa: FBT003
        return self._sides[literal.side or 0].holds(AllOf(literal.tests))

    def _shortest(self, model: z3.ModelRef, wanted: Formula) -> Piece:
        """As few and as wide literals as imply what is wanted, all of them true in the model."""
        true: dict[int, Literal] = {}
        for place, (name, side, groups) in enumerate(self._names):
            for group in groups:
                literal = Literal(among(name, [group]), side)
                if z3.is_true(model.eval(self.formula(literal), model_completion=True)):
                    true[place] = literal
                    break
        kept = {place: true[place] for place in self._needed([], list(true), true, wanted)}
        for place, literal in reversed(kept.items()):
            kept[place] = self._widened(place, literal, kept, wanted)
        return tuple(literal for _, literal in sorted(kept.items()) if literal.tests)

    def _needed(
        self, held: list[int], places: list[int], true: dict[int, Literal], wanted: Formula
    ) -> list[int]:
        """The fewest of some literals that imply what is wanted with those held.

        Those that come first are kept rather than those that come later.
        """
        if self._implies([true[place] for place in held], wanted):
            return []
        if len(places) == 1:
            return places
        half = len(places) // 2
        later = self._needed(held + places[:half], places[half:], true, wanted)
        return self._needed(held + later, places[:half], true, wanted) + later

    def _implies(self, literals: Sequence[Literal], wanted: Formula) -> bool:
        formulas = [self.formula(literal) for literal in literals]
        return not possible(self._solver, *formulas, z3.Not(wanted))

    def _possible(self, literals: Sequence[Literal]) -> bool:
        return satisfiable(self._solver, *[self.formula(literal) for literal in literals])

    def _widened(
        self, place: int, literal: Literal, kept: dict[int, Literal], wanted: Formula
    ) -> Literal:
        """The literal with every further value that can be and from which the wanted follows."""
        name, side, groups = self._names[place]
        chosen = [all(test.passes(group[0]) for test in literal.tests) for group in groups]
        others = [one for other, one in kept.items() if other != place]

        def of(taken: Sequence[bool]) -> Literal:
            return Literal(among(name, list(compress(groups, taken))), side)

        return of(
            widened(
                name,
                chosen,
                lambda alone: (
                    isinstance(_kind(name), Whole) or self._possible([*others, of(alone)])
                ),
                lambda wider: self._implies([*others, of(wider)], wanted),
            )
        )

    def _unneeded_left_out(self, pieces: list[Piece], within: Piece) -> list[Piece]:
        """Those of the pieces that hold a case that no other does: later ones are wider."""
        solver = self._solver
        formulas = {piece: z3.And([self.formula(one) for one in piece]) for piece in pieces}
        needed = list(dict.fromkeys(pieces))
        for piece in pieces[:-1]:
            others = [formulas[other] for other in needed if other != piece]
            alone = [self.formula(one) for one in within]
            if others and not satisfiable(solver, *alone, formulas[piece], z3.Not(z3.Or(others))):
                needed.remove(piece)
        return needed


_Group = tuple[Value, ...]
_Name = tuple[str, int | None, Sequence[_Group]]


def _changed(read: Sequence[RuleSet]) -> frozenset[str]:
    """What the rules that are not in both sets speak of."""
    rules = [frozenset(one.rules) for one in read]
    return frozenset(test.fact for rule in rules[0] ^ rules[-1] for test in tests_of(rule.when))


def _weight(name: str, side: int | None, changed: Collection[str]) -> tuple[bool, ...]:
    """How far back a fact stands: what was changed first, then what is plain to everybody."""
    host = name in HOST_FACTS
    return (name == SAME_HOST, name not in changed, side is not None, host, name not in FACTS)


def _names(world: World, sides: Sequence[Concluding], read: Sequence[RuleSet]) -> Iterator[_Name]:
    """Each fact and finding that a rule of the proposal reads, with its classes of values."""
    asked: dict[tuple[str, int | None], list[Test]] = {}
    alike = world.hosting.same.eq(z3.BoolVal(val=True))
    for side, ruleset in enumerate(read):
        own = set(sides[side].findings)
        for rule in ruleset.rules:
            if rule.scope is not Scope.PROPOSAL:
                continue
            for test in tests_of(rule.when):
                if test.fact == OUTCOME_FACT or test.fact in own:
                    continue
                shared = test.fact in FACTS and (alike or not test.fact.startswith("host."))
                shared = shared or _same_finding(test.fact, world)
                asked.setdefault((test.fact, None if shared else side), []).append(test)
    for (name, of), tests in asked.items():
        yield name, of, classes(_kind(name), tests)
    if not alike:
        yield SAME_HOST, None, ((True,), (False,))


def _same_finding(name: str, world: World) -> bool:
    """Whether both sides find it of the same candidates and partners."""
    for subjects in (world.crowd.candidates, world.crowd.partners):
        if any(name in found for found in subjects.findings):
            return len({found.get(name) for found in subjects.findings}) == 1
    return False


def among(name: str, groups: Sequence[_Group]) -> tuple[Test, ...]:
    """The tests that a fact is in one of some classes; of whole numbers, without a gap.

    Of all classes there is nothing to test.
    """
    kind = _kind(name)
    if not isinstance(kind, Whole):
        values = {value for group in groups for value in group}
        inorder = tuple(value for value in kind.values if value in values)
        return () if len(inorder) == len(kind.values) else (Test(name, "one_of", inorder),)
    low, high = int(groups[0][0]), int(groups[-1][-1])
    if low == high:
        return (Test(name, "one_of", (low,)),)
    tests = [Test(name, "at_least", (low,))] if low > kind.low else []
    return (*tests, *([Test(name, "at_most", (high,))] if high < kind.high else []))


def widened(
    name: str,
    chosen: list[bool],
    can_be: Callable[[list[bool]], bool],
    holds: Callable[[list[bool]], bool],
) -> list[bool]:
    """A choice of a fact's classes with all others that can be; of whole numbers, without a gap.

    Args:
        name: the fact.
        chosen: for each of its classes, whether it is taken.
        can_be: whether one class alone can be.
        holds: whether what is to hold does with so many classes.
    """
    stretch = isinstance(_kind(name), Whole)
    more = True
    while more:
        more = False
        for number in range(len(chosen)):
            beside = chosen[max(number - 1, 0) : number + 2]
            if chosen[number] or (stretch and True not in beside):
                continue
            if not can_be([other == number for other in range(len(chosen))]):
                continue
            wider = [*chosen[:number], True, *chosen[number + 1 :]]
            if holds(wider):
                chosen, more = wider, True
    return chosen


def _kind(name: str) -> FactType:
    if name == SAME_HOST:
        return TRUTH
    return FACTS[name].type if name in FACTS else COUNT
