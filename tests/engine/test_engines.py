"""Which engine serves, that both say the same, and what happens when one fails."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import durable_rules_engine as library
import pytest

from screening import RuleSet, Screener, Verdict
from screening.engine import durable
from screening.engine.durable import DurableEvaluator, EngineFault
from screening.engine.evaluators import PlainEvaluator, evaluator_for
from screening.engine.running import Runner
from screening.engine.situation import Situation
from screening.ruleset.conditions import AllOf, AnyOf, Condition
from screening.ruleset.conditions import Test as Asked
from screening.ruleset.facts import COUNT, Choice, Scope, Truth, Value
from screening.ruleset.limits import MOST_WAYS, ways
from screening.ruleset.loading import load_rules
from screening.ruleset.reading import names_in
from screening.ruleset.rules import Stratum
from tests.engine.making import only, rule
from tests.engine.processes import told_by
from tests.rules.fixtures import AS_OF, found_proposals
from tests.rules.situations import QUIET
from tests.ruleset.at_the_limits import LIMITS, Limit
from tests.ruleset.folders import laid_over

DIFFERS: Any = {"engine", "screened_at"}


def text(verdict: Verdict) -> str:
    return verdict.model_dump_json(exclude=DIFFERS)


# --- the same from both -------------------------------------------------------------------


@pytest.mark.parametrize("path", found_proposals(), ids=lambda path: path.stem)
def test_both_engines_give_the_same_verdict_byte_for_byte(
    path: Path,
    screener: Screener,
    plain_screener: Screener,
    screener_without_letter: Screener,
    plain_screener_without_letter: Screener,
) -> None:
    for by_durable, by_plain in (
        (screener, plain_screener),
        (screener_without_letter, plain_screener_without_letter),
    ):
        one = by_durable.screen(path, as_of=AS_OF, explain=True)
        other = by_plain.screen(path, as_of=AS_OF, explain=True)
        assert (one.engine, other.engine) == ("durable", "plain")
        assert text(one) == text(other)


# --- which one serves ---------------------------------------------------------------------


def test_durable_rules_serves_unless_the_plain_one_is_asked_for(shipped: RuleSet) -> None:
    assert evaluator_for(shipped).name == "durable"
    assert evaluator_for(shipped, "durable").name == "durable"
    assert evaluator_for(shipped, "plain").name == "plain"


def test_where_durable_rules_cannot_be_imported_the_plain_one_serves_and_the_verdict_says_so(
    root: Path, screener: Screener
) -> None:
    told = json.loads(told_by("engine.programs.no_durable", root))

    reason = "undefined symbol: PyEval_CallObject"
    assert told["asked"][0] == reason
    assert all(reason in said for said in told["asked"][1:])
    assert told["asked"][1] != told["asked"][2]
    assert told["serves"] == "plain"
    assert told["remarks"] == ["sample-register"]
    remark = {
        "code": "engine-plain",
        "text": "durable-rules cannot be used here; the plain evaluator was used instead, "
        "and gives the same answers.",
    }
    for path, written in zip(found_proposals(), told["verdicts"], strict=True):
        by_plain = json.loads(written)
        by_durable = json.loads(screener.screen(path, as_of=AS_OF, lang="en").to_json())
        assert by_plain["remarks"].count(remark) == 1
        by_plain["remarks"].remove(remark)
        changes = {"engine": "plain", "screened_at": by_plain["screened_at"]}
        assert by_plain == by_durable | changes


# --- a session that does not complete -----------------------------------------------------


class Stopping:
    """The library, but for a session that ends before its time."""

    def __init__(self, actions: list[str]) -> None:
        self._actions = iter(actions)
        self.deleted = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(library, name)

    def start_action_for_state(self, _handle: int, _state: int) -> tuple[str, str] | None:
        action = next(self._actions, None)
        return None if action is None else ("{}", action)

    def complete_and_start_action(self, _handle: int, _state: int) -> str | None:
        return next(self._actions, None)

    def delete_state(self, handle: int, session: str) -> None:
        self.deleted += 1
        library.delete_state(handle, session)


@pytest.mark.parametrize("actions", [[], ['{"r0":{"m":{}}}']], ids=["no action", "one too few"])
def test_an_answer_of_durable_rules_that_is_not_complete_is_an_error_and_no_verdict(
    actions: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    stratum = Stratum(Scope.PROPOSAL, (rule("a", Asked("parties.count", "at_least", (97,))),))
    evaluator = DurableEvaluator(only(stratum))
    assert evaluator.fired(stratum, {"parties.count": 98}) == list(stratum.rules)
    stopping = Stopping(actions)
    with monkeypatch.context() as patched:
        patched.setattr(durable, "library", stopping)
        with pytest.raises(EngineFault, match="half-way"):
            evaluator.fired(stratum, {"parties.count": 98})

    assert stopping.deleted == 1
    assert evaluator.fired(stratum, {"parties.count": 96}) == []


def test_a_fault_of_the_engine_reaches_whoever_screens(
    screener: Screener, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise EngineFault("stopped")

    monkeypatch.setattr(durable._Program, "fired", stop)
    forgetful = Screener(screener.ruleset, screener.register)
    with pytest.raises(EngineFault):
        forgetful.screen(found_proposals()[0], as_of=AS_OF)


def test_rules_that_read_alike_share_one_program_and_it_is_defined_once() -> None:
    def stratum() -> Stratum:
        return Stratum(Scope.PROPOSAL, (rule("a", Asked("parties.count", "at_least", (96,))),))

    DurableEvaluator(only(stratum()))
    before = dict(durable._programs)
    DurableEvaluator(only(stratum(), stratum()))

    assert durable._programs == before


# --- at the limits ------------------------------------------------------------------------


def at_random(ruleset: RuleSet, scope: Scope, chance: random.Random) -> dict[str, Value]:
    """Facts and findings of a scope, with numbers at both ends and between."""
    facts: dict[str, Value] = {}
    for name, kind in names_in(scope, ruleset.findings).items():
        match kind:
            case Choice(values=words):
                facts[name] = chance.choice(words)
            case Truth():
                facts[name] = chance.random() < 0.7
            case _:
                high = min(kind.high, 300) if kind != COUNT else 2
                facts[name] = chance.choice((kind.low, high, chance.randint(kind.low, high)))
    return facts


@pytest.mark.parametrize("one", LIMITS, ids=lambda one: one.code)
def test_at_a_limit_durable_rules_works_and_says_what_plain_python_says(
    one: Limit, tmp_path: Path
) -> None:
    ruleset = load_rules(laid_over(tmp_path, limit=one.at))
    by_durable, by_plain = DurableEvaluator(ruleset), PlainEvaluator(ruleset)
    chance = random.Random(one.code)
    most = 0
    for _ in range(40):
        facts = at_random(ruleset, one.scope, chance)
        for stratum in ruleset.strata_of(one.scope):
            fired = by_durable.fired(stratum, facts)
            assert fired == [*by_plain.fired(stratum, facts)]
            most = max(most, len(fired))
    assert most > 0


@pytest.mark.parametrize("number", [60, 61, 64, 65, 128, 254])
def test_however_many_rules_hold_at_once_all_of_them_fire(number: int) -> None:
    rules = tuple(
        rule(f"r-{n:03}", Asked("parties.count", "at_least", (n,))) for n in range(number)
    )
    stratum = Stratum(Scope.PROPOSAL, rules)
    evaluator = DurableEvaluator(only(stratum))

    assert evaluator.fired(stratum, {"parties.count": number}) == [*rules]
    assert evaluator.fired(stratum, {"parties.count": 3}) == [*rules[:4]]


@pytest.mark.parametrize(("anys", "branches"), [(1, 60), (5, 2), (3, 3), (2, 7)])
def test_a_condition_that_holds_in_very_many_ways_fires_its_rule_once(
    anys: int, branches: int
) -> None:
    def alternatives(number: int) -> Condition:
        tests = [Asked(f"fact.{number}", "at_least", (limit,)) for limit in range(branches)]
        return AnyOf(tuple(tests))

    when = AllOf(tuple(map(alternatives, range(anys))))
    assert branches**anys == ways(when) <= MOST_WAYS
    stratum = Stratum(Scope.PROPOSAL, tuple(rule(f"r-{n}", when) for n in range(5)))
    evaluator = DurableEvaluator(only(stratum))
    facts = {f"fact.{number}": branches for number in range(anys)}

    assert evaluator.fired(stratum, facts) == [*stratum.rules]
    assert evaluator.fired(stratum, facts | {"fact.0": -1}) == []


def test_a_rule_set_that_gives_no_outcome_leaves_the_rules_alone_that_wait_for_one(
    tmp_path: Path,
) -> None:
    ruleset = load_rules(laid_over(tmp_path))
    gap = only(*(s for s in ruleset.strata if not any(each.outcome for each in s.rules)))
    conclusion = Runner(gap, evaluator_for(gap)).run(Situation((), (), QUIET))

    assert (conclusion.outcome, conclusion.host, conclusion.fired) == (None, None, ())
