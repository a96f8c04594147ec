from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

from screening import RuleSet
from screening.engine.evaluators import EngineName, evaluator_for
from screening.engine.running import Conclusion, Deciding, Firing, Runner
from screening.engine.situation import Situation
from screening.ruleset.loading import load_rules
from screening.ruleset.rules import Rule
from tests.rules.situations import QUIET, candidate, partner, situations
from tests.ruleset.folders import laid_over, rule, rule_file

NEAR = candidate("K-1", frozenset({1}), agreement="in-force", answer="hosts")
FAR = candidate("K-2", overlap="possible")
SITUATION = Situation((FAR, NEAR), (partner(third_party=False), partner()), QUIET)

MORE = rule_file(
    rule("uncovered", "{partner.covered_by_host: no}", "{finding: bare}", "partner"),
    rule("bare-and-third", "{all: [{bare: yes}, {partner.third_party: yes}]}", each="partner"),
    rule("one-is-bare", "{bare: 1}", "{finding: one-bare}"),
    rule("and-so", "{one-bare: yes}", "{outcome: needs-specific-agreement}"),
)


@pytest.fixture(scope="module")
def ruleset(tmp_path_factory: pytest.TempPathFactory) -> RuleSet:
    return load_rules(laid_over(Path(tmp_path_factory.mktemp("rules")), more=MORE))


@pytest.mark.parametrize("engine", ["durable", "plain"])
def test_candidates_are_run_first_then_partners_by_the_best_host_then_the_proposal(
    ruleset: RuleSet, engine: EngineName
) -> None:
    conclusion = Runner(ruleset, evaluator_for(ruleset, engine)).run(SITUATION)

    def named(name: str) -> Rule:
        return next(each for each in ruleset.rules if each.id == name)

    near = {**NEAR.facts, "host": True}
    first = {**SITUATION.partners[0].facts, "partner.covered_by_host": False}
    second = {**SITUATION.partners[1].facts, "partner.covered_by_host": True}
    nothing = {"bare": False, "found": False}
    bare = {**first, **nothing, "bare": True}
    settled = {
        **QUIET,
        "host.exists": True,
        "host.agreement": "in-force",
        "host.agreement_outlasts": "unknown",
        "host": 1,
        "bare": 1,
        "found": 0,
        "one-bare": True,
    }
    at_the_end = {**settled, "verdict.outcome": "needs-specific-agreement"}
    assert conclusion == Conclusion(
        outcome="needs-specific-agreement",
        host=1,
        fired=(
            Firing(named("can-host"), near, 1),
            Firing(named("uncovered"), bare, 0),
            Firing(named("one-is-bare"), settled),
            Firing(named("routed"), settled),
            Firing(named("and-so"), settled),
        ),
        candidates=({**FAR.facts, "host": False}, near),
        partners=(bare, {**second, **nothing}),
        proposal=at_the_end,
    )
    assert named("so-ask") not in [firing.rule for firing in conclusion.fired]
    assert (conclusion.findings_of(0), conclusion.findings_of(1)) == ((), ("host",))


def test_the_outcome_is_the_first_in_the_rule_sets_order_whichever_rule_gives_it(
    ruleset: RuleSet,
) -> None:
    runner = Runner(ruleset, evaluator_for(ruleset, "plain"))
    covered = Situation((NEAR,), (partner(), partner()), QUIET)
    alone = Situation((), (), QUIET)

    assert ruleset.rank["needs-specific-agreement"] < ruleset.rank["route-to-existing"]
    assert runner.run(SITUATION).outcome == "needs-specific-agreement"
    assert runner.run(covered).outcome == "needs-specific-agreement"
    assert runner.run(Situation((NEAR,), (), QUIET)).outcome == "route-to-existing"
    assert runner.run(alone).outcome == "needs-specific-agreement"


@settings(max_examples=200)
@given(situations())
def test_what_decides_is_the_whole_run_but_for_the_rules_that_wait_for_the_outcome(
    shipped: RuleSet, situation: Situation
) -> None:
    runner = Runner(shipped, evaluator_for(shipped, "plain"))
    whole = runner.run(situation)
    part = runner.deciding(situation)

    late = {rule for stratum in shipped.strata if stratum.after_outcome for rule in stratum.rules}
    fired = [firing.rule for firing in whole.fired]
    assert part == Deciding(whole.outcome, tuple(rule for rule in fired if rule not in late))


@settings(max_examples=100)
@given(situations())
def test_both_engines_come_to_the_same_conclusion_facts_and_all(
    shipped: RuleSet, situation: Situation
) -> None:
    durable, plain = evaluator_for(shipped, "durable"), evaluator_for(shipped, "plain")

    assert Runner(shipped, durable).run(situation) == Runner(shipped, plain).run(situation)
