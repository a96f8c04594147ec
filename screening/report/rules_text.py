"""Rules on a terminal: the decision in its order, or one rule in words."""

from __future__ import annotations

from datetime import date
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from screening.messages import Lang, message
from screening.report.console import styled
from screening.report.rule_order import deciding, in_order
from screening.report.wording import section, told_condition
from screening.ruleset.rules import Rule, RuleSet

__all__ = [
    "decision_as_data",
    "names_in",
    "print_decision",
    "print_rule",
    "print_rules",
    "rule_as_data",
]


def names_in(ruleset: RuleSet, lang: Lang) -> dict[str, str]:
    """What outcomes are called, and findings: by the title of a rule that concludes them."""
    names = {
        rule.finding: rule.title.of(lang) for rule in ruleset.rules if rule.finding is not None
    }
    return names | {str(one.id): one.title.of(lang) for one in ruleset.outcomes}


def print_rules(console: Console, ruleset: RuleSet, lang: Lang) -> None:
    """Every rule on a line: those that decide first, in the order in which they win."""
    console.print(styled(_heading(ruleset, lang), "head"))
    table = Table(box=None, pad_edge=False, header_style="head")
    for column in ("clause", "rule", "then"):
        fixed = column != "then"
        table.add_column(message(f"text.column-{column}", lang), overflow="fold", no_wrap=fixed)
    for rule in in_order(ruleset):
        table.add_row(
            Text(", ".join(rule.clauses), style="clause"),
            styled(rule.id),
            Text("\n").join([styled(rule.title.of(lang)), *_conclusions(rule, ruleset, lang)]),
        )
    console.print(table)


def print_decision(console: Console, ruleset: RuleSet, lang: Lang) -> None:
    """The rules that give an outcome, with their conditions: the first that holds decides."""
    console.print(styled(_heading(ruleset, lang), "head"))
    console.print(styled(message("handbook.decision.text", lang), "dim"))
    table = Table(box=None, pad_edge=False, header_style="head")
    for column in ("place", "when", "outcome", "clauses"):
        table.add_column(message(f"handbook.decision.{column}", lang), overflow="fold")
    for place, rule in enumerate(deciding(ruleset), start=1):
        when = [styled(f"{'  ' * depth}{line}") for depth, line in told_condition(rule.when, lang)]
        outcome = "" if rule.outcome is None else ruleset.outcome(rule.outcome).title.of(lang)
        table.add_row(
            Text(str(place)),
            Text("\n").join([*when, styled(f"[{rule.id}]", "dim")]),
            styled(outcome, rule.outcome or ""),
            Text(", ".join(rule.clauses), style="clause"),
        )
    console.print(table)


def decision_as_data(ruleset: RuleSet, lang: Lang) -> list[dict[str, Any]]:
    """The same as JSON has it: ``place`` counts from 1."""
    return [
        {"place": place, **rule_as_data(rule, lang)}
        for place, rule in enumerate(deciding(ruleset), start=1)
    ]


def print_rule(console: Console, rule: Rule, ruleset: RuleSet, lang: Lang) -> None:
    """A rule with its clause, its conditions and what follows, in words."""
    console.print(styled(rule.title.of(lang), "head"))
    place = message("text.written-in", lang, file=rule.file, line=rule.line)
    days = _days(rule.valid_from, rule.valid_to, lang)
    console.print(styled(" · ".join([rule.id, place, *days]), "dim"))
    for number in rule.clauses:
        clause = ruleset.letter.clause(number)
        if clause is not None:
            said = styled(f" {clause.title.of(lang)}. {clause.text.of(lang)}")
            console.print(Text(section([number]), style="clause") + said)
    console.print()
    each = message(f"text.for-each-{rule.scope}", lang)
    console.print(Text(f"{message('text.when', lang)} ({each})", style="head"))
    for depth, line in told_condition(rule.when, lang):
        console.print(styled(f"  {'  ' * depth}{line}"))
    console.print(Text(message("text.then", lang), style="head"))
    for conclusion in _conclusions(rule, ruleset, lang):
        console.print(Text("  ") + conclusion)
    if rule.because is not None:
        console.print(Padding(styled(rule.because.of(lang), "dim"), (0, 0, 0, 2)))


def rule_as_data(rule: Rule, lang: Lang) -> dict[str, Any]:
    """A rule as JSON has it."""
    return {
        "id": rule.id,
        "clause": list(rule.clauses),
        "title": rule.title.of(lang),
        "for_each": str(rule.scope),
        "when": [f"{'  ' * depth}{line}" for depth, line in told_condition(rule.when, lang)],
        "finding": rule.finding,
        "outcome": rule.outcome,
        "obligations": list(rule.obligations),
        "because": rule.because.of(lang) if rule.because else None,
        "file": rule.file,
        "line": rule.line,
        "valid_from": rule.valid_from and rule.valid_from.isoformat(),
        "valid_to": rule.valid_to and rule.valid_to.isoformat(),
    }


def _heading(ruleset: RuleSet, lang: Lang) -> str:
    (days,) = _days(ruleset.valid_from, ruleset.valid_to, lang)
    return message("text.rules-of", lang, name=ruleset.name, version=ruleset.version, days=days)


def _days(first: date | None, last: date | None, lang: Lang) -> list[str]:
    """The days that something is valid on, where any are named."""
    if first is None and last is None:
        return []
    key = "between" if first and last else "from" if first else "to"
    return [message(f"text.valid-{key}", lang, first=first, last=last)]


def _conclusions(rule: Rule, ruleset: RuleSet, lang: Lang) -> list[Text]:
    told = []
    if rule.outcome is not None:
        name = ruleset.outcome(rule.outcome).title.of(lang)
        told.append(styled(message("text.conclude-outcome", lang, name=name), rule.outcome))
    if rule.finding is not None:
        told.append(styled(message("text.conclude-finding", lang, name=rule.finding)))
    told += [
        styled(message("text.conclude-obligation", lang, name=name)) for name in rule.obligations
    ]
    return told
