"""The kinds of value that people write."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from screening.model.values import Clause, Day, Identifier, Line, OneOrMore, Prose, Slug, YesNo


def refused(kind: Any, value: object) -> str:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(kind).validate_python(value, strict=True)
    return caught.value.errors()[0]["type"]


def test_a_line_has_its_spaces_collapsed_and_its_letters_composed() -> None:
    assert TypeAdapter(Line).validate_python("  Ha\u0308lsa \n  och  vård ") == "Hälsa och vård"


def test_prose_keeps_its_line_breaks() -> None:
    assert TypeAdapter(Prose).validate_python(" Ett.\n\nTvå. ") == "Ett.\n\nTvå."


@pytest.mark.parametrize("text", ["a\x1b[31mb", "a\x00b", "a\x9bb", "\x07"])
def test_control_characters_are_refused(text: str) -> None:
    assert refused(Line, text) == "control_character"
    assert refused(Prose, text) == "control_character"


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_an_empty_text_is_refused(text: str) -> None:
    assert refused(Line, text) in {"too_short", "string_too_short"}
    assert refused(Prose, text) in {"too_short", "string_too_short"}


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("2027-02-30", "impossible_day"),
        ("2027-13-01", "impossible_day"),
        ("27-01-01", "day"),
        ("2027-1-1", "day"),
        ("2027-01-01T00:00:00", "day"),
        ("igår", "day"),
        ("1969-12-31", "absurd_day"),
        ("2200-01-01", "absurd_day"),
        (20270101, "date_type"),
        (True, "date_type"),
        (datetime(2027, 1, 1), "day"),  # noqa: DTZ001 - what TOML gives for a time of day
    ],
)
def test_what_is_no_day_is_refused(value: object, kind: str) -> None:
    assert refused(Day, value) == kind


@given(st.dates(min_value=date(1970, 1, 1), max_value=date(2199, 12, 31)))
def test_any_day_within_reach_is_read_as_it_is_written(day: date) -> None:
    assert TypeAdapter(Day).validate_python(day.isoformat(), strict=True) == day


@pytest.mark.parametrize(
    ("value", "truth"),
    [("ja", True), ("Yes", True), ("TRUE", True), (True, True), ("nej", False), ("no", False)],
)
def test_truth_is_written_in_both_languages(value: object, truth: bool) -> None:  # noqa: FBT001
    assert TypeAdapter(YesNo).validate_python(value, strict=True) is truth


@pytest.mark.parametrize("value", ["kanske", 1, 0, "1", None])
def test_what_is_neither_yes_nor_no_is_refused(value: object) -> None:
    assert refused(YesNo, value) == "truth"


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (Identifier, "K-014", "K 014"),
        (Identifier, "å/1", "a\x7fb"),
        (Slug, "a-b2", "A-b"),
        (Slug, "a", "a--b"),
        (Clause, "4.3", "4."),
        (Clause, "12.10", "§ 4"),
    ],
)
def test_names_have_their_form(kind: Any, good: str, bad: str) -> None:
    assert TypeAdapter(kind).validate_python(good) == good
    assert refused(kind, bad) in {"identifier", "slug", "clause"}


def test_one_may_be_written_where_several_may_stand() -> None:
    several = TypeAdapter(OneOrMore[Slug])
    assert several.validate_python("a-b") == ("a-b",)
    assert several.validate_python(["a", "b"]) == ("a", "b")
