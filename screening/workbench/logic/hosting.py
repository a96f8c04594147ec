"""Who the best host is in any case, by the order of :func:`screening.engine.situation.best_host`.

What the best host covers is open; what the others cover is open too, so one that would go
before the best only by what it covers can always be one that covers less (§ 4.4).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

import z3

from screening.ruleset.conditions import Test
from screening.ruleset.facts import Value
from screening.workbench.logic.crowd import Crowd
from screening.workbench.logic.profiles import CandidateProfile, Rank
from screening.workbench.logic.terms import ALWAYS, NEVER, Formula

__all__ = ["Hosting"]


class Hosting:
    """The best host on each side: at most one, of a profile that can host there.

    ``best`` has, per side, whether the best host is of each profile, and ``same`` says whether
    both sides have the same one.
    """

    def __init__(self, crowd: Crowd) -> None:
        self._crowd = crowd
        self._profiles = crowd.candidate_profiles
        hosts = crowd.candidates.hosts
        self._alike = len(crowd.sides) == 1 or (hosts[0] == hosts[-1] and not crowd.joining)
        first = self._bests(0)
        self.best = [first] if len(crowd.sides) == 1 else [first, first]
        self.same: Formula = ALWAYS
        if not self._alike:
            self.best[1] = self._bests(1)
            self.same = z3.Bool("same-host")
        sides = crowd.sides
        self._third = [z3.Bool(f"some-third-party-{side}") for side in sides]
        self._all_covered = {
            (whose, side): z3.Bool(f"host-{whose}-covers-all-{side}")
            for whose in sides
            for side in sides
        }

    def test(self, test: Test, side: int) -> Formula:
        """A test of a fact about the best host."""
        best = self.best[side]
        found = [
            is_it for i, is_it in best.items() if test.passes(_fact(test.fact, self._profiles[i]))
        ]
        if test.passes(_fact(test.fact, None)):
            found.append(z3.Not(z3.Or(list(best.values()))))
        return z3.Or(found)

    def constraints(self) -> Iterator[Formula]:
        """What holds of the best hosts, in every case."""
        yield from self._covering()
        yield from self._chosen(0)
        if not self._alike:
            yield from self._chosen(1)
        for side, best in enumerate(self.best):
            in_force = z3.Or(
                [is_it for i, is_it in best.items() if self._profiles[i].rank.in_force]
            )
            for profile, number in self._crowd.there(self._crowd.sides[-1]):
                if profile.covered[side]:
                    yield z3.Or(number == 0, in_force)
        if len(self.best) > 1:
            yield from self._covers_alike()
        if not self._alike:
            yield from self._two()

    def _bests(self, side: int) -> dict[int, Formula]:
        return {
            i: z3.Bool(f"best-{side}-{i}")
            for i, profile in enumerate(self._profiles)
            if profile.hosts[side]
        }

    def _chosen(self, side: int) -> Iterator[Formula]:
        """There is a best host where there is a host, and no other goes before it."""
        best = self.best[side]
        if best:
            yield z3.AtMost(*best.values(), 1)
        any_best = z3.Or(list(best.values()))
        present: dict[Rank, list[Formula]] = {}
        for i, is_it in best.items():
            some = self._crowd.how_many[i] >= 1
            yield z3.Implies(is_it, some)
            yield z3.Implies(some, any_best)
            present.setdefault(self._profiles[i].rank, []).append(some)
        chosen = self._by_rank(best)
        there = {rank: z3.Or(some) for rank, some in present.items()}
        for mine, theirs in product(chosen, there):
            better = self._surely_better(theirs, mine, side)
            if better is not False:
                yield z3.Or(z3.Not(chosen[mine]), z3.Not(there[theirs]), z3.Not(better))

    def _surely_better(self, one: Rank, other: Rank, side: int) -> Formula:
        """Whether one goes before the other even if it covers as little as it may."""
        if one.answered != other.answered:
            return one.answered and ALWAYS
        if one[1:] <= other[1:]:
            return False
        if not other.in_force:
            return ALWAYS
        return z3.Not(z3.And(self._third[side], self._all_covered[side, side]))

    def _covering(self) -> Iterator[Formula]:
        """Whether there are third parties, and what one side's best host covers are all of them.

        Said once, for it is asked of each two candidates.
        """
        for side, third in enumerate(self._third):
            yield third == self._crowd.any_partner(lambda profile: profile.third, side)
        for (whose, side), covered in self._all_covered.items():
            yield covered == z3.Not(self._left_out(whose, side))

    def _left_out(self, whose: int, side: int) -> Formula:
        return self._crowd.any_partner(
            lambda profile: profile.third and not profile.covered[whose], side
        )

    def _covers_alike(self) -> Iterator[Formula]:
        """One host covers the same partners on both sides."""
        for profile, number in self._crowd.there(self._crowd.sides[-1]):
            if len(set(profile.covered)) > 1:
                yield z3.Implies(self.same, number == 0)

    def _two(self) -> Iterator[Formula]:
        """The best hosts of two sides are one and the same, or neither displaces the other."""
        first, second = self.best
        # Where neither side has a host, neither has another than the other.
        yield z3.Or(self.same, *first.values(), *second.values())
        for i in sorted(first.keys() | second.keys()):
            mine, theirs = first.get(i), second.get(i)
            if mine is None or theirs is None:
                yield z3.Implies(self.same, z3.Not(theirs if mine is None else mine))
                continue
            yield z3.Implies(self.same, mine == theirs)
            several = self._crowd.how_many[i] > 1
            yield z3.Implies(z3.And(mine, theirs, z3.Not(self.same)), several)
        chosen = [self._by_rank(best) for best in self.best]
        seconds = {
            rank: z3.Or([is_it for i, is_it in first.items() if self._hosts(i, rank, 1)])
            for rank in chosen[0]
        }
        firsts = {
            rank: z3.Or([is_it for i, is_it in second.items() if self._hosts(i, rank, 0)])
            for rank in chosen[1]
        }
        for mine, theirs in product(chosen[0], chosen[1]):
            apart = z3.And(chosen[0][mine], chosen[1][theirs], z3.Not(self.same))
            also_second, also_first = seconds[mine], firsts[theirs]
            before_1, tied_1 = self._order(mine, 0, theirs, 1, side=1)
            before_0, tied_0 = self._order(theirs, 1, mine, 0, side=0)
            yield z3.Not(z3.And(apart, also_second, before_1))
            yield z3.Not(z3.And(apart, also_first, before_0))
            yield z3.Not(z3.And(apart, also_first, also_second, tied_0, tied_1))

    def _hosts(self, i: int, rank: Rank, side: int) -> bool:
        return self._profiles[i].rank == rank and self._profiles[i].hosts[side]

    def _by_rank(self, best: Mapping[int, Formula]) -> dict[Rank, Formula]:
        """Whether the best host is of each rank."""
        found: dict[Rank, list[Formula]] = {}
        for i, is_it in best.items():
            found.setdefault(self._profiles[i].rank, []).append(is_it)
        return {rank: z3.Or(each) for rank, each in found.items()}

    def _order(
        self, one: Rank, ones: int, other: Rank, others: int, *, side: int
    ) -> tuple[Formula, Formula]:
        """Whether one goes before the other on a side by what both cover, and whether they tie."""
        if one.answered != other.answered:
            return z3.BoolVal(val=one.answered), NEVER
        covers = self._all_covered[ones, side] if one.in_force else NEVER
        other_covers = self._all_covered[others, side] if other.in_force else NEVER
        alike = covers == other_covers
        before = z3.Or(z3.And(covers, z3.Not(other_covers)), z3.And(alike, one[1:] > other[1:]))
        return before, z3.And(alike, one[1:] == other[1:])


def _fact(fact: str, host: CandidateProfile | None) -> Value:
    match fact:
        case "host.exists":
            return host is not None
        case "host.agreement":
            return "none" if host is None else host.agreement
        case _:
            return "unknown" if host is None else host.outlasts
