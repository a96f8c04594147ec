"""Answers are read as people write them, and what may mean two things is not guessed at."""

from __future__ import annotations

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.intake.form_answers import Misread, number_of
from screening.intake.form_days import Ambiguous, day_of
from screening.messages import LANGUAGES, Lang, message

MONEY, STAFF = "resources.funding_sek", "resources.staff_fte"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-01-31", date(2027, 1, 31)),
        ("20270131", date(2027, 1, 31)),
        ("2027/1/31", date(2027, 1, 31)),
        ("2027–01–31", date(2027, 1, 31)),
        ("31.1.2027", date(2027, 1, 31)),
        ("31/1 2027", date(2027, 1, 31)),
        ("1/2 2027", date(2027, 2, 1)),
        ("31/1/2027", date(2027, 1, 31)),
        ("1/31/2027", date(2027, 1, 31)),
        ("2/2/2027", date(2027, 2, 2)),
        ("Den 31:a jan. 2027", date(2027, 1, 31)),
        ("31\N{NO-BREAK SPACE}januari 2027", date(2027, 1, 31)),
        ("January 31st, 2027", date(2027, 1, 31)),
        ("31 May 2027", date(2027, 5, 31)),
        ("2027-01", None),
        ("2027", None),
        ("våren 2027", None),
        ("30 februari 2027", None),
        ("1 ma 2027", None),
        ("1 mar", None),
        ("40/40/2027", None),
    ],
)
def test_a_day_is_read_in_numbers_and_words_and_part_of_one_is_none(
    text: str, day: date | None
) -> None:
    assert day_of(text) == day


def test_a_day_that_may_be_two_is_not_guessed_at() -> None:
    with pytest.raises(Ambiguous):
        day_of("1/2/2027")


@given(day=st.dates(date(1970, 1, 1), date(2100, 1, 1)), lang=st.sampled_from(LANGUAGES))
def test_every_day_is_read_by_the_name_of_its_month(day: date, lang: Lang) -> None:
    month = message("form.months", lang).split()[day.month - 1]
    assert day_of(f"{day.day} {month} {day.year}") == day
    assert day_of(f"{day.day} {month[:3]} {day.year}") == day


@pytest.mark.parametrize(
    ("text", "path", "number"),
    [
        ("0,5", STAFF, 0.5),
        ("1,5 heltid", STAFF, 1.5),
        ("2 heltidstjänster", STAFF, 2),
        ("0.5 full-time", STAFF, 0.5),
        ("50 %", STAFF, 0.5),
        ("300 000 kr", MONEY, 300_000),
        ("300\N{NARROW NO-BREAK SPACE}000:-", MONEY, 300_000),
        ("300 tkr", MONEY, 300_000),
        ("1,2 mkr", MONEY, 1_200_000),
        ("2 miljoner kronor", MONEY, 2_000_000),
        ("57 %", STAFF, 0.57),
        ("0,3333333333333333333333333 tkr", MONEY, 333.3333333333333),
        ("9" * 1_000, MONEY, math.inf),
        ("\N{MINUS SIGN}1", MONEY, -1),
        ("okänt", MONEY, None),
    ],
)
def test_a_number_may_have_the_unit_that_its_question_asks_for(
    text: str, path: str, number: float | None
) -> None:
    assert number_of(text, path) == number


@pytest.mark.parametrize(
    ("text", "path", "code"),
    [
        ("1.250 tkr", MONEY, "form.number-of-two-meanings"),
        ("50 %", MONEY, "form.number"),
        ("300 tkr", STAFF, "form.number"),
        ("3 st", STAFF, "form.number"),
        ("halvtid", STAFF, "form.number"),
        ("ca 300 000", MONEY, "form.number"),
        ("300-400 tkr", MONEY, "form.number"),
    ],
)
def test_what_is_no_number_of_that_kind_is_not_guessed_at(text: str, path: str, code: str) -> None:
    with pytest.raises(Misread) as raised:
        number_of(text, path)
    assert raised.value.code == code
