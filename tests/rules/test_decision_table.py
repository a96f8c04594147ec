from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings

from screening import RuleSet, Screener
from screening.engine.evaluators import PlainEvaluator
from screening.engine.running import Conclusion, Runner
from screening.engine.situation import Situation
from screening.ruleset.facts import FACTS
from tests.rules.fixtures import AS_OF, EXPECTED, Expected, found_proposals
from tests.rules.situations import (
    QUIET,
    candidate,
    combinations,
    partner,
    situations,
    values_of,
)
from tests.rules.table import CLAUSES, OUTCOMES, RULES, Decision, decide, findings

Run = Callable[[Situation], Conclusion]
BEFORE_HOSTS = (
    "letter.status",
    "parties.region",
    "parties.university",
    "proposal.level",
    "proposal.new_principles",
)
"""What the first four lines read."""


@pytest.fixture(scope="module")
def run(shipped: RuleSet) -> Run:
    return Runner(shipped, PlainEvaluator(shipped)).run


def told(conclusion: Conclusion, situation: Situation) -> Decision:
    """A conclusion in the table's terms."""
    rows = tuple(row for row, rule in RULES.items() if rule in fired(conclusion))
    host = None if conclusion.host is None else situation.candidates[conclusion.host].entry
    owed = {
        (name, None if firing.about is None else situation.candidates[firing.about].entry)
        for firing in conclusion.fired
        for name in firing.rule.obligations
    }
    return Decision(rows, host, frozenset(owed))


def fired(conclusion: Conclusion) -> set[str]:
    return {firing.rule.id for firing in conclusion.fired}


def agrees(run: Run, situation: Situation) -> bool:
    """Whether the rules and the table come to the same; told in full where they do not."""
    conclusion = run(situation)
    assert told(conclusion, situation) == decide(situation)
    assert conclusion.outcome == decide(situation).outcome
    return True


# --- the proposals of the fixtures ------------------------------------------------------


def test_every_proposal_in_the_folders_has_an_expectation_and_every_line_has_proposals() -> None:
    assert sorted(one.file for one in EXPECTED) == found_proposals()
    assert {one.row for one in EXPECTED} == set(RULES)
    for one in EXPECTED:
        assert one.file.parent.name.startswith(f"row-{one.row:02}-")
        assert one.outcome == OUTCOMES[one.row]


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda one: one.name)
def test_a_proposal_gives_the_outcome_and_the_target_of_the_first_line_that_holds(
    expected: Expected, screener: Screener, screener_without_letter: Screener
) -> None:
    serving = screener_without_letter if expected.row == 1 else screener
    verdict = serving.screen(expected.file, as_of=AS_OF)

    target = verdict.target.id if verdict.target else None
    assert (verdict.outcome, target) == (expected.outcome, expected.target)
    given = [row for row, rule in RULES.items() if rule in {one.rule for one in verdict.reasons}]
    assert given[0] == expected.row
    decisive = {one.rule for one in verdict.reasons if one.decisive}
    alike = [row for row in given if OUTCOMES[row] == expected.outcome]
    assert decisive == {RULES[row] for row in alike}
    assert set(verdict.clauses) == set().union(*(CLAUSES[row] for row in alike))


def test_every_line_of_the_table_is_one_rule_with_the_lines_clauses(shipped: RuleSet) -> None:
    giving = {rule.id: (rule.outcome, set(rule.clauses)) for rule in shipped.rules if rule.outcome}
    assert giving == {RULES[row]: (OUTCOMES[row], CLAUSES[row]) for row in RULES}


# --- the table as an oracle --------------------------------------------------------------


@settings(max_examples=1500)
@given(situations())
def test_rules_and_table_agree_on_any_situation(run: Run, situation: Situation) -> None:
    assert agrees(run, situation)


@settings(max_examples=2500)
@given(situations(fixed={name: QUIET[name] for name in BEFORE_HOSTS}))
def test_rules_and_table_agree_on_any_situation_that_is_settled_by_hosts_partners_and_resources(
    run: Run, situation: Situation
) -> None:
    assert agrees(run, situation)


def test_rules_and_table_agree_on_every_candidate_beside_a_third_party(run: Run) -> None:
    varied = {
        name.partition(".")[2]: values_of(FACTS[name])
        for name in (
            "candidate.overlap",
            "candidate.kind",
            "candidate.status",
            "candidate.in_scope",
            "candidate.agreement",
            "candidate.answer",
        )
    }
    facts = dict(QUIET, **{"parties.count": 3})
    for agreement in values_of(FACTS["partner.agreement"]):
        for covers in (frozenset[int](), frozenset({1})):
            for each in combinations(varied):
                situation = Situation(
                    (candidate("K-1", covers, **each),),
                    (partner(third_party=False), partner(agreement=str(agreement))),
                    facts,
                )
                assert agrees(run, situation)


@pytest.mark.parametrize(
    "candidates",
    [
        (),
        (candidate(overlap="strong", agreement="in-force"),),
        (candidate(overlap="strong", agreement="expired"),),
        (candidate(overlap="strong", answer="declined"),),
    ],
    ids=["no candidate", "a host that rests", "a host that does not", "a contested candidate"],
)
@pytest.mark.parametrize(
    "partners",
    [(), (partner(agreement="signed"),), (partner(agreement="declined"),), (partner(),)],
    ids=["the two alone", "one signed", "one declined", "one unknown"],
)
def test_rules_and_table_agree_on_every_combination_of_the_lines_about_the_proposal(
    run: Run, candidates: Sequence[object], partners: Sequence[object]
) -> None:
    lines = (*BEFORE_HOSTS, "resources.committed", "resources.named")
    for each in combinations({name: values_of(FACTS[name]) for name in lines}):
        situation = Situation(tuple(candidates), tuple(partners), {**QUIET, **each})  # type: ignore[arg-type]
        assert agrees(run, situation)


@pytest.mark.parametrize("outcome_by", ["level", "host", "nothing"])
def test_rules_and_table_agree_on_every_combination_of_what_is_owed(
    run: Run, outcome_by: str
) -> None:
    owed_by = (
        "letter.review",
        "parties.count",
        "parties.units",
        "period.length",
        "coordination.joint_meetings",
        "coordination.shared_goals",
        "coordination.coordinating_function",
        "coordination.specific_agreement",
    )
    hosts = (candidate(overlap="strong", agreement="in-force"),) if outcome_by == "host" else ()
    level = "executive" if outcome_by == "level" else "team"
    for each in combinations({name: values_of(FACTS[name]) for name in owed_by}):
        situation = Situation(hosts, (), {**QUIET, **each, "proposal.level": level})
        assert agrees(run, situation)


def test_the_findings_of_the_rules_are_those_of_the_table(run: Run) -> None:
    names = [name for name in FACTS if name.startswith("candidate.") and name != "candidate.score"]
    for each in combinations({name.partition(".")[2]: values_of(FACTS[name]) for name in names}):
        one = candidate(**each)
        conclusion = run(Situation((one,), (), QUIET))
        assert set(conclusion.findings_of(0)) == findings(one.facts)
