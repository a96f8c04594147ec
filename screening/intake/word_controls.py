"""Where the answers of a form in Word are: its content controls, and the bookmarks in them.

Each answer stands in a content control whose tag is the field's path, with a bookmark of
nearly the same name inside.  LibreOffice writes no tags back, but bookmarks; Word copies
tags with a row, but not bookmarks.  Either is enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from screening.intake.form_questions import QUESTIONS
from screening.intake.package_xml import Element
from screening.intake.word_text import is_gone

__all__ = ["Anchor", "anchors", "bookmark_of", "rows_of"]

_COPIED: Final = re.compile(r"(?:_Copy_\d+|_\d+)+$")
_LONGEST_NAME: Final = 100
_BOUNDS: Final = {"tbl": ("tbl",), "tr": ("tbl", "tr"), "tc": ("tbl", "tr", "tc")}
_AROUND: Final = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"})


def bookmark_of(tag: str, number: int | None = None) -> str:
    """The bookmark's name in the control with a tag; ``number`` is that of its row."""
    name = "q_" + tag.replace(".", "__").replace("-", "_")
    return name if number is None else f"{name}_{number}"


def _tags() -> Iterator[str]:
    for question in QUESTIONS:
        yield from question.tags
        yield from (column.path for column in question.columns)


_TAGS: Final = frozenset(_tags())
_BOOKMARKS: Final[Mapping[str, str]] = {bookmark_of(tag): tag for tag in _TAGS}


@dataclass(frozen=True, slots=True, eq=False)
class Anchor:
    """A place of the form that has been found; what is None does not stand around it."""

    tag: str
    control: Element | None
    paragraph: Element | None
    cell: Element | None
    row: Element | None
    table: Element | None

    @property
    def container(self) -> Element | None:
        """What holds the answer: the cell, also where text has got out of the control."""
        return self.cell or self.control or self.paragraph


def anchors(document: Element) -> Iterator[Anchor]:
    """All places of the form that have not been deleted, as they stand in the document."""
    yield from _anchors(document, {})


def _anchors(element: Element, around: Mapping[str, Element]) -> Iterator[Anchor]:
    for child in element.elements():
        if is_gone(child):
            continue
        inside = around
        if child.name == "bookmarkStart":
            name = child.attributes.get("name", "")[:_LONGEST_NAME]
            name = _COPIED.sub("", name)
            if name in _BOOKMARKS:
                yield _anchor(_BOOKMARKS[name], around)
        elif child.name in ("tbl", "tr", "tc", "p", "sdt"):
            inside = {**around, child.name: child}
            if child.name in _BOUNDS:  # what stands around a table within a cell is another's
                inside = {key: inside[key] for key in _BOUNDS[child.name] if key in inside}
            tag = child.child("sdtPr", "tag") if child.name == "sdt" else None
            if tag is not None and tag.attributes.get("val") in _TAGS:
                yield _anchor(tag.attributes["val"], inside)
        yield from _anchors(child, inside)


def _anchor(tag: str, around: Mapping[str, Element]) -> Anchor:
    control, paragraph = around.get("sdt"), around.get("p")
    return Anchor(tag, control, paragraph, around.get("tc"), around.get("tr"), around.get("tbl"))


def rows_of(table: Element) -> Iterator[tuple[Element, tuple[Element, ...]]]:
    """The rows of a table, each with its cells; those of tables within it are not among them."""
    for row in _within(table, "tr"):
        if not is_gone(row):
            yield row, tuple(_within(row, "tc"))


def _within(element: Element, name: str) -> Iterator[Element]:
    for child in element.elements():
        if child.name == name:
            yield child
        elif child.name in _AROUND:
            yield from _within(child, name)
