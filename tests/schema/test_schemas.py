"""The schemas are sound, and say what each key means in the language that is asked for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from screening import RuleSet
from screening.messages import LANGUAGES, Lang, catalogue
from screening.ruleset.loading import rule_files
from screening.ruleset.schema import SCHEMAS, SchemaName, json_schema
from screening.ruleset.schema_conditions import Known
from screening.ruleset.schema_modelines import schema_for
from screening.shipped import shipped_rules
from tests.schema.validating import as_json, complaints


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
    told = {fact: at["description"].split("\n")[0] for fact, at in condition.items() if "." in fact}
    assert told == texts_of("facts.", ".help", lang)


OF_RULES: tuple[SchemaName, ...] = ("rules", "ruleset", "letter", "parties", "vocabulary")


@pytest.mark.parametrize("name", OF_RULES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_key_of_rule_files_has_its_title_what_it_is_for_and_an_example(
    name: SchemaName, lang: Lang
) -> None:
    texts = set(catalogue(lang).values())
    conclusion = json_schema("rules", lang)["$defs"]["Conclusion"]
    shapes = [at for either in conclusion["anyOf"] for at in either["properties"].values()]
    operators = {"is_not", "at_least", "at_most", "more_than", "less_than", "from", "to"}
    bare = [
        key
        for key, at in properties(json_schema(name, lang))
        if key not in operators and at.get("title") not in texts and at not in shapes
    ]
    assert bare == []


@pytest.mark.parametrize("name", OF_RULES)
def test_every_property_of_a_model_has_examples_that_fit_it(name: SchemaName) -> None:
    schema = json_schema(name)
    definitions = {"": schema, **schema.get("$defs", {})}
    for model in definitions.values():
        assert model["description"]
        for key, at in model.get("properties", {}).items():
            if key not in {"all", "any", "not", "partner"} and "description" in at:
                whole = {**at, "$defs": schema.get("$defs", {})}
                assert at["examples"], key
                validator = Draft202012Validator(whole)
                assert [one for one in at["examples"] if not validator.is_valid(one)] == [], key


def test_a_fact_tells_its_values_and_what_they_mean() -> None:
    facts = json_schema("rules", "sv")["$defs"]["Condition"]["properties"]
    overlap = facts["candidate.overlap"]
    assert overlap["title"] == "Överlapp"
    assert overlap["description"].split("\n\n")[1:] == [
        (
            "Värden: none (inget), possible (möjligt), strong (starkt). "
            "Från lägst till högst: none, possible, strong."
        ),
        "Kan läsas av regler med for_each: candidate.",
    ]
    assert overlap["anyOf"][0] == {
        "enum": ["none", "possible", "strong"],
        "enumDescriptions": ["inget", "möjligt", "starkt"],
    }
    assert facts["parties.count"]["description"].split("\n\n")[1] == (
        "Ett heltal från 1 till 100000."
    )


# --- the words of a folder ------------------------------------------------------------------


@pytest.fixture(scope="module")
def offered(shipped: RuleSet) -> dict[SchemaName, Any]:
    known = Known.of(shipped, "sv")
    return {name: json_schema(name, "sv", known) for name in OF_RULES}


def test_the_findings_of_a_folder_are_offered_with_what_they_mean(
    offered: dict[SchemaName, Any],
) -> None:
    schema = offered["rules"]
    contested = schema["$defs"]["Condition"]["properties"]["contested"]
    finding = schema["$defs"]["Conclusion"]["properties"]["finding"]
    assert contested["description"].startswith("En nära samverkan har sagt nej\n\nOm en kandidat")
    assert contested["examples"] == [True, {"at_least": 1}, 0]
    words = finding["anyOf"][0]["anyOf"][0]
    assert dict(zip(words["enum"], words["enumDescriptions"], strict=True))["contested"] == (
        "En nära samverkan har sagt nej"
    )


def test_the_obligations_and_clauses_of_a_folder_are_offered(
    offered: dict[SchemaName, Any],
) -> None:
    definitions = offered["rules"]["$defs"]
    owed = definitions["Conclusion"]["properties"]["obligations"]["anyOf"][0]["anyOf"][0]
    clause = definitions["RuleEntry"]["properties"]["clause"]["anyOf"][0]["anyOf"][0]["anyOf"][0]
    assert "contact-host" in owed["enum"]
    assert clause["enum"] == ["4.2", "4.3", "4.4", "4.5", "5", "6"]


@pytest.mark.parametrize(
    ("finding", "obligation", "clause", "fits"),
    [
        ("contested", "contact-host", "4.4", True),
        ("a-new-one", "a-new-one", "7.1", True),
        ("Not a name", "contact-host", "4.4", False),
        ("contested", "Not a name", "4.4", False),
        ("contested", "contact-host", "§ 4", False),
    ],
)
def test_words_that_are_not_known_yet_may_be_written_too(
    offered: dict[SchemaName, Any], finding: str, obligation: str, clause: str, *, fits: bool
) -> None:
    text = {"sv": "a", "en": "a"}
    rule = {
        "id": "r",
        "title": text,
        "clause": clause,
        "when": {"a-new-one": {"at_least": 1}},
        "then": {"finding": finding, "obligations": [obligation]},
    }
    assert Draft202012Validator(offered["rules"]).is_valid({"rules": [rule]}) is fits


@pytest.mark.parametrize("path", rule_files(shipped_rules()), ids=lambda path: path.name)
@pytest.mark.parametrize("words", [False, True])
def test_the_shipped_files_fit(path: Path, offered: dict[SchemaName, Any], *, words: bool) -> None:
    name = schema_for(path)
    schema = offered[name] if words else json_schema(name)
    assert list(Draft202012Validator(schema).iter_errors(as_json(path))) == []


GOOD = {
    "id": "r",
    "title": {"sv": "a", "en": "a"},
    "when": {"proposal.level": "unit"},
    "then": {"outcome": "route-to-existing"},
}


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"clause": ["4.4", "6"]},
        {"for_each": "partner", "then": {"finding": "f"}},
        {"then": {"obligations": "contact-host"}},
        {"valid_from": "2027-01-01", "valid_to": "2027-12-31"},
    ],
)
def test_a_sound_rule_fits(change: dict[str, Any]) -> None:
    assert complaints({"clause": "6", "rules": [{**GOOD, **change}]}, "rules") == []


@pytest.mark.parametrize(
    "change",
    [
        {"id": "Not A Slug"},
        {"id": 4},
        {"titel": {"sv": "a", "en": "a"}},
        {"title": "a"},
        {"title": {"sv": "a"}},
        {"clause": 4.4},
        {"clause": "§ 4.4"},
        {"for_each": "candidates"},
        {"when": {"proposal.levl": "unit"}},
        {"when": {"proposal.level": "units"}},
        {"when": {"proposal.level": {"atleast": "unit"}}},
        {"when": {"proposal.level": "unit", "host.exists": True}},
        {"when": {"all": {"proposal.level": "unit"}}},
        {"when": {"parties.count": {"at_least": "three"}}},
        {"then": {}},
        {"then": {"because": {"sv": "a", "en": "a"}}},
        {"then": {"obligations": []}},
        {"then": {"outcome": "route"}},
        {"then": {"finding": None}},
        {"then": {"obligations": ["Not A Slug"]}},
        {"valid_from": "january"},
    ],
    ids=str,
)
def test_a_rule_with_a_mistake_does_not_fit(change: dict[str, Any]) -> None:
    assert complaints({"clause": "6", "rules": [{**GOOD, **change}]}, "rules")


@pytest.mark.parametrize(
    ("change", "fits"),
    [
        ({"change": {"resources.committed": {"from": ["no", "unknown"], "to": "yes"}}}, True),
        ({"change": {"resources.committed": {"from": "no"}}}, False),
        ({"change": {"host.exists": {"from": "no", "to": "yes"}}}, False),
        ({"change": {"resources.committed": {"from": "never", "to": "yes"}}}, False),
        ({"add": {"partner": {"partner.third_party": True, "partner.agreement": "none"}}}, True),
        ({"add": {"partner": {"partner.covered_by_host": True}}}, False),
        ({"add": {"candidate": {"candidate.status": "active"}}}, False),
        ({"add": {"partner": {}}}, False),
    ],
    ids=str,
)
def test_what_a_property_turns_or_adds_is_spelt_out(change: dict[str, Any], *, fits: bool) -> None:
    rules = as_json(shipped_rules() / "ruleset.yaml")
    one = {"id": "p", "clause": "6", "never": "route-to-existing", **change}
    assert (complaints({**rules, "must_hold": [one]}, "ruleset") == []) is fits
