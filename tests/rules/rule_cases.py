"""Cases that rule authors write beside the rules: what a proposal is to give.

A file in ``rules/tests/`` is a list of cases::

    - name: A sentence that says what is tried
      rule: the-rule-that-it-is-about
      as_of: 2026-11-23                       # may be left out
      letter: {status: terminated}            # what is other than in letter.yaml
      register: []                            # entries, as in a register
      proposal: {title: …, summary: …, parties: […]}
      expect:                                 # only what stands here is compared
        outcome: needs-specific-agreement
        target: null
        clauses: ["4.4", "6"]
        rules: [nothing-takes-it-in]          # those that decide, in any order
        obligations: [agreement-at-resourcing]
        findings: {K-1: to-examine}           # of every candidate; null where there is none
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from screening import RuleSet, Screener, Verdict
from screening.intake.documents import parse
from screening.intake.files import register_from_data
from screening.intake.nodes import plain
from screening.intake.source import SUFFIXES, read_source
from screening.model.letter import Letter

__all__ = ["AS_OF", "Case", "Difference", "Result", "found_cases", "run"]

AS_OF: Final = date(2026, 11, 23)
"""The day of a case that names none."""


@dataclass(frozen=True)
class Case:
    """One case, as it is written."""

    name: str
    rule: str
    proposal: Mapping[str, Any]
    expect: Mapping[str, Any]
    register: tuple[Mapping[str, Any], ...] = ()
    letter: Mapping[str, Any] | None = None
    as_of: date = AS_OF
    file: str = ""


@dataclass(frozen=True)
class Difference:
    """Something that came out otherwise than expected."""

    what: str
    expected: object
    got: object

    def __str__(self) -> str:
        return f"{self.what}: expected {self.expected}, got {self.got}"


@dataclass(frozen=True)
class Result:
    """What a case gave: what differs, and the rules that fired, in the order of the verdict."""

    differences: tuple[Difference, ...]
    fired: tuple[str, ...]


def run(case: Case, ruleset: RuleSet) -> Result:
    """A case tried on a rule set."""
    letter = ruleset.letter
    if case.letter is not None:
        letter = Letter.model_validate({**letter.model_dump(), **case.letter})
    register = register_from_data(list(case.register)).model
    screener = Screener(replace(ruleset, letter=letter), register)
    verdict = screener.screen(case.proposal, as_of=case.as_of)
    differences = tuple(
        Difference(what, expected, got)
        for what, expected in case.expect.items()
        if (got := _GOT[what](verdict)) != _in_any_order(what, expected)
    )
    return Result(differences, tuple(reason.rule for reason in verdict.reasons))


def _findings(verdict: Verdict) -> dict[str, str | list[str] | None]:
    """What was found of each candidate: nothing, one thing, or a list."""
    return {
        one.id: list(one.findings) if len(one.findings) > 1 else one.finding
        for one in verdict.overlaps
    }


_GOT: Final[Mapping[str, Callable[[Verdict], object]]] = {
    "outcome": lambda verdict: verdict.outcome,
    "target": lambda verdict: verdict.target.id if verdict.target else None,
    "clauses": lambda verdict: list(verdict.clauses),
    "rules": lambda verdict: sorted(one.rule for one in verdict.reasons if one.decisive),
    "obligations": lambda verdict: [step.id for step in verdict.obligations],
    "findings": _findings,
}


def _in_any_order(what: str, expected: Any) -> object:
    return sorted(expected) if what == "rules" else expected


# --- finding them -------------------------------------------------------------------------


def found_cases(folder: Path) -> list[Case]:
    """Every case of every file in a folder.

    Raises:
        ValueError: there are none, or one is not written as it should be.
        TypeError: a file is not a list.
    """
    files = sorted(path for path in folder.iterdir() if path.suffix in SUFFIXES)
    found = [case for path in files for case in _cases(path)]
    if not found:
        raise ValueError(f"there are no cases in {folder}")
    return found


def _cases(path: Path) -> Iterator[Case]:
    data = plain(parse(read_source(path)))
    if not isinstance(data, list):
        raise TypeError(f"{path.name} is not a list of cases")
    for number, item in enumerate(data, start=1):
        try:
            yield _case(item, path.name)
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"case {number} of {path.name}: {error}") from error


def _case(item: Any, file: str) -> Case:
    if not item["expect"] or set(item["expect"]) - set(_GOT):
        raise ValueError(f"“expect” takes {', '.join(_GOT)}")
    day = {"as_of": date.fromisoformat(str(item["as_of"]))} if "as_of" in item else {}
    return Case(**{**item, "register": tuple(item.get("register", ())), **day, "file": file})
