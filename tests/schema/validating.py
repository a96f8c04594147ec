"""Files against the schemas, as an editor that knows JSON Schema has them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, time
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from screening.intake.documents import parse
from screening.intake.nodes import plain
from screening.intake.source import read_source
from screening.messages import Lang
from screening.ruleset.schema import SchemaName, json_schema

__all__ = ["as_json", "complaints", "language_of"]


@cache
def _validator(name: SchemaName, lang: Lang) -> Draft202012Validator:
    return Draft202012Validator(
        json_schema(name, lang), format_checker=Draft202012Validator.FORMAT_CHECKER
    )


def complaints(data: Any, name: SchemaName, lang: Lang = "en") -> list[str]:
    """What of some data is not as the schema has it, where and why."""
    found: Iterable[Any] = _validator(name, lang).iter_errors(data)
    return [f"{error.json_path}: {error.message}" for error in found]


def as_json(file: Path) -> Any:
    """What a file says; days and times as texts, which is all that JSON has for them."""
    return _as_json(plain(parse(read_source(file))))


def _as_json(data: Any) -> Any:
    match data:
        case dict():
            return {key: _as_json(value) for key, value in data.items()}
        case list():
            return [_as_json(item) for item in data]
        case date() | time():
            return data.isoformat()
        case _:
            return data


def language_of(file: Path) -> Lang:
    """The language of a proposal's or register's keys: all of them name parties."""
    return "sv" if '"parter": ' in json.dumps(as_json(file)) else "en"
