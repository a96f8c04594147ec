from __future__ import annotations

import pytest

from screening.ruleset.conditions import AllOf, AnyOf, Condition, Not
from screening.ruleset.conditions import Test as Asked
from screening.ruleset.whereabouts import Part
from screening.workbench.parts import parts_of, with_part, with_rule, without_part, without_rule
from tests.workbench.logic.making import rule, ruleset_of

A, B, C = (Asked(name, "one_of", (True,)) for name in "abc")
TREE = AllOf((A, Not(AnyOf((B, C)))))


def test_every_part_is_told_with_its_place() -> None:
    assert list(parts_of(TREE)) == [
        ((), TREE),
        ((0,), A),
        ((1,), Not(AnyOf((B, C)))),
        ((1, 0), AnyOf((B, C))),
        ((1, 0, 0), B),
        ((1, 0, 1), C),
    ]


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ((), C),
        ((0,), AllOf((C, Not(AnyOf((B, C)))))),
        ((1,), AllOf((A, C))),
        ((1, 0), AllOf((A, Not(C)))),
        ((1, 0, 0), AllOf((A, Not(AnyOf((C, C)))))),
    ],
)
def test_a_part_is_put_in_the_place_of_another(at: Part, expected: Condition) -> None:
    assert with_part(TREE, at, C) == expected


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ((), None),
        ((0,), Not(AnyOf((B, C)))),
        ((1,), A),
        ((1, 0), None),
        ((1, 0, 0), AllOf((A, Not(C)))),
    ],
)
def test_a_list_of_which_one_is_left_is_that_one(at: Part, expected: Condition | None) -> None:
    assert without_part(TREE, at) == expected


def test_the_last_of_a_list_cannot_be_taken_out() -> None:
    assert without_part(AllOf((A,)), (0,)) is None


def test_a_part_of_a_test_there_is_none() -> None:
    with pytest.raises(IndexError):
        with_part(A, (0,), B)


def test_another_rule_or_none_makes_another_rule_set() -> None:
    one, other = rule("one", A, finding="found"), rule("other", B)
    ruleset = ruleset_of(one, other)
    fewer = without_rule(ruleset, "one")
    changed = with_rule(ruleset, rule("one", C))

    assert fewer.rules == (other,)
    assert fewer.findings == {"found": one.scope}
    assert changed.rules == (rule("one", C), other)
    assert len({ruleset, fewer, changed}) == 3
