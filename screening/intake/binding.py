"""A tree of nodes into a model, with every problem at its place in the file.

First the tree is put into the model's own words: Swedish keys and choices become the
English ones, and what is unknown is left out.  Then pydantic checks the values, and
its findings are told in our words, at the place where the value stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from screening.errors import InvalidInput, Problem
from screening.intake.document import Document
from screening.intake.nodes import Entry, Mapping, Node, Scalar, Sequence, plain
from screening.intake.places import Path, Place, dotted, node_at, span_at
from screening.intake.shapes import (
    Shape,
    choice_labels,
    choice_words,
    field_words,
    shape_of,
    swedish_key,
)
from screening.intake.words import folded, nearest, shown
from screening.messages import LANGUAGES, catalogue

__all__ = ["Check", "bind"]

ModelT = TypeVar("ModelT", bound=BaseModel)


# What pydantic calls a mistake, and what we call it.
_CODES = {
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


Check = Callable[[Document[None]], Iterable[Problem]]
"""Looks at a document's tree for what its model cannot know, sound or not."""


def bind(
    node: Node,
    model: type[ModelT],
    place: Place,
    *,
    check: Check | None = None,
    found: Iterable[Problem] = (),
) -> Document[ModelT]:
    """A document as the model that it describes, with its places.

    Raises:
        InvalidInput: with every problem of the document, those ``found`` before among them,
            in the order they stand in it.
    """
    before = list(found)
    problems: list[Problem] = []
    tree = _canonical(node, model, place, problems)
    bound: ModelT | None = None
    try:
        bound = model.model_validate(plain(tree))
    except ValidationError as error:
        problems.extend(_findings(error, _Read(model, tree, place), problems))
    if check is not None:
        problems.extend(check(Document(place, tree, None)))
    # What could not be read is empty in the tree; that it is empty is no news.
    unread = {problem.span for problem in before if problem.span is not None}
    told = before + [problem for problem in problems if problem.span not in unread]
    if told or bound is None:
        raise InvalidInput(sorted(_each_once(told), key=_position))
    return Document(place, tree, bound)


def _findings(error: ValidationError, read: _Read, known: list[Problem]) -> list[Problem]:
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


def _each_once(problems: Iterable[Problem]) -> list[Problem]:
    found: list[Problem] = []
    for problem in problems:
        if problem not in found:
            found.append(problem)
    return found


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
            problems.append(_unknown_key(entry, node, model, place, path))
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
    renamed = (
        Entry(Scalar(field, entry.key.span), entry.value, entry.name)
        for field, entry in kept.items()
    )
    return Mapping(tuple(renamed), node.span)


def _unknown_key(
    entry: Entry, among: Mapping, model: type[BaseModel], place: Place, path: Path
) -> Problem:
    """A key that the model does not have; the nearest is looked for in the file's language."""
    english = list(model.model_fields)
    swedish = [swedish_key(model, field) for field in english]
    names = {folded(other.name) for other in among}
    in_swedish = not names.isdisjoint({folded(key) for key in swedish} - set(english))
    first, second = (swedish, english) if in_swedish else (english, swedish)
    return place.problem(
        "input.unknown-key",
        entry.key.span,
        {
            "key": shown(entry.name),
            "known": ", ".join(english),
            "known_sv": ", ".join(swedish),
        },
        path=(*path, entry.name),
        suggestion=nearest(entry.name, first) or nearest(entry.name, second),
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


@dataclass(frozen=True, slots=True)
class _Read:
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


def _told(detail: ErrorDetails, loc: Path, read: _Read) -> Iterator[Problem]:
    context: dict[str, Any] = dict(detail.get("ctx", {}))
    for each in context.pop("each", [{}]):
        params = context | each
        at = (*loc, *params.pop("at", ()))
        yield _problem(detail, at, params, read)


def _problem(detail: ErrorDetails, at: Path, params: dict[str, Any], read: _Read) -> Problem:
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
