from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.intake.documents import parse
from screening.intake.places import Place
from screening.intake.source import Source
from screening.ruleset.conditions import (
    AllOf,
    AnyOf,
    Condition,
    Not,
    facts_of,
    holds,
)
from screening.ruleset.conditions import (
    Test as Asked,
)
from screening.ruleset.facts import FACTS, TRUTH, Choice, Scope, Whole
from screening.ruleset.reading import ConditionReader, names_in

FINDINGS = {
    "host": Scope.CANDIDATE,
    "third-party": Scope.PARTNER,
    "resources-without-agreement": Scope.PROPOSAL,
}


def read(text: str, scope: Scope = Scope.PROPOSAL) -> Condition:
    """The condition that a text in YAML makes."""
    source = Source("f.yaml", text, "yaml")
    reader = ConditionReader(Place(source), FINDINGS)
    condition = reader.read(parse(source), scope, "a-rule")
    assert reader.problems == []
    assert condition is not None
    return condition


LEVEL = "proposal.level"
COUNT = "parties.count"


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("proposal.level: unit", Asked(LEVEL, "one_of", ("unit",))),
        ("proposal.level: Unit", Asked(LEVEL, "one_of", ("unit",))),
        ("proposal.level: [unit, team]", Asked(LEVEL, "one_of", ("unit", "team"))),
        ("proposal.level: [unit, unit]", Asked(LEVEL, "one_of", ("unit",))),
        ("proposal.level: {is_not: unit}", Asked(LEVEL, "none_of", ("unit",))),
        ("proposal.level: {is_not: [unit, unknown]}", Asked(LEVEL, "none_of", ("unit", "unknown"))),
        (
            "proposal.level: {at_least: department}",
            Asked(LEVEL, "one_of", ("department", "executive")),
        ),
        ("proposal.level: {more_than: department}", Asked(LEVEL, "one_of", ("executive",))),
        ("proposal.level: {at_most: unit}", Asked(LEVEL, "one_of", ("team", "unit"))),
        ("proposal.level: {less_than: unit}", Asked(LEVEL, "one_of", ("team",))),
        (
            "proposal.level: {at_least: unit, is_not: executive}",
            AllOf(
                (
                    Asked(LEVEL, "one_of", ("unit", "department", "executive")),
                    Asked(LEVEL, "none_of", ("executive",)),
                )
            ),
        ),
        ("parties.count: 3", Asked(COUNT, "one_of", (3,))),
        ("parties.count: [2, 4]", Asked(COUNT, "one_of", (2, 4))),
        ("parties.count: {is_not: 3}", Asked(COUNT, "none_of", (3,))),
        ("parties.count: {at_least: 3}", Asked(COUNT, "at_least", (3,))),
        ("parties.count: {more_than: 3}", Asked(COUNT, "at_least", (4,))),
        ("parties.count: {at_most: 3}", Asked(COUNT, "at_most", (3,))),
        ("parties.count: {less_than: 3}", Asked(COUNT, "at_most", (2,))),
        (
            "parties.count: {at_least: 3, less_than: 9}",
            AllOf((Asked(COUNT, "at_least", (3,)), Asked(COUNT, "at_most", (8,)))),
        ),
        ("resources.named: yes", Asked("resources.named", "one_of", (True,))),
        ("resources.named: nej", Asked("resources.named", "one_of", (False,))),
        ("resources.named: True", Asked("resources.named", "one_of", (True,))),
        ("resources.named: {is_not: ja}", Asked("resources.named", "none_of", (True,))),
        ("resources.committed: yes", Asked("resources.committed", "one_of", ("yes",))),
        ("resources.committed: true", Asked("resources.committed", "one_of", ("yes",))),
        ("resources.committed: nej", Asked("resources.committed", "one_of", ("no",))),
        ("letter.review: [late, unknown]", Asked("letter.review", "one_of", ("late", "unknown"))),
        ("third-party: {at_least: 1}", Asked("third-party", "at_least", (1,))),
        ("third-party: 0", Asked("third-party", "one_of", (0,))),
        (
            "resources-without-agreement: yes",
            Asked("resources-without-agreement", "one_of", (True,)),
        ),
        ("not: {parties.count: 2}", Not(Asked(COUNT, "one_of", (2,)))),
        ("not: {not: {parties.count: 2}}", Not(Not(Asked(COUNT, "one_of", (2,))))),
        ("all: [{parties.count: 2}]", AllOf((Asked(COUNT, "one_of", (2,)),))),
        (
            "any: [{parties.count: 2}, {all: [{proposal.level: unit}, {host: 0}]}]",
            AnyOf(
                (
                    Asked(COUNT, "one_of", (2,)),
                    AllOf((Asked(LEVEL, "one_of", ("unit",)), Asked("host", "one_of", (0,)))),
                )
            ),
        ),
    ],
)  # fmt: skip
def test_every_way_to_write_a_test_becomes_one_of_four(text: str, condition: Condition) -> None:
    assert read(text) == condition


