"""Rules as they are in a folder, or as they were in a revision of a git repository.

git is only read from: nothing is checked out, no hook or filter is run, and what is not a
rule file is left alone.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from shutil import which
from tempfile import TemporaryDirectory
from typing import Final

from screening.errors import InvalidInput, Problem
from screening.intake.source import SUFFIXES

__all__ = ["NotThere", "rules_at"]

_DEPTH: Final = 2
"""A rule set's files lie in its folder, those of versions in folders within it."""

_FILE: Final = "100"
"""How the mode of a file begins; links and modules have another."""


class NotThere(InvalidInput):
    """The revision is there, but had no such folder."""


@contextmanager
def rules_at(spec: str, folder: str | Path = ".") -> Iterator[Path]:
    """The folder of rules that is meant by a folder's name, ``REVISION`` or ``REVISION:PATH``.

    What a revision had lies in a folder that is gone when the context ends.

    Args:
        spec: a folder; or a revision of the repository that ``folder`` lies in, with or
            without a path from the top of that repository.
        folder: what is meant where a revision is named without a path.

    Raises:
        InvalidInput: ``spec`` is no folder, and there is no git, no repository or no such
            revision.
        NotThere: the revision had no such folder.
    """
    if spec and Path(spec).is_dir():
        yield Path(spec)
        return
    revision, colon, path = spec.partition(":")
    where = Path(folder)
    repository = _Repository(where if where.is_dir() else Path(), spec)
    commit = repository.commit(revision)
    if not colon:
        path = repository.prefix
    with TemporaryDirectory(prefix="screening-") as made:
        into = Path(made) / (PurePosixPath(path).name or "rules")
        into.mkdir()
        repository.write(commit, path.strip("/"), into)
        yield into


class _Repository:
    """The git repository around a folder."""

    def __init__(self, folder: Path, spec: str) -> None:
        self._folder = folder
        self._spec = spec
        git = which("git")
        if git is None:
            raise self._problem("no-git")
        self._git = git
        found = self._told("rev-parse", "--show-prefix")
        if found is None:
            raise self._problem("no-repository", folder=folder)
        self.prefix = found.decode(errors="surrogateescape").strip("\n")
        """The folder's path from the top of the repository."""

    def commit(self, revision: str) -> str:
        """The commit that a revision's name stands for."""
        # What begins with a dash would be an option, and no revision does.
        found = None
        if revision and not revision.startswith("-") and "\0" not in revision:
            found = self._told("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
        if found is None:
            raise self._problem("unknown-revision", revision=revision)
        return found.decode().strip()

    def write(self, commit: str, path: str, into: Path) -> None:
        """The rule files that a folder had in a commit, into another folder."""
        listed = self._told("ls-tree", "-r", "-z", "--full-tree", f"{commit}:{path}")
        if listed is None:
            raise NotThere([self._told_problem("not-there", path=path)])
        for row in listed.decode(errors="surrogateescape").split("\0"):
            about, _, name = row.partition("\t")
            parts = PurePosixPath(name).parts
            if (
                not about.startswith(_FILE)
                or len(parts) > _DEPTH
                or PurePosixPath(name).suffix.lower() not in SUFFIXES
            ):
                continue
            content = self._told("cat-file", "blob", about.split()[2])
            if content is not None:
                file = into.joinpath(*parts)
                file.parent.mkdir(exist_ok=True)
                file.write_bytes(content)

    def _told(self, *arguments: str) -> bytes | None:
        """What git says, or None where it says no."""
        done = subprocess.run(  # noqa: S603 - no shell, and the arguments are made here
            [self._git, "-C", str(self._folder), *arguments],
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"},
        )
        return done.stdout if done.returncode == 0 else None

    def _problem(self, code: str, **params: object) -> InvalidInput:
        return InvalidInput([self._told_problem(code, **params)])

    def _told_problem(self, code: str, **params: object) -> Problem:
        return Problem(f"revisions.{code}", params, self._spec)
