"""Conditions: what the reader takes fits the schema, and common mistakes fit neither."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.intake.documents import from_python
from screening.intake.places import Place
from screening.ruleset.facts import Choice, FactType, Scope, Truth, Whole
from screening.ruleset.reading import ConditionReader, names_in
from tests.schema.validating import complaints

FINDINGS = {"host": Scope.CANDIDATE, "third-party": Scope.PARTNER, "called-off": Scope.PROPOSAL}
Written = dict[str, Any]


def one_or_more(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return values | st.lists(values, min_size=1, max_size=3)


def limits(kind: FactType) -> dict[str, st.SearchStrategy[Any]]:
    """The operators that compare, each with the values that leave something to be."""
    match kind:
        case Whole(low, high):
            numbers = st.integers(low, high)
            return dict.fromkeys(("at_least", "at_most", "more_than", "less_than"), numbers)
        case Choice(ordered=ordered) if ordered:
            return {
                "at_least": st.sampled_from(ordered),
                "at_most": st.sampled_from(ordered),
                "more_than": st.sampled_from(ordered[:-1]),
                "less_than": st.sampled_from(ordered[1:]),
            }
        case _:
            return {}


def words_of(kind: FactType) -> tuple[Any, ...]:
    """Every word for every value, and the ends of what a number may be."""
    truths = (True, False, "yes", "no", "ja", "nej")
    match kind:
        case Truth():
            return truths
        case Whole(low, high):
            return (low, high)
        case Choice(values=values):
            return (*values, *truths) if "yes" in values else values


def values_of(kind: FactType) -> st.SearchStrategy[Any]:
    if isinstance(kind, Whole):
        return st.integers(kind.low, kind.high)
    return st.sampled_from(words_of(kind))


def one_test(scope: Scope) -> st.SearchStrategy[Written]:
    """Any test on one fact or finding of a scope, in every way that it can be written."""
    names = names_in(scope, FINDINGS)

    def of(name: str) -> st.SearchStrategy[Written]:
        values = one_or_more(values_of(names[name]))
        operators = {"is_not": values, **limits(names[name])}
        group = st.fixed_dictionaries({}, optional=operators).filter(bool)
        return (values | group).map(lambda test: {name: test})

    return st.sampled_from(sorted(names)).flatmap(of)


def conditions(scope: Scope) -> st.SearchStrategy[Written]:
    """Any condition of a scope."""

    def joined(inner: st.SearchStrategy[Written]) -> st.SearchStrategy[Written]:
        parts = st.lists(inner, min_size=1, max_size=3)
        return st.one_of(
            parts.map(lambda each: {"all": each}),
            parts.map(lambda each: {"any": each}),
            inner.map(lambda one: {"not": one}),
        )

    return st.recursive(one_test(scope), joined, max_leaves=5)


def refused(condition: Any, scope: Scope) -> list[str]:
    """The codes that the reader refuses a condition with."""
    reader = ConditionReader(Place(), FINDINGS)
    read = reader.read(from_python(condition), scope, "r")
    codes = [problem.code for problem in reader.problems]
    assert (read is None) == bool(codes)
    return codes


def rule_file(condition: Any, scope: Scope) -> Written:
    rule = {
        "id": "r",
        "title": {"sv": "a", "en": "a"},
        "when": condition,
        "then": {"obligations": ["o"]},
    }
    for_each = {} if scope is Scope.PROPOSAL else {"for_each": str(scope)}
    return {"clause": "6", "rules": [rule | for_each]}


def ruleset_file(condition: Any) -> Written:
    text = {"sv": "a", "en": "a"}
    return {
        "name": "a",
        "version": "1",
        "valid_from": "2027-01-01",
        "overlap": {"possible": 1, "strong": 2},
        "outcomes": [{"id": "route-to-existing", "title": text, "text": text}],
        "must_hold": [
            {"id": "p", "clause": "6", "when": condition, "never": "route-to-existing"},
        ],
    }


@pytest.mark.parametrize("scope", Scope)
@given(data=st.data())
def test_every_condition_that_the_reader_takes_fits(scope: Scope, data: st.DataObject) -> None:
    condition = data.draw(conditions(scope))
    assert refused(condition, scope) == []
    assert complaints(rule_file(condition, scope), "rules") == []
    assert complaints(ruleset_file(condition), "ruleset") == []


@pytest.mark.parametrize("scope", Scope)
def test_every_word_for_every_value_fits_wherever_a_value_may_stand(scope: Scope) -> None:
    conditions = [
        {name: test}
        for name, kind in names_in(scope, FINDINGS).items()
        for word in words_of(kind)
        for test in (word, [word], {"is_not": word}, {"is_not": [word, word]})
    ]
    assert [one for one in conditions if refused(one, scope)] == []
    whole = {"all": conditions}
    assert complaints(rule_file(whole, scope), "rules") == []
    assert complaints(ruleset_file(whole), "ruleset") == []


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        ({}, "not-a-condition"),
        ([], "not-a-condition"),
        ("letter.status", "not-a-condition"),
        ([{"letter.status": "terminated"}], "not-a-condition"),
        ({"letter.status": "terminated", "host.exists": True}, "one-condition-each"),
        ({"all": {"host.exists": True}}, "list-wanted"),
        ({"any": []}, "list-wanted"),
        ({"not": [{"host.exists": True}]}, "not-takes-one"),
        ({"not": {"host.exists": True, "letter.status": "terminated"}}, "one-condition-each"),
        ({"letter.statu": "terminated"}, "unknown-fact"),
        ({"letter": {"status": "terminated"}}, "unknown-fact"),
        ({"Called Off": True}, "unknown-fact"),
        ({"letter.status": "ended"}, "unknown-value"),
        ({"letter.status": ["in-force", "ended"]}, "unknown-value"),
        ({"letter.status": None}, "no-value"),
        ({"letter.status": []}, "no-value"),
        ({"letter.status": {}}, "no-value"),
        ({"letter.status": {"is": "terminated"}}, "unknown-operator"),
        ({"letter.status": {"at_least": "terminated"}}, "not-comparable"),
        ({"proposal.level": {"at_least": "unknown"}}, "not-ordered"),
        ({"proposal.level": {"at_least": ["unit", "team"]}}, "no-value"),
        ({"host.exists": "perhaps"}, "true-or-false"),
        ({"host.exists": 1}, "true-or-false"),
        ({"host.exists": {"at_least": 1}}, "not-comparable"),
        ({"resources.committed": "maybe"}, "unknown-value"),
        ({"parties.count": "3"}, "whole-number"),
        ({"parties.count": 2.5}, "whole-number"),
        ({"parties.count": True}, "whole-number"),
        ({"parties.count": {"at_least": -1}}, "out-of-range"),
        ({"parties.count": {"at_least": "two"}}, "whole-number"),
        ({"parties.count": {"atleast": 2}}, "unknown-operator"),
        ({"called-off": {"at_least": -1}}, "out-of-range"),
        ({"all": [{"all": []}]}, "list-wanted"),
    ],
    ids=str,
)
def test_common_mistakes_fit_neither_the_schema_nor_the_reader(condition: Any, code: str) -> None:
    findings = {**FINDINGS, "called-off": Scope.CANDIDATE} if code == "out-of-range" else FINDINGS
    reader = ConditionReader(Place(), findings)
    assert reader.read(from_python(condition), Scope.PROPOSAL, "r") is None
    assert [problem.code for problem in reader.problems] == [f"rules.{code}"]
    assert complaints(rule_file(condition, Scope.PROPOSAL), "rules")
    assert complaints(ruleset_file(condition), "ruleset")


@pytest.mark.parametrize("key", ["when", "then", "title", "id"])
def test_a_rule_that_lacks_a_key_does_not_fit(key: str) -> None:
    file = rule_file({"host.exists": True}, Scope.PROPOSAL)
    assert complaints(file, "rules") == []
    del file["rules"][0][key]
    assert complaints(file, "rules")
