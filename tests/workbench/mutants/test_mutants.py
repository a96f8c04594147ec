"""All slips of a rule set, and rules with one in them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from screening.ruleset.conditions import AllOf, AnyOf
from screening.ruleset.conditions import Test as FactTest
from screening.ruleset.loading import load_rules
from screening.ruleset.rules import RuleSet
from screening.ruleset.strata import stratified
from screening.shipped import shipped_rules
from screening.workbench.mutants import Mutant, mutants_of
from screening.workbench.mutants.making import every_operator
from screening.workbench.mutants.refusing import refusal
from tests.workbench.flawed_sets import SOUND, build, found


def named(mutants: list[Mutant], ident: str) -> Mutant:
    return next(mutant for mutant in mutants if mutant.id == ident)


def test_every_kind_of_slip_is_made_in_the_shipped_rules_and_each_has_an_id_of_its_own(
    shipped: RuleSet,
) -> None:
    mutants = mutants_of(shipped)

    assert max(Counter(mutant.id for mutant in mutants).values()) == 1
    assert {mutant.operator for mutant in mutants} == set(every_operator())
    assert mutants == mutants_of(load_rules(shipped_rules()))


def test_the_slips_in_a_rule_are_told_by_the_rule_the_kind_and_the_part(shipped: RuleSet) -> None:
    mutants = mutants_of(shipped, only=["several-units-meet"])

    assert [mutant.id for mutant in mutants] == [
        "several-units-meet:threshold:1:1",
        "several-units-meet:threshold:1:3",
        "several-units-meet:all-any:when",
        "several-units-meet:dropped-part:0",
        "several-units-meet:dropped-part:1",
        "several-units-meet:dropped-part:2",
        "several-units-meet:negated-part:when",
        "several-units-meet:negated-part:0",
        "several-units-meet:negated-part:1",
        "several-units-meet:negated-part:2",
        "several-units-meet:dropped-rule",
    ]


def test_the_same_rule_made_in_two_ways_is_one_slip(shipped: RuleSet) -> None:
    mutants = mutants_of(shipped)
    changed = [(mutant.rule, mutant.slip.rule) for mutant in mutants if mutant.rule]

    assert len(set(changed)) == len(changed)


def test_a_slip_changes_the_one_rule_and_nothing_else(shipped: RuleSet) -> None:
    mutants = mutants_of(shipped)
    more = named(mutants, "several-units-meet:threshold:1:3")
    gone = named(mutants, "several-units-meet:dropped-rule")
    order = named(mutants, "changed-order:escalate-to-steering-group+needs-specific-agreement")

    changed = more.applied(shipped)
    assert set(changed.rules) ^ set(shipped.rules) == {more.rule, more.slip.rule}
    assert set(shipped.rules) - set(gone.applied(shipped).rules) == {gone.rule}
    assert order.applied(shipped).rules == shipped.rules
    assert [one.id for one in order.applied(shipped).outcomes] == [
        "needs-specific-agreement",
        "escalate-to-steering-group",
        "route-to-existing",
    ]
    assert len({changed, gone.applied(shipped), order.applied(shipped), shipped}) == 4


def over_the_years(folder: Path) -> RuleSet:
    flawed = next(one for one in found(SOUND) if one.name == "circle-only-across-years")
    return load_rules(build(flawed, folder), date(2026, 11, 23))


def test_a_slip_is_made_on_the_days_of_its_version_of_a_rule(tmp_path: Path) -> None:
    ruleset = over_the_years(tmp_path)
    mutants = mutants_of(ruleset)
    dated = [mutant for mutant in mutants if "@" in mutant.id]

    assert dated
    assert len({mutant.id for mutant in mutants}) == len(mutants)
    for mutant in dated:
        changed = mutant.applied(ruleset)
        for spell in ruleset.spells:
            now, then = (one.on(spell.days.first).rules for one in (ruleset, changed))
            assert (now != then) is (mutant.rule in now)


def test_as_of_a_day_only_the_rules_in_force_are_changed(tmp_path: Path) -> None:
    ruleset = over_the_years(tmp_path)
    day = ruleset.spells[0].days.first

    mutants = mutants_of(ruleset, as_of=day)

    assert {mutant.rule for mutant in mutants if mutant.rule} == set(ruleset.on(day).rules)
    assert len(mutants) < len(mutants_of(ruleset))


@pytest.mark.parametrize(
    ("rule", "code", "file"),
    [
        ("can-host", "rules.unknown-fact", "4.4.yaml"),
        ("says-no-but-overlaps", "rules.unknown-fact", "4.4.yaml"),
        ("third-party-says-no", "rules.unknown-fact", "4.5.yaml"),
    ],
)
def test_rules_that_miss_a_finding_cannot_be_loaded(
    rule: str, code: str, file: str, shipped: RuleSet
) -> None:
    problem = refusal(named(mutants_of(shipped), f"{rule}:dropped-rule"), shipped)

    assert problem is not None
    assert (problem.code, Path(problem.file or "").name) == (code, file)


def test_rules_about_the_host_cannot_be_loaded_without_one_that_makes_it(shipped: RuleSet) -> None:
    rules = [rule for rule in shipped.rules if rule.id in ("can-host", "taken-in-by-host")]
    few = replace(shipped, strata=stratified(rules), spells=(), must_hold=())

    problem = refusal(named(mutants_of(few), "can-host:dropped-rule"), few)

    assert problem is not None
    assert (problem.code, problem.params["rule"], problem.params["fact"]) == (
        "rules.no-host",
        "taken-in-by-host",
        "host.exists",
    )


def test_more_ways_than_can_be_held_cannot_be_loaded(shipped: RuleSet) -> None:
    tests = [FactTest("parties.units", "one_of", (number,)) for number in range(6)]
    pairs = AnyOf(tuple(AllOf((one, other)) for one in tests for other in tests))
    wide = AnyOf((AllOf((pairs, tests[0])), AllOf((AnyOf(tuple(tests)), AnyOf(tuple(tests[:4]))))))
    old = next(rule for rule in shipped.rules if rule.id == "several-units-meet")
    rules = [replace(old, when=wide) if rule == old else rule for rule in shipped.rules]
    broad = replace(shipped, strata=stratified(rules), spells=())

    problem = refusal(named(mutants_of(broad), "several-units-meet:all-any:when"), broad)

    assert problem is not None
    assert problem.code in ("rules.too-many-ways", "rules.too-many-groups")


def test_most_slips_can_be_loaded(shipped: RuleSet) -> None:
    refused = [one.id for one in mutants_of(shipped) if refusal(one, shipped) is not None]

    assert refused
    assert all(ident.endswith(":dropped-rule") for ident in refused)
