from __future__ import annotations

from screening.ruleset.conditions import AllOf, AnyOf, Not
from screening.ruleset.conditions import Test as Asked
from screening.ruleset.facts import TRUTH, Choice, Whole
from screening.workbench.logic.universe import Universe, classes, mask_of, members, split

COLOURS = Choice(("red", "green", "blue"))
UNIVERSE = Universe({"a": ((True,), (False,)), "n": ((0, 4), (5, 9), (10, 10))})


def test_values_that_no_test_tells_apart_are_one_class() -> None:
    assert classes(COLOURS, []) == (("red", "green", "blue"),)
    assert classes(TRUTH, []) == ((True, False),)


def test_the_plainest_value_comes_first() -> None:
    blue = Asked("c", "one_of", ("blue",))

    assert classes(COLOURS, [blue], "green") == (("green", "red"), ("blue",))
    assert classes(COLOURS, [blue], "blue") == (("blue",), ("red", "green"))


def test_numbers_are_cut_where_a_test_begins_to_answer_otherwise() -> None:
    tests = [
        Asked("n", "at_least", (3,)),
        Asked("n", "at_most", (5,)),
        Asked("n", "one_of", (8,)),
        Asked("n", "none_of", (0, 10)),
        Asked("n", "at_least", (99,)),
    ]

    assert classes(Whole(0, 10), tests) == (
        (0, 0),
        (1, 2),
        (3, 5),
        (6, 7),
        (8, 8),
        (9, 9),
        (10, 10),
    )
    assert classes(Whole(2, 4), []) == ((2, 4),)


def test_each_combination_is_a_bit() -> None:
    assert UNIVERSE.size == 6
    assert UNIVERSE.all == 0b111111
    assert UNIVERSE.where("a", bool) == 0b000111
    assert UNIVERSE.where("n", lambda first: int(first) >= 5) == 0b110110
    assert UNIVERSE.at(4) == {"a": (False,), "n": (5, 9)}


def test_conditions_are_masks() -> None:
    def of_test(test: Asked) -> int:
        return UNIVERSE.where(test.fact, test.passes)

    is_a, high = Asked("a", "one_of", (True,)), Asked("n", "at_least", (10,))
    found = [
        mask_of(each, of_test, UNIVERSE.all)
        for each in (
            is_a,
            Not(is_a),
            AllOf((is_a, high)),
            AnyOf((is_a, high)),
            AllOf(()),
            AnyOf(()),
        )
    ]

    assert found == [0b000111, 0b111000, 0b000100, 0b100111, 0b111111, 0]


def test_the_bits_of_a_mask_are_told_rising() -> None:
    assert list(members(0b101001)) == [0, 3, 5]
    assert list(members(0)) == []


def test_blocks_are_split_so_that_each_mask_holds_of_all_or_none_of_each() -> None:
    assert split([0b1111, 0], [0b0011, 0b0110]) == [0b0010, 0b0001, 0b0100, 0b1000]
    assert split([0b1111], []) == [0b1111]
    assert split([], [0b1]) == []
