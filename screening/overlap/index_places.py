"""Where the index of a register lies, and what is remembered of the register there."""

from __future__ import annotations

import glob
import hashlib
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

__all__ = ["FOLDER", "Place", "Seen", "places", "user_cache"]

FOLDER: Final = ".screening"
_KEPT: Final = 2
"""So many indexes of a register are kept: with the vocabulary, and with the one before."""
_ABANDONED: Final = 86_400
"""After so many seconds nobody goes on writing what was not finished."""
_SETTLED: Final = 2_000_000_000
"""So many nanoseconds after a change another one cannot have the same time, on any disk."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it was at some time, to know it again without reading it."""

    size: int
    changed: int
    """When it was changed, in nanoseconds."""
    at: int
    """When it was looked at, in nanoseconds."""

    @classmethod
    def now(cls, path: Path) -> Self:
        """A file as it is.

        Raises:
            OSError: it cannot be looked at.
        """
        known = path.stat()
        return cls(known.st_size, known.st_mtime_ns, time.time_ns())

    def still(self, now: Seen) -> bool:
        """Whether it is the same file, for certain."""
        settled = self.at - self.changed > _SETTLED
        return settled and (self.size, self.changed) == (now.size, now.changed)


@dataclass(frozen=True, slots=True)
class Place:
    """A folder that an index may lie in, and how the names of its register's files begin."""

    folder: Path
    prefix: str

    def index(self, sha256: str, basis: str) -> Path:
        """The index of a content, made on a basis; both by their hashes."""
        return self.folder / f"{self.prefix}.{sha256[:16]}.{basis[:16]}.index"

    def ready(self) -> None:
        """Make the folder, which is not to be kept with what lies beside it.

        Raises:
            OSError: it cannot be written.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        ignored = self.folder / ".gitignore"
        if not ignored.exists():
            ignored.write_text("*\n", encoding="utf-8")

    def tidy(self, sha256: str) -> None:
        """Remove the indexes of other contents, and what was never finished."""
        with suppress(OSError):
            mine = self.folder.glob(f"{glob.escape(self.prefix)}.*.index")
            latest = sorted(mine, key=_age)
            same = [path for path in latest if f".{sha256[:16]}." in path.name]
            left = [path for path in self.folder.glob("*.tmp") if _age(path) > _ABANDONED]
            for path in [*left, *({*latest} - {*same[:_KEPT]})]:
                path.unlink()

    def remembered(self, now: Seen) -> str | None:
        """The hash of the register's content, if it is the same file as when it was hashed."""
        try:
            known = json.loads(self._memory.read_bytes())
            seen = Seen(known["size"], known["changed"], known["at"])
            return str(known["sha256"]) if seen.still(now) else None
        except (OSError, ValueError, LookupError, TypeError):
            return None

    def remember(self, seen: Seen, sha256: str) -> None:
        """Remember the hash of the register's content.

        Raises:
            OSError: the folder cannot be written.
        """
        self.ready()
        known = {"size": seen.size, "changed": seen.changed, "at": seen.at, "sha256": sha256}
        beside = self._memory.with_suffix(f".{os.getpid()}.tmp")
        beside.write_text(json.dumps(known), encoding="utf-8")
        beside.replace(self._memory)

    @property
    def _memory(self) -> Path:
        return self.folder / f"{self.prefix}.seen"


def places(register: Path) -> Iterator[Place]:
    """Where an index may lie, the best place first."""
    yield Place(register.parent / FOLDER, register.name)
    # Registers of one name lie in many folders, but a user has one cache.
    where = hashlib.sha256(os.fsencode(register.resolve())).hexdigest()[:16]
    yield Place(user_cache(), f"{register.name}-{where}")


def user_cache() -> Path:
    """This project's folder among a user's caches, wherever the system has them."""
    home = Path.home()
    if sys.platform == "win32":
        caches = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        caches = home / "Library" / "Caches"
    else:
        caches = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    return caches / "screening"


def _age(path: Path) -> float:
    return time.time() - path.stat().st_mtime
