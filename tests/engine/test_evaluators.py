from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from screening.engine.durable import DurableEvaluator
from screening.engine.evaluators import PlainEvaluator
from screening.ruleset.conditions import holds
from tests.engine.making import Made, made, only

RULE_SETS = 400
FACTS_EACH = 25


@pytest.mark.slow
@settings(max_examples=RULE_SETS, suppress_health_check=list(HealthCheck))
@given(made(facts=FACTS_EACH))
def test_durable_rules_and_plain_python_fire_the_same_rules_on_any_facts(
    case: Made,
) -> None:
    ruleset = only(case.stratum)
    durable, plain = DurableEvaluator(ruleset), PlainEvaluator(ruleset)
    for facts in case.facts:
        fired = [rule.id for rule in durable.fired(case.stratum, facts)]
        assert fired == [rule.id for rule in plain.fired(case.stratum, facts)]
        assert fired == [rule.id for rule in case.stratum.rules if holds(rule.when, facts)]
