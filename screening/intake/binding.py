"""A tree of nodes into a model, with every problem at its place in the file.

First the tree is put into the model's own words: Swedish keys and choices become the
English ones, and what is unknown is left out.  Then pydantic checks the values, and
its findings are told in our words, at the place where the value stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from screening.errors import InvalidInput, Problem
from screening.intake.document import Document
from screening.intake.nodes import Entry, Mapping, Node, Scalar, Sequence, plain
from screening.intake.places import Path, Place, span_at
from screening.intake.shapes import Shape, choice_words, field_words, shape_of
from screening.intake.words import folded, nearest, shown
from screening.messages import LANGUAGES, catalogue

__all__ = ["bind"]

ModelT = TypeVar("ModelT", bound=BaseModel)


# What pydantic calls a mistake, and what we call it.
_CODES = {
    "bool_type": "truth",
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


def bind(node: Node, model: type[ModelT], place: Place) -> Document[ModelT]:
    """A document as the model that it describes, with its places.

    Raises:
        InvalidInput: with every problem of the document, in the order they stand in it.
    """
    problems: list[Problem] = []
    tree = _canonical(node, model, place, problems)
    try:
        bound = model.model_validate(plain(tree))
    except ValidationError as error:
        mistyped = {problem.suggestion for problem in problems}
        for detail in error.errors(include_url=False):
            loc = _path(detail["loc"])
            if detail["type"] != "missing" or loc[-1] not in mistyped:
                problems.extend(_told(detail, loc, tree, place))
    if problems:
        raise InvalidInput(sorted(problems, key=_position))
    return Document(place, tree, bound)


def _position(problem: Problem) -> tuple[int, int, str]:
    return (problem.line or 0, problem.column or 0, problem.path)


def _path(loc: Iterable[str | int]) -> Path:
    return tuple(loc)


# --- into the model's own words -------------------------------------------------------


def _canonical(
    node: Node,
    model: type[BaseModel],
    place: Place,
    problems: list[Problem],
    path: Path = (),
) -> Node:
    """The tree with the model's own keys and choices; unknown keys become problems."""
    if not isinstance(node, Mapping):
        return node
    words = field_words(model)
    kept: dict[str, Entry] = {}
    for entry in node:
        field = words.get(folded(entry.name))
        if field is None:
            problems.append(_unknown_key(entry, model, place, path))
        elif field in kept:
            problems.append(
                place.problem(
                    "input.same-key-twice",
                    entry.key.span,
                    {"key": entry.name, "other": kept[field].name},
                    path=(*path, entry.name),
                )
            )
        else:
            shape = shape_of(model, field)
            value = _value(entry.value, shape, place, problems, (*path, field))
            if value is not None:
                kept[field] = Entry(entry.key, value)
    renamed = (Entry(Scalar(field, entry.key.span), entry.value) for field, entry in kept.items())
    return Mapping(tuple(renamed), node.span)


def _unknown_key(entry: Entry, model: type[BaseModel], place: Place, path: Path) -> Problem:
    known = set(model.model_fields)
    for lang in LANGUAGES:
        texts = catalogue(lang)
        known |= {
            texts.get(f"fields.{model.__name__.lower()}.{field}.key", field)
            for field in model.model_fields
        }
    return place.problem(
        "input.unknown-key",
        entry.key.span,
        {"key": shown(entry.name), "known": ", ".join(model.model_fields)},
        path=(*path, entry.name),
        suggestion=nearest(entry.name, known),
    )


def _value(
    node: Node, shape: Shape, place: Place, problems: list[Problem], path: Path
) -> Node | None:
    """A field's value in the model's words; None where the field is as good as left out."""
    if isinstance(node, Sequence) and shape.many:
        items = (
            _value(item, _one(shape), place, problems, (*path, index))
            for index, item in enumerate(node.items)
        )
        return Sequence(tuple(item or Scalar(None) for item in items), node.span)
    if isinstance(node, Mapping) and shape.model is not None and not shape.many:
        return _canonical(node, shape.model, place, problems, path)
    if isinstance(node, Scalar):
        if node.value is None:
            return None if shape.optional else node
        if isinstance(node.value, str):
            word = folded(node.value)
            if shape.unknowable and word in _words_for_unknown():
                return None
            if shape.choices and word in choice_words(shape.choices):
                return Scalar(choice_words(shape.choices)[word], node.span)
    return node


def _one(shape: Shape) -> Shape:
    return Shape(model=shape.model, choices=shape.choices, truth=shape.truth)


def _words_for_unknown() -> frozenset[str]:
    return frozenset(folded(catalogue(lang)["choices.unknown"]) for lang in LANGUAGES)


# --- pydantic's findings in our words -------------------------------------------------


def _told(detail: ErrorDetails, loc: Path, tree: Node, place: Place) -> Iterator[Problem]:
    context: dict[str, Any] = dict(detail.get("ctx", {}))
    for each in context.pop("each", [{}]):
        params = context | each
        at = (*loc, *params.pop("at", ()))
        yield _problem(detail, at, params, tree, place)


def _problem(
    detail: ErrorDetails, at: Path, params: dict[str, Any], tree: Node, place: Place
) -> Problem:
    kind = detail["type"]
    code = _CODES.get(kind, kind.replace("_", "-"))
    suggestion = None
    params |= {
        "field": str(at[-1]) if at else "",
        "value": shown(params.get("value", detail["input"])),
    }
    if code == "unknown-choice":
        choices = _choices(params.pop("expected"))
        params["choices"] = ", ".join(choices)
        if isinstance(detail["input"], str):
            suggestion = _nearest_choice(detail["input"], choices)
    for bound in ("max_length", "ge", "le"):
        if bound in params:
            params["bound"] = f"{params.pop(bound):,}".replace(",", " ")
    params.pop("error", None)
    return place.problem(f"input.{code}", span_at(tree, at), params, path=at, suggestion=suggestion)


def _choices(expected: str) -> tuple[str, ...]:
    """The choices out of pydantic's sentence: ``'team', 'unit' or 'executive'``."""
    return tuple(expected.replace(" or ", ", ").replace("'", "").split(", "))


def _nearest_choice(word: str, choices: tuple[str, ...]) -> str | None:
    words = choice_words(choices)
    near = nearest(word, words)
    if near is None:
        return None
    return words[near] if folded(words[near]) == near else near
