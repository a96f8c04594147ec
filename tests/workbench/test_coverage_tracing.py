"""Conditions as they were met: what each part came to, and what decided."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from screening.ruleset.conditions import AllOf, AnyOf, Condition, Not, holds
from screening.ruleset.conditions import Test as Asked
from screening.ruleset.facts import Value
from screening.workbench.tracing import Seen, parts_tested, seen

FACTS = [f"fact-{number}" for number in range(12)]


@st.composite
def read_once(draw: st.DrawFn) -> Condition:
    """Any condition in which every test has a fact of its own."""
    free = iter(FACTS)

    def made(depth: int) -> Condition:
        fact = next(free, None)
        kind = draw(st.sampled_from(["test", "all", "any", "not"])) if depth else "test"
        if fact is None or kind == "test":
            return Asked(fact or FACTS[0], "one_of", (True,))
        if kind == "not":
            return Not(made(depth - 1))
        parts = tuple(made(depth - 1) for _ in range(draw(st.integers(1, 3))))
        return AllOf(parts) if kind == "all" else AnyOf(parts)

    return made(3)


@given(read_once(), st.lists(st.booleans(), min_size=12, max_size=12))
def test_a_test_decides_exactly_when_turning_it_turns_the_whole_condition(
    condition: Condition, values: list[bool]
) -> None:
    facts: Mapping[str, Value] = dict(zip(FACTS, values, strict=True))
    whole = seen(condition, facts)
    read = [test.fact for _, test in parts_tested(condition)]

    assert whole.holds is holds(condition, facts)
    assert whole.decides
    for met in whole.tests():
        assert isinstance(met.condition, Asked)
        fact = met.condition.fact
        if read.count(fact) == 1:
            turned = {**facts, fact: not facts[fact]}
            assert met.decides is (holds(condition, turned) is not whole.holds)
            assert met.saw == facts[fact]


def test_every_part_knows_where_it_stands_and_what_it_saw() -> None:
    one, two = Asked("a", "at_least", (2,)), Asked("b", "one_of", ("x",))
    condition = AllOf((one, Not(two)))

    assert list(parts_tested(condition)) == [((0,), one), ((1, 0), two)]
    assert seen(condition, {"a": 1, "b": "y"}) == Seen(
        (),
        condition,
        holds=False,
        decides=True,
        inner=(
            Seen((0,), one, holds=False, decides=True, saw=1),
            Seen(
                (1,),
                Not(two),
                holds=True,
                decides=False,
                inner=(Seen((1, 0), two, holds=False, decides=False, saw="y"),),
            ),
        ),
    )
