"""Everything that the project ships fits its schema, and so does all that the readers take."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening import Screener
from screening.intake.documents import parse
from screening.intake.nodes import plain
from screening.intake.source import SUFFIXES, Source
from screening.intake.starters import STARTERS, Starter, starter
from screening.messages import LANGUAGES, Lang, catalogue
from screening.ruleset.schema import SchemaName
from screening.shipped import sample_register, shipped_rules
from tests.rules.fixtures import AS_OF, found_proposals
from tests.ruleset.folders import SOUND
from tests.schema.validating import as_json, complaints, language_of
from tests.schema.writing import CHOICES, ENTRIES, PROPOSALS, TRUTHS, optional_places, said

Data = dict[str, Any]
PROPOSAL_FILES = found_proposals()
RULE_FILES = [
    file
    for folder in (shipped_rules(), SOUND)
    for file in sorted(folder.iterdir())
    if file.suffix in SUFFIXES
]
NAMES: dict[str, SchemaName] = {
    "ruleset": "ruleset",
    "letter": "letter",
    "parties": "parties",
    "vocabulary": "vocabulary",
    "rule": "rules",
    "proposal": "proposal",
    "register": "register",
}
"""The schema of a file, by the file's name; any other file of a rule folder has rules."""


def days_as_texts(data: Any) -> Any:
    return json.loads(json.dumps(data, default=date.isoformat))


# --- what ships -----------------------------------------------------------------------


@pytest.mark.parametrize("file", PROPOSAL_FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_the_proposals_of_the_project_fit(file: Path) -> None:
    assert complaints(as_json(file), "proposal", language_of(file)) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_proposal_fits_the_schema_of_the_other_language(lang: Lang) -> None:
    others = [file for file in PROPOSAL_FILES if language_of(file) != lang]
    assert len(others) > 5
    assert [file for file in others if not complaints(as_json(file), "proposal", lang)] == []


def test_the_sample_register_fits() -> None:
    assert complaints(as_json(sample_register()), "register") == []


@pytest.mark.parametrize("file", RULE_FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_shipped_rules_fit(file: Path, lang: Lang) -> None:
    assert complaints(as_json(file), NAMES.get(file.stem, "rules"), lang) == []


def test_the_shipped_rules_have_files_of_every_kind() -> None:
    kinds = {NAMES.get(file.stem, "rules") for file in RULE_FILES}
    assert kinds == {"rules", "ruleset", "letter", "parties", "vocabulary"}


@pytest.mark.parametrize("what", STARTERS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_starting_files_fit(what: Starter, lang: Lang) -> None:
    data = plain(parse(Source(f"{what}.yaml", starter(what, lang), "yaml")))
    assert complaints(data, NAMES[what], lang) == []


@pytest.mark.parametrize("explain", [False, True])
@pytest.mark.parametrize("file", PROPOSAL_FILES[::7], ids=lambda file: file.stem)
def test_verdicts_fit(file: Path, plain_screener: Screener, *, explain: bool) -> None:
    verdict = plain_screener.screen(file, as_of=AS_OF, explain=explain)
    assert complaints(json.loads(verdict.to_json()), "verdict") == []


# --- what the readers take ------------------------------------------------------------


@given(PROPOSALS)
def test_any_proposal_fits(data: Data) -> None:
    assert complaints(days_as_texts(data), "proposal") == []


@given(PROPOSALS)
def test_any_proposal_in_swedish_fits_the_swedish_schema(data: Data) -> None:
    swedish = said(data, "proposal", lambda: "sv")
    assert complaints(days_as_texts(swedish), "proposal", "sv") == []


@given(PROPOSALS)
def test_any_proposal_with_swedish_keys_and_english_choices_fits_the_swedish_schema(
    data: Data,
) -> None:
    swedish = said(data, "proposal", lambda: "sv")
    mixed = dict(zip(swedish, data.values(), strict=True))
    mixed |= {key: value for key, value in swedish.items() if isinstance(value, dict)}
    mixed |= {key: swedish[key] for key in ("parter", "prövat") if key in swedish}
    assert complaints(days_as_texts(mixed), "proposal", "sv") == []


@given(ENTRIES, st.booleans())
def test_any_register_fits_alone_and_under_its_key(entries: list[Data], under: bool) -> None:  # noqa: FBT001
    english: Any = {"entries": entries} if under else entries
    assert complaints(days_as_texts(english), "register") == []
    words = [said(entry, "registerentry", lambda: "sv") for entry in entries]
    swedish: Any = {"poster": words} if under else words
    assert complaints(days_as_texts(swedish), "register", "sv") == []


@given(PROPOSALS, ENTRIES, st.sampled_from([None, "unknown"]), st.data())
def test_what_is_left_out_by_null_or_unknown_fits(
    proposal: Data, entries: list[Data], word: str | None, drawn: st.DataObject
) -> None:
    register: Data = {"entries": entries}
    places = optional_places(proposal, "proposal") + optional_places(register, "register")
    for group, model, key in drawn.draw(st.lists(st.sampled_from(places))) if places else ():
        if word is None or (model, key) in CHOICES or (model, key) in TRUTHS:
            group[key] = word
    assert complaints(days_as_texts(proposal), "proposal") == []
    assert complaints(days_as_texts(register), "register") == []


@pytest.mark.parametrize(("lang", "word"), [("en", "unknown"), ("sv", "unknown"), ("sv", "okänt")])
def test_the_word_for_unknown_fits_where_there_is_a_choice_alone(lang: Lang, word: str) -> None:
    least = said(
        {"title": "a", "summary": "b", "parties": [{"name": "c"}]}, "proposal", lambda: lang
    )
    fitting = {
        key for key in catalogue_keys(lang) if not complaints(least | {key: word}, "proposal", lang)
    }
    chosen = {"category", "level", "coordination", "new_principles"}
    texts = {"title", "summary"}
    assert fitting == {catalogue(lang)[f"fields.proposal.{key}.key"] for key in chosen | texts}


def catalogue_keys(lang: Lang) -> set[str]:
    return {
        text
        for key, text in catalogue(lang).items()
        if re.fullmatch(r"fields\.proposal\.\w+\.key", key)
    }
