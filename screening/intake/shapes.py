"""What a model's fields look like to somebody who writes them: nested, a choice, yes or no."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from screening.intake.words import folded
from screening.messages import LANGUAGES, Lang, catalogue
from screening.model import values

__all__ = [
    "Shape",
    "choice_labels",
    "choice_words",
    "field_words",
    "shape_of",
    "swedish_key",
]

_CHOICES: Final[Mapping[tuple[str, ...], str]] = {
    get_args(values.AgreementStatus): "agreement",
    get_args(values.Answer): "answer",
    get_args(values.Category): "category",
    get_args(values.Coordination): "coordination",
    get_args(values.EntryStatus): "status",
    get_args(values.HostAgreement): "host-agreement",
    get_args(values.Kind): "kind",
    get_args(values.Level): "level",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """The shape of one field; ``many`` is for lists of what the rest describes."""

    model: type[BaseModel] | None = None
    choices: tuple[str, ...] = ()
    truth: bool = False
    many: bool = False
    optional: bool = False

    @property
    def unknowable(self) -> bool:
        """Whether a person may write that the answer is not known."""
        return self.optional and (self.truth or bool(self.choices))


@cache
def shape_of(model: type[BaseModel], field: str) -> Shape:
    """The shape of a model's field, read off its annotation."""
    info = model.model_fields[field]
    shape = _shape(info.annotation)
    return shape if info.is_required() else _replace(shape, optional=True)


def _replace(shape: Shape, **changes: Any) -> Shape:
    return Shape(**{name: getattr(shape, name) for name in Shape.__slots__} | changes)


def _shape(annotation: Any) -> Shape:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _shape(arguments[0])
    if origin in (Union, types.UnionType):
        real = [argument for argument in arguments if argument is not type(None)]
        return _replace(_shape(real[0]), optional=len(real) < len(arguments))
    if origin is tuple:
        return _replace(_shape(arguments[0]), many=True)
    if origin is Literal:
        return Shape(choices=arguments)
    if annotation is bool:
        return Shape(truth=True)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return Shape(model=annotation)
    return Shape()


def swedish_key(model: type[BaseModel], field: str) -> str:
    """The Swedish key of a field; the field's own name where it has none."""
    return catalogue("sv").get(f"fields.{model.__name__.lower()}.{field}.key", field)


@cache
def field_words(model: type[BaseModel]) -> Mapping[str, str]:
    """The words that name a model's fields, folded: field names and their Swedish keys.

    Field names are there as they stand too, which most that is read is written with.
    """
    own = {folded(field): field for field in model.model_fields}
    return (
        own
        | {field: field for field in model.model_fields}
        | {folded(swedish_key(model, field)): field for field in model.model_fields}
    )


@cache
def choice_words(choices: tuple[str, ...]) -> Mapping[str, str]:
    """The words that name the choices, folded: the slugs and their names in both languages."""
    words = {folded(choice): choice for choice in choices}
    for lang in LANGUAGES:
        words |= {folded(label): choice for choice, label in choice_labels(choices, lang).items()}
    return words


def choice_labels(choices: tuple[str, ...], lang: Lang) -> Mapping[str, str]:
    """What each choice is called in a language."""
    name = _CHOICES.get(choices)
    texts = catalogue(lang)
    return {choice: texts.get(f"choices.{name}.{choice}", choice) for choice in choices}
