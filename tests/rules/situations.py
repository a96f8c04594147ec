"""Situations to try the rules on: any that can be, and where few facts differ, all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from math import prod
from typing import Final

from hypothesis import strategies as st

from screening.engine.situation import Candidate, Facts, Partner, Situation
from screening.ruleset.facts import FACTS, Choice, Fact, Scope, Truth, Value
from screening.workbench.plain import PROPOSAL

__all__ = ["QUIET", "candidate", "combinations", "partner", "situations", "values_of"]

_FOLLOWS: Final = frozenset({"partner.covered_by_host", "verdict.outcome"})
"""Facts that the engine works out from others."""
_NOTHING: Final[Mapping[str, Value]] = {}


def values_of(fact: Fact) -> tuple[Value, ...]:
    """All values of a fact, or of a number a few that rules may tell apart."""
    match fact.type:
        case Choice(values=values):
            return values
        case Truth(values=truths):
            return truths
        case whole:
            return tuple(range(whole.low, min(whole.high, whole.low + 4) + 1))


def _drawn(scope: Scope) -> Iterator[Fact]:
    """The facts of a scope that are drawn and not worked out."""
    for fact in FACTS.values():
        if fact.scope is scope and fact.name not in _FOLLOWS and not fact.name.startswith("host."):
            yield fact


def _facts(scope: Scope, fixed: Mapping[str, Value] = _NOTHING) -> st.SearchStrategy[Facts]:
    """The facts of a scope, all drawn with one number, which is fast."""
    varied = {fact.name: values_of(fact) for fact in _drawn(scope)}
    varied |= {name: (value,) for name, value in fixed.items()}
    number_of_all = prod(map(len, varied.values()))
    return st.integers(0, number_of_all - 1).map(lambda number: _at(number, varied))


def _at(number: int, varied: Mapping[str, Sequence[Value]]) -> Facts:
    """The combination with that number; 0 has the first value of every fact."""
    facts: dict[str, Value] = {}
    for name, values in varied.items():
        number, place = divmod(number, len(values))
        facts[name] = values[place]
    return facts


def situations(
    *, candidates: int = 3, partners: int = 4, fixed: Mapping[str, Value] = _NOTHING
) -> st.SearchStrategy[Situation]:
    """Any situation with so many candidates and partners at most, but for what is fixed."""
    places = st.integers(0, 2**partners - 1).map(
        lambda bits: frozenset(place for place in range(partners) if bits >> place & 1)
    )
    entries = st.lists(
        st.builds(
            Candidate,
            entry=st.sampled_from(["K-1", "K-2", "K-3", "K-4", "K-5", "K-6"]),
            facts=_facts(Scope.CANDIDATE),
            covers=places,
            outlasts=st.sampled_from(("yes", "no", "unknown")),
        ),
        max_size=candidates,
        unique_by=lambda each: each.entry,
    )
    return st.builds(
        Situation,
        candidates=entries.map(tuple),
        partners=st.lists(
            st.builds(Partner, st.just("X"), _facts(Scope.PARTNER)), max_size=partners
        ).map(tuple),
        facts=_facts(Scope.PROPOSAL, fixed),
    )


QUIET: Final[Mapping[str, Value]] = {**PROPOSAL, "parties.count": 2}
"""A proposal of the two parties that no line of the table takes up but those about hosts."""


def combinations(varied: Mapping[str, Iterable[Value]]) -> Iterator[dict[str, Value]]:
    """Every combination of the facts' values."""
    for values in product(*varied.values()):
        yield dict(zip(varied, values, strict=True))


def candidate(
    entry: str = "K-1", covers: frozenset[int] = frozenset(), /, **facts: Value
) -> Candidate:
    """An active constellation that has not been asked and does not overlap, but for ``facts``."""
    plain: dict[str, Value] = {
        "overlap": "none",
        "score": 0,
        "kind": "constellation",
        "status": "active",
        "in_scope": False,
        "agreement": "none",
        "answer": "unasked",
        "level": "unit",
    }
    return Candidate(entry, _named("candidate", plain | facts), covers)


def partner(*, third_party: bool = True, agreement: str = "unknown") -> Partner:
    """A third party nobody knows more of, but for what is said."""
    return Partner("X", _named("partner", {"third_party": third_party, "agreement": agreement}))


def _named(group: str, facts: Mapping[str, Value]) -> dict[str, Value]:
    return {f"{group}.{name}": value for name, value in facts.items()}
