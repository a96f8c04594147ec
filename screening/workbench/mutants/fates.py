"""What became of slips: caught, of no consequence, or a case is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from screening.errors import Problem
from screening.workbench.cases import Case
from screening.workbench.mutants.slips import Mutant

__all__ = ["Fate", "FateKind", "Fates", "Killing"]

FateKind = Literal["killed", "refused", "equivalent", "survived", "undecided", "untried"]
"""Caught by a case; refused when the rules are loaded; proved to change no verdict; not caught
though it changes one; not decided by the prover; not tried, for there is no prover."""


@dataclass(frozen=True, slots=True)
class Killing:
    """A case of facts alone to which a slip gives another verdict, as a case file has it.

    ``expect`` is the verdict of the rules as they are.  ``as_of`` is its day where the rules
    are not the same on all days, and ``kills`` whether the case fails with the slip: a case
    file cannot tell apart everything that a verdict has.
    """

    rule: str | None
    written: Mapping[str, Any]
    expect: Mapping[str, Any]
    as_of: date | None = None
    kills: bool = True


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one slip.

    ``killer`` is the case that caught it, ``problem`` why the rules cannot be loaded with it,
    ``killing`` the case that is missing, and ``reason`` the prover's own where it gave up.
    """

    mutant: Mutant
    kind: FateKind
    killer: Case | None = None
    problem: Problem | None = None
    killing: Killing | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Fates:
    """What became of all of them."""

    all: tuple[Fate, ...]

    def of(self, *kinds: FateKind) -> tuple[Fate, ...]:
        """Those that came to one of some ends."""
        return tuple(fate for fate in self.all if fate.kind in kinds)

    @property
    def left(self) -> tuple[Fate, ...]:
        """Those that nothing caught, but for those that make no difference."""
        return self.of("survived", "undecided", "untried")

    @property
    def percent(self) -> float:
        """How many of those that are not known to make no difference are caught, 0 to 100.

        Cut off after one decimal, so that it is 100 only when all are.
        """
        caught = len(self.of("killed", "refused"))
        asked = caught + len(self.left)
        return caught * 1000 // asked / 10 if asked else 100.0
