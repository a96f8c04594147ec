"""The index of a register, as it is stored: found if it is of use, and else built.

An index lies in the folder ``.screening`` beside its register, or among the user's caches
where that cannot be written.  Its name has the hashes of all that it rests on.  It is
written under another name and then moved into place: of processes that build at once the
last one wins, and none reads what is half done.
"""

from __future__ import annotations

import gc
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from screening.intake.json_lines import RegisterLines
from screening.model.vocabulary import Vocabulary
from screening.overlap.basis import basis_of
from screening.overlap.index_building import IndexBuilder
from screening.overlap.index_file import BadIndexFileError, IndexFile, IndexWriter
from screening.overlap.index_places import Place, Seen, places

__all__ = ["index_of"]


def index_of(register: Path, vocabulary: Vocabulary) -> IndexFile:
    """The index of a register's file.

    Raises:
        InvalidInput: it has to be built and the register cannot be used; with the register's
            problems, at most a hundred.
    """
    basis = basis_of(vocabulary)
    with suppress(OSError):  # there is no such register: reading it tells so best
        seen = Seen.now(register)
        sha256 = _hash(register, seen)
        for place in places(register):
            found = _opened(place.index(sha256, basis), sha256, basis)
            if found is not None:
                return found
    with _without_collecting():
        return _built(register, vocabulary, basis)


def _hash(register: Path, now: Seen) -> str:
    """The hash of a register's content, which is read if need be."""
    for place in places(register):
        known = place.remembered(now)
        if known is not None:
            return known
    with register.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    _remember(register, now, sha256)
    return sha256


def _remember(register: Path, seen: Seen, sha256: str) -> None:
    for place in places(register):
        with suppress(OSError):
            place.remember(seen, sha256)
            return


def _opened(path: Path, sha256: str, basis: str) -> IndexFile | None:
    """The index in a file, if it is one and the right one."""
    try:
        file = IndexFile(path)
    except (OSError, BadIndexFileError):
        return None
    return file if file.about == {"register": sha256, "basis": basis} else None


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Millions of things are made that all are kept: looking them through finds nothing."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _built(register: Path, vocabulary: Vocabulary, basis: str) -> IndexFile:
    """The index, built and stored where it can be."""
    lines = RegisterLines(register)
    builder = IndexBuilder()
    for line in lines:
        builder.add(line)
    about = {"register": lines.sha256, "basis": basis}

    def write(place: Place) -> IndexFile:
        place.ready()
        handle, name = tempfile.mkstemp(dir=place.folder, suffix=".tmp")
        unfinished = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                writer = IndexWriter(file)
                builder.write(writer, lines.size, vocabulary)
                writer.finish(about)
            # Whoever may read the register may read its index, which says no more.
            unfinished.chmod(register.stat().st_mode & 0o666)
            path = unfinished.replace(place.index(lines.sha256, basis))
        finally:
            unfinished.unlink(missing_ok=True)
        place.tidy(lines.sha256)
        return IndexFile(path)

    for place in places(register):
        with suppress(OSError):
            return write(place)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        return write(Place(Path(folder), register.name))
