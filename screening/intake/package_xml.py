"""The XML of an Office file as a tree of elements, in bounded memory."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from screening.intake.packages import Unsafe

__all__ = ["Element", "read_xml"]

_CHUNK: Final = 1 << 16
_MOST_BYTES: Final = 30_000_000
_MOST_ELEMENTS: Final = 100_000
_DEEPEST: Final = 60
_BETWEEN: Final = "}"
_READ: Final = frozenset({"Target", "Type", "displayText", "fullDate", "name", "val", "value"})
_NOTHING: Final[Mapping[str, str]] = {}


@dataclass(slots=True, eq=False)
class Element:
    """An element by its local name: ``tr`` for ``w:tr``; attributes likewise, those that are read.

    Which namespace it is of does not matter here: programs write several for the same thing.
    """

    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    def elements(self) -> Iterator[Element]:
        """The elements directly within."""
        return (child for child in self.children if isinstance(child, Element))

    def child(self, *names: str) -> Element | None:
        """What the names lead to, from the outside in, or None."""
        at: Element | None = self
        for name in names:
            at = next((each for each in at.elements() if each.name == name), None) if at else None
        return at


def read_xml(archive: zipfile.ZipFile, name: str) -> Element:
    """The root of a part of an Office file.

    Raises:
        Unsafe: of the kinds ``broken`` (no such part, or no XML), ``doctype``, or ``crowded``
            (more of it than a form can have).
    """
    building = _Building()
    parser = expat.ParserCreate(namespace_separator=_BETWEEN)
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = building.doctype
    parser.StartElementHandler = building.start
    parser.EndElementHandler = building.end
    parser.CharacterDataHandler = building.text
    read = 0
    try:
        with archive.open(name) as part:
            while chunk := part.read(_CHUNK):
                read += len(chunk)
                if read > _MOST_BYTES:
                    raise Unsafe("crowded")
                parser.Parse(chunk)
        parser.Parse(b"", True)  # noqa: FBT003 - takes no keywords
    except (expat.ExpatError, KeyError, zipfile.BadZipFile, zlib.error, EOFError):
        raise Unsafe("broken") from None
    return building.root


class _Building:
    """Builds the tree as the elements come."""

    def __init__(self) -> None:
        self.root = Element("")
        self._open: list[Element] = []
        self._count = 0

    def doctype(self, *_: object) -> None:
        raise Unsafe("doctype", {"part": ""})

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._count += 1
        if self._count > _MOST_ELEMENTS or len(self._open) == _DEEPEST:
            raise Unsafe("crowded")
        own = _NOTHING
        if attributes:
            local = ((_local(key), value) for key, value in attributes.items())
            own = {key: value for key, value in local if key in _READ}
        element = Element(_local(name), own)
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root = element
        self._open.append(element)

    def end(self, _: str) -> None:
        self._open.pop()

    def text(self, text: str) -> None:
        self._open[-1].children.append(text)


def _local(name: str) -> str:
    return name.rpartition(_BETWEEN)[2]
