"""Rules on a terminal: the decision in its order, or one rule in words."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from screening.messages import Lang, message
from screening.report.console import styled
from screening.report.wording import section, told_condition
from screening.ruleset.rules import Rule, RuleSet

__all__ = ["names_in", "print_rule", "print_rules", "rule_as_data"]


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
    for rule in sorted(ruleset.rules, key=lambda rule: _order(rule, ruleset)):
        table.add_row(
            Text(", ".join(rule.clauses), style="clause"),
            styled(rule.id),
            Text("\n").join([styled(rule.title.of(lang)), *_conclusions(rule, ruleset, lang)]),
        )
    console.print(table)


def print_rule(console: Console, rule: Rule, ruleset: RuleSet, lang: Lang) -> None:
    """A rule with its clause, its conditions and what follows, in words."""
    console.print(styled(rule.title.of(lang), "head"))
    place = message("text.written-in", lang, file=rule.file, line=rule.line)
    console.print(styled(f"{rule.id} · {place}", "dim"))
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
    }


def _heading(ruleset: RuleSet, lang: Lang) -> str:
    return message(
        "text.rules-of",
        lang,
        name=ruleset.name,
        version=ruleset.version,
        valid_from=ruleset.valid_from,
    )


def _order(rule: Rule, ruleset: RuleSet) -> tuple[int, tuple[str, ...], str]:
    rank = len(ruleset.rank) if rule.outcome is None else ruleset.rank[rule.outcome]
    return rank, rule.clauses, rule.id


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
