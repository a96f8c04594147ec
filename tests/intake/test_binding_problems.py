"""What is told of a proposal: whole problems, all at once, each once, in order of place."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest

from screening.errors import InvalidInput, Problem, Span
from screening.intake.binding import Check, bind
from screening.intake.document import Document
from screening.intake.documents import from_python, parse
from screening.intake.places import Place
from screening.model.proposal import Proposal
from tests.intake.reading import at, source

SOUND = {"title": "Hembesök", "summary": "Videobesök.", "parties": [{"name": "MDU"}]}
LEVELS = {
    "choices": "team, unit, department, executive",
    "choices_sv": "team, enhet, avdelning, ledning",
}
KEYS = {
    "known": "title, summary, parties, category, themes, level, resources, period, coordination, "
    "new_principles, considered, contact",
    "known_sv": "titel, sammanfattning, parter, kategori, teman, nivå, resurser, period, "
    "samordning, nya_principer, prövat, kontakt",
}
"""The keys of a proposal, as a problem names them."""
KEYS_OF_A_PARTY = {"known": "name, unit, agreement", "known_sv": "namn, enhet, avtal"}


def of_text(text: str, *, check: Check | None = None) -> tuple[Problem, ...]:
    whole = source(text, "yaml")
    with pytest.raises(InvalidInput) as caught:
        bind(parse(whole), Proposal, Place(whole), check=check)
    return caught.value.problems


def of_data(data: Any) -> tuple[Problem, ...]:
    with pytest.raises(InvalidInput) as caught:
        bind(from_python(data), Proposal, Place())
    return caught.value.problems


def in_file(
    text: str, code: str, span: Span, path: str, suggestion: str | None = None, **params: object
) -> Problem:
    """A problem as it should be, with the line of the text that it begins on."""
    line = text.splitlines()[span.line - 1]
    return Problem(f"input.{code}", params, "f.yaml", span, path, line, suggestion)


def of(**changes: Any) -> tuple[Problem, ...]:
    """The problems of a sound proposal with changes."""
    return of_data({**SOUND, **changes})


# --- all at once ----------------------------------------------------------------------


def test_all_problems_are_told_at_once_in_the_order_they_stand_in_the_file() -> None:
    text = """\
