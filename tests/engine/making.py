"""Rules, facts and rule sets out of nothing, for holding the two evaluators against each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from hypothesis import strategies as st

from screening import RuleSet
from screening.model.text import Text
from screening.model.vocabulary import Vocabulary
from screening.ruleset.conditions import AllOf, AnyOf, Condition, Not
from screening.ruleset.conditions import Test as Asked
from screening.ruleset.facts import Choice, FactType, Scope, Truth, Value, Whole
from screening.ruleset.limits import excesses
from screening.ruleset.parties import KnownParty, PartyBook
from screening.ruleset.rules import Bands, Rule, Stratum
from tests.engine.drawn import DAY, letter

__all__ = ["Made", "made", "only", "rule"]

Facts = Mapping[str, Value]
Declared = Mapping[str, FactType]

_TEXT: Final = Text(sv="a", en="a")
_WORDS: Final = ("no", "none", "not", "n", "yes", "unknown", "up-to-a-year", "up-to", "över", "1")
"""Words that begin alike, and words that look like something else."""
_DEEPEST: Final = 3


@dataclass(frozen=True)
class Made:
    """A stratum of rules, and facts to try it on."""

    stratum: Stratum
    facts: Sequence[Facts]

    def __repr__(self) -> str:
        rules = "\n".join(f"  {one.id}: {one.when}" for one in self.stratum.rules)
        return f"Made(\n{rules}\n  {len(self.facts)} facts, the first {dict(self.facts[0])}\n)"


def rule(name: str, when: Condition, *, finding: str | None = "found") -> Rule:
    """A rule of the proposal."""
    return Rule(name, ("6",), _TEXT, Scope.PROPOSAL, when, finding=finding)


def only(*strata: Stratum) -> RuleSet:
    """A rule set of these strata and nothing else."""
    two = (KnownParty(id="region", name="R"), KnownParty(id="university", name="U"))
    return RuleSet(
        name="Made up",
        version="1",
        valid_from=DAY,
        valid_to=None,
        bands=Bands(25, 42),
        outcomes=(),
        obligations={},
        must_hold=(),
        letter=letter(),
        parties=PartyBook(parties=two),
        vocabulary=Vocabulary(),
        strata=strata,
        findings={"found": Scope.PROPOSAL},
        sha256="",
    )


def _declared() -> st.SearchStrategy[Declared]:
    kinds: st.SearchStrategy[FactType] = st.one_of(
        st.just(Truth()),
        st.sets(st.sampled_from(_WORDS), min_size=2, max_size=6).map(
            lambda words: Choice(tuple(sorted(words)))
        ),
        st.builds(Whole, low=st.integers(-2, 0), high=st.sampled_from((1, 4, 100_000))),
    )
    return st.lists(kinds, min_size=1, max_size=8).map(
        lambda each: {f"group.fact_{number}": kind for number, kind in enumerate(each)}
    )


def _values(kind: FactType) -> st.SearchStrategy[Value]:
    match kind:
        case Choice(values=words):
            return st.sampled_from(words)
        case Truth(values=truths):
            return st.sampled_from(truths)
        case Whole(low=low, high=high):
            return st.one_of(st.integers(low, min(high, low + 5)), st.sampled_from((low, high)))


def _tests(declared: Declared) -> st.SearchStrategy[Condition]:
    """A test of any fact: a value, one beside it, or several."""
    made: list[st.SearchStrategy[Condition]] = []
    for name, kind in declared.items():
        several = st.sets(_values(kind), min_size=1, max_size=4).map(
            lambda values: tuple(sorted(values, key=str))
        )
        among = st.sampled_from(("one_of", "none_of"))
        made.append(st.builds(Asked, st.just(name), among, several))
        if isinstance(kind, Whole):
            limit = st.one_of(_values(kind), st.integers(kind.low - 1, kind.high + 1))
            compared = st.sampled_from(("at_least", "at_most"))
            made.append(st.builds(Asked, st.just(name), compared, st.tuples(limit)))
    return st.one_of(made)


def _conditions(declared: Declared) -> st.SearchStrategy[Condition]:
    """A tree of tests, at most so deep."""
    tests = tree = _tests(declared)
    for _ in range(_DEEPEST):
        parts = st.lists(tree, min_size=1, max_size=3).map(tuple)
        tree = st.one_of(
            tests, st.builds(AllOf, parts), st.builds(AnyOf, parts), st.builds(Not, tree)
        )
    return tree


def _facts(declared: Declared) -> st.SearchStrategy[Facts]:
    return st.fixed_dictionaries({name: _values(kind) for name, kind in declared.items()})


@st.composite
def made(draw: st.DrawFn, *, rules: int = 30, facts: int = 25) -> Made:
    """A stratum with up to so many rules that a rule file could hold, and so many facts."""
    declared = draw(_declared())
    number = draw(st.integers(1, rules))
    conditions = draw(st.lists(_conditions(declared), min_size=number, max_size=number))
    each = [rule(f"r-{number:02}", when) for number, when in enumerate(conditions)]
    stratum = Stratum(Scope.PROPOSAL, tuple(each))
    over = {broken.id for broken, _, _ in excesses(stratum)}
    stratum = Stratum(Scope.PROPOSAL, tuple(one for one in each if one.id not in over))
    return Made(stratum, draw(st.lists(_facts(declared), min_size=facts, max_size=facts)))
