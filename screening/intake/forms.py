"""Proposals on the form, in Word or in Excel, as trees whose values know their question."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Mapping
from pathlib import PurePath
from typing import Final

from screening.errors import InvalidInput, Problem
from screening.intake.excel_form import MARK, read_excel_form
from screening.intake.form_tree import Answers, form_tree
from screening.intake.nodes import Node
from screening.intake.package_xml import read_xml
from screening.intake.packages import Unsafe, checked_package
from screening.intake.places import Place
from screening.intake.source import fetched
from screening.intake.word_form import read_word_form

__all__ = ["FORM_SUFFIXES", "MAX_FORM_BYTES", "OTHER_FORMS", "holds_form", "is_form", "read_form"]

FORM_SUFFIXES: Final = (".docx", ".xlsx")
"""The suffixes of forms that are read, in lower case."""

MAX_FORM_BYTES: Final = 20_000_000
"""The largest form that is read."""

_REFUSED: Final[Mapping[str, str]] = {
    ".doc": "old",
    ".docm": "macros",
    ".dotm": "macros",
    ".odt": "open-document",
}
OTHER_FORMS: Final = tuple(_REFUSED)
"""The suffixes of what people hand in as forms and that is not read, in lower case."""

_STRINGS: Final = "xl/sharedStrings.xml"
_SHEETS: Final = "xl/worksheets/"
_MOST_OF_SHEETS: Final = 10_000_000
_MACROS: Final = "vbaproject.bin"
_DOCUMENT: Final = "/officeDocument"


def is_form(path: str) -> bool:
    """Whether a file is, by its suffix, a form or what people take for one."""
    return PurePath(path).suffix.lower() in (*FORM_SUFFIXES, *_REFUSED)


def holds_form(path: str) -> bool:
    """Whether an Excel file has the form in it, not a table; also where that cannot be told.

    Raises:
        InvalidInput: the file cannot be opened.
    """
    _, data = fetched(path, FORM_SUFFIXES, MAX_FORM_BYTES)
    try:
        with checked_package(data) as archive:
            names = archive.namelist()
            texts = [_STRINGS] if _STRINGS in names else [n for n in names if n.startswith(_SHEETS)]
            return any(MARK.encode() in archive.read(name) for name in texts)
    except Unsafe:
        return True


def read_form(path: str) -> tuple[Node, Place, tuple[Problem, ...]]:
    """The proposal on a form, its place, and every problem of reading it.

    Raises:
        InvalidInput: the file cannot be read, is no form, or may do harm.
    """
    suffix, data = fetched(path, (*FORM_SUFFIXES, *_REFUSED), MAX_FORM_BYTES)
    try:
        answers = _answers(path, suffix, data)
    except Unsafe as unsafe:
        problem = Problem(f"package.{unsafe.kind}", unsafe.params, file=path)
        raise InvalidInput([problem]) from None
    if answers is None:
        raise InvalidInput([Problem("form.not-a-form", {"format": suffix[1:]}, file=path)])
    tree, problems = form_tree(answers)
    return tree, Place(answers.form), problems


def _answers(path: str, suffix: str, data: bytes) -> Answers | None:
    """The answers, by what the file is, whichever of the two it says; None where it is no form."""
    if suffix in _REFUSED:
        raise Unsafe(_REFUSED[suffix])
    with checked_package(data) as archive:
        names = archive.namelist()
        if any(name.lower().endswith(_MACROS) for name in names):
            raise Unsafe("macros")
        part = _main_part(archive)
        if part is None:
            return None
        if posixpath.basename(part).startswith("workbook"):
            # openpyxl takes all that there is into memory.
            if sum(member.file_size for member in archive.infolist()) > _MOST_OF_SHEETS:
                raise Unsafe("large", {"megabytes": _MOST_OF_SHEETS // 1_000_000})
            return read_excel_form(path, data)
        return read_word_form(path, archive, part)


def _main_part(archive: zipfile.ZipFile) -> str | None:
    """The part with the text of a document or with the list of sheets, or None."""
    links = read_xml(archive, "_rels/.rels")
    for link in links.elements():
        target = link.attributes.get("Target", "").lstrip("/")
        if link.attributes.get("Type", "").endswith(_DOCUMENT) and target in archive.namelist():
            return target
    return None
