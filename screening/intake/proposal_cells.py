"""The cells of a table of proposals: what each says of the field that its column is for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Final, get_args

from screening.errors import Span
from screening.intake import nodes
from screening.intake.canonical import canonical
from screening.intake.cell_lists import Separator, split
from screening.intake.form_answers import Misread, is_unknown, number_of
from screening.intake.grid import Value
from screening.intake.nodes import Entry, Node, Plain, Scalar, plain
from screening.intake.places import Place
from screening.intake.proposal_columns import REQUIRED
from screening.intake.shapes import choice_words, shape_of
from screening.intake.words import folded
from screening.model.proposal import Proposal
from screening.model.values import AgreementStatus

__all__ = ["LISTS", "Cells", "text_of"]

LISTS: Final = ("parties", "themes", "coordination", "considered")
_NUMBERS: Final = ("resources.staff_fte", "resources.funding_sek")
_AS_WRITTEN: Final = ("title", "summary")
_REMEMBERED: Final = 10_000
_SHORT: Final = 200
"""Characters; longer cells are not remembered."""


class Cells:
    """Reads cells.

    Args:
        separators: where the items of each list are split.
    """

    def __init__(self, separators: Mapping[str, Separator]) -> None:
        self._separators = separators
        self._remembered = lru_cache(maxsize=_REMEMBERED, typed=True)(self._content)

    def node(self, field: str, value: Value, span: Span | None = None) -> Node:
        """What a cell says, as it is written.

        Raises:
            Misread: it says nothing that can be read.
        """
        if value is None or (field in REQUIRED and is_unknown(text_of(value))):
            raise Misread("reading.cell-empty")
        if field in _NUMBERS:
            return Scalar(number_of(text_of(value)), span)
        if field not in LISTS:
            unknown = isinstance(value, str) and is_unknown(value)
            return Scalar(None if unknown else value, span)
        text = text_of(value)
        items = [] if is_unknown(text) else split(text, self._separators[field])
        make = _ITEMS.get(field, Scalar)
        return nodes.Sequence(tuple(make(item, span) for item in items), span)

    def content(self, field: str, value: Value) -> Mapping[str, Plain]:
        """The same in the model's own words, by the field's name; nothing for what is unknown.

        Raises:
            Misread: it says nothing that can be read.
        """
        if field in _AS_WRITTEN and value is not None and not is_unknown(text_of(value)):
            return {field: value}
        short = not isinstance(value, str) or len(value) <= _SHORT
        return self._remembered(field, value) if short else self._content(field, value)

    def _content(self, field: str, value: Value) -> Mapping[str, Plain]:
        group, _, name = field.rpartition(".")
        model = (shape_of(Proposal, group).model if group else None) or Proposal
        written = nodes.Mapping((Entry(Scalar(name), self.node(field, value)),))
        # All keys are ours, so there is no problem with them.
        content = plain(canonical(written, model, Place(), []))
        return content if isinstance(content, dict) else {}


def _party(text: str, span: Span | None) -> Node:
    """A party, with the state of its agreement where that stands in brackets after the name."""
    name, opened, rest = text.rpartition("(")
    words = choice_words(get_args(AgreementStatus))
    agreement = words.get(folded(rest.removesuffix(")"))) if opened and text.endswith(")") else None
    if agreement is None:
        return _mapping(span, name=text)
    return _mapping(span, name=name.strip(), agreement=agreement)


def _answer(text: str, span: Span | None) -> Node:
    # "K-014: avböjt", and without the colon.
    entry, _, answer = text.partition(":" if ":" in text else " ")
    return _mapping(span, constellation=entry.strip(), answer=answer.strip())


_ITEMS: Final = {"parties": _party, "considered": _answer}


def _mapping(span: Span | None, **values: str) -> Node:
    return nodes.Mapping(
        tuple(Entry(Scalar(key, span), Scalar(value, span)) for key, value in values.items()), span
    )


def text_of(value: str | date) -> str:
    """What stands in a cell."""
    return value.isoformat() if isinstance(value, date) else str(value)
