"""All checks of the logic of a rule set, in the order that lets one slip be told once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from screening.ruleset.rules import RuleSet
from screening.workbench.checks.conditions import AlwaysFalse, AlwaysTrue, DroppableCondition
from screening.workbench.checks.flaws import Check, Flaw, Found
from screening.workbench.checks.outcomes import Monotone, MustHold, NoOutcome
from screening.workbench.checks.rules import DroppableRule, Masked, NeverFires, UnusedFinding
from screening.workbench.logic.study import Study

__all__ = ["CHECKS", "flaws_in"]

CHECKS: Final[Sequence[type[Check]]] = (
    NoOutcome,
    MustHold,
    Monotone,
    NeverFires,
    UnusedFinding,
    Masked,
    DroppableRule,
    AlwaysTrue,
    AlwaysFalse,
    DroppableCondition,
)
"""Every check; those that follow say nothing more of what those before have found."""


def flaws_in(ruleset: RuleSet) -> list[Flaw]:
    """Everything that is wrong in the logic of a rule set, proved, in the order of the files.

    Every case there is has been considered: what is not here is not wrong.
    """
    study, found = Study(ruleset), Found()
    flaws = [flaw for check in CHECKS for flaw in check()(study, found)]
    return sorted(flaws, key=_place)


def _place(flaw: Flaw) -> tuple[str, int, int]:
    problem = flaw.problem
    return problem.file or "", problem.line or 0, problem.column or 0
