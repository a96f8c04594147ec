"""``screening rules show``: all rules, the decision, or one rule in words."""

from __future__ import annotations

import json
import sys
from datetime import date

import click

from screening.cli.days import as_of_option
from screening.cli.loading import ruleset_of
from screening.cli.options import (
    fail,
    format_option,
    lang_option,
    refuse,
    rules_option,
)
from screening.errors import UnknownRule
from screening.intake.words import nearest
from screening.messages import Lang, message
from screening.report.console import console_on
from screening.report.rules_text import (
    decision_as_data,
    print_decision,
    print_rule,
    print_rules,
    rule_as_data,
)
from screening.ruleset.rules import Rule, RuleSet

__all__ = ["command"]


def command(lang: Lang) -> click.Command:
    """The command, with its help in a language."""

    @click.command(
        "show",
        options_metavar=message("cli.metavar.options", lang),
        help=message("cli.rules.show", lang),
    )
    @click.argument("names", metavar=f"[{message('cli.metavar.rule', lang)}]…", nargs=-1)
    @rules_option(lang)
    @as_of_option(lang)
    @lang_option(lang)
    @format_option(lang)
    @click.option("--table", is_flag=True, help=message("handbook.command.table", lang))
    def show(
        names: tuple[str, ...],
        rules: str | None,
        as_of: date | None,
        output_format: str,
        *,
        table: bool,
    ) -> None:
        if table and names:
            refuse(message("handbook.command.table-and-names", lang))
        ruleset = ruleset_of(rules, lang, as_of)
        chosen = [_rule(ruleset, name, lang) for name in names] if names else ruleset.rules
        if output_format == "json":
            data = (
                decision_as_data(ruleset, lang)
                if table
                else [rule_as_data(rule, lang) for rule in chosen]
            )
            click.echo(json.dumps(data, ensure_ascii=False, indent=2))
            return
        console = console_on(sys.stdout)
        if table:
            print_decision(console, ruleset, lang)
        elif not names:
            print_rules(console, ruleset, lang)
        for place, rule in enumerate(chosen if names else ()):
            if place:
                console.print()
            print_rule(console, rule, ruleset, lang)

    return show


def _rule(ruleset: RuleSet, name: str, lang: Lang) -> Rule:
    rule = ruleset.rule(name)
    if rule is None:
        fail(UnknownRule(name, nearest(name, [rule.id for rule in ruleset.rules])), lang)
    return rule
