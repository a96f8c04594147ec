"""What has come of each of many proposals, kept in a file until all are done.

A line for each, so that memory stays small, and so that what was done before somebody
interrupted it need not be done again.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple, Self

from screening.intake.handed_in import Key

__all__ = ["Ledger", "LedgerUnfit", "Record"]

_VERSION: Final = 1
_SOON: Final = 0.05
"""Seconds: no more of the work than this is lost when the program is killed."""


class LedgerUnfit(Exception):
    """What was done before was done otherwise; ``what`` names how: ``rules``, ``as_of``."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


@dataclass(frozen=True, slots=True)
class Record:
    """What came of a proposal.

    ``sha256`` is the hash of its content, and ``outcome`` what it came to; both are None where
    it could not be screened.  ``text`` is what there is to tell of it, for whoever wrote it.
    """

    file: str
    row: int | None
    title: str | None
    sha256: str | None
    outcome: str | None
    text: str


class _Done(NamedTuple):
    """What a proposal said that was screened, what it came to, and where its record is."""

    sha256: str
    outcome: str | None
    place: int


class Ledger:
    """The records of many proposals, in the order in which they are added.

    Args:
        file: what they are written into.
        path: its name, where it has one.
    """

    def __init__(self, file: BinaryIO, path: Path | None = None) -> None:
        self._file = file
        self._path = path
        self._end = 0
        self._at_end = False
        self._settled = 0.0
        self._places: list[int] = []
        self._done: dict[Key, _Done] = {}
        self.done_before = 0
        """How many were screened before this ledger was taken up again."""
        self.outcomes: Counter[str | None] = Counter()
        """How many came to what; None is for what could not be screened."""

    @classmethod
    def unseen(cls) -> Self:
        """A ledger that nothing is resumed from, in a file that nobody sees."""
        return cls(tempfile.TemporaryFile())

    @classmethod
    def begun(cls, path: Path, made: Mapping[str, object]) -> Self:
        """A new ledger; ``made`` is how the results are made.

        Raises:
            OSError: the file is there already, or cannot be written.
        """
        ledger = cls(path.open("x+b"), path)
        ledger._write({"ledger": _VERSION, "made": made})
        return ledger

    @classmethod
    def resumed(cls, path: Path, made: Mapping[str, object]) -> Self:
        """A ledger with what was done before; a line that was cut short is left out of it.

        Raises:
            LedgerUnfit: the results there were made otherwise than is asked for now.
            ValueError: the file is no ledger.
            OSError: the file cannot be read or written.
        """
        ledger = cls(path.open("r+b"), path)
        try:
            ledger._take_up(made)
        except BaseException:
            ledger.close(finished=False)
            raise
        return ledger

    @staticmethod
    def made_before(path: Path) -> Mapping[str, object]:
        """How the results in a ledger are made, as far as it says; nothing where there is none."""
        try:
            with path.open("rb") as file:
                return _made_by(json.loads(file.readline()))
        except (OSError, ValueError):
            return {}

    def __len__(self) -> int:
        return len(self._places)

    def was_done(self, key: Key) -> bool:
        """Whether a proposal was screened, in this run or in the one that it goes on with."""
        return key in self._done

    def known(self, key: Key, sha256: str) -> Record | None:
        """The record of a proposal that was screened and said the same then, if there is one."""
        done = self._done.get(key)
        return self._at(done.place) if done and done.sha256 == sha256 else None

    def keep(self, key: Key) -> None:
        """Add what there is of a proposal that was screened, as it is."""
        done = self._done[key]
        self._places.append(done.place)
        self.outcomes[done.outcome] += 1

    def add(self, record: Record) -> None:
        """Write a record; it is in the file soon, and once this ledger is settled."""
        self._places.append(self._end)
        self.outcomes[record.outcome] += 1
        self._note(record, self._end)
        self._write({name: getattr(record, name) for name in Record.__slots__})

    def settle(self) -> None:
        """See to it that all that was added is in the file."""
        self._file.flush()
        self._settled = time.monotonic()

    def __iter__(self) -> Iterator[Record]:
        return map(self._at, self._places)

    def close(self, *, finished: bool) -> None:
        """Let go of the file; once everything is ``finished`` it is taken away."""
        self._file.close()
        if finished and self._path is not None:
            self._path.unlink(missing_ok=True)

    def _take_up(self, made: Mapping[str, object]) -> None:
        lines = self._whole_lines()
        _check(json.loads(next(lines, (b"{}", 0))[0]), made)
        for line, place in lines:
            self._note(_record(line), place)
        self.done_before = len(self._done)
        self._file.truncate(self._end)

    def _note(self, record: Record, place: int) -> None:
        key = (record.file, record.row)
        if record.sha256 is None:
            self._done.pop(key, None)
        else:
            self._done[key] = _Done(record.sha256, record.outcome, place)

    def _write(self, data: Mapping[str, object]) -> None:
        line = json.dumps(data).encode() + b"\n"  # in ASCII, whatever a file is called
        if not self._at_end:
            self._file.seek(self._end)
            self._at_end = True
        self._file.write(line)
        self._end += len(line)
        if time.monotonic() > self._settled + _SOON:
            self.settle()

    def _at(self, place: int) -> Record:
        self._at_end = False
        self._file.seek(place)
        return _record(self._file.readline())

    def _whole_lines(self) -> Iterator[tuple[bytes, int]]:
        for line in self._file:
            if not line.endswith(b"\n"):
                return
            yield line, self._end
            self._end += len(line)


def _record(line: bytes) -> Record:
    try:
        return Record(**json.loads(line))
    except TypeError as error:
        raise ValueError(line) from error


def _made_by(header: object) -> Mapping[str, object]:
    """How the results in a ledger are made, by its first line."""
    if not isinstance(header, dict) or header.get("ledger") != _VERSION:
        return {}
    made = header.get("made")
    return made if isinstance(made, dict) else {}


def _check(header: object, made: Mapping[str, object]) -> None:
    before = _made_by(header)
    if not before:
        raise LedgerUnfit("ledger")
    for name, how in made.items():
        if before.get(name) != how:
            raise LedgerUnfit(name)
