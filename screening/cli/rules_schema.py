"""``screening rules schema``: JSON Schemas for editors, printed or put beside the rule files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NoReturn

import click

from screening.cli.choices import Choice
from screening.cli.loading import ruleset_of
from screening.cli.options import lang_option, refuse, rules_option
from screening.messages import Lang, message
from screening.ruleset.loading import rule_files
from screening.ruleset.schema import SCHEMAS, SchemaName, json_schema
from screening.ruleset.schema_conditions import Known
from screening.ruleset.schema_modelines import (
    FOLDER,
    RULE_SCHEMAS,
    schema_file,
    schema_for,
    with_modeline,
)

__all__ = ["command"]

_YAML = (".yaml", ".yml")


def command(lang: Lang) -> click.Command:
    """The command, with its help in a language."""

    @click.command(
        "schema",
        options_metavar=message("cli.metavar.options", lang),
        help=message("schema.write.help", lang),
    )
    @click.argument("name", type=Choice(SCHEMAS, lang), metavar="|".join(SCHEMAS), default="rules")
    @rules_option(lang)
    @click.option("--write", is_flag=True, help=message("schema.write.option", lang))
    @lang_option(lang)
    def schema(name: SchemaName, rules: str | None, *, write: bool) -> None:
        if write and not rules:
            refuse(message("schema.write.no-folder", lang))
        known = Known.of(ruleset_of(rules, lang), lang) if rules else None
        if write and rules:
            _write_all(Path(rules), known, lang)
        else:
            click.echo(_text(name, known, lang), nl=False)

    return schema


def _text(name: SchemaName, known: Known | None, lang: Lang) -> str:
    return json.dumps(json_schema(name, lang, known), ensure_ascii=False, indent=2) + "\n"


def _write_all(folder: Path, known: Known | None, lang: Lang) -> None:
    """The schemas into their folder, and the modelines into the YAML files."""
    schemas = folder / FOLDER
    try:
        schemas.mkdir(exist_ok=True)
    except OSError as error:
        _refuse(schemas, error, lang)
    for name in RULE_SCHEMAS:
        _write(schemas / schema_file(name), _text(name, known, lang).encode(), lang)
    for path in rule_files(folder):
        if path.suffix.lower() in _YAML:
            target = f"{FOLDER}/{schema_file(schema_for(path))}"
            try:
                content = path.read_bytes()
            except OSError as error:
                _refuse(path, error, lang)
            _write(path, with_modeline(content, target), lang)


def _write(path: Path, content: bytes, lang: Lang) -> None:
    try:
        there = path.read_bytes() if path.exists() else None
        if there != content:
            path.write_bytes(content)
    except OSError as error:
        _refuse(path, error, lang)
    key = "same" if there == content else "wrote"
    click.echo(message(f"schema.write.{key}", lang, file=path), err=True)


def _refuse(path: Path, error: OSError, lang: Lang) -> NoReturn:
    refuse(message("text.cannot-write", lang, file=path, reason=error.strerror))
