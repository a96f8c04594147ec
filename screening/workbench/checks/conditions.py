"""Whether every part of every condition can hold and fail, and makes a difference."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

import z3

from screening.ruleset.conditions import Condition, Not, facts_of
from screening.ruleset.facts import Scope
from screening.ruleset.rules import ALWAYS, Property, Rule
from screening.ruleset.whereabouts import Part
from screening.workbench.checks.flaws import Flaw, Found
from screening.workbench.checks.rules import from_the_last
from screening.workbench.logic.study import Study
from screening.workbench.parts import parts_of, with_rule, without_part

__all__ = ["AlwaysFalse", "AlwaysTrue", "DroppableCondition"]


class _Constant:
    """A part of a condition that has the same answer in every case."""

    kind: ClassVar[str]
    answer: ClassVar[bool]

    def __call__(self, study: Study, found: Found) -> Iterator[Flaw]:
        """Every flaw of the kind; what is found is noted for the checks that follow."""
        written: list[Rule | Property] = [*study.ruleset.rules, *study.ruleset.must_hold]
        for rule in written:
            told: list[Part] = []
            for part, condition in sorted(parts_of(rule.when), key=lambda each: -len(each[0])):
                if facts_of(condition) & found.dead or any(
                    inner[: len(part)] == part for inner in told
                ):
                    continue
                if not part and rule.id in found.rules:
                    continue
                if any(
                    name == rule.id and _by_denial(rule.when, part, known)
                    for name, known in found.parts
                ):
                    continue
                if self._constant(condition, rule, study.about(rule)):
                    told.append(part)
            for part in sorted(told):
                found.parts.add((rule.id, part))
                problem = rule.at.problem(f"logic.{self.kind}", part, rule=rule.id)
                yield Flaw(self.kind, "warning", rule.id, problem)

    def _constant(self, condition: Condition, rule: Rule | Property, study: Study) -> bool:
        if condition == ALWAYS:
            return False
        scope = rule.scope if isinstance(rule, Rule) else Scope.PROPOSAL
        other = study.holds(condition, scope)
        if scope is Scope.PROPOSAL:
            return not study.possible(z3.Not(other) if self.answer else other)
        crowd = study.world.crowd
        otherwise = crowd.of(scope).possible & (~other if self.answer else other)
        return not study.possible(crowd.exists(scope, otherwise))


def _by_denial(when: Condition, part: Part, known: Part) -> bool:
    """Whether of two parts one is the other denied: "not" of what never holds always does."""
    inner, outer = sorted((part, known), key=len, reverse=True)
    at = dict(parts_of(when))
    return inner[: len(outer)] == outer and all(
        isinstance(at[inner[:length]], Not) for length in range(len(outer), len(inner))
    )


class AlwaysTrue(_Constant):
    """A condition, or a part of one, that holds in every case."""

    kind: ClassVar[str] = "always-true"
    answer: ClassVar[bool] = True


class AlwaysFalse(_Constant):
    """A condition, or a part of one, that holds in no case."""

    kind: ClassVar[str] = "always-false"
    answer: ClassVar[bool] = False


class DroppableCondition:
    """A part of "all" or "any" without which every case has the same verdict.

    One that is droppable only by how registers are kept says something to its readers: that
    is told as a note.
    """

    kind: ClassVar[str] = "droppable-condition"

    def __call__(self, study: Study, found: Found) -> Iterator[Flaw]:
        """Every flaw of the kind; what is found is noted for the checks that follow."""
        for rule in () if found.undecided else from_the_last(study.ruleset):
            if rule.id in found.rules:
                continue
            yield from self._of(rule, study, found)

    def _of(self, rule: Rule, study: Study, found: Found) -> Iterator[Flaw]:
        for part, _ in sorted(parts_of(rule.when), reverse=True):
            shorter = without_part(rule.when, part)
            if shorter is None or found.covers(rule, part):
                continue
            fewer = with_rule(study.ruleset, replace(rule, when=shorter))
            if study.apart_from(fewer, plainly=False) is not None:
                continue
            firmly = study.apart_from(fewer, strictly=False, plainly=False) is None
            found.parts.add((rule.id, part))
            code = "logic.droppable-condition" if firmly else "logic.said-already"
            problem = rule.at.problem(code, part, rule=rule.id)
            yield Flaw(
                self.kind if firmly else "said-already",
                "warning" if firmly else "note",
                rule.id,
                problem,
            )
