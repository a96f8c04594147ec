"""JSON Schemas of the files and of the verdict, for editors and other programs."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Any, Final, Literal, get_args

from pydantic import BaseModel

from screening.intake.shapes import choice_labels, shape_of
from screening.messages import Lang, catalogue
from screening.model.proposal import Proposal
from screening.model.register import Register
from screening.model.verdict import Verdict
from screening.ruleset.files import (
    LetterFile,
    PartiesFile,
    RuleFile,
    RuleSetFile,
    VocabularyFile,
)
from screening.ruleset.schema_conditions import Known, with_conditions, with_properties
from screening.ruleset.schema_texts import described

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
_OF_RULES: Final = ("rules", "ruleset", "letter", "parties", "vocabulary")


def json_schema(name: SchemaName, lang: Lang = "en", known: Known | None = None) -> _Schema:
    """The JSON Schema of a kind of file, or of the verdict, with descriptions in a language.

    For proposals and registers in Swedish, the keys and choices are the Swedish ones.
    ``known`` are the words of a rule folder, which the schemas of rule files then offer.
    """
    mode: Literal["serialization", "validation"] = (
        "serialization" if name == "verdict" else "validation"
    )
    schema = _MODELS[name].model_json_schema(mode=mode, by_alias=True)
    if name in ("rules", "ruleset"):
        with_conditions(schema, lang, known)
    if name == "ruleset":
        with_properties(schema, lang)
    if name in _OF_RULES:
        _each_model(schema, _MODELS[name], lambda part, model: described(part, model, lang, known))
    if name in ("proposal", "register"):
        _each_model(schema, _MODELS[name], lambda part, model: _in_words(part, model, lang))
    if name == "register":
        listed = {"type": "array", "items": {"$ref": "#/$defs/RegisterEntry"}}
        of_whole: tuple[str, ...] = ("properties", "required", "type", "additionalProperties")
        whole = {key: schema.pop(key) for key in of_whole}
        schema["anyOf"] = [listed, whole]
    return copy.deepcopy({"$schema": _DIALECT, **schema})


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
