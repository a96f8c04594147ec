"""Cases made into files, and screened to see that they show what they are said to show."""

from __future__ import annotations

from collections.abc import Iterable

from screening.errors import Undecided
from screening.ruleset.conditions import Test
from screening.workbench.realising import Realised, Unrealisable, confirm, realise
from screening.workbench.told import Case, Filed

__all__ = ["filed", "shows"]


def filed(case: Case, *, besides: Iterable[Test] = ()) -> Filed:
    """A case as a proposal and a register, screened.

    It is confirmed if the screening gives the outcome, and names the host, that the rules
    conclude from the facts alone.

    Args:
        case: the case.
        besides: tests of scores, other than the rules' own, that are to come out the same.
    """
    try:
        realised = realise(case.situation, case.ruleset, as_of=case.as_of, besides=besides)
    except Unrealisable as error:
        return Filed(case, None, lacking=error.fact)
    return Filed(case, realised, confirmed=shows(realised, case))


def shows(realised: Realised, case: Case) -> bool:
    """Whether screening files gives the outcome, and the host, that the facts of a case do."""
    verdict = confirm(realised, case.ruleset)
    conclusion = case.conclusion
    if isinstance(verdict, Undecided):
        return conclusion.outcome is None
    host = None
    if conclusion.outcome == "route-to-existing" and conclusion.host is not None:
        host = case.situation.candidates[conclusion.host].entry
    target = verdict.target.id if verdict.target is not None else None
    return verdict.outcome == conclusion.outcome and target == host
