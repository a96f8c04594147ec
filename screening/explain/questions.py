"""What is unknown and could change the outcome, and the smallest changes that would."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from screening.engine.running import Conclusion, Runner
from screening.engine.situation import Situation
from screening.explain.changes import Search, any_settable, only_unknown, value_of
from screening.explain.shapes import Remembering
from screening.messages import Lang, message
from screening.model.values import Outcome
from screening.model.verdict import ChangedFact, OpenQuestion, RelatedFact, WhatWouldChange
from screening.ruleset.facts import FACTS
from screening.ruleset.rules import RuleSet

__all__ = ["open_questions", "what_would_change"]

Naming = Callable[[str, int | None], str | None]
"""What a candidate or partner is called in a text, by a fact of its and its place."""

_Subject = tuple[str, int | None]
"""A fact, and the place of the candidate or partner it is of."""

_ORDER = {name: place for place, name in enumerate(FACTS)}
_MOST_ANSWERS_AT_ONCE = 3
_MOST_WORK_FOR_QUESTIONS = 4_000
_MOST_SETS = 8


@dataclass(frozen=True, slots=True)
class _Asked:
    """An unknown fact, the outcomes it can lead to, and what must be answered with it."""

    subject: _Subject
    leads_to: tuple[Outcome, ...]
    together_with: tuple[_Subject, ...]


def open_questions(
    situation: Situation,
    conclusion: Conclusion,
    ruleset: RuleSet,
    runner: Runner,
    naming: Naming,
    lang: Lang,
) -> tuple[tuple[OpenQuestion, ...], bool]:
    """The unknown facts that could change the outcome, alone or with a few others.

    The second value says whether the search came to its end.
    """
    asked, complete = _remembered(ruleset, runner)(
        situation, lambda: _questions(situation, conclusion, ruleset, runner)
    )
    questions = tuple(
        _question(
            one.subject[0],
            naming(*one.subject),
            one.leads_to,
            tuple((other[0], naming(*other)) for other in one.together_with),
            lang,
        )
        for one in asked
    )
    return questions, complete


@lru_cache(maxsize=4096)
def _question(
    fact: str,
    about: str | None,
    leads_to: tuple[Outcome, ...],
    together_with: tuple[tuple[str, str | None], ...],
    lang: Lang,
) -> OpenQuestion:
    """A question in words; the same few are asked of one proposal after the other."""
    return OpenQuestion(
        fact=fact,
        asked=message(f"facts.{fact}.ask", lang, about=about),
        about=about,
        changes_outcome_to=leads_to,
        together_with=tuple(RelatedFact(fact=other, about=of) for other, of in together_with),
    )


@lru_cache(maxsize=16)
def _remembered(ruleset: RuleSet, _: Runner) -> Remembering[tuple[tuple[_Asked, ...], bool]]:
    """What was found out for a rule set: many proposals are the same to its rules."""
    return Remembering(ruleset)


def _questions(
    situation: Situation, conclusion: Conclusion, ruleset: RuleSet, runner: Runner
) -> tuple[tuple[_Asked, ...], bool]:
    search = Search(
        situation, ruleset, runner, allowed=only_unknown, most_work=_MOST_WORK_FOR_QUESTIONS
    )
    leads_to: dict[_Subject, dict[Outcome, None]] = {}
    needs: dict[_Subject, list[tuple[_Subject, ...]]] = {}
    complete = True
    for outcome in _others(ruleset, conclusion):
        found = search.minimal(outcome, _MOST_ANSWERS_AT_ONCE)
        complete = complete and found.complete
        for changes in found.sets:
            subjects = [(change.fact, change.about) for change in changes]
            for subject in subjects:
                leads_to.setdefault(subject, {})[outcome] = None
                others = tuple(other for other in subjects if other != subject)
                needs.setdefault(subject, []).append(others)
    asked = tuple(
        _Asked(subject, tuple(leads_to[subject]), min(needs[subject], key=_size_and_place))
        for subject in sorted(leads_to, key=_place)
    )
    return asked, complete


def what_would_change(
    situation: Situation,
    conclusion: Conclusion,
    ruleset: RuleSet,
    runner: Runner,
    naming: Naming,
) -> tuple[WhatWouldChange, ...]:
    """For each other outcome, the smallest sets of facts that would give it."""
    search = Search(situation, ruleset, runner, allowed=any_settable)
    told = []
    for outcome in _others(ruleset, conclusion):
        found = search.smallest(outcome)
        sets = tuple(
            tuple(
                ChangedFact(
                    fact=change.fact,
                    about=naming(change.fact, change.about),
                    was=value_of(situation, change.fact, change.about),
                    becomes=search.alike(change),
                )
                for change in changes
            )
            for changes in found.sets[:_MOST_SETS]
        )
        told.append(
            WhatWouldChange(
                outcome=outcome,
                sets=sets,
                left_out=len(found.sets) - len(sets),
                complete=found.complete,
            )
        )
    return tuple(told)


def _others(ruleset: RuleSet, conclusion: Conclusion) -> list[Outcome]:
    return [outcome.id for outcome in ruleset.outcomes if outcome.id != conclusion.outcome]


def _size_and_place(subjects: tuple[_Subject, ...]) -> tuple[int, list[tuple[int, int]]]:
    return len(subjects), [_place(each) for each in subjects]


def _place(subject: _Subject) -> tuple[int, int]:
    fact, about = subject
    return _ORDER[fact], -1 if about is None else about
