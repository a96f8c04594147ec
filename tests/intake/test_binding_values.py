"""How each kind of wrong value is told of, whatever program hands it in."""

from __future__ import annotations

from typing import Any

import pytest

from screening.errors import InvalidInput, Problem
from screening.intake.binding import bind
from screening.intake.documents import from_python
from screening.intake.places import Place
from screening.model.proposal import Proposal

SOUND = {"title": "Hembesök", "summary": "Videobesök.", "parties": [{"name": "MDU"}]}
LEVELS = {
    "choices": "team, unit, department, executive",
    "choices_sv": "team, enhet, avdelning, ledning",
}
ANSWERS = {
    "choices": "hosts, declined, does-not-fit",
    "choices_sv": "tar emot, avböjt, passar inte",
}


def of_data(data: Any) -> tuple[Problem, ...]:
    with pytest.raises(InvalidInput) as caught:
        bind(from_python(data), Proposal, Place())
    return caught.value.problems


def of(**changes: Any) -> tuple[Problem, ...]:
    """The problems of a sound proposal with changes."""
    return of_data({**SOUND, **changes})


@pytest.mark.parametrize("value", [2027, True, 1.5, [2027], {"year": 2027}])
def test_whatever_is_no_day_is_told_as_no_day(value: object) -> None:
    (problem,) = of(period={"start": value})
    assert (problem.code, problem.path) == ("input.day", "period.start")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (True, "true"),
        ([True, None], "[true, null]"),
        ({"é": "b"}, '{"é": "b"}'),
        (1.5, "1.5"),
        (10**80, f"1{'0' * 58}…"),
    ],
)
def test_values_are_shown_as_files_have_them_and_not_too_long(value: object, shown: str) -> None:
    assert of(title=value) == (
        Problem("input.not-text", {"field": "title", "value": shown}, path="title"),
    )


@pytest.mark.parametrize("key", ["title", "parties"])
def test_nothing_where_something_is_needed_is_empty(key: str) -> None:
    assert of(**{key: None}) == (Problem("input.empty", {"field": key, "value": "None"}, path=key),)


def test_every_time_but_the_first_that_an_entry_is_considered_is_told_of() -> None:
    ids = ["K-1", "K-2", "K-1", "K-1", "K-2"]
    assert of(considered=[{"constellation": key, "answer": "hosts"} for key in ids]) == tuple(
        Problem(
            "input.considered-twice",
            {"field": "constellation", "id": ids[index], "value": ids[index]},
            path=f"considered[{index}].constellation",
        )
        for index in (2, 3, 4)
    )


def test_an_answer_has_to_be_known() -> None:
    assert of(considered=[{"constellation": "K-1", "answer": "unknown"}]) == (
        Problem(
            "input.unknown-choice",
            {"field": "answer", "value": "unknown", **ANSWERS},
            path="considered[0].answer",
        ),
    )


@pytest.mark.parametrize("data", [[], [SOUND], "text", 5, None])
def test_what_is_no_group_of_keys_is_told_of_as_a_whole(data: object) -> None:
    code = "input.empty" if data is None else "input.not-a-mapping"
    (problem,) = of_data(data)
    assert (problem.code, problem.path, problem.params["field"]) == (code, "", "")


@pytest.mark.parametrize(
    ("written", "asked_for"),
    [
        ("titel", "sammanfattning"),
        ("title", "summary"),
        ("Title", "summary"),
        ("TITEL", "sammanfattning"),
    ],
)
def test_a_missing_key_is_named_in_the_language_of_the_keys_beside_it(
    written: str, asked_for: str
) -> None:
    assert of_data({written: "Hembesök", "parties": [{"name": "MDU"}]}) == (
        Problem("input.missing", {"field": asked_for}, path="summary"),
    )


@pytest.mark.parametrize(
    ("written", "suggestion"),
    [("enhett", "enhet"), ("unitt", "unit"), ("dep artment", "department"), ("xyz", None)],
)
def test_the_nearest_choice_is_suggested_as_it_would_be_written(
    written: str, suggestion: str | None
) -> None:
    assert of(level=written) == (
        Problem(
            "input.unknown-choice",
            {"field": "level", "value": written, **LEVELS},
            path="level",
            suggestion=suggestion,
        ),
    )


@pytest.mark.parametrize(
    ("written", "suggestion"),
    [
        ("VFU-samordnin", "VFU-samordning"),
        ("Forskarteamet", "forskarteam"),
        ("research_tem", "research-team"),
    ],
)
def test_a_suggested_choice_keeps_its_capitals_and_hyphens(written: str, suggestion: str) -> None:
    assert [problem.suggestion for problem in of(category=written)] == [suggestion]


def test_no_problem_carries_the_contact() -> None:
    problems = of_data({"contact": {"email": "anna@example.org", "phone": 5}})
    assert [problem.path for problem in problems] == [
        "contact.phone", "parties", "summary", "title",
    ]  # fmt: skip
    assert "anna" not in repr(problems)
