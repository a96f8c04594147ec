"""What can go wrong, as values.

A :class:`Problem` says what is wrong with one place of one file and what to write
instead.  An exception carries all problems of a file at once, so that a person can
mend them in one go.  Texts live in the catalogues of :mod:`screening.messages`.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from screening.messages import Lang, message

__all__ = [
    "Cell",
    "EngineUnavailable",
    "InvalidInput",
    "OnForm",
    "Problem",
    "ScreeningError",
    "Span",
    "Unable",
    "Undecided",
    "UnknownEntry",
    "UnknownRule",
]

_NO_PARAMS: Final[Mapping[str, object]] = {}


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a text file; lines and columns count characters from 1.

    ``end_column`` is the column after the last character.
    """

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell of a table is called: ``D7`` of a sheet, or a CSV file's column by its heading.

    ``sheet`` is None for a CSV file.
    """

    name: str
    sheet: str | None = None

    def of(self, file: str, line: int, lang: Lang) -> str:
        """The cell with its file: ``list.xlsx: Sheet1!D7`` or ``list.csv:7, column Status``."""
        if self.sheet is None:
            return message("import.in-column", lang, file=file, line=line, column=self.name)
        sheet = self.sheet if self.sheet.isidentifier() else f"'{self.sheet}'"
        return f"{file}: {sheet}!{self.name}"


@dataclass(frozen=True, slots=True)
class OnForm:
    """A question of the form that a proposal is handed in on, by its number and name.

    ``row`` counts the rows of a table from 1, and ``column`` is the heading in it.  In Excel
    ``cell`` is the answer's.
    """

    number: int
    name: str
    row: int | None = None
    column: str | None = None
    cell: Cell | None = None

    def of(self, file: str, line: int, lang: Lang) -> str:
        """The question with its file: ``form.docx, question 3 (Parties), row 2, Agreement``."""
        where = self.cell.of(file, line, lang) if self.cell else file
        parts = [message("form.question", lang, file=where, number=self.number, name=self.name)]
        if self.row is not None:
            parts.append(message("form.row", lang, row=self.row))
        return ", ".join([*parts, *([self.column] if self.column else [])])


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, where it is, and what to write instead.

    ``code`` (``reading.tab``, ``input.unknown-key``) names the kind of problem and is
    stable: other tools may branch on it.
    ``path`` is the place in the data (``parties[1].agreement``), for input that has
    no file.  ``source_line`` is the line of the file that ``span`` begins on.  In a table
    ``cell`` names the cell, and ``span`` counts its row and column; on a form it names the
    question, and ``span`` only keeps the order.
    """

    code: str
    params: Mapping[str, object] = field(default_factory=lambda: _NO_PARAMS)
    file: str | None = None
    span: Span | None = None
    path: str = ""
    source_line: str | None = None
    suggestion: str | None = None
    cell: Cell | OnForm | None = None

    @property
    def line(self) -> int | None:
        """The line the problem stands on, from 1; None where there is no file."""
        return self.span.line if self.span else None

    @property
    def column(self) -> int | None:
        """The column the problem begins in, from 1; None where there is no file."""
        return self.span.column if self.span else None

    def message(self, lang: Lang = "en") -> str:
        """What is wrong, in one sentence."""
        return message(f"{self.code}.message", lang, **self.params)

    def help(self, lang: Lang = "en") -> str:
        """What to write instead, in one sentence."""
        if self.suggestion is not None:
            return message("errors.did-you-mean", lang, suggestion=self.suggestion)
        return message(f"{self.code}.help", lang, **self.params)

    def location(self, lang: Lang = "en") -> str:
        """``file:line:column``, as far as it is known, or the cell, else the path in the data."""
        if self.cell is not None and self.span is not None:
            return self.cell.of(self.file or "", self.span.line, lang)
        parts = [self.file or "", *([str(self.line), str(self.column)] if self.span else [])]
        return ":".join(part for part in parts if part) or self.path


class ScreeningError(Exception):
    """Base of every error this package raises on purpose.

    ``file``, ``line``, ``column`` and ``suggestion`` say where and what to write
    instead, and are None where that has no meaning.
    """

    file: str | None = None
    line: int | None = None
    column: int | None = None
    suggestion: str | None = None

    @abstractmethod
    def describe(self, lang: Lang = "en") -> str:
        """The error as a text in Swedish or English."""


class InvalidInput(ScreeningError):
    """A file, or data handed in, that cannot be used; ``problems`` has all of it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        if not self.problems:
            raise ValueError("an InvalidInput has at least one problem")
        first = self.problems[0]
        self.file, self.line, self.column = first.file, first.line, first.column
        self.suggestion = first.suggestion
        super().__init__(self.describe())

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.problems,)

    def describe(self, lang: Lang = "en") -> str:
        """A line for each problem: where, what, and what to write instead."""
        return "\n".join(
            f"{problem.location(lang)}: {problem.message(lang)} {problem.help(lang)}".removeprefix(
                ": "
            )
            for problem in self.problems
        )


class Unable(ScreeningError):
    """Something that the program rests on did not do its part; ``reason`` is its own."""

    key: str

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(self.describe())

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.reason,)

    def describe(self, lang: Lang = "en") -> str:
        """What failed and why, and how to go on without it or mend it."""
        return message(self.key, lang, reason=self.reason)


class EngineUnavailable(Unable):
    """durable-rules was asked for by name, but cannot be imported on this Python."""

    key = "errors.engine-unavailable"


class _Unknown(ScreeningError):
    """A name that is not there; ``suggestion`` is the nearest that is."""

    key: str

    def __init__(self, name: str, suggestion: str | None = None) -> None:
        self.name = name
        self.suggestion = suggestion
        super().__init__(self.describe())

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.name, self.suggestion)

    def describe(self, lang: Lang = "en") -> str:
        """What is missing, and the nearest there is."""
        text = message(self.key, lang, name=self.name)
        if self.suggestion is None:
            return text
        return f"{text} {message('errors.did-you-mean', lang, suggestion=self.suggestion)}"


class UnknownEntry(_Unknown):
    """An id that the register does not hold."""

    key = "errors.unknown-entry"


class UnknownRule(_Unknown):
    """An id that no rule has."""

    key = "errors.unknown-rule"


class Undecided(ScreeningError):
    """No rule gave an outcome: the rule set has a gap, and says nothing of this case."""

    def __init__(self, ruleset: str) -> None:
        self.ruleset = ruleset
        super().__init__(self.describe())

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.ruleset,)

    def describe(self, lang: Lang = "en") -> str:
        """Which rule set has the gap, and what to do about it."""
        return message("errors.undecided", lang, ruleset=self.ruleset)
