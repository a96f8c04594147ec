"""The schemas are sound, and say what each key means in the language that is asked for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from screening.messages import LANGUAGES, Lang, catalogue
from screening.ruleset.schema import SCHEMAS, SchemaName, json_schema


def properties(schema: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every property anywhere in a schema, by its key."""
    match schema:
        case dict():
            inner = schema.get("properties")
            if isinstance(inner, dict):
                yield from inner.items()
            for value in schema.values():
                yield from properties(value)
        case list():
            for value in schema:
                yield from properties(value)


def texts_of(prefix: str, suffix: str, lang: Lang) -> dict[str, str]:
    """The texts of a catalogue whose keys begin and end so, by what stands between."""
    return {
        key.removeprefix(prefix).removesuffix(suffix): text
        for key, text in catalogue(lang).items()
        if key.startswith(prefix) and key.endswith(suffix)
    }


@pytest.mark.parametrize("name", SCHEMAS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_schema_is_a_json_schema_and_can_be_written_as_json(name: SchemaName, lang: Lang) -> None:
    schema = json_schema(name, lang)
    assert schema["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    Draft202012Validator.check_schema(schema)
    assert json.loads(json.dumps(schema)) == schema


@pytest.mark.parametrize("name", SCHEMAS)
def test_who_changes_a_schema_changes_a_copy(name: SchemaName) -> None:
    before = json.dumps(json_schema(name))
    changed = json_schema(name)
    for _, at in properties(changed):
        at.clear()
    assert json.dumps(json_schema(name)) == before != json.dumps(changed)


@pytest.mark.parametrize(
    ("name", "groups"),
    [
        ("proposal", {"proposal", "party", "resources", "period", "considered", "contact"}),
        ("register", {"register", "registerentry", "covers", "agreement", "contact"}),
    ],
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_key_has_its_name_and_what_it_is_for_in_the_language_of_the_schema(
    name: SchemaName, groups: set[str], lang: Lang
) -> None:
    keys, labels, helps = (
        texts_of("fields.", suffix, lang) for suffix in (".key", ".label", ".help")
    )
    assert {
        (key, at["title"], at["description"]) for key, at in properties(json_schema(name, lang))
    } == {
        (keys[field], labels[field], helps[field])
        for field in keys
        if field.partition(".")[0] in groups
    }


@pytest.mark.parametrize("name", ["rules", "ruleset"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_fact_says_what_it_means_in_the_language_of_the_schema(
    name: SchemaName, lang: Lang
) -> None:
    condition = json_schema(name, lang)["$defs"]["Condition"]["properties"]
    told = {fact: at["description"] for fact, at in condition.items() if "." in fact}
    assert told == texts_of("facts.", ".help", lang)
