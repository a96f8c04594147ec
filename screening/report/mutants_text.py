"""What became of slips in the rules, as people and programs read it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any, Final

from rich.console import Console
from rich.text import Text

from screening.messages import Lang, message
from screening.report.console import plain_text, styled
from screening.report.mutants_words import case_text, change, definition, problem_of, title
from screening.report.problems import print_problem, problem_as_data
from screening.ruleset.rules import RuleSet
from screening.workbench.mutants import Fate, Fates
from screening.workbench.mutants.making import every_operator

__all__ = ["fates_json", "print_fates"]

_CAUGHT: Final = ("killed", "refused")


def print_fates(console: Console, fates: Fates, ruleset: RuleSet, lang: Lang) -> None:
    """Each slip that was not caught, with the case that is missing, and then how many there were.

    The cases stand at the margin, so that they can be copied as they are.
    """
    told: dict[str, str] = {}
    for fate in fates.left:
        _print_left(console, fate, ruleset, lang)
        _print_case(console, fate, _name(fate, ruleset, lang), told, lang)
    counts = {
        "made": len(fates.all),
        "killed": len(fates.of("killed")),
        "refused": len(fates.of("refused")),
        "equivalent": len(fates.of("equivalent")),
        "left": len(fates.left),
    }
    console.print(styled(message("mutants.counts", lang, **counts)))


def _print_left(console: Console, fate: Fate, ruleset: RuleSet, lang: Lang) -> None:
    operator = fate.mutant.operator
    head = Text.assemble(
        (message(f"mutants.fate.{fate.kind}", lang), "error"), f" ({title(operator, lang)})"
    )
    told = [definition(operator, lang)]
    if fate.reason is not None:
        told.append(plain_text(fate.reason))
    print_problem(console, problem_of(fate, ruleset, lang), lang, head=head, remarks=told)


def _print_case(console: Console, fate: Fate, name: str, told: dict[str, str], lang: Lang) -> None:
    """The case that is missing; one that catches several slips is told at the first of them."""
    killing = fate.killing
    console.print()
    if killing is None:
        return
    key = case_text(replace(killing, rule=None), "")
    if key in told and killing.kills:
        console.print(styled(message("mutants.case-same", lang, name=told[key])), soft_wrap=True)
        console.print()
        return
    told[key] = name
    console.print(styled(message(f"mutants.case-{'add' if killing.kills else 'untold'}", lang)))
    console.print()
    console.print(styled(case_text(killing, name), "path"), soft_wrap=True)


def _name(fate: Fate, ruleset: RuleSet, lang: Lang) -> str:
    return message("mutants.case-name", lang, change=change(fate.mutant, ruleset, lang))


def fates_json(fates: Fates, ruleset: RuleSet, lang: Lang) -> str:
    """Every slip with what became of it, and how many there were of each kind."""
    data = {
        "mutants": len(fates.all),
        "killed": len(fates.of("killed")),
        "refused": len(fates.of("refused")),
        "equivalent": len(fates.of("equivalent")),
        "survived": len(fates.of("survived")),
        "undecided": len(fates.of("undecided")),
        "untried": len(fates.of("untried")),
        "percent": fates.percent,
        "operators": [_operator(name, fates, lang) for name in every_operator()],
        "results": [_fate(fate, ruleset, lang) for fate in fates.all],
    }
    return json.dumps(data, ensure_ascii=False, indent=2, default=str)


def _operator(name: str, fates: Fates, lang: Lang) -> dict[str, Any]:
    of_it = [fate for fate in fates.all if fate.mutant.operator == name]
    return {
        "operator": name,
        "title": title(name, lang),
        "definition": definition(name, lang),
        "mutants": len(of_it),
        "caught": sum(fate.kind in _CAUGHT for fate in of_it),
        "equivalent": sum(fate.kind == "equivalent" for fate in of_it),
    }


def _fate(fate: Fate, ruleset: RuleSet, lang: Lang) -> dict[str, Any]:
    mutant = fate.mutant
    at = ruleset.at if mutant.rule is None else mutant.rule.at
    place = at.problem("mutants.survived", None if mutant.rule is None else mutant.slip.part)
    span = place.span
    killer, killing = fate.killer, fate.killing
    return {
        "id": mutant.id,
        "operator": mutant.operator,
        "rule": mutant.rule.id if mutant.rule else None,
        "change": change(mutant, ruleset, lang),
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "end_line": span.end_line if span else None,
        "end_column": span.end_column if span else None,
        "fate": fate.kind,
        "killed_by": killer and {"name": killer.name, "file": killer.file, "line": killer.line},
        "refused_for": fate.problem and problem_as_data(fate.problem, lang),
        "reason": fate.reason,
        "case": killing
        and {
            "rule": killing.rule,
            "as_of": killing.as_of,
            **killing.written,
            "expect": killing.expect,
            "kills": killing.kills,
            "text": case_text(killing, _name(fate, ruleset, lang)),
        },
    }
