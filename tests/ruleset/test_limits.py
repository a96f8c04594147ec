from __future__ import annotations

from pathlib import Path

import pytest

from screening import RuleSet
from screening.ruleset import limits
from screening.ruleset.conditions import AllOf, AnyOf, Condition, Not
from screening.ruleset.conditions import Test as Asked
from screening.ruleset.limits import excesses, groups, ways
from screening.ruleset.loading import load_rules
from tests.ruleset.at_the_limits import LIMITS, Limit
from tests.ruleset.folders import laid_over, refused


def test_every_limit_is_tried() -> None:
    stated = {name.removeprefix("MOST_") for name in limits.__all__ if name.startswith("MOST_")}

    assert {one.code.removeprefix("too-many-").upper(): one.limit for one in LIMITS} == {
        name: getattr(limits, f"MOST_{name}") for name in stated
    }


@pytest.mark.parametrize("one", LIMITS, ids=lambda one: one.code)
def test_rules_at_a_limit_are_loaded(one: Limit, tmp_path: Path) -> None:
    ruleset = load_rules(laid_over(tmp_path, limit=one.at))

    assert [list(excesses(stratum)) for stratum in ruleset.strata] == [[]] * len(ruleset.strata)


@pytest.mark.parametrize("one", LIMITS, ids=lambda one: one.code)
def test_the_rule_that_is_over_a_limit_is_named_with_its_place(one: Limit, tmp_path: Path) -> None:
    error = refused(laid_over(tmp_path, limit=one.over))

    assert [(each.code, each.params) for each in error.problems] == [
        (f"rules.{one.code}", {"rule": one.rule, "limit": one.limit})
    ]
    name = "rules.yaml" if one.rule == "routed" else "limit.yaml"
    assert (error.file, error.line, error.column) == (str(tmp_path / name), one.line, 9)
    assert str(one.limit) in error.describe("sv")
    assert f"“{one.rule}”" in error.describe("en")


A, B = Asked("a", "at_least", (1,)), Asked("b", "one_of", (1, 2))


@pytest.mark.parametrize(
    ("condition", "lists", "at_once"),
    [
        (A, 0, 1),
        (B, 1, 1),
        (Not(B), 1, 1),
        (AllOf((A,)), 0, 1),
        (AllOf((A, A)), 1, 1),
        (AnyOf((A, A, A)), 1, 3),
        (Not(AllOf((A, A, A))), 1, 3),
        (Not(AnyOf((A, A, A))), 1, 1),
        (Not(Not(AnyOf((A, A)))), 1, 2),
        (AllOf((AnyOf((A, A)), AnyOf((A, A, A)), B)), 4, 6),
        (AnyOf((AllOf((AnyOf((A, A)), AnyOf((A, A)))), A)), 4, 5),
    ],
)
def test_lists_and_ways_are_counted_through_all_any_and_not(
    condition: Condition, lists: int, at_once: int
) -> None:
    assert (groups(condition), ways(condition)) == (lists, at_once)


def test_the_shipped_rules_have_room_to_spare(shipped: RuleSet) -> None:
    assert max(groups(rule.when) for rule in shipped.rules) <= limits.MOST_GROUPS - 3
    assert max(ways(rule.when) for rule in shipped.rules) <= 10
    assert max(len(stratum.rules) for stratum in shipped.strata) <= 30
