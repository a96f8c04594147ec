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
from screening.workbench.logic.terms import Formula

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
        self.same: Formula = z3.BoolVal(val=True)
        if not self._alike:
            self.best[1] = self._bests(1)
            self.same = z3.Bool("same-host")

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
        for mine, theirs in product(chosen, present):
            better = self._surely_better(theirs, mine, side)
            if better is not False:
                yield z3.Not(z3.And(z3.Or(chosen[mine]), z3.Or(present[theirs]), better))

    def _surely_better(self, one: Rank, other: Rank, side: int) -> Formula:
        """Whether one goes before the other even if it covers as little as it may."""
        if one.answered != other.answered:
            return one.answered
        if one[1:] <= other[1:]:
            return False
        if not other.in_force:
            return True
        third = self._crowd.any_partner(lambda profile: profile.third, side)
        return z3.Not(z3.And(third, self._covers_all(side, side)))

    def _covers_all(self, whose: int, side: int) -> Formula:
        """Whether what one side's best host covers are all third parties of a side."""
        return z3.Not(
            self._crowd.any_partner(
                lambda profile: profile.third and not profile.covered[whose], side
            )
        )

    def _covers_alike(self) -> Iterator[Formula]:
        """One host covers the same partners on both sides."""
        for profile, number in self._crowd.there(self._crowd.sides[-1]):
            if len(set(profile.covered)) > 1:
                yield z3.Implies(self.same, number == 0)

    def _two(self) -> Iterator[Formula]:
        """The best hosts of two sides are one and the same, or neither displaces the other."""
        first, second = self.best
        for i in sorted(first.keys() | second.keys()):
            mine, theirs = first.get(i), second.get(i)
            if mine is None or theirs is None:
                yield z3.Implies(self.same, z3.Not(theirs if mine is None else mine))
                continue
            yield z3.Implies(self.same, mine == theirs)
            several = self._crowd.how_many[i] > 1
            yield z3.Implies(z3.And(mine, theirs, z3.Not(self.same)), several)
        chosen = [self._by_rank(best) for best in self.best]
        for mine, theirs in product(chosen[0], chosen[1]):
            apart = z3.And(z3.Or(chosen[0][mine]), z3.Or(chosen[1][theirs]), z3.Not(self.same))
            also_second = z3.Or([first[i] for i in first if self._hosts(i, mine, 1)])
            also_first = z3.Or([second[i] for i in second if self._hosts(i, theirs, 0)])
            before_1, tied_1 = self._order(mine, 0, theirs, 1, side=1)
            before_0, tied_0 = self._order(theirs, 1, mine, 0, side=0)
            yield z3.Not(z3.And(apart, also_second, before_1))
            yield z3.Not(z3.And(apart, also_first, before_0))
            yield z3.Not(z3.And(apart, also_first, also_second, tied_0, tied_1))

    def _hosts(self, i: int, rank: Rank, side: int) -> bool:
        return self._profiles[i].rank == rank and self._profiles[i].hosts[side]

    def _by_rank(self, best: Mapping[int, Formula]) -> dict[Rank, list[Formula]]:
        found: dict[Rank, list[Formula]] = {}
        for i, is_it in best.items():
            found.setdefault(self._profiles[i].rank, []).append(is_it)
        return found

    def _order(
        self, one: Rank, ones: int, other: Rank, others: int, *, side: int
    ) -> tuple[Formula, Formula]:
        """Whether one goes before the other on a side by what both cover, and whether they tie."""
        if one.answered != other.answered:
            return one.answered, False
        covers = z3.And(one.in_force, self._covers_all(ones, side))
        other_covers = z3.And(other.in_force, self._covers_all(others, side))
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
