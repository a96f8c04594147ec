"""What is wrong in the logic of a rule set, as it is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar, Literal, Protocol

from screening.engine.situation import Situation
from screening.errors import Problem
from screening.ruleset.rules import Rule
from screening.ruleset.whereabouts import Part
from screening.workbench.logic.study import Study

__all__ = ["Check", "Flaw", "Found", "Level"]

Level = Literal["error", "warning", "note"]


@dataclass(frozen=True)
class Flaw:
    """One thing that is wrong in the logic.

    ``kind`` is stable: other tools may branch on it.  ``about`` is the id of the rule or the
    property.  ``example`` is a case that shows it, and ``after`` the same case as a change
    leaves it, where the flaw is in what a change does.  ``related`` are other places that
    have to do with it: the rule that decides, or those that nearly would.
    """

    kind: str
    level: Level
    about: str
    problem: Problem
    example: Situation | None = None
    after: Situation | None = None
    related: tuple[Problem, ...] = ()


@dataclass
class Found:
    """What earlier checks have found, so that one slip is not told several times."""

    rules: set[str] = field(default_factory=set)
    """Rules that are of no use as a whole: nothing more is said about their parts."""
    parts: set[tuple[str, Part]] = field(default_factory=set)
    """Parts of conditions that always or never hold."""
    dead: set[str] = field(default_factory=set)
    """Findings that no case has."""
    undecided: bool = False
    """Whether some case has no outcome: until then nobody can say what makes no difference."""

    def covers(self, rule: Rule, part: Part) -> bool:
        """Whether a part, or one that it lies in or that lies in it, has been told of."""
        return any(
            name == rule.id and (part[: len(told)] == told or told[: len(part)] == part)
            for name, told in self.parts
        )


class Check(Protocol):
    """One kind of flaw.  Its definition stands in the catalogues (``logic.toml``)."""

    kind: ClassVar[str]

    def __call__(self, study: Study, found: Found) -> Iterator[Flaw]:
        """Every flaw of the kind; what is found is noted for the checks that follow."""
