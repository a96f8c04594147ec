"""Every engine that is installed decides as ours do; how fast they are is not asked here."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import pytest

from screening import RuleSet, Screener
from screening.engine.evaluators import PlainEvaluator
from screening.engine.situation import Situation
from tests.benchmarks.contenders import PEERS, engine_of
from tests.benchmarks.deciding import Deciding, Decision, Engine, deciding, deciding_by, decision
from tests.benchmarks.situations import changed, from_fixtures, proposals, random_ones
from tests.benchmarks.stages import STAGES, watched


@pytest.fixture(scope="module", params=PEERS)
def peer(request: pytest.FixtureRequest) -> Engine:
    try:
        return engine_of(request.param)
    except ImportError as error:
        pytest.skip(f"not installed: {error.name}")


@pytest.fixture(scope="module")
def situations(screener: Screener) -> Sequence[Situation]:
    fixtures = from_fixtures(screener)
    return [*fixtures, *changed(fixtures, 60), *random_ones(60)]


def decisions(decide: Deciding, situations: Sequence[Situation]) -> list[Decision]:
    return [decision(decide(situation)) for situation in situations]


@pytest.mark.parametrize("memo", [False, True])
def test_a_peer_decides_as_we_do(
    peer: Engine, situations: Sequence[Situation], shipped: RuleSet, *, memo: bool
) -> None:
    ours = decisions(deciding(shipped, PlainEvaluator(shipped)), situations)
    assert decisions(deciding_by(shipped, peer, memo=memo), situations) == ours


def test_the_situations_fire_every_rule_and_give_every_outcome(
    situations: Sequence[Situation], shipped: RuleSet
) -> None:
    ours = decisions(deciding(shipped, PlainEvaluator(shipped)), situations)
    assert {each.outcome for each in ours} == {outcome.id for outcome in shipped.outcomes}
    fired = {rule for rule, _ in chain.from_iterable(each.fired for each in ours)}
    assert fired == {rule.id for rule in shipped.rules}


def test_every_stage_of_a_screening_is_under_the_stopwatch(screener: Screener) -> None:
    with watched(screener) as (watch, screen):
        screen(proposals()[0])
    assert [stage for stage in STAGES if watch.seconds[stage] <= 0] == []
