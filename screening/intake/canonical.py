"""A tree in a model's own words: Swedish keys and choices become the English ones."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel

from screening.errors import Problem
from screening.intake.nodes import Entry, Mapping, Node, Scalar, Sequence
from screening.intake.places import Path, Place
from screening.intake.shapes import Shape, choice_words, field_words, shape_of, swedish_key
from screening.intake.words import folded, nearest, shown
from screening.messages import LANGUAGES, catalogue

__all__ = ["canonical"]


def canonical(
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
        field = words.get(entry.name) or words.get(folded(entry.name))
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
                kept[field] = Entry(entry.key, value, entry.written)
    renamed = (
        Entry(Scalar(field, entry.key.span), entry.value, entry.written or entry.name)
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
        one = _one(shape)
        items = (
            _value(item, one, place, problems, (*path, index))
            for index, item in enumerate(node.items)
        )
        return Sequence(tuple(item or Scalar(None) for item in items), node.span)
    if isinstance(node, Mapping) and shape.model is not None and not shape.many:
        return canonical(node, shape.model, place, problems, path)
    if isinstance(node, Scalar):
        if node.value is None:
            return None if shape.optional else node
        if isinstance(node.value, str) and (shape.unknowable or shape.choices):
            word = folded(node.value)
            if shape.unknowable and word in _words_for_unknown():
                return None
            if shape.choices and word in choice_words(shape.choices):
                return Scalar(choice_words(shape.choices)[word], node.span)
    return node


@cache
def _one(shape: Shape) -> Shape:
    return Shape(model=shape.model, choices=shape.choices, truth=shape.truth)


@cache
def _words_for_unknown() -> frozenset[str]:
    return frozenset(folded(catalogue(lang)["choices.unknown"]) for lang in LANGUAGES)
