"""Slips in words, and the cases that they call for as a case file has them."""

from __future__ import annotations

from typing import assert_never

from screening.errors import Problem
from screening.messages import Lang, message
from screening.report.wording import asked, fact_label
from screening.ruleset.conditions import AllOf, AnyOf, Condition, Not, Test
from screening.ruleset.rules import RuleSet
from screening.workbench.case_writing import written_case
from screening.workbench.mutants import Fate, Killing, Mutant
from screening.workbench.mutants.slips import Thing

__all__ = ["case_text", "change", "definition", "problem_of", "title"]


def title(operator: str, lang: Lang) -> str:
    """What a kind of slip is called."""
    return message(f"mutants.{operator}.title", lang)


def definition(operator: str, lang: Lang) -> str:
    """What a kind of slip is, in one sentence."""
    return message(f"mutants.{operator}.definition", lang)


def change(mutant: Mutant, ruleset: RuleSet, lang: Lang) -> str:
    """What a slip makes of what: ``“Parties: at least 3” → “at least 4” in the rule “…”``."""
    was = _told(mutant.slip.was, mutant, ruleset, lang)
    if mutant.slip.becomes is None:
        told = message("mutants.change.gone", lang, was=was)
    else:
        becomes = _told(mutant.slip.becomes, mutant, ruleset, lang)
        if isinstance(mutant.slip.was, Test):
            becomes = becomes.removeprefix(f"{fact_label(mutant.slip.was.fact, lang)}: ")
        told = message("mutants.change.becomes", lang, was=was, becomes=becomes)
    if mutant.rule is None or mutant.operator == "dropped-rule":
        return told
    return message("mutants.change.in-rule", lang, change=told, rule=mutant.rule.id)


def _told(thing: Thing, mutant: Mutant, ruleset: RuleSet, lang: Lang) -> str:
    if isinstance(thing, tuple):
        first, second = (ruleset.outcome(outcome).title.of(lang) for outcome in thing)
        return message("mutants.change.order", lang, first=first, second=second)
    if isinstance(thing, Test | AllOf | AnyOf | Not):
        return _condition(thing, lang)
    if mutant.operator == "swapped-outcome":
        return next(one.title.of(lang) for one in ruleset.outcomes if one.id == thing)
    return str(thing)


def _condition(condition: Condition, lang: Lang) -> str:
    match condition:
        case Test(fact, "none_of", (bool(value),)):
            return asked(Test(fact, "one_of", (not value,)), lang)
        case Test():
            return asked(condition, lang)
        case AllOf(parts):
            return message("mutants.change.all", lang, count=len(parts))
        case AnyOf(parts):
            return message("mutants.change.any", lang, count=len(parts))
        case Not(part):
            return message("mutants.change.not", lang, inner=_condition(part, lang))
        case _:
            assert_never(condition)


def problem_of(fate: Fate, ruleset: RuleSet, lang: Lang) -> Problem:
    """A slip that was not caught, at the place where it is made."""
    mutant = fate.mutant
    at, part = (ruleset.at, None) if mutant.rule is None else (mutant.rule.at, mutant.slip.part)
    return at.problem(f"mutants.{fate.kind}", part, change=change(mutant, ruleset, lang))


def case_text(killing: Killing, name: str) -> str:
    """A case as a case file has it, to be pasted into one."""
    said = {"rule": killing.rule, "as_of": killing.as_of}
    known = {key: value for key, value in said.items() if value is not None}
    return "\n".join(written_case(name, known, killing.written, killing.expect)) + "\n"
