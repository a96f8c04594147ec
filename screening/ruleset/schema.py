"""JSON Schemas of the files and of the verdict, for editors and other programs."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Any, Final, Literal, get_args

from pydantic import BaseModel

from screening.intake.shapes import choice_labels, shape_of
from screening.messages import Lang, catalogue, message
from screening.model.proposal import Proposal
from screening.model.register import Register
from screening.model.verdict import Verdict
from screening.ruleset.facts import FACTS, Choice, Fact, Truth, Whole
from screening.ruleset.files import (
    LetterFile,
    PartiesFile,
    RuleFile,
    RuleSetFile,
    VocabularyFile,
)

__all__ = ["SCHEMAS", "SchemaName", "json_schema"]

SchemaName = Literal[
    "rules", "ruleset", "letter", "parties", "vocabulary", "proposal", "register", "verdict"
]
SCHEMAS: Final[tuple[SchemaName, ...]] = get_args(SchemaName)

_Schema = dict[str, Any]
_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_MODELS: Final[Mapping[SchemaName, type[BaseModel]]] = {
    "rules": RuleFile,
    "ruleset": RuleSetFile,
    "letter": LetterFile,
    "parties": PartiesFile,
    "vocabulary": VocabularyFile,
    "proposal": Proposal,
    "register": Register,
    "verdict": Verdict,
}
_YES_NO: Final[_Schema] = {"enum": [True, False, "yes", "no", "ja", "nej"]}


def json_schema(name: SchemaName, lang: Lang = "en") -> _Schema:
    """The JSON Schema of a kind of file, or of the verdict, with descriptions in a language.

    For proposals and registers in Swedish, the keys and choices are the Swedish ones.
    """
    mode: Literal["serialization", "validation"] = (
        "serialization" if name == "verdict" else "validation"
    )
    schema = copy.deepcopy(_MODELS[name].model_json_schema(mode=mode, by_alias=True))
    if name in ("rules", "ruleset"):
        _with_conditions(schema, lang)
    if name in ("proposal", "register"):
        _each_model(schema, _MODELS[name], lambda part, model: _in_words(part, model, lang))
    if name == "register":
        listed = {"type": "array", "items": {"$ref": "#/$defs/RegisterEntry"}}
        of_whole: tuple[str, ...] = ("properties", "required", "type", "additionalProperties")
        whole = {key: schema.pop(key) for key in of_whole}
        schema["anyOf"] = [listed, whole]
    return {"$schema": _DIALECT, **schema}


def _with_conditions(schema: _Schema, lang: Lang) -> None:
    """Every ``when`` as a condition, with the facts and their values spelt out."""
    definitions = schema.setdefault("$defs", {})
    for part in definitions.values():
        if "when" in part.get("properties", {}):
            part["properties"]["when"] = {"$ref": "#/$defs/Condition"}
    condition = {"$ref": "#/$defs/Condition"}
    several = {"type": "array", "items": condition, "minItems": 1}
    definitions["Condition"] = {
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "properties": {
            "all": several,
            "any": several,
            "not": condition,
            **{name: _fact(fact, lang) for name, fact in FACTS.items()},
        },
        "patternProperties": {
            "^(?!all$|any$|not$)[a-z][a-z0-9]*(-[a-z0-9]+)*$": _test(
                {"anyOf": [_YES_NO, {"type": "integer", "minimum": 0}]},
                {"type": "integer", "minimum": 0},
            )
        },
        "additionalProperties": False,
    }


def _fact(fact: Fact, lang: Lang) -> _Schema:
    described = {"description": message(f"facts.{fact.name}.help", lang)}
    match fact.type:
        case Truth():
            return described | _test(_YES_NO, None)
        case Whole(low, high):
            number = {"type": "integer", "minimum": low, "maximum": high}
            return described | _test(number, number)
        case Choice(values, ordered):
            words: list[str | bool] = [*values]
            if "yes" in values:
                words += ["ja", "nej", True, False]
            return described | _test({"enum": words}, {"enum": list(ordered)} if ordered else None)


def _test(value: _Schema, compared: _Schema | None) -> _Schema:
    """What may stand as a test: a value, a list of values, or a group of operators."""
    listed = {"anyOf": [value, {"type": "array", "items": value, "minItems": 1}]}
    operators: dict[str, _Schema] = {"is_not": listed}
    if compared is not None:
        operators |= dict.fromkeys(("at_least", "at_most", "more_than", "less_than"), compared)
    group = {
        "type": "object",
        "properties": operators,
        "additionalProperties": False,
        "minProperties": 1,
    }
    return {"anyOf": [*listed["anyOf"], group]}


def _each_model(
    schema: _Schema, root: type[BaseModel], change: Callable[[_Schema, type[BaseModel]], None]
) -> None:
    models = {model.__name__: model for model in _models_in(root)}
    for name, part in schema.get("$defs", {}).items():
        if name in models:
            change(part, models[name])
    change(schema, root)


def _models_in(root: type[BaseModel]) -> set[type[BaseModel]]:
    found = {root}
    waiting = [root]
    while waiting:
        model = waiting.pop()
        for field in model.model_fields:
            inner = shape_of(model, field).model
            if inner is not None and inner not in found:
                found.add(inner)
                waiting.append(inner)
    return found


def _in_words(part: _Schema, model: type[BaseModel], lang: Lang) -> None:
    """The model's properties with the language's keys, titles, help and choices."""
    texts = catalogue(lang)
    renamed: dict[str, str] = {}
    properties: _Schema = {}
    for field, prop in part.get("properties", {}).items():
        base = f"fields.{model.__name__.lower()}.{field}"
        key = renamed[field] = texts[f"{base}.key"]
        shape = shape_of(model, field)
        if shape.choices and lang != "en":
            _with_choices(prop, choice_labels(shape.choices, lang))
        if shape.unknowable:
            _or_else(prop, {"enum": list(dict.fromkeys(["unknown", texts["choices.unknown"]]))})
        if shape.optional:
            _or_else(prop, {"type": "null"})
        properties[key] = {
            **prop,
            "title": texts[f"{base}.label"],
            "description": texts[f"{base}.help"],
        }
    part["properties"] = properties
    if "required" in part:
        part["required"] = [renamed[field] for field in part["required"]]


def _or_else(prop: _Schema, other: _Schema) -> None:
    """Let a property be something else too."""
    if "anyOf" not in prop:
        about = ("default", "title", "description")
        prop["anyOf"] = [{key: prop.pop(key) for key in [*prop] if key not in about}]
    if other not in prop["anyOf"]:
        prop["anyOf"].append(other)


def _with_choices(prop: _Schema, labels: Mapping[str, str]) -> None:
    """The enumerations anywhere in a property with the language's words beside the slugs."""
    if "enum" in prop:
        joined = (label.lower().replace(" ", joint) for label in labels.values() for joint in "-_")
        prop["enum"] = list(dict.fromkeys([*labels.values(), *prop["enum"], *joined]))
    for inner in prop.get("anyOf", []):
        _with_choices(inner, labels)
    if isinstance(prop.get("items"), dict):
        _with_choices(prop["items"], labels)
