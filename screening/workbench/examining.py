"""The logic of rules examined: every spell of every version, and each slip told once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from screening.engine.evaluators import PlainEvaluator
from screening.engine.running import Runner
from screening.engine.situation import Situation
from screening.errors import Problem
from screening.model.days import Days, today
from screening.ruleset.conditions import tests_of
from screening.ruleset.rules import RuleSet
from screening.ruleset.versions import Versions
from screening.workbench.checks.checking import flaws_in
from screening.workbench.checks.flaws import Flaw
from screening.workbench.logic.models import PLAIN
from screening.workbench.told import Case, Examination, ToldFlaw

__all__ = ["Part", "case_of", "examined", "new_since", "parts_of", "together"]


@dataclass(frozen=True, slots=True)
class Part:
    """Rules as of the first of some days on which they are the same.

    ``whole`` says that nothing else is examined of their version, which has a name where
    there are several.
    """

    ruleset: RuleSet
    days: Days
    whole: bool
    version: str | None = None


def parts_of(loaded: RuleSet | Versions, as_of: date | None = None) -> list[Part]:
    """The rules in parts, each with one set of rules in force.

    Args:
        loaded: a rule set, or versions of one.
        as_of: only the rules of that day; all there are where it is left out.

    Raises:
        InvalidInput: no version is valid on the day.
    """
    if as_of is not None:
        ruleset = loaded.on(as_of)
        name = next((name for name, one in _named(loaded) if one.on(as_of) == ruleset), None)
        return [Part(ruleset, Days(as_of, as_of), whole=True, version=name)]
    return [
        Part(ruleset.on(spell.days.first), spell.days, len(ruleset.spells) == 1, version)
        for version, ruleset in _named(loaded)
        for spell in ruleset.spells
    ]


def _named(loaded: RuleSet | Versions) -> Iterator[tuple[str | None, RuleSet]]:
    if isinstance(loaded, RuleSet):
        yield None, loaded
    else:
        yield from loaded


def examined(
    loaded: RuleSet | Versions,
    as_of: date | None = None,
    *,
    find: Callable[[RuleSet], Iterable[Flaw]] = flaws_in,
) -> Examination:
    """All that is wrong in the logic of rules, with cases that show it.

    What is not there is proved not to be wrong.

    Args:
        loaded: a rule set, or versions of one.
        as_of: only the rules of that day; all there are where it is left out.
        find: what looks for flaws.

    Raises:
        InvalidInput: no version is valid on the day.
        Undecidable: the prover gave up on a question.
    """
    parts = parts_of(loaded, as_of)
    told = [flaw for part in parts for flaw in _told(part, find(part.ruleset))]
    rules = {(part.version, rule) for part in parts for rule in part.ruleset.rules}
    return Examination(
        tuple(together(told)),
        rules=len(rules),
        conditions=sum(len(list(tests_of(rule.when))) for _, rule in rules),
        properties=len({(part.version, one) for part in parts for one in part.ruleset.must_hold}),
        spells=len(parts),
    )


def together(told: Iterable[ToldFlaw]) -> Iterator[ToldFlaw]:
    """The same flaw in several spells as one, with all the days that it is of."""
    found: dict[tuple[object, ...], ToldFlaw] = {}
    for flaw in told:
        problem = flaw.problem
        key = (flaw.version, flaw.level, *flaw.mark, problem.code, problem.file, problem.span)
        before = found.get(key)
        found[key] = replace(before, days=(*before.days, *flaw.days)) if before else flaw
    for flaw in found.values():
        yield replace(flaw, days=tuple(_joined(flaw.days)))


def _joined(days: Iterable[Days]) -> Iterator[Days]:
    """Days that follow on each other as one stretch."""
    before: Days | None = None
    for one in days:
        if before is not None and before.after == one.first:
            before = Days(before.first, one.last)
            continue
        if before is not None:
            yield before
        before = one
    if before is not None:
        yield before


def new_since(now: Examination, before: Examination) -> Examination:
    """What was not there before: not of the same kind, about the same rule, at the same text."""
    left = Counter(flaw.mark for flaw in before.flaws)
    new: list[ToldFlaw] = []
    for flaw in now.flaws:
        if left[flaw.mark]:
            left[flaw.mark] -= 1
        else:
            new.append(flaw)
    return replace(now, flaws=tuple(new))


def _told(part: Part, flaws: Iterable[Flaw]) -> Iterator[ToldFlaw]:
    for flaw in flaws:
        yield ToldFlaw(
            kind=flaw.kind,
            level=flaw.level,
            about=flaw.about,
            problem=flaw.problem,
            written=_written(flaw.problem),
            days=() if part.whole else (part.days,),
            version=part.version,
            example=case_of(flaw.example, part),
            after=case_of(flaw.after, part),
            related=flaw.related,
        )


def case_of(situation: Situation | None, part: Part) -> Case | None:
    """A case with what the rules of a part conclude in it; None of none."""
    if situation is None:
        return None
    ruleset = part.ruleset
    conclusion = Runner(ruleset, PlainEvaluator(ruleset)).run(situation)
    unlike = {
        name: value for name, value in situation.facts.items() if value != PLAIN.get(name, value)
    }
    if "parties.units" in unlike:  # a number is told after the words
        unlike["parties.units"] = unlike.pop("parties.units")
    return Case(situation, conclusion, unlike, ruleset, part.days.nearest(today()))


def _written(problem: Problem) -> str:
    """The text at the place of a problem, however its lines are broken."""
    span = problem.span
    if span is None:
        return ""
    lines = _lines(problem.file)[span.line - 1 : span.end_line]
    if not lines:
        return " ".join((problem.source_line or "").split())
    lines[-1] = lines[-1][: span.end_column - 1]
    lines[0] = lines[0][span.column - 1 :]
    return " ".join(" ".join(lines).split())


def _lines(file: str | None) -> list[str]:
    try:
        return Path(file or "").read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeError):
        return []
