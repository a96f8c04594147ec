"""Office files, which are ZIP archives, looked over before anything in them is unpacked."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from typing import IO, Final
from xml.parsers import expat

__all__ = ["MAX_UNPACKED", "OLE", "Unsafe", "checked_package"]

MAX_UNPACKED: Final = 100_000_000
"""How many bytes an Office file, which is a ZIP archive, may unpack to."""

OLE: Final = b"\xd0\xcf\x11\xe0"
"""How files begin of what Office wrote before 2007, and of what it encrypts."""

_MOST_PARTS: Final = 5_000
_ENTRY: Final = b"PK\x01\x02"
_PACKED_AS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_MOST_PACKED: Final = 500
_SMALL: Final = 1_000_000
_CHUNK: Final = 1 << 14
_ENCRYPTED_FLAG: Final = 0x1
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
_CLIMBS: Final = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)|\x00")


class Unsafe(Exception):
    """A file that is not unpacked; ``kind`` says why, and ``params`` is for what is told."""

    def __init__(self, kind: str, params: Mapping[str, object] | None = None) -> None:
        super().__init__(kind)
        self.kind = kind
        self.params = params or {}


def checked_package(data: bytes) -> zipfile.ZipFile:
    """The archive, once it can be unpacked without harm.

    Nothing is unpacked but the beginning of each part, to see whether it is XML with a
    document type, which Office never writes and which entities are declared in.

    Raises:
        Unsafe: of the kinds ``locked`` (by a password), ``old`` (.doc and .xls), ``open-document``,
            ``broken`` (also where it is packed as Office packs nothing), ``large`` (unpacks to
            more than ``MAX_UNPACKED``), ``bomb`` (packed more tightly than any text), ``parts``
            (too many), ``path`` (a name that climbs out of the archive, or stands twice) or
            ``doctype``.
    """
    if data.startswith(OLE):
        raise Unsafe("locked" if _LOCKED in data else "old")
    # Each entry of a directory takes memory as soon as it is opened.
    if data.count(_ENTRY) > _MOST_PARTS:
        raise Unsafe("parts", {"limit": _MOST_PARTS})
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise Unsafe("broken") from None
    members = archive.infolist()
    _check_sizes(members)
    _check_names([member.orig_filename for member in members])
    if "content.xml" in archive.namelist():
        raise Unsafe("open-document")
    if any(member.flag_bits & _ENCRYPTED_FLAG for member in members):
        raise Unsafe("locked")
    if any(member.compress_type not in _PACKED_AS for member in members):
        raise Unsafe("broken")
    try:
        for member in members:
            with archive.open(member) as part:
                if _has_doctype(part):
                    raise Unsafe("doctype", {"part": member.filename})
    except (zipfile.BadZipFile, EOFError, ValueError, OSError, NotImplementedError, zlib.error):
        raise Unsafe("broken") from None
    return archive


def _check_sizes(members: Iterable[zipfile.ZipInfo]) -> None:
    # No more than a member states is ever unpacked, so that what it states can be trusted.
    sizes = [(member.file_size, member.compress_size) for member in members]
    if sum(size for size, _ in sizes) > MAX_UNPACKED:
        raise Unsafe("large", {"megabytes": MAX_UNPACKED // 1_000_000})
    if any(size > _SMALL and size > _MOST_PACKED * packed for size, packed in sizes):
        raise Unsafe("bomb", {"times": _MOST_PACKED})


def _check_names(names: list[str]) -> None:
    climbing = next((name for name in names if _CLIMBS.search(name)), None)
    if climbing is not None or len(set(names)) < len(names):
        raise Unsafe("path")


class _Begun(Exception):
    """The root of a document has been reached."""


def _has_doctype(part: IO[bytes]) -> bool:
    """Whether a part is XML that has a document type; it can only stand before the root."""
    found: list[str] = []

    def begun(*_: object) -> None:
        raise _Begun

    def doctype(name: str, *_: object) -> None:
        found.append(name)
        raise _Begun

    parser = expat.ParserCreate()
    parser.StartElementHandler = begun
    parser.StartDoctypeDeclHandler = doctype
    try:
        while chunk := part.read(_CHUNK):
            parser.Parse(chunk)
    except (expat.ExpatError, _Begun):
        pass  # no XML, or past the place where it could stand
    return bool(found)
