"""Why another outcome was not given: the rules that could have, and what kept them from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from screening.engine.running import Conclusion
from screening.engine.situation import Facts, Situation
from screening.explain.dependencies import dependencies
from screening.explain.trace import failed_tests
from screening.messages import Lang
from screening.model.values import Outcome
from screening.model.verdict import Details, FailedTest, Unfired, WhyNot
from screening.ruleset.conditions import Condition
from screening.ruleset.facts import HOST_FINDING, Scope
from screening.ruleset.rules import Rule, RuleSet

__all__ = ["why_not"]


def why_not(
    conclusion: Conclusion, situation: Situation, ruleset: RuleSet, lang: Lang
) -> tuple[WhyNot, ...]:
    """For each other outcome, every rule that could have given it (§ 4.4 asks for the trial)."""
    teller = _Teller(conclusion, situation, ruleset, lang)
    return tuple(
        WhyNot(outcome=outcome.id, rules=tuple(teller.rules_for(outcome.id)))
        for outcome in ruleset.outcomes
        if outcome.id != conclusion.outcome
    )


class _Teller:
    def __init__(
        self, conclusion: Conclusion, situation: Situation, ruleset: RuleSet, lang: Lang
    ) -> None:
        self._conclusion = conclusion
        self._situation = situation
        self._ruleset = ruleset
        self._lang = lang

    def rules_for(self, outcome: Outcome) -> Iterator[Unfired]:
        """The rules that give an outcome, with what each lacked."""
        for rule in self._ruleset.rules:
            if rule.outcome == outcome:
                failed = _told(rule.when, self._conclusion.proposal)
                yield Unfired(
                    rule=rule.id,
                    clause=rule.clauses,
                    title=rule.title.of(self._lang),
                    failed=failed,
                    details=tuple(self._details(failed)),
                )

    def _details(self, failed: Sequence[FailedTest]) -> Iterator[Details]:
        """What kept the findings that the rule missed from being made, one by one."""
        missed = dict.fromkeys(
            HOST_FINDING if test.fact == "host.exists" else test.fact
            for test in failed
            if not test.saw
        )
        for finding in missed:
            for rule in dependencies(self._ruleset).concluding(finding):
                for about, facts in self._subjects(rule):
                    failed_here = _told(rule.when, facts)
                    if facts[finding] or _is_one_of_the_two(failed_here):
                        continue
                    yield Details(
                        about=about,
                        rule=rule.id,
                        title=rule.title.of(self._lang),
                        failed=failed_here,
                    )

    def _subjects(self, rule: Rule) -> Iterator[tuple[str, Facts]]:
        if rule.scope is Scope.CANDIDATE:
            names = [candidate.entry for candidate in self._situation.candidates]
            yield from zip(names, self._conclusion.candidates, strict=True)
        elif rule.scope is Scope.PARTNER:
            names = [partner.name for partner in self._situation.partners]
            yield from zip(names, self._conclusion.partners, strict=True)


def _is_one_of_the_two(failed: Sequence[FailedTest]) -> bool:
    """Whether a rule for third parties missed the region or the university: no news to anybody."""
    return any(test.fact == "partner.third_party" for test in failed)


def _told(condition: Condition, facts: Facts) -> tuple[FailedTest, ...]:
    return tuple(
        FailedTest(
            fact=test.fact,
            operator=test.operator,
            values=test.values,
            saw=facts[test.fact],
            alternative=alternative,
        )
        for test, alternative in failed_tests(condition, facts)
    )
