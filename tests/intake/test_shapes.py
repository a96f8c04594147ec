"""What the fields of files look like to people who write them, and the words they use."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from screening.intake.shapes import (
    Shape,
    choice_labels,
    choice_words,
    field_words,
    shape_of,
    swedish_key,
)
from screening.intake.words import folded, nearest, shown
from screening.messages import LANGUAGES, Lang, catalogue
from screening.model import values
from screening.model.proposal import Considered, Contact, Party, Period, Proposal, Resources
from screening.model.register import Agreement, Covers, Register, RegisterEntry
from screening.ruleset.files import RuleEntry, RuleFile
from tests.schema.writing import CHOICES, INSIDE, TRUTHS

MODELS: tuple[type[BaseModel], ...] = (
    Proposal, Party, Resources, Period, Considered, Contact, Register, RegisterEntry, Agreement,
    Covers,
)  # fmt: skip
FIELDS = [(model, field) for model in MODELS for field in model.model_fields]
IDS = [f"{model.__name__}.{field}" for model, field in FIELDS]
KINDS = (
    values.AgreementStatus, values.Answer, values.Category, values.Coordination,
    values.EntryStatus, values.HostAgreement, values.Kind, values.Level,
)  # fmt: skip


class Nullable(BaseModel):
    answer: bool | None


# --- shapes ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("model", "field", "shape"),
    [
        (Proposal, "title", Shape()),
        (Proposal, "parties", Shape(model=Party, many=True)),
        (Proposal, "themes", Shape(many=True, optional=True)),
        (Proposal, "resources", Shape(model=Resources, optional=True)),
        (Proposal, "contact", Shape(model=Contact, optional=True)),
        (Proposal, "new_principles", Shape(truth=True, optional=True)),
        (Proposal, "level", Shape(choices=get_args(values.Level), optional=True)),
        (
            Proposal,
            "coordination",
            Shape(choices=get_args(values.Coordination), many=True, optional=True),
        ),
        (Considered, "answer", Shape(choices=get_args(values.Answer))),
        (Party, "unit", Shape(many=True, optional=True)),
        (Resources, "staff_fte", Shape(optional=True)),
        (Period, "start", Shape(optional=True)),
        (Nullable, "answer", Shape(truth=True, optional=True)),
        (RuleEntry, "when", Shape()),
        (RuleEntry, "for_each", Shape(choices=("candidate", "partner"), optional=True)),
        (RuleFile, "rules", Shape(model=RuleEntry, many=True)),
    ],
)
def test_a_field_has_the_shape_that_its_type_says(
    model: type[BaseModel], field: str, shape: Shape
) -> None:
    assert shape_of(model, field) == shape


@pytest.mark.parametrize(("model", "field"), FIELDS, ids=IDS)
def test_a_field_is_a_group_a_choice_or_yes_or_no_as_the_catalogues_have_it(
    model: type[BaseModel], field: str
) -> None:
    where = (model.__name__.lower(), field)
    shape = shape_of(model, field)
    assert (shape.model.__name__.lower() if shape.model else None) == INSIDE.get(where)
    assert shape.truth == (where in TRUTHS)
    prefix = f"choices.{CHOICES.get(where)}."
    known = {key.removeprefix(prefix) for key in catalogue("en") if key.startswith(prefix)}
    assert set(shape.choices) == known


@pytest.mark.parametrize(
    ("shape", "unknowable"),
    [
        (Shape(truth=True, optional=True), True),
        (Shape(choices=("a",), optional=True), True),
        (Shape(truth=True), False),
        (Shape(choices=("a",)), False),
        (Shape(optional=True), False),
        (Shape(model=Party, optional=True), False),
    ],
)
def test_only_an_optional_choice_can_be_written_as_unknown(
    shape: Shape, *, unknowable: bool
) -> None:
    assert shape.unknowable == unknowable


# --- the words for keys and choices ---------------------------------------------------


@pytest.mark.parametrize(("model", "field"), FIELDS, ids=IDS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_field_is_known_by_the_key_that_the_catalogue_has(
    model: type[BaseModel], field: str, lang: Lang
) -> None:
    key = catalogue(lang)[f"fields.{model.__name__.lower()}.{field}.key"]
    assert key == (field if lang == "en" else swedish_key(model, field))
    assert field_words(model)[folded(key)] == field


@pytest.mark.parametrize("model", MODELS)
def test_no_key_of_a_group_stands_for_two_fields(model: type[BaseModel]) -> None:
    english = {folded(field): field for field in model.model_fields}
    swedish = {folded(swedish_key(model, field)): field for field in model.model_fields}
    assert len(english) == len(swedish) == len(model.model_fields)
    both = english.keys() & swedish.keys()
    assert [word for word in both if english[word] != swedish[word]] == []


def test_a_field_without_a_swedish_key_goes_by_its_name() -> None:
    assert swedish_key(RuleEntry, "for_each") == "for_each"
    assert field_words(RuleEntry) == {
        "id": "id", "title": "title", "when": "when", "then": "then", "clause": "clause",
        "for each": "for_each", "valid from": "valid_from", "valid to": "valid_to",
        "for_each": "for_each", "valid_from": "valid_from", "valid_to": "valid_to",
    }  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_choice_is_known_by_its_slug_and_by_its_name_in_both_languages(kind: object) -> None:
    choices: tuple[str, ...] = get_args(kind)
    words = choice_words(choices)
    for lang in LANGUAGES:
        labels = choice_labels(choices, lang)
        assert tuple(labels) == choices
        assert [words[folded(label)] for label in labels.values()] == list(choices)
    assert [words[folded(choice)] for choice in choices] == list(choices)
    assert set(words.values()) == set(choices)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_choice_has_a_name_of_its_own_that_does_not_mean_unknown(
    kind: object, lang: Lang
) -> None:
    labels = choice_labels(get_args(kind), lang)
    known = {folded(label) for label in labels.values()}
    assert len(known) == len(labels)
    assert known.isdisjoint({folded(catalogue(one)["choices.unknown"]) for one in LANGUAGES})


def test_choices_that_no_catalogue_names_go_by_their_slugs() -> None:
    assert choice_labels(("in-force", "terminated"), "sv") == {
        "in-force": "in-force",
        "terminated": "terminated",
    }


# --- words ----------------------------------------------------------------------------


@given(st.text(), st.sampled_from(["_", "-", " ", "  ", " - "]))
def test_case_and_joints_make_no_difference_to_a_word(word: str, joint: str) -> None:
    assert folded(folded(word)) == folded(word)
    assert folded(f" {word}{joint}x ") == folded(f"{word} X")


@pytest.mark.parametrize(
    ("word", "known", "near"),
    [
        ("titl", ["title", "level"], "title"),
        ("TITLE", ["title", "level"], "title"),
        ("new-principle", ["new_principles", "period"], "new_principles"),
        ("enhett", ["unit", "enhet"], "enhet"),
        ("xyz", ["title", "level"], None),
        ("", ["title"], None),
        ("title", [], None),
        ("ab", ["abd", "abc"], "abc"),
    ],
)
def test_the_nearest_word_is_the_one_most_like_it_or_none(
    word: str, known: list[str], near: str | None
) -> None:
    assert nearest(word, known) == near


@given(st.text("abc", max_size=4), st.lists(st.text("abc", min_size=1, max_size=4), max_size=5))
def test_the_order_of_the_known_words_makes_no_difference(word: str, known: list[str]) -> None:
    assert nearest(word, known) == nearest(word, reversed(known))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("hembesök", "hembesök"),
        ("  hem \n\t besök ", "hem besök"),
        ("x" * 60, "x" * 60),
        ("x" * 61, "x" * 59 + "…"),
        (5, "5"),
        (True, "true"),
        (False, "false"),
        (["å", None, True], '["å", null, true]'),
        ({"a": {"b": 1}}, '{"a": {"b": 1}}'),
    ],
)
def test_a_value_is_shown_on_one_line_and_not_too_long(value: object, text: str) -> None:
    assert shown(value) == text
