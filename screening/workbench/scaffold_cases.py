"""Two cases for a new rule to start from: one in which it fires, and one just beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Final

from screening.engine.running import Conclusion
from screening.engine.situation import Situation
from screening.errors import Problem
from screening.intake.document import Document
from screening.intake.documents import from_python
from screening.intake.places import Place
from screening.ruleset.conditions import facts_of, tests_of
from screening.ruleset.facts import FACTS, Scope, Value
from screening.ruleset.rules import Rule, RuleSet
from screening.workbench.cases import AS_OF, Case, CaseRunner
from screening.workbench.cases.alone import FactsReader
from screening.workbench.scaffold_plans import PARTNERS, Facts, Plan, passing, plans

__all__ = ["StartingCase", "starting_cases"]

_TRIED: Final = 500
"""So many plans are tried before it is given up."""


@dataclass(frozen=True, slots=True)
class StartingCase:
    """A case of facts alone, as its file is to have it.

    ``written`` has its facts, candidates and partners, ``seen`` what the rule reads and
    with which value, and ``expect`` what came out.
    """

    fires: bool
    written: Mapping[str, Any]
    seen: Facts
    expect: Mapping[str, Any]


def starting_cases(rule: Rule, ruleset: RuleSet) -> list[StartingCase]:
    """A case in which a rule of the rule set fires, where one is found, and one in which not."""
    trying = _Trying(rule, ruleset)
    for plan in islice(plans(rule, ruleset), _TRIED):
        firing = trying.case(plan, fires=True)
        if firing is not None:
            beside = (trying.case(other, fires=False) for other in _beside(plan, rule))
            return [firing, *islice((case for case in beside if case is not None), 1)]
    plain = trying.case(Plan(), fires=False)
    return [] if plain is None else [plain]


class _Trying:
    def __init__(self, rule: Rule, ruleset: RuleSet) -> None:
        self._rule = rule
        self._ruleset = ruleset
        self._runner = CaseRunner(ruleset)
        self._day = AS_OF if ruleset.covers(AS_OF) else ruleset.valid_from

    def case(self, plan: Plan, *, fires: bool) -> StartingCase | None:
        """The plan as a case, if it can be, and if the rule fires as it should."""
        written = self._written(plan)
        situation = self._situation(written)
        if situation is None:
            return None
        asked = self._asked(written)
        result = self._runner.run(Case("", situation, asked, self._day))
        fired = [one for one in result.conclusion.fired if one.rule.id == self._rule.id]
        if bool(fired) is not fires:
            return None
        about = fired[0].about if fired else None
        got = {one.what: one.got for one in result.differences}
        expect = {what: got[what] for what in asked if got.get(what) is not None}
        return StartingCase(fires, written, self._seen(result.conclusion, about), expect)

    def _written(self, plan: Plan) -> dict[str, Any]:
        """The plan with names, and without what follows from them."""
        partners: list[dict[str, Any]] = []
        names = iter(PARTNERS)
        two = iter(party.name for party in self._ruleset.parties.parties)
        for facts in plan.partners:
            third = facts.get("partner.third_party", True)
            name = next(names if third else two, None)
            own = {key: value for key, value in facts.items() if key != "partner.third_party"}
            if name is not None:
                partners.append({"name": name, **own})
        candidates: list[dict[str, Any]] = [
            {"id": f"K-{number}", **facts} for number, facts in enumerate(plan.candidates, start=1)
        ]
        if plan.covered and candidates:
            candidates[0]["covers"] = [partner["name"] for partner in partners]
        parts = {"facts": dict(plan.facts), "candidates": candidates, "partners": partners}
        return {name: part for name, part in parts.items() if part} or {"facts": {}}

    def _situation(self, written: Mapping[str, Any]) -> Situation | None:
        document = Document(Place(), from_python(written), None)
        problems: list[Problem] = []
        situation = FactsReader(document, (), self._ruleset, problems).situation()
        return None if problems else situation

    def _asked(self, written: Mapping[str, Any]) -> dict[str, Any]:
        """What to compare: expected as nothing can be, so that all of it comes out otherwise."""
        asked: dict[str, Any] = {"outcome": "", "obligations": [""]}
        if self._rule.outcome is not None:
            asked["rules"] = [""]
        named = ("partners", "name") if self._rule.scope is Scope.PARTNER else ("candidates", "id")
        if subjects := written.get(named[0]):
            asked["findings"] = {one[named[1]]: "" for one in subjects}
        return asked

    def _seen(self, conclusion: Conclusion, about: int | None) -> dict[str, Value]:
        facts: Mapping[str, Value] = conclusion.proposal
        if self._rule.scope is not Scope.PROPOSAL:
            of_candidates = self._rule.scope is Scope.CANDIDATE
            subjects = conclusion.candidates if of_candidates else conclusion.partners
            facts = subjects[-1 if about is None else about] if subjects else {}
        return {name: facts[name] for name in sorted(facts_of(self._rule.when)) if name in facts}


def _beside(plan: Plan, rule: Rule) -> Iterator[Plan]:
    """Plans that differ in one thing from one in which the rule fires; at last, nothing said."""
    for test in tests_of(rule.when):
        # Who somebody is cannot be otherwise, but nobody need be there.
        if test.fact != "partner.third_party":
            for value in passing(test.turned()) if test.fact in FACTS else ():
                yield from _changed(plan, test.fact, value)
    if plan.partners:
        yield replace(plan, partners=plan.partners[:-1])
        yield replace(plan, partners=(*plan.partners, {}))
    if plan.candidates:
        yield replace(plan, candidates=plan.candidates[:-1])
    for name in plan.facts:
        yield replace(plan, facts={key: value for key, value in plan.facts.items() if key != name})
    yield from _SIMPLE


def _changed(plan: Plan, fact: str, value: Value) -> Iterator[Plan]:
    """A plan with a fact of the proposal, or of the first candidate or partner, changed."""
    if fact in plan.facts:
        yield replace(plan, facts={**plan.facts, fact: value})
    elif fact.startswith("candidate.") and plan.candidates:
        changed = ({**plan.candidates[0], fact: value}, *plan.candidates[1:])
        yield replace(plan, candidates=changed)
    elif fact.startswith("partner.") and plan.partners:
        changed = ({**plan.partners[0], fact: value}, *plan.partners[1:])
        yield replace(plan, partners=changed)


_SIMPLE: Final = (
    Plan(),
    Plan(partners=({"partner.agreement": "signed"},)),
    Plan(candidates=({"candidate.overlap": "strong"},)),
    Plan({"proposal.level": "executive"}),
)
"""Plans of little, one of which lets a rule rest that nothing else does."""
