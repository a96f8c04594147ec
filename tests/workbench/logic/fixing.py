"""A world held to one case: whether it has the case at all, and what it says of it."""

from __future__ import annotations

from collections.abc import Sequence

import z3

from screening.engine.running import Conclusion
from screening.engine.situation import Situation, covered_by
from screening.ruleset.conditions import Test as Asked
from screening.ruleset.facts import Value
from screening.workbench.logic.sides import AGREED, COVERED, JOINS, OUTLASTS
from screening.workbench.logic.terms import Formula
from screening.workbench.logic.universe import Universe
from screening.workbench.logic.world import World
from tests.workbench.logic.cases import Case

__all__ = ["Seen", "bit_of", "fixed"]

Seen = tuple[Situation, tuple[int, ...], Conclusion]
"""A case as one side sees it: its facts, which entries are candidates, what it concludes."""


def bit_of(universe: Universe, values: dict[str, Value]) -> int:
    """The one combination that has these values."""
    found = universe.all
    for name, each in universe.facts.items():
        value = values[name]
        numbers = name == "candidate.score"
        first = next(
            one[0]
            for one in each
            if (int(one[0]) <= int(value) <= int(one[-1]) if numbers else value in one)
        )
        found &= universe.where(name, lambda other, first=first: other == first)  # type: ignore[misc]
    return found


def fixed(world: World, case: Case, seen: Sequence[Seen]) -> list[Formula]:
    """That the case of a world is this one, as each of its sides sees it."""
    told = [*_facts(world, seen)]
    crowd = world.crowd
    places: dict[int, int] = {}
    numbers = [0] * len(crowd.candidate_profiles)
    for place, entry in enumerate(case.entries):
        if not any(place in weighed for _, weighed, _ in seen):
            continue
        values: dict[str, Value] = {
            **entry.facts,
            "candidate.score": entry.score,
            AGREED: entry.agreed,
            OUTLASTS: entry.outlasts,
        }
        bit = bit_of(crowd.candidates.universe, values)
        (place_of,) = [
            number for number, one in enumerate(crowd.candidate_profiles) if one.block & bit
        ]
        numbers[place_of] += 1
        places[place] = place_of
    told += [many == number for many, number in zip(crowd.how_many, numbers, strict=True)]
    told += [*_partners(world, case, seen)]
    hosts = [
        None if conclusion.host is None else weighed[conclusion.host]
        for _, weighed, conclusion in seen
    ]
    for side, host in enumerate(hosts):
        best = world.hosting.best[side] if side < len(world.hosting.best) else {}
        told += [
            is_it if host is not None and places[host] == number else z3.Not(is_it)
            for number, is_it in best.items()
        ]
    told.append(world.hosting.same == z3.BoolVal(val=hosts[0] == hosts[-1]))
    return told


def _facts(world: World, seen: Sequence[Seen]) -> Sequence[Formula]:
    told: list[Formula] = []
    for side, (situation, _, _) in enumerate(seen):
        for name, chosen in list(world.choices(side)):
            value = situation.facts[name]
            told += [is_it for values, is_it in chosen.items() if value in values]
        for name in ("parties.count", "parties.units"):
            test = Asked(name, "one_of", (situation.facts[name],))
            told.append(world.test(test, min(side, len(world.sides) - 1)))
    return told


def _partners(world: World, case: Case, seen: Sequence[Seen]) -> Sequence[Formula]:
    crowd = world.crowd
    numbers = [0] * len(crowd.partner_profiles)
    before = len(seen[0][0].partners)
    for place, partner in enumerate(case.partners):
        values: dict[str, Value] = {**partner.facts, JOINS: place >= before}
        for side, (_, weighed, conclusion) in enumerate(seen):
            covers: frozenset[int] = frozenset()
            if conclusion.host is not None:
                host = seen[side][0].candidates[conclusion.host]
                if covered_by(host) or host.facts["candidate.agreement"] == "in-force":
                    covers = case.entries[weighed[conclusion.host]].covers
            values[f"{COVERED}-{side}"] = place in covers
        bit = bit_of(crowd.partners.universe, values)
        (place_of,) = [
            number for number, one in enumerate(crowd.partner_profiles) if one.block & bit
        ]
        numbers[place_of] += 1
    return [many == number for many, number in zip(crowd.how_many_partners, numbers, strict=True)]
