"""What is unknown and could change the outcome, and the smallest changes that would."""

from __future__ import annotations

from collections.abc import Callable

from screening.engine.running import Conclusion, Runner
from screening.engine.situation import Change, Situation
from screening.explain.changes import Search, any_settable, only_unknown, value_of
from screening.messages import Lang, message
from screening.model.values import Outcome
from screening.model.verdict import ChangedFact, OpenQuestion, WhatWouldChange
from screening.ruleset.facts import FACTS
from screening.ruleset.rules import RuleSet

__all__ = ["open_questions", "what_would_change"]

Naming = Callable[[str, int | None], str | None]
"""What a candidate or partner is called in a text, by a fact of its and its place."""

_MOST_ANSWERS_AT_ONCE = 3
_MOST_RUNS_FOR_QUESTIONS = 400
_MOST_SETS = 8


def open_questions(
    situation: Situation,
    conclusion: Conclusion,
    ruleset: RuleSet,
    runner: Runner,
    naming: Naming,
    lang: Lang,
) -> tuple[OpenQuestion, ...]:
    """The unknown facts that could change the outcome, alone or with a few others."""
    search = Search(
        situation,
        ruleset,
        runner,
        allowed=only_unknown,
        most_runs=_MOST_RUNS_FOR_QUESTIONS,
    )
    leads_to: dict[tuple[str, int | None], dict[Outcome, None]] = {}
    needs: dict[tuple[str, int | None], list[tuple[str, ...]]] = {}
    for outcome in _others(ruleset, conclusion):
        for changes in search.minimal(outcome, _MOST_ANSWERS_AT_ONCE).sets:
            for change in changes:
                key = (change.fact, change.about)
                leads_to.setdefault(key, {})[outcome] = None
                needs.setdefault(key, []).append(
                    tuple(_label(other, naming) for other in changes if other is not change)
                )
    order = {name: place for place, name in enumerate(FACTS)}
    return tuple(
        OpenQuestion(
            fact=fact,
            asked=_asked(fact, naming(fact, about), lang),
            about=naming(fact, about),
            changes_outcome_to=tuple(leads_to[fact, about]),
            together_with=min(needs[fact, about], key=lambda each: (len(each), each)),
        )
        for fact, about in sorted(
            leads_to, key=lambda key: (order[key[0]], -1 if key[1] is None else key[1])
        )
    )


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


def _label(change: Change, naming: Naming) -> str:
    about = naming(change.fact, change.about)
    return change.fact if about is None else f"{change.fact} ({about})"


def _asked(fact: str, about: str | None, lang: Lang) -> str:
    return message(f"facts.{fact}.ask", lang, about=about)
