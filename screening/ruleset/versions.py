"""Versions of a rule set, side by side: which one is valid on a day, and whether they follow on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from screening.errors import InvalidInput, Problem
from screening.intake.document import Document
from screening.intake.places import span_at
from screening.model.days import Days, Misfit, misfits
from screening.ruleset.files import RuleSetFile
from screening.ruleset.rules import RuleSet

__all__ = ["Version", "Versions", "clashes"]

_CODES: Final[dict[Misfit, str]] = {
    "same-start": "rules.periods-same-start",
    "overlap": "rules.periods-overlap",
    "gap": "rules.periods-gap",
}


class Version(NamedTuple):
    """A version of a rule set, by the name of its folder."""

    name: str
    ruleset: RuleSet


@dataclass(frozen=True, slots=True)
class Versions:
    """Versions of a rule set in the order of their days; there is at least one.

    Their days follow on each other without gap and without overlap; only the last may be
    valid until further notice.  ``folder`` is where they lie.
    """

    folder: str
    inorder: tuple[Version, ...]

    def __iter__(self) -> Iterator[Version]:
        return iter(self.inorder)

    def __len__(self) -> int:
        return len(self.inorder)

    def on(self, day: date) -> RuleSet:
        """The rule set that is valid on a day, as of that day.

        Raises:
            InvalidInput: the day lies before the first version, or after the last.
        """
        for version in self.inorder:
            if version.ruleset.covers(day):
                return version.ruleset.on(day)
        versions = ", ".join(f"{name} ({_told(ruleset.days)})" for name, ruleset in self.inorder)
        params = {"day": day, "versions": versions}
        raise InvalidInput([Problem("rules.no-version", params, self.folder)])

    def nearest(self, day: date) -> RuleSet:
        """The rule set that is valid on a day, or else the first or the last there is."""
        whole = Days(self.inorder[0].ruleset.valid_from, self.inorder[-1].ruleset.valid_to)
        return self.on(whole.nearest(day))


def clashes(versions: Sequence[tuple[str, Document[RuleSetFile]]]) -> Iterator[Problem]:
    """Versions, each with its folder's name, that do not follow on each other in time."""
    dated = [
        (Days(document.model.valid_from, document.model.valid_to), (name, document))
        for name, document in versions
    ]
    for kind, (before, (earlier, other)), (own, (_, document)) in misfits(dated):
        yield document.problem(
            _CODES[kind],
            ("valid_from",),
            earlier=earlier,
            other=_place(earlier, other),
            first=own.first,
            eve=own.eve,
            after=before.after,
        )


def _place(name: str, document: Document[RuleSetFile]) -> str:
    """Where a version's last day stands, or else its first."""
    key = "valid_from" if document.model.valid_to is None else "valid_to"
    span = span_at(document.tree, (key,))
    return f"{name}/{document.file}" + (f":{span.line}" if span else "")


def _told(days: Days) -> str:
    return f"{days.first}–{days.last or ''}"
