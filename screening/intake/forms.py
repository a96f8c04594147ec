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
from screening.intake.packages import OLE, Unsafe, checked_package
from screening.intake.places import Place
from screening.intake.source import fetched, too_large
from screening.intake.word_form import read_word_form

__all__ = [
    "FORM_SUFFIXES",
    "MAX_FORM_BYTES",
    "OTHER_FORMS",
    "holds_form",
    "is_form",
    "looks_like_form",
    "read_form",
]

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

_ZIP: Final = b"PK\x03\x04"
_STRINGS: Final = "xl/sharedStrings.xml"
_CHUNK: Final = 1 << 20
_SHEETS: Final = "xl/worksheets/"
_MACROS: Final = "vbaproject.bin"
_MACROS_STATED: Final = b"vnd.ms-office.vbaproject"
_TYPES: Final = "[Content_Types].xml"
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
            return any(_is_marked(archive, name) for name in texts)
    except Unsafe:
        return True


def _is_marked(archive: zipfile.ZipFile, name: str) -> bool:
    before, mark = b"", MARK.encode()
    with archive.open(name) as part:
        while chunk := part.read(_CHUNK):
            if mark in before + chunk:
                return True
            before = chunk[-len(mark) :]
    return False


def looks_like_form(data: bytes) -> bool:
    """Whether data without a name are a file of Office, which no text begins like."""
    return data.startswith((_ZIP, OLE))


def read_form(path: str, data: bytes | None = None) -> tuple[Node, Place, tuple[Problem, ...]]:
    """The proposal on a form, its place, and every problem of reading it.

    ``data`` is the form where it is in no file; then ``path`` only names it.

    Raises:
        InvalidInput: the file cannot be read, is no form, or may do harm.
    """
    suffix = FORM_SUFFIXES[0]
    if data is None:
        suffix, data = fetched(path, (*FORM_SUFFIXES, *_REFUSED), MAX_FORM_BYTES)
    elif len(data) > MAX_FORM_BYTES:
        raise too_large(path, MAX_FORM_BYTES)
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
        if any(name.lower().endswith(_MACROS) for name in names) or _states_macros(archive):
            raise Unsafe("macros")
        part = _main_part(archive)
        if part is None:
            return None
        if posixpath.basename(part).startswith("workbook"):
            return read_excel_form(path, data)
        return read_word_form(path, archive, part)


def _states_macros(archive: zipfile.ZipFile) -> bool:
    """Whether a part, whatever its name, is said to be macros."""
    return _TYPES in archive.namelist() and _MACROS_STATED in archive.read(_TYPES).lower()


def _main_part(archive: zipfile.ZipFile) -> str | None:
    """The part with the text of a document or with the list of sheets, or None."""
    links = read_xml(archive, "_rels/.rels")
    for link in links.elements():
        target = link.attributes.get("Target", "").lstrip("/")
        if link.attributes.get("Type", "").endswith(_DOCUMENT) and target in archive.namelist():
            return target
    return None
