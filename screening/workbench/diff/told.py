"""What a comparison of two rule sets comes to, as values that need no prover to be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from typing import Literal as Word

from screening.engine.situation import Situation
from screening.model.values import Outcome
from screening.ruleset.conditions import Test
from screening.ruleset.facts import Scope
from screening.workbench.diff.changed_rules import Part

__all__ = [
    "SAME_HOST",
    "Comparison",
    "Literal",
    "OutcomeChange",
    "Piece",
    "Region",
    "StepChange",
    "SubjectChange",
    "SubjectKind",
]

SAME_HOST: Final = "host.same"
"""Not a fact that rules can test: whether both rule sets choose the same best host."""

SubjectKind = Word["finding", "obligation"]


@dataclass(frozen=True, slots=True)
class Literal:
    """That a fact has one of some values: one test, or two for a stretch of whole numbers.

    ``side`` tells by which rules a finding, a host or an outcome is meant where the two do
    not agree: 0 for the old, 1 for the new.
    """

    tests: tuple[Test, ...]
    side: int | None = None

    @property
    def fact(self) -> str:
        """What it is about."""
        return self.tests[0].fact


Piece = tuple[Literal, ...]
"""Literals that hold together."""


@dataclass(frozen=True, slots=True)
class Region:
    """The cases in which all of one piece's literals hold, for any of the pieces.

    They are looked for ``within`` the cases in which these literals hold; of such a literal
    on the outcome is meant the outcome that wins.  The region is exact, unless ``whole`` is
    false: then there are more cases than it has.
    """

    pieces: tuple[Piece, ...]
    within: Piece = ()
    whole: bool = True

    @property
    def length(self) -> int:
        """How much there is to read."""
        return sum(1 + len(piece) for piece in self.pieces) + (0 if self.whole else 1000)

    @property
    def shared(self) -> Piece:
        """The literals that every piece has."""
        first, *others = self.pieces
        return tuple(one for one in first if all(one in other for other in others))

    @property
    def apart(self) -> tuple[Piece, ...]:
        """What each piece has besides those shared; nothing where there is but one piece."""
        shared = self.shared
        rest = tuple(tuple(one for one in each if one not in shared) for each in self.pieces)
        return () if () in rest else rest


@dataclass(frozen=True, slots=True)
class OutcomeChange:
    """Cases whose outcome ``was`` one and ``becomes`` another; None where nothing decides.

    Where both are the same, it is the host they are routed to that is another.
    ``before`` and ``after`` are one of the cases, as each side's facts are drawn.  ``rules``
    are the ids of the changed rules that have a hand in it, and ``parts`` what else that was
    changed has.
    """

    was: Outcome | None
    becomes: Outcome | None
    region: Region
    before: Situation
    after: Situation
    rules: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class StepChange:
    """An obligation of the proposal that is asked for in other cases, or no longer (``gained``).

    Told are those in which the outcome and the host are the same: else these explain it.
    """

    name: str
    gained: bool
    region: Region
    before: Situation
    after: Situation
    rules: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class SubjectChange:
    """A finding or an obligation that some candidates or partners get, or get no longer.

    ``pieces`` are in all those that it is so of: each is a row of tests that hold together.
    """

    scope: Scope
    what: SubjectKind
    name: str
    gained: bool
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a change of rules does, proved."""

    outcomes: tuple[OutcomeChange, ...]
    steps: tuple[StepChange, ...]
    subjects: tuple[SubjectChange, ...]

    @property
    def equivalent(self) -> bool:
        """Whether every case gets the same verdict, by proof.

        What is found of partners is no part of a verdict: it only leads to one.
        """
        found = [
            one for one in self.subjects if (one.scope, one.what) != (Scope.PARTNER, "finding")
        ]
        return not (self.outcomes or self.steps or found)
