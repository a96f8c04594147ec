"""Whatever is handed in, it is bound or refused in our words, at places that are there."""

from __future__ import annotations

import copy
import json
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import BaseModel

from screening.errors import InvalidInput, Problem
from screening.intake.binding import bind
from screening.intake.documents import from_python, parse
from screening.intake.nodes import Node
from screening.intake.places import Place
from screening.messages import LANGUAGES
from screening.model.proposal import Proposal
from screening.model.register import Register
from tests.intake.reading import data, entries, source, values

FULL: dict[type[BaseModel], dict[str, Any]] = {
    Proposal: {
        "title": "Hembesök",
        "sammanfattning": "Videobesök.",
        "parties": [{"name": "MDU", "unit": ["HVV"], "avtal": "tecknat"}, {"namn": "RV"}],
        "kategori": "forskarteam",
        "themes": ["äldre"],
        "level": "unit",
        "resources": {"committed": "ja", "staff_fte": 0.5, "funding_sek": 3},
        "period": {"start": "2027-01-01", "slut": "2027-12-31"},
        "coordination": ["joint-meetings"],
        "new_principles": False,
        "considered": [{"constellation": "K-1", "answer": "hosts", "reason": "x"}],
        "contact": {"name": "A", "unit": "B", "email": "C"},
    },
    Register: {
        "entries": [
            {
                "id": "K-1",
                "name": "Hembesök",
                "kind": "platform",
                "status": "active",
                "parties": ["MDU"],
                "alias": ["H"],
                "category": "project",
                "description": "x",
                "themes": ["äldre"],
                "omfattar": {"categories": ["project"], "themes": []},
                "level": "unit",
                "agreement": {"status": "in-force", "gäller_till": "2027-12-31"},
                "contact": {"unit": "B"},
            },
        ],
    },
}
WORDS = st.sampled_from(["unit", "okänt", "ja", "title", "namn", "2027-01-01", "", "id", "K-1"])
ANYTHING = st.one_of(
    data(st.text(max_size=5) | WORDS),
    st.dates(),
    st.times(),
    st.datetimes(timezones=st.sampled_from([None, UTC])),
    st.sampled_from([float("nan"), float("inf")]),
)
MODELS = st.sampled_from([Proposal, Register])
Path = tuple[str | int, ...]


def paths(node: Any, path: Path = ()) -> list[Path]:
    """Every place of some data."""
    found = [path]
    match node:
        case dict():
            inner = list(node.items())
        case list():
            inner = list(enumerate(node))
        case _:
            inner = []
    for key, value in inner:
        found += paths(value, (*path, key))
    return found


def changed(whole: Any, path: Path, value: Any) -> Any:
    """The data with another value at a place."""
    if not path:
        return value
    copied = copy.deepcopy(whole)
    group = copied
    for part in path[:-1]:
        group = group[part]
    group[path[-1]] = value
    return copied


def problems(tree: Node, model: type[BaseModel], place: Place) -> tuple[Problem, ...]:
    try:
        bind(tree, model, place)
    except InvalidInput as error:
        return error.problems
    return ()


@pytest.mark.parametrize("model", FULL)
def test_the_data_that_is_changed_here_is_sound(model: type[BaseModel]) -> None:
    assert problems(from_python(FULL[model]), model, Place()) == ()


def told(problem: Problem) -> bool:
    """Whether a problem has texts in both languages, and all that they ask for."""
    return problem.code.startswith("input.") and all(
        problem.message(lang) and problem.help(lang) for lang in LANGUAGES
    )


@given(MODELS, st.integers(0, 100), ANYTHING)
@example(Proposal, 0, time(8, 30))
def test_whatever_stands_anywhere_is_bound_or_told_of_once_in_both_languages(
    model: type[BaseModel], number: int, value: Any
) -> None:
    places = paths(FULL[model])
    try:
        tree = from_python(changed(FULL[model], places[number % len(places)], value))
    except InvalidInput:
        return  # what no file could say is refused before
    found = problems(tree, model, Place())
    assert [problem for problem in found if not told(problem)] == []
    assert [one for index, one in enumerate(found) if one in found[:index]] == []


@pytest.mark.parametrize("model", FULL)
@pytest.mark.parametrize(
    "value",
    [
        None, True, -1, 0.5, 10**20, float("nan"), "", " ", "x", "\x07", "x" * 400,
        date(2027, 1, 1), datetime(2027, 1, 1, tzinfo=UTC), time(8, 30), [], [None], [[]], {},
        {"x": 1},
    ],
    ids=lambda value: repr(value)[:20],
)  # fmt: skip
def test_every_kind_of_value_at_every_place_is_bound_or_told_of(
    model: type[BaseModel], value: Any
) -> None:
    found = [
        problem
        for path in paths(FULL[model])
        for problem in problems(from_python(changed(FULL[model], path, value)), model, Place())
    ]
    assert [problem for problem in found if not told(problem)] == []
    assert found


@given(MODELS, st.lists(st.tuples(st.integers(0, 100), data(WORDS)), min_size=1, max_size=4))
def test_problems_stand_in_order_at_keys_and_values_of_the_file(
    model: type[BaseModel], changes: list[tuple[int, Any]]
) -> None:
    whole: Any = FULL[model]
    for number, value in changes:
        places = paths(whole)
        whole = changed(whole, places[number % len(places)], value)
    text = source(json.dumps(whole, indent=1, ensure_ascii=False), "json")
    tree = parse(text)
    found = problems(tree, model, Place(text))
    keys_and_values = {one.span for one in values(tree)} | {one.key.span for one in entries(tree)}
    assert {problem.span for problem in found} <= keys_and_values
    starts = [(problem.line, problem.column) for problem in found]
    assert starts == sorted(starts)
