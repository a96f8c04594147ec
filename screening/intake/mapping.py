"""Which column of a table holds which field of the register: guessed, then told by people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from screening.intake.cell_lists import Separator, separator, unsplit
from screening.intake.column_fits import Fit, column_fits
from screening.intake.grid import Note
from screening.intake.headings import FIELDS, OTHER, field_shape
from screening.intake.tables import Table
from screening.model.register import RegisterEntry

__all__ = ["Certainty", "ColumnMapping", "Mapped", "guess_mapping", "items_split_at"]

Certainty = Literal["told", "certain", "likely", "unsure"]
"""How sure a guess is; ``told`` is what somebody has said."""

_REQUIRED: Final = tuple(
    name for name, info in RegisterEntry.model_fields.items() if info.is_required()
)
_DEFAULTS: Final = {"id": "K-001…", "kind": "constellation", "status": "active"}
_DEFAULT_AGREEMENT: Final = "in-force"
_PERSONS: Final = "contact.name"
_NAMES: Final = ("parties", "aliases")

_SPLIT: Final[Mapping[Separator, str]] = {
    "lines": "import.split-lines",
    "commas": "import.split-commas",
    "capitals": "import.split-capitals",
    "none": "import.split-none",
}

_CERTAIN: Final = 95.0
_LIKELY: Final = 75.0


@dataclass(frozen=True, slots=True)
class Mapped:
    """A column, counted from 0, that is taken for a field, how surely, and why."""

    column: int
    field: str
    certainty: Certainty
    reasons: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Which columns are read as what.

    No field and no column is there twice.  ``passed_over`` says of columns that are not read
    why not: those with names of persons among them, which only :meth:`told` takes in.
    """

    mapped: tuple[Mapped, ...]
    passed_over: Mapping[int, Note]

    def of_column(self, column: int) -> Mapped | None:
        """What a column is read as, or None."""
        return next((one for one in self.mapped if one.column == column), None)

    def of_field(self, field: str) -> Mapped | None:
        """Which column a field is read from, or None."""
        return next((one for one in self.mapped if one.field == field), None)

    @property
    def defaults(self) -> Mapping[str, str]:
        """What fields without a column are filled in with, for all entries.

        Ids are numbered.  An agreement's status is filled in where it has a last day.
        """
        filled = {name: value for name, value in _DEFAULTS.items() if self.of_field(name) is None}
        if self.of_field("agreement.valid_to") and not self.of_field("agreement.status"):
            filled["agreement.status"] = _DEFAULT_AGREEMENT
        return filled

    @property
    def missing(self) -> tuple[str, ...]:
        """The required fields that have no column and cannot be filled in."""
        return tuple(
            name for name in _REQUIRED if name not in _DEFAULTS and self.of_field(name) is None
        )

    @property
    def guessed(self) -> bool:
        """Whether anything in it is more than somebody has said."""
        return bool(self.defaults) or any(one.certainty != "told" for one in self.mapped)

    def told(self, column: int, field: str | None) -> ColumnMapping:
        """The mapping with a column read as a field, or not read (None).

        The field is taken from the column that had it before.
        """
        others = [one for one in self.mapped if one.column != column and one.field != field]
        passed = {index: why for index, why in self.passed_over.items() if index != column}
        passed |= {
            one.column: Note("import.why-nothing")
            for one in self.mapped
            if one.field == field and one.column != column
        }
        if field is None:
            passed[column] = Note("import.why-told")
        else:
            others.append(Mapped(column, field, "told", (Note("import.why-told"),)))
        mapped = sorted(others, key=lambda one: one.column)
        return replace(self, mapped=tuple(mapped), passed_over=passed)


def guess_mapping(table: Table) -> ColumnMapping:
    """What each column most likely holds, by its heading and by what is in its cells.

    Every guess has its reasons.  A field goes to the column that fits it best.  Columns with
    names of persons are recognised and passed over.
    """
    offers: list[tuple[float, int, int, Mapped]] = []
    passed: dict[int, Note] = {}
    for column, heading in enumerate(table.headings):
        fits = column_fits(heading, list(table.column(column)))
        best = max((fit.score for fit in fits.values()), default=0.0)
        named = [field for field, fit in fits.items() if fit.score == best]
        if named == [OTHER]:
            passed[column] = Note("import.why-other")
        elif _PERSONS in named:
            passed[column] = Note("import.why-person")
        else:
            offers += [
                (-fit.score, column, FIELDS.index(field), _mapped(column, field, fit))
                for field, fit in fits.items()
                if field not in (OTHER, _PERSONS)
            ]
    taken: list[Mapped] = []
    for *_, offer in sorted(offers, key=lambda each: each[:3]):
        if all(one.column != offer.column and one.field != offer.field for one in taken):
            taken.append(offer)
    read = {one.column for one in taken}
    passed |= {
        column: Note("import.why-nothing")
        for column in range(len(table.headings))
        if column not in read and column not in passed
    }
    return ColumnMapping(tuple(sorted(taken, key=lambda one: one.column)), passed)


def items_split_at(table: Table, mapped: Mapped) -> tuple[Separator, Note] | None:
    """Where the lists in a column are split, and how to say so; None for what is no list."""
    if not field_shape(mapped.field).many:
        return None
    texts = [value for value in table.column(mapped.column) if isinstance(value, str)]
    at = separator(texts, names=mapped.field in _NAMES)
    left = unsplit(texts, at)
    return at, Note("import.split-lines-only", {"count": left}) if left else Note(_SPLIT[at])


def _mapped(column: int, field: str, fit: Fit) -> Mapped:
    certainty: Certainty = "unsure"
    if fit.score >= _CERTAIN:
        certainty = "certain"
    elif fit.score >= _LIKELY:
        certainty = "likely"
    return Mapped(column, field, certainty, fit.reasons)
