"""The sheet that a document in Word is written on: its size, its language and its letters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from screening.messages import Lang
from screening.report.document import Document
from screening.report.document_text import shown

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

__all__ = ["ACROSS", "FONT", "set_up"]

_TAGS: Final[dict[Lang, str]] = {"sv": "sv-SE", "en": "en-GB"}
_MAKER: Final = "screening"
FONT: Final = "Arial"
_SIZES: Final = {
    "Normal": 9, "Title": 13.5, "Heading1": 10.5, "Heading2": 10, "Heading3": 9, "Caption": 8.5,
    "Footer": 8.5,
}  # fmt: skip
_SPACES: Final = {
    "Normal": (0, 0), "Title": (0, 1), "Heading1": (4, 1.5), "Heading2": (8, 2), "Heading3": (6, 1),
    "Caption": (0, 1), "ListBullet": (0, 0), "ListBullet2": (0, 0), "ListBullet3": (0, 0),
}  # fmt: skip
"""Points before and after a paragraph."""
_LEFT, _RIGHT, _TOP, _BOTTOM = 17, 13, 9, 10
ACROSS: Final = 210 - _LEFT - _RIGHT
"""Millimetres between the margins."""


def set_up(word: WordDocument, document: Document) -> None:
    """A4, the language, and properties that say nothing of who made the file."""
    from docx.oxml.ns import qn  # noqa: PLC0415 - an extra
    from docx.shared import Mm  # noqa: PLC0415

    (section,) = word.sections
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(_LEFT), Mm(_RIGHT)
    section.top_margin, section.bottom_margin = Mm(_TOP), Mm(_BOTTOM)
    section.footer_distance = Mm(5)
    for language in word.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), _TAGS[document.lang])
    _set_fonts(word)
    about = word.core_properties
    about.title = shown(document.title)[:255]
    about.author = about.last_modified_by = _MAKER
    about.comments = ""
    about.language = _TAGS[document.lang]
    if document.dated is not None:
        about.created = about.modified = document.dated


def _set_fonts(word: WordDocument) -> None:
    """Letters that every computer has, all of them dark on white."""
    from docx.enum.style import WD_STYLE_TYPE  # noqa: PLC0415 - an extra
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Pt, RGBColor  # noqa: PLC0415

    for name, size in _SIZES.items():
        style = word.styles.get_by_id(name, WD_STYLE_TYPE.PARAGRAPH)
        properties = style.element.get_or_add_rPr()
        for fonts in properties.findall(qn("w:rFonts")):
            properties.remove(fonts)
        style.font.name, style.font.size = FONT, Pt(size)
        style.font.bold = name not in ("Normal", "Caption", "Footer")
        style.font.color.rgb = RGBColor(0x1B, 0x1B, 0x1B)
    for name, (before, after) in _SPACES.items():
        space = word.styles.get_by_id(name, WD_STYLE_TYPE.PARAGRAPH).paragraph_format
        space.space_before, space.space_after = Pt(before), Pt(after)
        space.line_spacing = 1.0
