"""The case that shows a change as files, screened by the old rules and by the new ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from screening.ruleset.conditions import Test, tests_of
from screening.ruleset.rules import RuleSet
from screening.workbench.filing import filed, shows
from screening.workbench.realising_content import letter_keys
from screening.workbench.told import Case, Filed

__all__ = ["filed_both"]


def filed_both(before: Case, after: Case) -> tuple[Filed, Filed]:
    """One proposal and one register that show a case by the old rules and by the new ones.

    Where one of each will not do, there are two.
    """
    # Where the bands differ, one side may be told of candidates that are none for the other.
    wider, other = (before, after)
    if len(after.situation.candidates) > len(before.situation.candidates):
        wider, other = after, before
    first = filed(wider, besides=_scores(other.ruleset))
    second = _by(other, first) or filed(other, besides=_scores(wider.ruleset))
    return (first, second) if wider is before else (second, first)


def _by(case: Case, made: Filed) -> Filed | None:
    """The same files by other rules, if they show what they should."""
    if made.realised is None or case.as_of != made.case.as_of:
        return None
    keys = letter_keys(case.ruleset.letter, case.situation, case.as_of)
    realised = replace(made.realised, letter=keys)
    if not shows(realised, case):
        return None
    return Filed(case, realised, confirmed=True)


def _scores(ruleset: RuleSet) -> Iterator[Test]:
    """All that rules and their bands ask of a score."""
    for edge in (ruleset.bands.possible, ruleset.bands.strong):
        yield Test("candidate.score", "at_least", (edge,))
    for rule in ruleset.rules:
        yield from (test for test in tests_of(rule.when) if test.fact == "candidate.score")
