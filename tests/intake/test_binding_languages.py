"""Swedish and English, YAML, JSON and TOML: what is meant is the same."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from screening.errors import InvalidInput, Problem
from screening.intake.binding import bind
from screening.intake.documents import from_python, parse
from screening.intake.places import Place
from screening.intake.source import Format, Source
from screening.messages import LANGUAGES, Lang
from screening.model.proposal import Party, Period, Proposal, Resources
from screening.model.register import Register
from tests.schema.writing import CHOICES, ENTRIES, PROPOSALS, TRUTHS, WRITERS, optional_places, said

Data = dict[str, Any]
MODELS: dict[str, type[BaseModel]] = {"proposal": Proposal, "register": Register}
DOCUMENTS = st.one_of(
    st.tuples(st.just("proposal"), PROPOSALS),
    st.tuples(st.just("register"), ENTRIES.map(lambda entries: {"entries": entries})),
)
"""Any proposal or register, with what it is."""


def in_language(lang: Lang) -> Callable[[], Lang]:
    return lambda: lang


def read(data: Data, name: str, text_format: Format) -> BaseModel:
    """The data written to a file of that format, and read again."""
    source = Source(f"f.{text_format}", WRITERS[text_format](data), text_format)
    return bind(parse(source), MODELS[name], Place(source)).model


def handed_in(data: Data, name: str) -> BaseModel:
    return bind(from_python(data), MODELS[name], Place()).model


# --- what is meant --------------------------------------------------------------------


@pytest.mark.parametrize("text_format", WRITERS)
@pytest.mark.parametrize("lang", LANGUAGES)
@given(document=DOCUMENTS)
def test_a_file_means_the_same_in_either_language_and_in_every_format(
    text_format: Format, lang: Lang, document: tuple[str, Data]
) -> None:
    name, data = document
    meant = MODELS[name].model_validate(data)
    assert read(said(data, name, in_language(lang)), name, text_format) == meant


@given(DOCUMENTS, st.lists(st.sampled_from(LANGUAGES), min_size=1, max_size=7))
def test_the_languages_may_be_mixed(document: tuple[str, Data], languages: list[Lang]) -> None:
    name, data = document
    turn = iter(range(10**6))
    mixed = said(data, name, lambda: languages[next(turn) % len(languages)])
    assert handed_in(mixed, name) == MODELS[name].model_validate(data)


@given(DOCUMENTS)
def test_the_slugs_and_truth_values_of_the_english_files_need_no_words(
    document: tuple[str, Data],
) -> None:
    name, data = document
    assert handed_in(data, name) == MODELS[name].model_validate(data)


@given(DOCUMENTS, st.sampled_from(LANGUAGES))
def test_capitals_spaces_hyphens_and_underscores_make_no_difference(
    document: tuple[str, Data], lang: Lang
) -> None:
    name, data = document
    written = said(data, name, in_language(lang))
    shouted = {key.upper().replace("_", " - "): value for key, value in written.items()}
    assert handed_in(shouted, name) == MODELS[name].model_validate(data)


# --- the same key in both languages ---------------------------------------------------


@given(PROPOSALS, st.data())
def test_the_same_key_in_both_languages_is_a_mistake(data: Data, drawn: st.DataObject) -> None:
    swedish = said(data, "proposal", in_language("sv"))
    twice = [key for key, word in zip(data, swedish, strict=True) if key != word]
    key = drawn.draw(st.sampled_from(twice))
    word = dict(zip(data, swedish, strict=True))[key]
    with pytest.raises(InvalidInput) as caught:
        handed_in({**swedish, key: data[key]}, "proposal")
    assert caught.value.problems == (
        Problem("input.same-key-twice", {"key": key, "other": word}, path=key),
    )


# --- what is left out -----------------------------------------------------------------


def test_what_is_left_out_is_unknown_and_never_no() -> None:
    least = {"title": "Hembesök", "summary": "Videobesök.", "parties": [{"name": "MDU"}]}
    assert handed_in(least, "proposal") == Proposal(
        title="Hembesök",
        summary="Videobesök.",
        parties=(Party(name="MDU", unit=(), agreement=None),),
        category=None,
        themes=(),
        level=None,
        resources=Resources(committed=None, staff_fte=None, funding_sek=None),
        period=Period(start=None, end=None),
        coordination=(),
        new_principles=None,
        considered=(),
        contact=None,
    )


@given(DOCUMENTS, st.data())
def test_null_means_left_out(document: tuple[str, Data], drawn: st.DataObject) -> None:
    name, data = document
    without = copy.deepcopy(data)
    chosen = drawn.draw(st.sets(st.integers(0, 20)))
    nulls, gone = optional_places(data, name), optional_places(without, name)
    for index in sorted(chosen & set(range(len(gone)))):
        nulls[index][0][nulls[index][2]] = None
        gone[index][0].pop(gone[index][2])
    assert handed_in(data, name) == MODELS[name].model_validate(without)


@given(DOCUMENTS, st.sampled_from(["unknown", "okänt", "Okänt", " UNKNOWN "]), st.data())
def test_unknown_means_left_out_where_there_is_a_choice(
    document: tuple[str, Data], word: str, drawn: st.DataObject
) -> None:
    name, data = document
    without = copy.deepcopy(data)
    chosen = drawn.draw(st.sets(st.integers(0, 20)))
    unknown, gone = optional_places(data, name), optional_places(without, name)
    for index in sorted(chosen & set(range(len(gone)))):
        group, model, key = unknown[index]
        if (model, key) in TRUTHS or ((model, key) in CHOICES):
            group[key] = word
            gone[index][0].pop(key)
    assert handed_in(data, name) == MODELS[name].model_validate(without)
