"""Pydantic's findings in our words, at the places where the values stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from screening.errors import Problem
from screening.intake.nodes import Mapping, Node
from screening.intake.places import Path, Place, dotted, node_at, span_at
from screening.intake.shapes import choice_labels, choice_words, shape_of, swedish_key
from screening.intake.words import folded, nearest, shown
from screening.messages import LANGUAGES

__all__ = ["Read", "findings"]

# What pydantic calls a mistake, and what we call it.
_CODES: Final = {
    "bool_type": "truth",
    "date_type": "day",
    "dict_type": "not-a-mapping",
    "finite_number": "not-finite",
    "float_type": "not-a-number",
    "greater_than_equal": "too-small",
    "int_type": "not-a-number",
    "less_than_equal": "too-large",
    "literal_error": "unknown-choice",
    "missing": "missing",
    "model_type": "not-a-mapping",
    "string_too_long": "too-long",
    "string_too_short": "empty",
    "string_type": "not-text",
    "too_long": "too-long",
    "too_short": "empty",
    "tuple_type": "not-a-list",
}


@dataclass(frozen=True, slots=True)
class Read:
    """What pydantic was given, and where it came from."""

    model: type[BaseModel]
    tree: Node
    place: Place

    def key(self, path: Path) -> str:
        """The key of a field as the file has it, or would have it."""
        places = [place for place, part in enumerate(path) if isinstance(part, str)]
        if not places:
            return ""
        path = path[: places[-1] + 1]
        group = node_at(self.tree, path[:-1])
        entries = group.entries if isinstance(group, Mapping) else ()
        written = next((entry.written for entry in entries if entry.key.value == path[-1]), None)
        if written is not None:
            return written
        english, swedish = self.keys(path)
        in_swedish = any(folded(entry.written) != folded(entry.name) for entry in entries)
        return swedish if in_swedish else english

    def keys(self, path: Path) -> tuple[str, str]:
        """The keys of the field at a path, in English and Swedish."""
        *outer, field = [part for part in path if isinstance(part, str)]
        model: type[BaseModel] | None = self.model
        for part in outer:
            model = shape_of(model, part).model if model else None
        return field, swedish_key(model, field) if model else field


def _told(detail: ErrorDetails, loc: Path, read: Read) -> Iterator[Problem]:
    context: dict[str, Any] = dict(detail.get("ctx", {}))
    for each in context.pop("each", [{}]):
        params = context | each
        at = (*loc, *params.pop("at", ()))
        yield _problem(detail, at, params, read)


def _problem(detail: ErrorDetails, at: Path, params: dict[str, Any], read: Read) -> Problem:
    kind = detail["type"]
    code = "empty" if detail["input"] is None else _CODES.get(kind, kind.replace("_", "-"))
    if code == "too-long" and not isinstance(detail["input"], str):
        code = "too-many"
    suggestion = None
    params["field"] = read.key(at)
    if kind != "missing":  # the group that it is missing from may hold a contact
        params["value"] = shown(params.get("value", params.get("id", detail["input"])))
    if code == "unknown-choice":
        choices = _choices(params.pop("expected"))
        params["choices"] = ", ".join(choices)
        params["choices_sv"] = ", ".join(choice_labels(choices, "sv").values())
        if isinstance(detail["input"], str):
            suggestion = _nearest_choice(detail["input"], choices)
    for bound in ("max_length", "ge", "le"):
        if bound in params:
            params["bound"] = f"{params.pop(bound):,.0f}".replace(",", " ")
    of_pydantic = ("actual_length", "class_name", "error", "field_type", "min_length")
    params = {name: value for name, value in params.items() if name not in of_pydantic}
    span = span_at(read.tree, at)
    return read.place.problem(f"input.{code}", span, params, path=at, suggestion=suggestion)


def _choices(expected: str) -> tuple[str, ...]:
    """The choices out of pydantic's sentence: ``'team', 'unit' or 'executive'``."""
    return tuple(expected.replace(" or ", ", ").replace("'", "").split(", "))


def _nearest_choice(word: str, choices: tuple[str, ...]) -> str | None:
    words = choice_words(choices)
    near = nearest(word, words)
    if near is None:
        return None
    labels = (label for lang in LANGUAGES for label in choice_labels(choices, lang).values())
    return next(word for word in (words[near], *labels) if folded(word) == near)


def findings(error: ValidationError, read: Read, known: list[Problem]) -> list[Problem]:
    """Pydantic's findings in our words, without those that only follow from others."""
    details = error.errors(include_url=False)
    mistyped = {(problem.path.rpartition(".")[0], problem.suggestion) for problem in known}
    faulty = {_path(detail["loc"])[:-1] for detail in details}
    told: list[Problem] = []
    for detail in details:
        loc = _path(detail["loc"])
        if detail["type"] == "missing" and not mistyped.isdisjoint(
            (dotted(loc[:-1]), key) for key in read.keys(loc)
        ):
            continue
        # Items that are wrong are not counted: a list of them is not empty.
        if detail["type"] == "too_short" and any(path[: len(loc)] == loc for path in faulty):
            continue
        told.extend(_told(detail, loc, read))
    return told


def _path(loc: Iterable[str | int]) -> Path:
    return tuple(loc)
