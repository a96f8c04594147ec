"""What the columns of a table with proposals are called."""

from __future__ import annotations

from collections import Counter

import pytest

from screening.intake.proposal_columns import PROPOSAL_FIELDS, fields_named, heading_of
from screening.intake.words import folded
from screening.messages import LANGUAGES, Lang, catalogue


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("field", PROPOSAL_FIELDS)
def test_a_column_goes_by_its_heading_its_key_and_what_else_people_call_it(
    field: str, lang: Lang
) -> None:
    words = catalogue(lang).get(f"columns.{field}", "").split(";")
    for word in (field, heading_of(field, lang), *filter(None, map(str.strip, words))):
        for written in (word, word.upper(), f" {word} *", f"{word}:", f"{word}?"):
            assert fields_named(written) == (field,)


def test_no_other_word_means_two_things() -> None:
    words = Counter(
        (lang, folded(word))
        for lang in LANGUAGES
        for key, text in catalogue(lang).items()
        if key.startswith("columns.")
        for word in text.split(";")
    )
    assert [word for word, count in words.items() if count > 1] == []
    fields = {key.removeprefix("columns.") for key in catalogue("sv") if key.startswith("columns.")}
    assert fields <= set(PROPOSAL_FIELDS)


@pytest.mark.parametrize("heading", ["Avtal", "Namn på kontakt", "e-post", "", "*", "Titelblad"])
def test_what_names_no_field_is_none(heading: str) -> None:
    assert fields_named(heading) == ()
