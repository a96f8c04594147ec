"""Where things stand in a document, by path and by line."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.errors import Problem
from screening.intake.binding import bind
from screening.intake.document import Document
from screening.intake.documents import from_python, parse
from screening.intake.nodes import Scalar, plain
from screening.intake.places import Path, Place, dotted, node_at, span_at
from screening.intake.source import Source
from screening.model.proposal import Proposal
from tests.intake.reading import at, cut, source

TEXT = """\
titel: Hembesök
sammanfattning: |
  Videobesök
  i hemmet.
parter:
  - namn: Region Västmanland
    enhet: [Primärvården, HVV]
  - {}
teman: []
period: {start: 2027-01-01}
"""
SOUND = TEXT.replace("  - {}\n", "  - {namn: MDU, avtal: okänt}\n")


def place_of(text: str) -> Source:
    return source(text, "yaml")


@pytest.mark.parametrize(
    ("path", "covered"),
    [
        ((), "titel"),
        (("titel",), "Hembesök"),
        (("sammanfattning",), "|\n  Videobesök\n  i hemmet."),
        (("parter",), "parter"),
        (("parter", 0), "namn"),
        (("parter", 0, "namn"), "Region Västmanland"),
        (("parter", 0, "enhet"), "enhet"),
        (("parter", 0, "enhet", 1), "HVV"),
        (("teman",), "teman"),
        (("period",), "period"),
        (("period", "start"), "2027-01-01"),
        # What is not there stands where its surroundings stand.
        (("nivå",), "titel"),
        (("nivå", "x", 3), "titel"),
        (("parter", 0, "avtal"), "namn"),
        (("parter", 1), "{}"),
        (("parter", 1, "namn"), "{}"),
        (("parter", 7), "parter"),
        (("parter", "namn"), "parter"),
        (("titel", "x"), "Hembesök"),
        (("parter", 0, "enhet", 9), "enhet"),
        (("period", "slut"), "period"),
    ],
)
def test_a_path_points_at_one_value_or_at_the_key_of_a_group_or_list(
    path: Path, covered: str
) -> None:
    assert cut(TEXT, span_at(parse(place_of(TEXT)), path)).rstrip() == covered


@pytest.mark.parametrize(
    ("text", "path", "covered"),
    [("{}", (), "{}"), ("[]", (), "[]"), ("[[1, 2], 3]", (0,), "[1, 2]"), ("5", ("x",), "5")],
)
def test_what_has_no_key_stands_as_a_whole(text: str, path: Path, covered: str) -> None:
    assert cut(text, span_at(parse(place_of(text)), path)) == covered


@pytest.mark.parametrize("path", [(), ("a",), ("a", 0), ("a", 0, "b"), ("x",)])
def test_data_that_a_program_hands_in_stands_nowhere(path: Path) -> None:
    assert span_at(from_python({"a": [{"b": 1}]}), path) is None


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ((), {"a": [{"b": 1}, 2]}),
        (("a",), [{"b": 1}, 2]),
        (("a", 0, "b"), 1),
        (("a", 1), 2),
    ],
)
def test_a_path_leads_to_a_node(path: Path, value: Any) -> None:
    node = node_at(from_python({"a": [{"b": 1}, 2]}), path)
    assert node is not None
    assert plain(node) == value


@pytest.mark.parametrize("path", [("b",), ("a", 2), ("a", "b"), ("a", 1, "b"), (0,), ("a", "0")])
def test_a_path_may_lead_nowhere(path: Path) -> None:
    assert node_at(from_python({"a": [{"b": 1}, 2]}), path) is None


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ((), ""),
        (("title",), "title"),
        (("parties", 1, "agreement"), "parties[1].agreement"),
        ((0, 1, "a"), "[0][1].a"),
        (("a", "b"), "a.b"),
    ],
)
def test_a_path_is_written_as_people_write_it(path: Path, written: str) -> None:
    assert dotted(path) == written


# --- a problem at a place -------------------------------------------------------------


@given(st.text(max_size=5))
def test_a_problem_of_no_file_has_its_path_alone(suggestion: str) -> None:
    assert Place().problem("input.day", path=("a", 0), suggestion=suggestion) == Problem(
        "input.day", {}, path="a[0]", suggestion=suggestion
    )


def test_a_problem_of_a_file_has_the_line_it_stands_on() -> None:
    place = Place(place_of(TEXT))
    assert place.problem("input.day", at(2, 1, 15), {"value": 1}, path=("b",)) == Problem(
        "input.day", {"value": 1}, "f.yaml", at(2, 1, 15), "b", "sammanfattning: |"
    )


# --- a document -----------------------------------------------------------------------


@pytest.fixture
def document() -> Document[Proposal]:
    whole = place_of(SOUND)
    return bind(parse(whole), Proposal, Place(whole))


def test_a_document_is_in_the_words_of_its_model_whatever_it_was_written_in(
    document: Document[Proposal],
) -> None:
    assert plain(document.tree) == {
        "title": "Hembesök",
        "summary": "Videobesök\ni hemmet.\n",
        "parties": [
            {"name": "Region Västmanland", "unit": ["Primärvården", "HVV"]},
            {"name": "MDU"},
        ],
        "themes": [],
        "period": {"start": "2027-01-01"},
    }


def test_a_document_knows_its_values_by_their_paths(document: Document[Proposal]) -> None:
    assert document.node(("title",)) == Scalar("Hembesök", at(1, 8, 16))
    assert document.node(("level",)) is None
    assert document.word(("parties", 0, "unit", 1)) == "HVV"
    assert document.word(("parties", 0, "unit")) is None
    assert document.word(("level",)) is None


def test_a_document_has_the_paths_of_the_items_of_its_lists(document: Document[Proposal]) -> None:
    assert list(document.each(("parties",))) == [("parties", 0), ("parties", 1)]
    assert list(document.each(("themes",))) == []
    assert list(document.each(("considered",))) == []
    assert list(document.each(("title",))) == []


def test_a_problem_of_a_document_stands_where_the_path_leads(document: Document[Proposal]) -> None:
    problem = document.problem("input.day", ("parties", 1, "name"), suggestion="x", value="y")
    assert problem == Problem(
        "input.day",
        {"value": "y"},
        "f.yaml",
        at(8, 12, 15),
        "parties[1].name",
        "  - {namn: MDU, avtal: okänt}",
        "x",
    )


def test_a_document_is_called_by_the_name_of_its_file_without_the_folder() -> None:
    whole = Source("some/folder/f.yaml", "a: 1", "yaml")
    assert Document(Place(whole), parse(whole), None).file == "f.yaml"