def test_a_finding_is_true_or_false_in_its_own_scope_and_a_number_for_the_proposal() -> None:
    assert read("host: no", Scope.CANDIDATE) == Asked("host", "one_of", (False,))
    assert read("host: 0") == Asked("host", "one_of", (0,))


def test_a_scope_reads_its_own_facts_and_findings_and_only_the_proposal_those_of_others() -> None:
    own = {
        scope: {name: fact.type for name, fact in FACTS.items() if fact.scope is scope}
        for scope in Scope
    }
    count = Whole(0, 1_000_000)

    assert {scope: names_in(scope, FINDINGS) for scope in Scope} == {
        Scope.CANDIDATE: {**own[Scope.CANDIDATE], "host": TRUTH},
        Scope.PARTNER: {**own[Scope.PARTNER], "third-party": TRUTH},
        Scope.PROPOSAL: {
            **own[Scope.PROPOSAL],
            "host": count,
            "third-party": count,
            "resources-without-agreement": TRUTH,
        },
    }


def test_all_that_is_wrong_with_a_condition_is_told_at_once() -> None:
    source = Source(
        "f.yaml",
        "any:\n- {weather: fine}\n- not: {parties.count: few}\n- proposal.level: [a, b]",
        "yaml",
    )
    reader = ConditionReader(Place(source), FINDINGS)

    assert reader.read(parse(source), Scope.PROPOSAL, "a-rule") is None
    assert [(problem.code, problem.line) for problem in reader.problems] == [
        ("rules.unknown-fact", 2),
        ("rules.whole-number", 3),
        ("rules.unknown-value", 4),
        ("rules.unknown-value", 4),
    ]


# --- what a condition means -----------------------------------------------------------------

CHOICES = {name: fact.type.values for name, fact in FACTS.items() if isinstance(fact.type, Choice)}
ORDERED = {
    name: fact.type.ordered
    for name, fact in FACTS.items()
    if isinstance(fact.type, Choice) and fact.type.ordered and fact.scope is Scope.PROPOSAL
}


@pytest.mark.parametrize("operator", ["at_least", "at_most", "more_than", "less_than"])
@pytest.mark.parametrize("name", ORDERED)
def test_a_comparison_of_words_holds_by_their_order_and_never_of_the_unknown(
    name: str, operator: str
) -> None:
    compare = {
        "at_least": int.__ge__,
        "at_most": int.__le__,
        "more_than": int.__gt__,
        "less_than": int.__lt__,
    }
    ranks = {value: rank for rank, value in enumerate(ORDERED[name])}
    for limit, at in ranks.items():
        if not any(compare[operator](rank, at) for rank in ranks.values()):
            continue
        condition = read(f"{name}: {{{operator}: {limit}}}")
        for value in CHOICES[name]:
            expected = value in ranks and compare[operator](ranks[value], at)
            assert holds(condition, {name: value}) is expected


@given(st.integers(1, 100_000), st.integers(1, 100_000))
def test_a_comparison_of_numbers_is_that_of_numbers(limit: int, value: int) -> None:
    facts = {COUNT: value}
    assert holds(read(f"parties.count: {{at_least: {limit}}}"), facts) is (value >= limit)
    assert holds(read(f"parties.count: {{at_most: {limit}}}"), facts) is (value <= limit)
    assert holds(read(f"parties.count: {{more_than: {limit}}}"), facts) is (value > limit)
    assert holds(read(f"parties.count: {{less_than: {limit}}}"), facts) is (value < limit)
    assert holds(read(f"parties.count: {limit}"), facts) is (value == limit)
    assert holds(read(f"parties.count: {{is_not: {limit}}}"), facts) is (value != limit)


@given(st.integers(-5, 5), st.integers(-5, 5), st.sampled_from(["at_least", "at_most"]))
def test_a_turned_test_passes_exactly_when_the_test_does_not(
    limit: int, value: int, operator: str
) -> None:
    number = Asked("n", operator, (limit,))  # type: ignore[arg-type]
    word = Asked("n", "one_of", ("a", "b"))

    assert number.turned().passes(value) is not number.passes(value)
    assert number.turned().turned() == number
    assert {each: word.turned().passes(each) for each in "abc"} == {
        "a": False,
        "b": False,
        "c": True,
    }
    assert word.turned().turned() == word


def test_the_facts_of_a_condition_are_all_that_it_reads() -> None:
    condition = read("any: [{parties.count: 2}, {not: {all: [{proposal.level: unit}, {host: 0}]}}]")

    assert facts_of(condition) == {"parties.count", "proposal.level", "host"}
