"""The table of a vocabulary among the user's caches: reading it is sooner done than making it.

The name of its file has the hash of all that it rests on, and the file that of what it
says: a damaged one is no table, and is made again.  It is written under another name and
then moved into place, so that none reads what is half done.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Final

from screening.model.vocabulary import Vocabulary
from screening.overlap.basis import basis_of
from screening.overlap.index_places import user_cache
from screening.overlap.terms import TermTable

__all__ = ["term_table"]

_WORTH_STORING: Final = 50_000
"""So many characters a vocabulary has before its table takes longer to make than to read."""
_KEPT: Final = 4
"""So many tables are kept, the latest."""


@lru_cache(maxsize=4)
def term_table(vocabulary: Vocabulary) -> TermTable:
    """The table of a vocabulary, which is made once: it takes a tenth of a second."""
    if _characters(vocabulary) < _WORTH_STORING:
        return TermTable.of(vocabulary)
    path = user_cache() / f"{basis_of(vocabulary)[:32]}.terms"
    table = _read(path)
    if table is None:
        table = TermTable.of(vocabulary)
        with suppress(OSError):  # there need not be a place for it
            _write(path, table)
    return table


def _characters(vocabulary: Vocabulary) -> int:
    groups = (vocabulary.synonyms, vocabulary.abbreviations, vocabulary.subjects)
    return sum(len(line) for group in groups for line in group)


def _read(path: Path) -> TermTable | None:
    """The table in a file, or None where there is none that is whole."""
    try:
        known, _, data = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    if known != _hash(data):
        return None
    return TermTable.from_data(json.loads(data))


def _write(path: Path, table: TermTable) -> None:
    """Store a table, and remove all but the latest.

    Raises:
        OSError: there is no place for it.
    """
    data = json.dumps(table.as_data(), ensure_ascii=False).encode("utf-8", "surrogatepass")
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(_hash(data) + b"\n" + data)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
    latest = sorted(path.parent.glob("*.terms"), key=lambda one: -one.stat().st_mtime)
    for old in latest[_KEPT:]:
        old.unlink(missing_ok=True)


def _hash(data: bytes) -> bytes:
    return hashlib.sha256(data).hexdigest().encode()
