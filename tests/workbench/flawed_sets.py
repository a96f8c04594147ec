"""Rule sets with one deliberate slip each, and sound ones that look as if they had one.

A set is a folder with a ``flaw.yaml``: the base it sits on, the slip in a sentence, the edits
that make it, and what a perfect prover reports of the edited rules.  A base is the shipped
rules or a folder of ``bases/``.  What is expected stands on a line of an edited file, told by
its number or, so that it survives other edits, by text that only this line has.

``also`` names what may be reported besides, because the same slip makes it so: a rule that
never fires can be dropped, and what reads its finding never fires either.

A rule is masked where its outcome is never the verdict's, and can be dropped where it
sometimes is, but another rule then gives the same.  Of a property and of a finding, what is
concerned is told by the id of the property and of the rule that concludes the finding.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import yaml
from pydantic import BaseModel, ConfigDict

from screening.intake.source import SUFFIXES
from screening.shipped import shipped_rules

__all__ = [
    "FLAWED",
    "SOUND",
    "Edit",
    "Expected",
    "FlawedSet",
    "Kind",
    "Report",
    "base_files",
    "build",
    "found",
]

_HERE: Final = Path(__file__).parent
FLAWED: Final = _HERE / "flawed"
SOUND: Final = _HERE / "sound"
_BASES: Final = _HERE / "bases"

Kind = Literal[
    "no-outcome",
    "ambiguous",
    "never-fires",
    "masked",
    "always-true",
    "always-false",
    "droppable-condition",
    "droppable-rule",
    "unused-finding",
    "circle",
    "must-hold",
    "monotone",
    "file",
    "gap",
    "overlap",
]
Files = Mapping[str, str]
"""The text of each file of a rule folder, by its path from there."""


class _Written(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Edit(_Written):
    """One change of one file: a text found and replaced, or the file itself."""

    file: str
    find: str | None = None
    replace: str = ""
    append: str | None = None
    create: str | None = None
    delete: bool = False

    def made_in(self, files: Files) -> Files:
        """The files with the edit made.

        Raises:
            ValueError: it does not apply exactly once.
        """
        if self.create is not None:
            if self.file in files:
                raise ValueError(f"{self.file} is there already")
            return {**files, self.file: self.create}
        if self.file not in files:
            raise ValueError(f"there is no {self.file}")
        text = files[self.file]
        if self.delete:
            return {name: each for name, each in files.items() if name != self.file}
        if self.append is not None:
            return {**files, self.file: text + self.append}
        if self.find is None or text.count(self.find) != 1:
            times = 0 if self.find is None else text.count(self.find)
            raise ValueError(f"{self.file} has {times} times {self.find!r}")
        return {**files, self.file: text.replace(self.find, self.replace)}


class Place(_Written):
    """Lines of a file where an author would look: numbers, or texts that stand once in it."""

    file: str
    line: int | str | list[int | str]

    def lines(self, files: Files) -> frozenset[tuple[str, int]]:
        """The file with each of the lines' numbers, from 1.

        Raises:
            ValueError: a text does not stand on exactly one line.
        """
        told = self.line if isinstance(self.line, list) else [self.line]
        return frozenset((self.file, self._number(line, files[self.file])) for line in told)

    def _number(self, line: int | str, text: str) -> int:
        rows = text.splitlines()
        if isinstance(line, int):
            if not 1 <= line <= len(rows):
                raise ValueError(f"{self.file} has no line {line}")
            return line
        at = [number for number, row in enumerate(rows, 1) if line in row]
        if len(at) != 1:
            raise ValueError(f"{self.file} has {line!r} on {len(at)} lines")
        return at[0]


class Report(_Written):
    """What a report is of: its kind, and the rule or property it concerns, where there is one."""

    kind: Kind
    rule: str | None = None


class _Expects(Report, Place):
    or_at: list[Place] = []
    also: list[Report] = []


class _Flaw(_Written):
    base: str
    says: str
    edits: list[Edit]
    expects: _Expects | Literal["nothing"]


@dataclass(frozen=True, slots=True)
class Expected:
    """What is to be reported, at one of ``places`` (file and line), and what may be besides."""

    report: Report
    places: frozenset[tuple[str, int]]
    also: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class FlawedSet:
    """A rule set with a slip, as the texts of its files; ``expects`` is None of a sound one."""

    name: str
    base: str
    says: str
    files: Files
    expects: Expected | None


def found(folder: Path = FLAWED) -> list[FlawedSet]:
    """The sets of a folder, by name.

    Raises:
        ValueError: an edit does not apply exactly once, or a line is not there.
    """
    return [_read(path) for path in sorted(folder.iterdir()) if path.is_dir()]


def build(flawed: FlawedSet, into: Path) -> Path:
    """The rules folder of a set, made in ``into`` by its name."""
    folder = into / flawed.name
    for name, text in flawed.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def base_files(base: str) -> Files:
    """The rule files of a base, those of its versions too, without the rules' own tests."""
    folder = shipped_rules() if base == "shipped" else _BASES / base
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.suffix in SUFFIXES and "tests" not in path.relative_to(folder).parts
    }


def _read(folder: Path) -> FlawedSet:
    written = _Flaw.model_validate(yaml.safe_load((folder / "flaw.yaml").read_text("utf-8")))
    files = base_files(written.base)
    for edit in written.edits:
        files = edit.made_in(files)
    expected = None
    if isinstance(written.expects, _Expects):
        places = [place.lines(files) for place in (written.expects, *written.expects.or_at)]
        expected = Expected(
            Report(kind=written.expects.kind, rule=written.expects.rule),
            frozenset().union(*places),
            tuple(written.expects.also),
        )
    return FlawedSet(folder.name, written.base, written.says, files, expected)
