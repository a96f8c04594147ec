"""Whether a slip changes any verdict at all: a case in which it does, or the proof of none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from screening.engine.evaluators import PlainEvaluator
from screening.engine.running import Runner
from screening.engine.situation import Situation
from screening.ruleset.facts import Scope
from screening.ruleset.rules import Rule, RuleSet
from screening.workbench.logic.sides import candidates_of, partners_of
from screening.workbench.logic.study import Study, essence
from screening.workbench.mutants.killing import Shown, plainer, read_back, written
from screening.workbench.mutants.sampling import samples
from screening.workbench.mutants.slips import Mutant

__all__ = ["Telling", "sampled"]


def sampled(mutant: Mutant, ruleset: RuleSet) -> Shown | None:
    """A case made up at random that a slip gives another verdict, and its day.

    None says nothing: there may be one all the same.
    """
    for day, now, then in _changed(mutant, ruleset):
        pair = _Pair(now, then)
        situation = next(filter(pair.differ, samples(mutant, now)), None)
        if situation is not None:
            return pair.plainest(situation), day
    return None


class Telling:
    """Tells some slips in a rule set from the rules as they are.

    Args:
        ruleset: the rules.
        mutants: the slips that will be asked about.
    """

    def __init__(self, ruleset: RuleSet, mutants: Sequence[Mutant]) -> None:
        self._ruleset = ruleset
        self._studies: dict[int, Study] = {}
        # What the changed rules tell apart must be told apart from the beginning.
        self._compared: list[Rule] = [
            mutant.slip.rule
            for mutant in mutants
            if mutant.slip.rule is not None and mutant.slip.rule.scope is Scope.PROPOSAL
        ]

    def apart(self, mutant: Mutant) -> Shown | None:
        """A case that a slip gives another verdict, and its day; None proves there is none.

        Raises:
            Undecidable: the prover gave up.
        """
        for day, now, then in _changed(mutant, self._ruleset):
            if _same_of_each(mutant, now, then):
                continue
            situation = self._study(now).apart_from(then)
            if situation is not None:
                return _Pair(now, then).plainest(situation), day
        return None

    def _study(self, ruleset: RuleSet) -> Study:
        if ruleset.spell not in self._studies:
            study = Study(ruleset, findings=True, compared=self._compared)
            self._studies[ruleset.spell] = study
        return self._studies[ruleset.spell]


def _changed(mutant: Mutant, ruleset: RuleSet) -> Iterator[tuple[date, RuleSet, RuleSet]]:
    """The rules without a slip and with it, on the first of all days on which it is there."""
    slipped = mutant.applied(ruleset)
    firsts = [spell.days.first for spell in ruleset.spells] or [ruleset.valid_from]
    for day in firsts:
        now, then = ruleset.on(day), slipped.on(day)
        if now.rules != then.rules or now.outcomes != then.outcomes:
            yield day, now, then


def _same_of_each(mutant: Mutant, now: RuleSet, then: RuleSet) -> bool:
    """Whether all that is found and asked of any one candidate or partner stays the same.

    Then so does every verdict, which is a proof that takes no time.
    """
    if mutant.rule is None or mutant.rule.scope is Scope.PROPOSAL:
        return False
    of = candidates_of if mutant.rule.scope is Scope.CANDIDATE else partners_of
    return not of([now, then]).differs(findings=True)


class _Pair:
    """The rules of a day without a slip, and with it."""

    def __init__(self, now: RuleSet, then: RuleSet) -> None:
        self._now = now
        self._runs = [Runner(one, PlainEvaluator(one)).run for one in (now, then)]

    def differ(self, situation: Situation) -> bool:
        """Whether a case has another verdict with the slip."""
        one, other = (essence(run(situation), findings=True) for run in self._runs)
        return one != other

    def plainest(self, situation: Situation) -> Situation:
        """A case that differs with as little in it as it still differs with."""
        rest: Situation | None = situation
        while rest is not None:
            situation = rest
            tried = filter(self.differ, plainer(situation, self._now))
            rest = next(filter(self._can_be, tried), None)
        return situation

    def _can_be(self, situation: Situation) -> bool:
        return read_back(written(situation, self._now), self._now) is not None
