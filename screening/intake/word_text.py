"""The text of a part of a Word document, as somebody reads it who accepts all changes."""

from __future__ import annotations

from typing import Final

from screening.intake.package_xml import Element

__all__ = ["is_gone", "is_on", "placeheld", "text_of"]

_OFF: Final = frozenset({"0", "false", "off", "none"})
# What is not text, and what tracked changes have taken away.
_UNREAD: Final = frozenset(
    {
        *("del", "moveFrom", "AlternateContent", "drawing", "pict", "object", "instrText"),
        *("pPr", "rPr", "sdtPr", "tblPr", "trPr", "tcPr"),
    }
)
_SIGNS: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\N{NON-BREAKING HYPHEN}"}


def is_on(mark: Element | None) -> bool:
    """Whether a property that may be switched off is there and on."""
    return mark is not None and mark.attributes.get("val", "1").lower() not in _OFF


def is_gone(element: Element) -> bool:
    """Whether an element is not read: it was deleted as a tracked change, is hidden, or no text."""
    if element.name in _UNREAD:
        return True
    if element.name == "tr":
        return element.child("trPr", "del") is not None
    if element.name == "r":
        return is_on(element.child("rPr", "vanish"))
    return False


def placeheld(control: Element) -> bool:
    """Whether a content control shows what stands in it before anybody answers."""
    return is_on(control.child("sdtPr", "showingPlcHdr"))


def text_of(element: Element) -> str:
    """The text: a line a paragraph, insertions in, deletions and placeholders out."""
    pieces: list[str] = []
    _gather(element, pieces)
    return "".join(pieces).removesuffix("\n")


def _gather(element: Element, pieces: list[str]) -> None:
    for child in element.elements():
        if is_gone(child) or (child.name == "sdt" and placeheld(child)):
            continue
        if child.name == "t":
            pieces.extend(part for part in child.children if isinstance(part, str))
        elif child.name in _SIGNS:
            pieces.append(_SIGNS[child.name])
        else:
            _gather(child, pieces)
            # A paragraph whose end was deleted runs on into the next one.
            if child.name == "p" and child.child("pPr", "rPr", "del") is None:
                pieces.append("\n")
