"""Whether every rule can fire, and makes a difference when it does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from screening.ruleset.conditions import facts_of
from screening.ruleset.facts import HOST_FINDING, OUTCOME_FACT, Scope
from screening.ruleset.rules import Rule, RuleSet
from screening.workbench.checks.flaws import Flaw, Found
from screening.workbench.logic.study import Study
from screening.workbench.parts import without_rule

__all__ = ["DroppableRule", "Masked", "NeverFires", "UnusedFinding", "from_the_last"]


class NeverFires:
    """A rule that fires in no case."""

    kind: ClassVar[str] = "never-fires"

    def __call__(self, study: Study, found: Found) -> Iterator[Flaw]:
        """Every flaw of the kind; what is found is noted for the checks that follow."""
        ruleset = study.ruleset
        for rule in ruleset.rules:
            about = study.about(rule)
            candidates = about.world.crowd.candidates.fired[0].get(rule.id)
            fires = about.concluding.fires_somewhere(rule)
            if about.witness(fires, showing=candidates) is not None:
                continue
            found.rules.add(rule.id)
            follows = facts_of(rule.when) & found.dead
            if rule.finding is not None and _all_told(rule.finding, ruleset, found):
                found.dead.add(rule.finding)
            if not follows:
                problem = rule.at.problem("logic.never-fires", rule=rule.id)
                yield Flaw(self.kind, "warning", rule.id, problem)


class UnusedFinding:
    """A finding that no rule and no property reads, of a rule that does nothing else."""

    kind: ClassVar[str] = "unused-finding"

    def __call__(self, study: Study, found: Found) -> Iterator[Flaw]:
        """Every flaw of the kind; what is found is noted for the checks that follow."""
        ruleset = study.ruleset
        read = {HOST_FINDING} if ruleset.findings.get(HOST_FINDING) is Scope.CANDIDATE else set()
        for when in (one.when for each in (ruleset.rules, ruleset.must_hold) for one in each):
            read |= facts_of(when)
        for rule in ruleset.rules:
            if rule.id in found.rules or rule.finding is None or rule.finding in read:
                continue
            if rule.outcome is None and not rule.obligations:
                found.rules.add(rule.id)
                params = {"rule": rule.id, "finding": rule.finding}
                problem = rule.at.place.problem("logic.unused-finding", rule.at.finding, params)
                yield Flaw(self.kind, "warning", rule.id, problem)


class Masked:
    """A rule that gives an outcome, but never where its outcome wins and is not given anyway."""

    kind: ClassVar[str] = "masked"

    def __call__(self, study: Study, found: Found) -> Iterator[Flaw]:
        """Every flaw of the kind; what is found is noted for the checks that follow."""
        for rule in study.ruleset.rules:
            if rule.outcome is None or rule.id in found.rules:
                continue
            deciding = study.deciding
            fires = deciding.concluding.fires[rule.id]
            wins = deciding.concluding.wins[rule.outcome]
            if deciding.witness(fires, wins) is not None:
                continue
            if study.apart_from(without_rule(study.ruleset, rule.id), plainly=False) is not None:
                continue  # it asks for something, or finds something, that matters
            found.rules.add(rule.id)
            problem = rule.at.problem("logic.masked", rule=rule.id, outcome=rule.outcome)
            yield Flaw(self.kind, "warning", rule.id, problem, deciding.example(fires))


class DroppableRule:
    """A rule without which every case has the same verdict."""

    kind: ClassVar[str] = "droppable-rule"

    def __call__(self, study: Study, found: Found) -> Iterator[Flaw]:
        """Every flaw of the kind; what is found is noted for the checks that follow."""
        left = study.ruleset
        for rule in () if found.undecided else from_the_last(left):
            if rule.id in found.rules:
                continue
            fewer = without_rule(left, rule.id)
            if study.apart_from(fewer, plainly=False) is not None:
                continue
            left = fewer
            found.rules.add(rule.id)
            if rule.finding is not None and self._follows(rule.finding, study.ruleset, found):
                continue
            problem = rule.at.problem("logic.droppable-rule", rule=rule.id)
            about = study.about(rule, outcome=True)
            showing = about.world.crowd.candidates.fired[0].get(rule.id)
            fires = about.concluding.fires_somewhere(rule)
            example = about.example(fires, about.concluding.decided(), showing=showing)
            yield Flaw(self.kind, "warning", rule.id, problem, example)

    def _follows(self, finding: str, ruleset: RuleSet, found: Found) -> bool:
        """Whether it is of no use only because those that read its finding are of none."""
        readers = [rule for rule in ruleset.rules if finding in facts_of(rule.when)]
        return bool(readers) and all(reader.id in found.rules for reader in readers)


def from_the_last(ruleset: RuleSet) -> list[Rule]:
    """The rules from the last written to the first: of two that do the same, the later is told.

    Rules that wait for the outcome come first, for they make nothing that others read.
    """
    order = {Scope.PROPOSAL: 0, Scope.PARTNER: 1, Scope.CANDIDATE: 2}
    return sorted(
        ruleset.rules,
        key=lambda rule: (
            OUTCOME_FACT not in facts_of(rule.when),
            order[rule.scope],
            [-ord(letter) for letter in rule.file],
            -rule.line,
        ),
    )


def _all_told(finding: str, ruleset: RuleSet, found: Found) -> bool:
    return all(rule.id in found.rules for rule in ruleset.rules if rule.finding == finding)
