"""What becomes of slips: the cases that catch them, the proofs, and the cases that are missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given

from screening.engine.evaluators import PlainEvaluator
from screening.engine.running import Conclusion, Runner
from screening.engine.situation import Situation
from screening.messages import LANGUAGES, Lang
from screening.report.mutants_words import case_text
from screening.ruleset.loading import load_rules
from screening.ruleset.rules import RuleSet
from screening.shipped import shipped_rules
from screening.workbench.cases import AS_OF, Case, load_cases, run_case
from screening.workbench.logic.study import Study, essence
from screening.workbench.mutants import Fates, Mutant, mutants_of, run_mutants, running
from screening.workbench.mutants.killing import read_back, written
from screening.workbench.mutants.sampling import samples
from screening.workbench.mutants.telling import Telling, sampled
from screening.workbench.plain import PROPOSAL
from screening.workbench.prover import Undecidable
from tests.rules.situations import situations
from tests.workbench.flawed_sets import SOUND, build, found

RULES = load_rules(shipped_rules())
MUTANTS = {mutant.id: mutant for mutant in mutants_of(RULES)}
EQUIVALENT = [
    "can-host:threshold:1.2.1.2:none+possible+strong",
    "can-host:dropped-part:1.2.1.0",
    "can-host:dropped-part:1.2.1.2",
    "not-yet-tried:threshold:1:none+possible+strong",
    "not-yet-tried:dropped-part:1",
]
PLAIN = read_back({"facts": {}}, RULES)


@pytest.fixture(scope="module")
def one_case() -> list[Case]:
    assert PLAIN is not None
    return [Case("Ett", PLAIN, {"outcome": "needs-specific-agreement"}, AS_OF)]


@pytest.fixture(scope="module")
def survivors(one_case: list[Case]) -> Fates:
    return run_mutants(RULES, one_case, list(MUTANTS.values()))


def test_the_shipped_cases_catch_every_slip_that_makes_a_difference() -> None:
    start = process_time()
    cases = load_cases(shipped_rules() / "tests", RULES)

    fates = run_mutants(RULES, cases, list(MUTANTS.values()))

    assert [fate.mutant.id for fate in fates.left] == []
    assert [fate.mutant.id for fate in fates.of("equivalent")] == EQUIVALENT
    assert fates.percent == 100
    assert process_time() - start < 30


def test_a_slip_that_is_caught_names_a_case_about_its_rule_where_there_is_one() -> None:
    cases = load_cases(shipped_rules() / "tests", RULES)
    mutant = MUTANTS["several-units-meet:threshold:1:3"]

    (fate,) = run_mutants(RULES, cases, [mutant]).all

    assert (fate.kind, fate.killer and fate.killer.rule) == ("killed", "several-units-meet")


def test_no_slip_is_lost_whatever_the_cases(survivors: Fates) -> None:
    assert [fate.mutant.id for fate in survivors.all] == list(MUTANTS)
    assert set(Counter(fate.kind for fate in survivors.all)) == {
        "killed",
        "refused",
        "equivalent",
        "survived",
    }
    assert [fate.mutant.id for fate in survivors.of("equivalent")] == EQUIVALENT


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_case_that_is_told_for_each_survivor_passes_and_catches_it_when_it_is_pasted(
    survivors: Fates, tmp_path: Path, lang: Lang
) -> None:
    told = [fate for fate in survivors.of("survived") if fate.killing is not None]
    file = tmp_path / f"told.{lang}.yaml"
    texts = [case_text(fate.killing, fate.mutant.id) for fate in told if fate.killing]
    file.write_text("\n".join(texts), encoding="utf-8")

    cases = load_cases(file, RULES)

    assert len(told) == len(survivors.of("survived")) > 200
    for fate, case in zip(told, cases, strict=True):
        assert run_case(case, RULES).passed
        assert not run_case(case, fate.mutant.applied(RULES)).passed
        assert fate.killing is not None
        assert fate.killing.kills


def test_the_case_that_is_missing_has_no_more_in_it_than_it_needs(one_case: list[Case]) -> None:
    few = ["several-units-meet:threshold:1:3", "contested-without-host:dropped-part:0"]

    fates = run_mutants(RULES, one_case, [MUTANTS[name] for name in few])

    assert [fate.kind for fate in fates.all] == ["survived", "killed"]
    killing = fates.all[0].killing
    assert killing is not None
    assert (killing.rule, killing.written, killing.expect, killing.as_of) == (
        "several-units-meet",
        {"facts": {"parties.units": 2}},
        {
            "outcome": "needs-specific-agreement",
            "obligations": ["agreement-at-resourcing", "plan-joint-meetings"],
        },
        None,
    )


@pytest.mark.slow
def test_processes_that_share_the_work_come_to_the_same(
    survivors: Fates, one_case: list[Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "_PIECES_THAT_PAY", 2)

    assert run_mutants(RULES, one_case, list(MUTANTS.values()), jobs=2) == survivors


def test_it_is_told_how_many_are_done_each_once(one_case: list[Case]) -> None:
    done: list[int] = []

    run_mutants(RULES, one_case, list(MUTANTS.values())[:60], settled=done.append)
    assert sum(done) == 60

    done.clear()
    run_mutants(RULES, one_case, list(MUTANTS.values())[:60], settled=done.append, proving=False)
    assert sum(done) == 60


def test_without_a_prover_what_no_case_catches_is_not_tried(one_case: list[Case]) -> None:
    fates = run_mutants(RULES, one_case, list(MUTANTS.values()), proving=False)

    assert {fate.kind for fate in fates.left} == {"untried"}
    assert fates.of("equivalent") == ()
    assert fates.percent < 50


def test_a_case_that_fails_without_a_slip_tells_nothing(one_case: list[Case]) -> None:
    wrong = [replace(one_case[0], expect={"outcome": "route-to-existing"})]

    with pytest.raises(ValueError, match="must pass"):
        run_mutants(RULES, wrong, list(MUTANTS.values()))


def test_a_slip_that_the_prover_gives_up_on_is_not_decided(
    one_case: list[Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    def give_up(*_: object) -> None:
        raise Undecidable("timeout")

    monkeypatch.setattr(Study, "apart_from", give_up)
    monkeypatch.setattr("screening.workbench.mutants.telling.samples", lambda *_: iter(()))
    monkeypatch.setattr("screening.workbench.mutants.telling._same_of_each", lambda *_: False)

    fates = run_mutants(RULES, one_case, [MUTANTS[EQUIVALENT[0]]])

    assert [(fate.kind, fate.reason) for fate in fates.left] == [("undecided", "timeout")]


@given(situations())
def test_a_slip_that_is_proved_to_make_no_difference_never_makes_one(situation: Situation) -> None:
    if not possible(situation):
        return
    was = essence(runner(RULES)(situation), findings=True)
    for name in EQUIVALENT:
        assert essence(runner(MUTANTS[name].applied(RULES))(situation), findings=True) == was


def test_a_slip_that_chance_does_not_show_is_left_to_the_prover_and_shown_by_it() -> None:
    for mutant in MUTANTS.values():
        if mutant.operator == "changed-order":
            shown = sampled(mutant, RULES) or Telling(RULES, [mutant]).apart(mutant)
            assert shown is not None
            assert differ(mutant, shown[0])


@pytest.mark.parametrize("name", EQUIVALENT)
def test_what_chance_does_not_show_is_proved(name: str) -> None:
    mutant = MUTANTS[name]

    assert sampled(mutant, RULES) is None
    assert Telling(RULES, [mutant]).apart(mutant) is None
    assert Study(RULES, findings=True).apart_from(mutant.applied(RULES)) is None


def test_made_up_cases_are_the_same_each_time_and_can_be() -> None:
    mutant = MUTANTS["third-party-uncovered:dropped-part:2"]
    made = list(samples(mutant, RULES))

    assert made == list(samples(mutant, RULES))
    assert len(made) > 300
    for situation in made[:200]:
        read = read_back(written(situation, RULES), RULES)
        assert read is not None
        assert essence(runner(RULES)(read), findings=True) == essence(
            runner(RULES)(situation), findings=True
        )


def test_of_rules_that_change_with_the_days_the_missing_case_names_its_day(tmp_path: Path) -> None:
    flawed = next(one for one in found(SOUND) if one.name == "circle-only-across-years")
    ruleset = load_rules(build(flawed, tmp_path), date(2026, 11, 23))
    assert PLAIN is not None
    day = ruleset.spells[0].days.first
    fates = run_mutants(ruleset, [Case("Ett", PLAIN, {}, day)], mutants_of(ruleset))

    told = [fate.killing for fate in fates.of("survived") if fate.killing is not None]

    assert {each.as_of for each in told} <= {spell.days.first for spell in ruleset.spells}
    assert None not in {each.as_of for each in told}
    assert all(each.kills for each in told)


def test_nothing_to_catch_is_all_caught() -> None:
    assert Fates(()).percent == 100


def runner(ruleset: RuleSet) -> Callable[[Situation], Conclusion]:
    return Runner(ruleset, PlainEvaluator(ruleset)).run


def differ(mutant: Mutant, situation: Situation) -> bool:
    one, other = (
        essence(runner(each)(situation), findings=True) for each in (RULES, mutant.applied(RULES))
    )
    return one != other


def possible(situation: Situation) -> bool:
    """Whether every candidate can be, which random ones need not."""
    from screening.workbench.cases import impossible

    assert set(PROPOSAL) <= set(situation.facts)
    return not any(
        code
        for candidate in situation.candidates
        for code, _ in impossible.alone(candidate, RULES.bands)
        if code in ("constellation-in-scope", "no-candidate")
    )
