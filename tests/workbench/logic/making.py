"""Whole small rule sets, and slips in them, out of one source of chance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import count
from pathlib import Path
from random import Random
from typing import Final, get_args

from screening.model.text import Text
from screening.model.values import Outcome
from screening.ruleset.conditions import AllOf, AnyOf, Condition, Not
from screening.ruleset.conditions import Test as Asked
from screening.ruleset.facts import FACTS, HOST_FINDING, OUTCOME_FACT, Scope, Value, Whole
from screening.ruleset.loading import load_rules
from screening.ruleset.properties import CHANGEABLE
from screening.ruleset.rules import ALWAYS, Bands, FactChange, Property, Rule, RuleSet
from screening.ruleset.strata import stratified
from screening.workbench.parts import parts_of, with_part, with_rule, without_part, without_rule

__all__ = [
    "OUTCOMES",
    "base",
    "made_rules",
    "property_of",
    "rule",
    "ruleset_of",
    "slipped",
    "with_bands",
]

_TEXT: Final = Text(sv="a", en="a")
_BASE: Final = Path(__file__).parent.parent / "bases" / "liten"
OUTCOMES: Final[tuple[Outcome, ...]] = get_args(Outcome)
_OBLIGATIONS: Final = ("do-a", "do-b", "do-c")
_NUMBERS: Final[Mapping[str, Sequence[int]]] = {
    "candidate.score": (0, 2, 3, 20, 34, 35, 50, 76, 89, 90, 91, 100),
    "parties.count": (1, 2, 3, 4, 5),
    "parties.units": (0, 1, 2, 3),
}
_OFTEN: Final = {
    Scope.CANDIDATE: ("candidate.overlap", "candidate.answer", "candidate.score"),
    Scope.PARTNER: ("partner.covered_by_host", "partner.third_party", "partner.agreement"),
    Scope.PROPOSAL: (
        "host.exists",
        "host.agreement",
        "host.agreement_outlasts",
        "parties.count",
        "parties.region",
        "period.length",
    ),
}


@cache
def base() -> RuleSet:
    """A rule set of a few rules, for all that the rules do not say."""
    return load_rules(_BASE)


def rule(
    name: str,
    when: Condition,
    scope: Scope = Scope.PROPOSAL,
    *,
    finding: str | None = None,
    outcome: Outcome | None = None,
    obligations: tuple[str, ...] = (),
) -> Rule:
    """A rule in short."""
    return Rule(
        name, ("6",), _TEXT, scope, when, finding=finding, outcome=outcome, obligations=obligations
    )


_number = count()


def ruleset_of(
    *rules: Rule,
    outcomes: Sequence[Outcome] = OUTCOMES,
    bands: Bands = Bands(35, 76),  # noqa: B008 - it is frozen
    must_hold: Sequence[Property] = (),
    findings: Mapping[str, Scope] | None = None,
) -> RuleSet:
    """A rule set of these rules; the outcomes win over each other in their order."""
    texts = {one.id: one for one in base().outcomes}
    return replace(
        base(),
        bands=bands,
        outcomes=tuple(texts[one] for one in outcomes),
        must_hold=tuple(must_hold),
        strata=stratified(rules),
        findings={one.finding: one.scope for one in rules if one.finding} | dict(findings or {}),
        sha256=f"made-{next(_number)}",
        spells=(),
    )


def made_rules(random: Random) -> RuleSet:
    """Rules of every kind on the facts that there are: some sets lack hosts, partners, outcomes."""
    making = _Making(random)
    rules = [*making.rules()]
    outcomes = random.sample(OUTCOMES, random.choice((1, 2, 3, 3, 3)))
    rules = [
        replace(one, outcome=random.choice(outcomes)) if one.outcome is not None else one
        for one in rules
    ]
    possible, strong = random.choice(((35, 76), (35, 76), (20, 50), (3, 95), (50, 90), (1, 2)))
    made = ruleset_of(*rules, outcomes=outcomes, bands=Bands(possible, strong))
    must = [property_of(random, made, f"must-{i}") for i in range(random.choice((0, 1, 1)))]
    return replace(made, must_hold=tuple(must))


def property_of(random: Random, ruleset: RuleSet, name: str) -> Property:
    """Something that the rules may or may not keep, of each of the three kinds."""
    findings = {
        name: scope for name, scope in ruleset.findings.items() if scope is not Scope.PROPOSAL
    }
    making = _Making(random, findings)
    never = random.choice([one.id for one in ruleset.outcomes])
    kind = random.choice(("when", "change", "add"))
    when = making.condition(Scope.PROPOSAL, 1)
    if kind == "when":
        return Property(name, ("6",), when, never)
    when = random.choice((ALWAYS, when))
    if kind == "change":
        fact = random.choice((*CHANGEABLE, "period.length"))
        values = list(_values(fact))
        random.shuffle(values)
        at = random.randint(1, len(values) - 1)
        change = FactChange(fact, tuple(values[:at]), tuple(values[at:]))
        return Property(name, ("6",), when, never, change=change)
    adds = [
        Asked("partner.agreement", "one_of", (random.choice(_values("partner.agreement")),)),
        Asked("partner.third_party", "one_of", (True,)),
    ]
    chosen = tuple(random.sample(adds, random.choice((1, 2))))
    return Property(name, ("6",), when, never, adds=chosen)


class _Making:
    def __init__(self, random: Random, findings: Mapping[str, Scope] | None = None) -> None:
        self._random = random
        self._findings = dict(findings or {})
        self._number = 0

    def rules(self) -> Iterator[Rule]:
        """All of them; each reads only findings of those before it, so there is no circle."""
        some = self._random.choice
        for scope, name in ((Scope.CANDIDATE, "found"), (Scope.PARTNER, "seen")):
            for _ in range(some((0, 1, 2, 3))):
                yield self._each(scope, name)
            if scope is Scope.CANDIDATE:
                for _ in range(some((0, 1, 1, 2))):
                    when = self.condition(scope, 2, but=HOST_FINDING)
                    made = self._rule(scope, when, finding=HOST_FINDING)
                    yield made
                    self._findings[HOST_FINDING] = scope
        late = [self._late() for _ in range(some((0, 1, 2)))]
        for _ in range(some((0, 1, 2))):
            finding = some(("noted", "told"))
            when = self.condition(Scope.PROPOSAL, 1, but=finding)
            yield self._rule(Scope.PROPOSAL, when, finding=finding)
            self._findings.setdefault(finding, Scope.PROPOSAL)
        for _ in range(some((1, 2, 3, 4, 5))):
            when = self.condition(Scope.PROPOSAL, 2)
            obligations = tuple(self._random.sample(_OBLIGATIONS, some((0, 0, 1))))
            yield self._rule(Scope.PROPOSAL, when, outcome=some(OUTCOMES), obligations=obligations)
        if some((True, False)):
            yield self._rule(Scope.PROPOSAL, ALWAYS, outcome=some(OUTCOMES))
        yield from late

    def _each(self, scope: Scope, name: str) -> Rule:
        finding = self._random.choice((f"{name}-1", f"{name}-2", None))
        obligations = tuple(self._random.sample(_OBLIGATIONS, self._random.choice((0, 1))))
        made = self._rule(
            scope, self.condition(scope, 2, but=finding), finding=finding, obligations=obligations
        )
        if finding is not None:
            self._findings.setdefault(finding, scope)
        return made

    def _late(self) -> Rule:
        waits = Asked(
            OUTCOME_FACT,
            self._random.choice(("one_of", "none_of")),
            tuple(self._random.sample(OUTCOMES, self._random.choice((1, 1, 2)))),
        )
        inner = self._random.choice((waits, Not(waits)))
        other = self.condition(Scope.PROPOSAL, 0)
        when = self._random.choice((inner, AllOf((inner, other)), AnyOf((inner, other))))
        return self._rule(Scope.PROPOSAL, when, obligations=(self._random.choice(_OBLIGATIONS),))

    def _rule(
        self,
        scope: Scope,
        when: Condition,
        *,
        finding: str | None = None,
        outcome: Outcome | None = None,
        obligations: tuple[str, ...] = (),
    ) -> Rule:
        self._number += 1
        return rule(
            f"r-{self._number:02}",
            when,
            scope,
            finding=finding,
            outcome=outcome,
            obligations=obligations,
        )

    def condition(self, scope: Scope, depth: int, *, but: str | None = None) -> Condition:
        """A condition that a rule of the scope can have, that deep at most.

        ``but`` is a finding; it is not read, nor is any of a name that sorts after it, so
        that no circle comes about.
        """
        if depth and self._random.random() < 0.6:
            parts = tuple(
                self.condition(scope, depth - 1, but=but)
                for _ in range(self._random.choice((1, 2, 2, 3)))
            )
            kind = self._random.choice(("all", "all", "any", "not"))
            if kind == "not":
                return Not(parts[0])
            return AllOf(parts) if kind == "all" else AnyOf(parts)
        return self._test(scope, but)

    def _test(self, scope: Scope, but: str | None) -> Condition:
        some = self._random.choice
        own = [
            name for name, of in self._findings.items() if of is scope and (not but or name < but)
        ]
        counts = [
            name
            for name, of in self._findings.items()
            if scope is Scope.PROPOSAL and of is not scope
        ]
        which = self._random.random()
        if own and which < 0.3:
            return Asked(some(own), some(("one_of", "none_of")), (some((True, False)),))
        if counts and which < 0.6:
            return self._number_test(some(counts), (0, 1, 1, 2, 3))
        facts = [
            name for name, fact in FACTS.items() if fact.scope is scope and name != OUTCOME_FACT
        ]
        name = some((*facts, *_OFTEN[scope] * 2))
        if isinstance(FACTS[name].type, Whole):
            return self._number_test(name, _NUMBERS[name])
        values = _values(name)
        several = tuple(self._random.sample(values, some((1, 1, min(2, len(values))))))
        return Asked(name, some(("one_of", "none_of")), several)

    def _number_test(self, name: str, numbers: Sequence[int]) -> Condition:
        operator = self._random.choice(("one_of", "none_of", "at_least", "at_least", "at_most"))
        values = self._random.sample(numbers, 2 if operator in {"one_of", "none_of"} else 1)
        return Asked(name, operator, tuple(dict.fromkeys(values)))  # type: ignore[arg-type]


def _values(name: str) -> tuple[Value, ...]:
    kind = FACTS[name].type
    if isinstance(kind, Whole):
        return tuple(_NUMBERS[name])
    return kind.values


def with_bands(ruleset: RuleSet, bands: Bands) -> RuleSet:
    """The rule set with other bands."""
    return replace(ruleset, bands=bands, sha256=f"{ruleset.sha256} {bands}")


def slipped(random: Random, ruleset: RuleSet, times: int = 1) -> RuleSet:
    """The rule set after some slips: of a condition, a rule, an outcome, their order, a band."""
    for _ in range(times):
        ruleset = _slip(random, ruleset)
    return ruleset


def _slip(random: Random, ruleset: RuleSet) -> RuleSet:
    if not ruleset.rules or random.random() < 0.1:
        outcomes = list(ruleset.outcomes)
        random.shuffle(outcomes)
        number = next(_number)
        return replace(ruleset, outcomes=tuple(outcomes), sha256=f"made-{number}")
    one = random.choice(ruleset.rules)
    part, condition = random.choice([*parts_of(one.when)])
    match random.choice(("drop", "drop", "not", "join", "value", "rule", "outcome", "steps")):
        case "drop":
            when = without_part(one.when, part)
            return ruleset if when is None else with_rule(ruleset, replace(one, when=when))
        case "not":
            when = with_part(one.when, part, Not(condition))
            return with_rule(ruleset, replace(one, when=when))
        case "join" if isinstance(condition, AllOf | AnyOf) and condition.parts:
            kind = AnyOf if isinstance(condition, AllOf) else AllOf
            return with_rule(
                ruleset, replace(one, when=with_part(one.when, part, kind(condition.parts)))
            )
        case "value" if isinstance(condition, Asked):
            other = _other(random, condition)
            return with_rule(ruleset, replace(one, when=with_part(one.when, part, other)))
        case "rule":
            return without_rule(ruleset, one.id)
        case "outcome" if one.outcome is not None:
            outcome = random.choice(ruleset.outcomes).id
            return with_rule(ruleset, replace(one, outcome=outcome))
        case "steps" if one.obligations:
            return with_rule(ruleset, replace(one, obligations=()))
        case _:
            return ruleset


def _other(random: Random, test: Asked) -> Asked:
    if test.operator in {"at_least", "at_most"}:
        return replace(test, values=(max(0, int(test.values[0]) + random.choice((-1, 1))),))
    fact = FACTS.get(test.fact)
    if fact is None:
        return test.turned()
    others = [value for value in _values(test.fact) if value not in test.values]
    if test.fact == OUTCOME_FACT or not others:
        return test.turned()
    return replace(test, values=(*test.values[1:], random.choice(others)))
