"""A register as a YAML or JSON file that people can go on with."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal

import yaml
from pydantic import BaseModel

from screening.errors import InvalidInput, Problem
from screening.intake.documents import parse
from screening.intake.shapes import choice_labels, shape_of, swedish_key
from screening.intake.source import Source
from screening.intake.yaml_scalars import core_value
from screening.messages import Lang
from screening.model.register import Register

__all__ = ["RegisterFormat", "plain_words", "register_text", "yaml_text"]

RegisterFormat = Literal["yaml", "json"]
_WIDTH: Final = 100


def register_text(
    register: Register, lang: Lang, file_format: RegisterFormat = "yaml", *, comment: str = ""
) -> str:
    """A register as a file, with keys and choices in a language; what is empty is left out.

    Args:
        register: what to write.
        lang: the language of keys and choices.
        file_format: YAML, or JSON, which has no comments.
        comment: a line to begin the file with.

    Raises:
        InvalidInput: it would be larger than a register that can be read.
    """
    entries = [plain_words(entry, lang) for entry in register.entries]
    if file_format == "json":
        text = json.dumps(entries, ensure_ascii=False, indent=2, default=str) + "\n"
    else:
        head = f"# {comment if comment.isprintable() else ascii(comment)}\n\n" if comment else ""
        text = head + ("\n".join(yaml_text([entry]) for entry in entries) or "[]\n")
    try:
        parse(Source("", text, file_format))
    except InvalidInput as error:
        params = {"count": len(register)}
        raise InvalidInput([Problem("reading.table-register-too-large", params)]) from error
    return text


def plain_words(model: BaseModel, lang: Lang) -> Mapping[str, Any]:
    """A model's fields that say something, in the words of a language."""
    return dict(_fields(model, lang))


def _fields(model: BaseModel, lang: Lang) -> Iterator[tuple[str, Any]]:
    kind = type(model)
    for field in kind.model_fields:
        value = getattr(model, field)
        # Covers that name nothing take in all, so these must be seen.
        if value is None or (value == () and field != "categories"):
            continue
        labels = choice_labels(shape_of(kind, field).choices, lang) if lang == "sv" else {}
        yield swedish_key(kind, field) if lang == "sv" else field, _value(value, labels, lang)


def _value(value: Any, labels: Mapping[str, str], lang: Lang) -> Any:
    match value:
        case BaseModel():
            return plain_words(value, lang)
        case tuple():
            return [_value(item, labels, lang) for item in value]
        case str():
            return labels.get(value, value)
        case _:
            return value


class _Dumper(yaml.SafeDumper):
    """Writes texts so that YAML 1.2 reads them as texts, and long ones over several lines."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002, ARG002
        super().increase_indent(flow, indentless=False)


def _text_node(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = None
    try:
        is_text = isinstance(core_value(text), str)
    except OverflowError:
        is_text = False
    if not is_text:
        style = '"'
    elif "\n" in text:
        style = "|"
    elif len(text) > _WIDTH:
        style = ">"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text_node)


def yaml_text(data: object) -> str:
    """Data as YAML 1.2, its keys in their order, as people write it."""
    text: str = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH)
    return text
