"""Wrong keys, types and choices do not fit the schemas; the rest only the readers can tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from screening.messages import catalogue
from screening.ruleset.schema import SchemaName
from tests.schema.validating import as_json, complaints, language_of

FILES = sorted(
    file
    for file in (Path(__file__).parents[1] / "intake" / "bad").glob("*/*")
    if file.name != "expected.txt"
)
SEEN = {
    "day", "empty", "impossible-day", "missing", "not-a-list", "not-a-mapping", "not-a-number",
    "not-finite", "not-text", "same-key-twice", "too-large", "too-long", "too-many", "too-small",
    "truth", "unknown-choice", "unknown-key",
}  # fmt: skip
UNSEEN = {
    "absurd-day": "a day is a day, however far away",
    "considered-twice": "a schema cannot compare items by one of their keys",
    "control-character": "it is a text",
    "covers-of-constellation": "what one key may be follows from another",
    "duplicate-id": "a schema cannot compare items by one of their keys",
    "end-before-start": "what one key may be follows from another",
    "identifier": "it is a text",
    "several-parties": "only the rules know the parties",
    "unknown-considered": "only the register knows its entries",
}


def name(file: Path) -> str:
    return f"{file.parent.name}/{file.name}"


def fits(file: Path) -> bool:
    kind: SchemaName = "register" if file.stem == "register" else "proposal"
    return not complaints(as_json(file), kind, language_of(file))


@pytest.mark.parametrize("file", [one for one in FILES if one.parent.name in SEEN], ids=name)
def test_what_is_wrong_by_its_key_its_type_or_its_choice_does_not_fit(file: Path) -> None:
    assert not fits(file)


@pytest.mark.parametrize("file", [one for one in FILES if one.parent.name in UNSEEN], ids=name)
def test_what_only_a_reader_can_tell_fits(file: Path) -> None:
    assert fits(file)


def test_every_kind_of_mistake_is_one_or_the_other() -> None:
    assert SEEN.isdisjoint(UNSEEN)
    assert {file.parent.name for file in FILES} == SEEN | set(UNSEEN)
    assert {f"input.{code}.message" for code in SEEN | set(UNSEEN)} <= set(catalogue("en"))