levl: unit
period: {end: 2027-01-01, start: 2027-02-30}
title: 5
parties: [{agreement: sined}, {name: x, agreement: none}]
resources: {staff_fte: -1, committed: perhaps}
"""
    agreements = {
        "choices": "none, intended, signed, declined",
        "choices_sv": "inget, avsett, tecknat, avböjt",
    }
    told = partial(in_file, text)
    assert of_text(text) == (
        told("unknown-key", at(1, 1, 5), "levl", "level", key="levl", **KEYS),
        told("missing", at(2, 1, 7), "summary", field="summary"),
        told("impossible-day", at(2, 34, 44), "period.start", field="start", value="2027-02-30"),
        told("not-text", at(3, 8, 9), "title", field="title", value="5"),
        told("missing", at(4, 12, 21), "parties[0].name", field="name"),
        told(
            "unknown-choice",
            at(4, 23, 28),
            "parties[0].agreement",
            "signed",
            field="agreement",
            value="sined",
            **agreements,
        ),
        told(
            "too-small",
            at(5, 24, 26),
            "resources.staff_fte",
            field="staff_fte",
            value="-1",
            bound="0",
        ),
        told("truth", at(5, 39, 46), "resources.committed", field="committed", value="perhaps"),
    )


def test_data_that_a_program_hands_in_has_paths_and_no_places() -> None:
    assert of(levl="unit", parties=[{"nmae": "MDU"}], level="enhett") == (
        Problem(
            "input.unknown-choice",
            {"field": "level", "value": "enhett", **LEVELS},
            path="level",
            suggestion="enhet",
        ),
        Problem("input.unknown-key", {"key": "levl", **KEYS}, path="levl", suggestion="level"),
        Problem(
            "input.unknown-key",
            {"key": "nmae", **KEYS_OF_A_PARTY},
            path="parties[0].nmae",
            suggestion="name",
        ),
    )


def test_what_a_check_finds_stands_among_the_rest_and_is_told_once() -> None:
    text = "title: x\nsummary: 5\nparties: [{name: MDU}]\nlevel: unit\n"

    def check(document: Document[None]) -> Iterator[Problem]:
        for key in ("parties", "title", "title"):
            yield document.problem("input.several-parties", (key,), value="x")

    told = partial(in_file, text)
    assert of_text(text, check=check) == (
        told("several-parties", at(1, 8, 9), "title", value="x"),
        told("not-text", at(2, 10, 11), "summary", field="summary", value="5"),
        told("several-parties", at(3, 1, 8), "parties", value="x"),
    )


def test_a_check_alone_can_refuse_a_proposal() -> None:
    problem = Problem("input.unknown-considered", {"id": "K-1"})
    with pytest.raises(InvalidInput) as caught:
        bind(from_python(SOUND), Proposal, Place(), check=lambda _: [problem])
    assert caught.value.problems == (problem,)


def test_what_was_found_before_stands_first_where_nothing_has_a_place() -> None:
    before = Problem("reading.circular", path="contact")
    with pytest.raises(InvalidInput) as caught:
        bind(from_python({**SOUND, "title": 5}), Proposal, Place(), found=[before])
    of_title = Problem("input.not-text", {"field": "title", "value": "5"}, path="title")
    assert caught.value.problems == (before, of_title)


# --- not told: what only follows from something else ----------------------------------


def test_a_key_is_not_missing_where_it_is_only_misspelt() -> None:
    data = {"titl": "Hembesök", "summary": "Videobesök.", "parties": [{"name": "MDU"}]}
    assert of_data(data) == (
        Problem("input.unknown-key", {"key": "titl", **KEYS}, path="titl", suggestion="title"),
    )


def test_a_swedish_key_is_not_missing_where_it_is_only_misspelt() -> None:
    assert of_data({"titel": "Hembesök", "samanfattning": "x", "parter": [{"namn": "MDU"}]}) == (
        Problem(
            "input.unknown-key",
            {"key": "samanfattning", **KEYS},
            path="samanfattning",
            suggestion="sammanfattning",
        ),
    )


def test_a_misspelt_key_of_the_other_language_is_known_too() -> None:
    data = {"title": "Hembesök", "samanfattning": "Videobesök.", "parties": [{"name": "MDU"}]}
    assert of_data(data) == (
        Problem(
            "input.unknown-key",
            {"key": "samanfattning", **KEYS},
            path="samanfattning",
            suggestion="sammanfattning",
        ),
    )


def test_what_stands_in_a_group_where_a_list_is_wanted_is_not_told_of() -> None:
    assert of(parties={"nmae": "MDU"}) == (
        Problem(
            "input.not-a-list", {"field": "parties", "value": '{"nmae": "MDU"}'}, path="parties"
        ),
    )


def test_a_misspelt_key_of_another_group_does_not_stand_for_a_missing_one() -> None:
    assert of(parties=[{"nmae": "MDU"}, {}]) == (
        Problem(
            "input.unknown-key",
            {"key": "nmae", **KEYS_OF_A_PARTY},
            path="parties[0].nmae",
            suggestion="name",
        ),
        Problem("input.missing", {"field": "name"}, path="parties[1].name"),
    )


@pytest.mark.parametrize(
    ("item", "problem"),
    [
        (
            {"name": ""},
            Problem("input.empty", {"field": "name", "value": ""}, path="parties[0].name"),
        ),
        (
            "MDU",
            Problem("input.not-a-mapping", {"field": "parties", "value": "MDU"}, path="parties[0]"),
        ),
    ],
)
def test_a_list_is_not_empty_where_its_items_are_only_wrong(item: object, problem: Problem) -> None:
    assert of(parties=[item]) == (problem,)


def test_an_empty_list_is_told_of_beside_another_list_with_wrong_items() -> None:
    assert of(parties=[], themes=[5]) == (
        Problem("input.empty", {"field": "parties", "value": "[]"}, path="parties"),
        Problem("input.not-text", {"field": "themes", "value": "5"}, path="themes[0]"),
    )
