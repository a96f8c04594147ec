"""What an examination of rules comes to, as values that need no prover to be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from screening.engine.running import Conclusion
from screening.engine.situation import Situation
from screening.errors import Problem
from screening.model.days import Days
from screening.ruleset.facts import Value
from screening.ruleset.rules import RuleSet

if TYPE_CHECKING:  # it loads all that screens, and only the type is needed
    from screening.workbench.realising import Realised

__all__ = ["Case", "Examination", "Filed", "Level", "Proof", "Status", "ToldFlaw"]

Level = Literal["error", "warning", "note"]
Status = Literal["proved", "broken", "undecided"]


@dataclass(frozen=True, slots=True)
class Case:
    """A case that shows something, and what the rules conclude in it on the day ``as_of``.

    ``unlike`` are the proposal's facts that are other than in a plain case.  ``ruleset`` is
    the rules as of that day.
    """

    situation: Situation
    conclusion: Conclusion
    unlike: Mapping[str, Value]
    ruleset: RuleSet
    as_of: date


@dataclass(frozen=True, slots=True)
class Filed:
    """A case as files: what was made, and whether screening them gave what was foreseen.

    ``realised`` is None where no texts were found that give the case, and ``lacking`` is the
    fact that it failed on.  ``command`` screens the files, where they have been written.
    """

    case: Case
    realised: Realised | None
    confirmed: bool = False
    lacking: str | None = None
    command: str | None = None


@dataclass(frozen=True, slots=True)
class ToldFlaw:
    """One thing that is wrong in the logic.

    ``kind`` is stable: other tools may branch on it.  ``about`` is the id of the rule or
    the property.  ``written`` is the text at the place of the problem, by which it is known
    again when lines have moved.  ``days`` are those on which it is so, where that is not
    all of the rule set's, and ``version`` the folder of the version that it is in, where
    there are several.  ``related`` are other places that have to do with it.
    """

    kind: str
    level: Level
    about: str
    problem: Problem
    written: str
    days: tuple[Days, ...] = ()
    version: str | None = None
    example: Case | None = None
    after: Case | None = None
    related: tuple[Problem, ...] = ()

    @property
    def cases(self) -> tuple[Case, ...]:
        """The cases that show it, in the order they are told."""
        return tuple(case for case in (self.example, self.after) if case is not None)

    @property
    def mark(self) -> tuple[str, str, str]:
        """What makes it the same flaw, wherever it stands."""
        return self.kind, self.about, self.written


@dataclass(frozen=True, slots=True)
class Examination:
    """The flaws of a rule set, or of its versions, and how much there was to examine.

    ``spells`` are the stretches of days on which other rules are in force.
    """

    flaws: tuple[ToldFlaw, ...]
    rules: int
    conditions: int
    properties: int
    spells: int

    def count(self, level: Level) -> int:
        """How many flaws there are of a level."""
        return sum(flaw.level == level for flaw in self.flaws)

    @property
    def sound(self) -> bool:
        """Whether there is nothing but notes."""
        return all(flaw.level == "note" for flaw in self.flaws)


@dataclass(frozen=True, slots=True)
class Proof:
    """Something that was to be proved of rules, and what came of it.

    ``id`` is a theorem that holds of any sound rule set (``total``, ``one-outcome``,
    ``any-order``) or a property of ``must_hold``.  ``days`` are those that it was broken on
    where it is not broken on all; ``reason`` is the prover's own where it gave up.
    """

    id: str
    status: Status
    problem: Problem | None = None
    version: str | None = None
    days: tuple[Days, ...] = ()
    example: Case | None = None
    after: Case | None = None
    related: tuple[Problem, ...] = ()
    reason: str | None = None

    @property
    def cases(self) -> tuple[Case, ...]:
        """The cases that show that it is broken, in the order they are told."""
        return tuple(case for case in (self.example, self.after) if case is not None)
