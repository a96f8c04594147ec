"""A case run on a rule set: what came out otherwise than its author says.

What a case knows does not depend on the rules, so it is worked out once; a run is the
rules tried on it and a comparison.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from screening.engine.evaluators import EngineName, evaluator_for
from screening.engine.running import Conclusion, Firing, Runner
from screening.engine.situation import Situation
from screening.errors import Span
from screening.explain.telling import clause_order
from screening.intake.places import Place
from screening.ruleset.facts import Scope
from screening.ruleset.rules import RuleSet

__all__ = ["Case", "CaseResult", "CaseRunner", "Difference", "run_case", "run_cases"]


@dataclass(frozen=True, slots=True)
class Case:
    """A case: what is known on a day, and what is expected of it.

    ``rule`` is the rule that it is about, and ``fires`` whether that rule is to fire (None:
    either).  ``expect`` has what is compared, by the keys of the files.  ``place`` and
    ``span`` say where it is written.
    """

    name: str
    situation: Situation
    expect: Mapping[str, object]
    as_of: date
    rule: str | None = None
    fires: bool | None = None
    place: Place = field(default_factory=Place, compare=False, repr=False)
    span: Span | None = field(default=None, compare=False, repr=False)

    @property
    def file(self) -> str:
        """The file that it is written in; empty where there is none."""
        return self.place.source.name if self.place.source else ""

    @property
    def line(self) -> int:
        """The line of its name, from 1; 0 where there is no file."""
        return self.span.line if self.span else 0


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that came out otherwise than expected: ``outcome``, ``rules`` or the like."""

    what: str
    expected: object
    got: object


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What a case gave on a rule set."""

    case: Case
    conclusion: Conclusion
    differences: tuple[Difference, ...]

    @property
    def passed(self) -> bool:
        """Whether all came out as expected."""
        return not self.differences

    @property
    def fired(self) -> frozenset[str]:
        """The ids of the rules that fired."""
        return frozenset(firing.rule.id for firing in self.conclusion.fired)


class CaseRunner:
    """A rule set made ready to run cases on.

    Args:
        ruleset: the rules; each case is tried on those of its own day.
        engine: ``plain``, or ``durable`` for durable-rules.

    Raises:
        EngineUnavailable: durable-rules was asked for and cannot be imported.
    """

    def __init__(self, ruleset: RuleSet, engine: EngineName = "plain") -> None:
        self._ruleset = ruleset
        self._engine = engine
        self._runners: dict[int, Runner] = {}
        self._runner(ruleset)

    def run(self, case: Case) -> CaseResult:
        """What the case gives, and what differs from what is expected."""
        ruleset = self._ruleset.on(case.as_of)
        conclusion = self._runner(ruleset).run(case.situation)
        told = _Told(conclusion, case, ruleset)
        return CaseResult(case, conclusion, tuple(_differences(case, told)))

    def _runner(self, ruleset: RuleSet) -> Runner:
        """The rules of a day, made ready once for all days that have the same."""
        if ruleset.spell not in self._runners:
            evaluator = evaluator_for(ruleset, self._engine)
            self._runners[ruleset.spell] = Runner(ruleset, evaluator)
        return self._runners[ruleset.spell]


def run_case(case: Case, ruleset: RuleSet) -> CaseResult:
    """One case on a rule set; to run several, :func:`run_cases` makes the rules ready once."""
    return CaseRunner(ruleset).run(case)


def run_cases(
    cases: Iterable[Case], ruleset: RuleSet, engine: EngineName = "plain"
) -> list[CaseResult]:
    """Cases on a rule set, in order.

    Raises:
        EngineUnavailable: durable-rules was asked for and cannot be imported.
    """
    runner = CaseRunner(ruleset, engine)
    return [runner.run(case) for case in cases]


@dataclass(frozen=True, slots=True)
class _Told:
    """A conclusion in the terms of case files."""

    conclusion: Conclusion
    case: Case
    ruleset: RuleSet

    def decisive(self) -> Iterator[Firing]:
        """The rules that give the outcome."""
        outcome = self.conclusion.outcome
        if outcome is not None:
            yield from (one for one in self.conclusion.fired if one.rule.outcome == outcome)

    def target(self) -> str | None:
        """The host's id, where the outcome is to route to it (§ 4.4)."""
        host = self.conclusion.host
        if host is None or self.conclusion.outcome != "route-to-existing":
            return None
        return self.case.situation.candidates[host].entry

    def clauses(self) -> list[str]:
        """The clauses of the rules that give the outcome."""
        found = {clause for firing in self.decisive() for clause in firing.rule.clauses}
        return sorted(found, key=clause_order)

    def obligations(self) -> list[str]:
        """Each obligation once for what it is about, in the order of the rule set."""
        owed = {
            (name, firing.rule.scope, firing.about)
            for firing in self.conclusion.fired
            for name in firing.rule.obligations
        }
        order = list(self.ruleset.obligations)
        return sorted((name for name, _, _ in owed), key=order.index)

    def findings(self) -> dict[str, str | list[str] | None]:
        """What is found of each candidate, and of each partner that the case names."""
        wanted = self.case.expect.get("findings")
        named = wanted if isinstance(wanted, Mapping) else {}
        situation = self.case.situation
        found = {
            candidate.entry: self._found(Scope.CANDIDATE, place)
            for place, candidate in enumerate(situation.candidates)
        }
        return found | {
            partner.name: self._found(Scope.PARTNER, place)
            for place, partner in enumerate(situation.partners)
            if partner.name in named
        }

    def _found(self, scope: Scope, place: int) -> str | list[str] | None:
        found = [
            firing.rule.finding
            for firing in self.conclusion.fired
            if firing.rule.scope is scope
            and firing.about == place
            and firing.rule.finding is not None
        ]
        return found if len(found) > 1 else next(iter(found), None)


_GOT: Final[Mapping[str, Callable[[_Told], object]]] = {
    "outcome": lambda told: told.conclusion.outcome,
    "target": _Told.target,
    "clauses": _Told.clauses,
    "rules": lambda told: sorted(firing.rule.id for firing in told.decisive()),
    "obligations": _Told.obligations,
    "findings": _Told.findings,
}


def _differences(case: Case, told: _Told) -> Iterator[Difference]:
    if case.fires is not None:
        fired = any(firing.rule.id == case.rule for firing in told.conclusion.fired)
        if fired is not case.fires:
            yield Difference("fires", case.fires, fired)
    if told.conclusion.outcome is None and "outcome" not in case.expect:
        yield Difference("outcome", "", None)
    for what, expected in case.expect.items():
        got = _GOT[what](told)
        if _in_any_order(got) != _in_any_order(expected):
            yield Difference(what, expected, got)


def _in_any_order(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _in_any_order(each) for key, each in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return sorted(value)
    return value
