"""``screening rules``: look at the rules, and get the schemas of the files."""

from __future__ import annotations

import json
import sys

import click

from screening.cli.choices import Choice
from screening.cli.options import (
    command_group,
    fail,
    format_option,
    lang_option,
    rules_folder,
    rules_option,
)
from screening.errors import InvalidInput, UnknownRule
from screening.intake.words import nearest
from screening.messages import Lang, message
from screening.report.console import console_on
from screening.report.rules_text import print_rule, print_rules, rule_as_data
from screening.ruleset.loading import load_rules
from screening.ruleset.rules import Rule, RuleSet
from screening.ruleset.schema import SCHEMAS, SchemaName, json_schema
from screening.shipped import shipped_rules

__all__ = ["command"]


def command(lang: Lang) -> click.Group:
    """The group, with its help in a language."""
    group = command_group("rules", message("cli.rules.help", lang), lang)
    group.add_command(_show(lang))
    group.add_command(_schema(lang))
    return group


def _show(lang: Lang) -> click.Command:
    @click.command(
        "show",
        options_metavar=message("cli.metavar.options", lang),
        help=message("cli.rules.show", lang),
    )
    @click.argument("names", metavar=f"[{message('cli.metavar.rule', lang)}]…", nargs=-1)
    @rules_option(lang)
    @lang_option(lang)
    @format_option(lang)
    def show(names: tuple[str, ...], rules: str | None, output_format: str) -> None:
        try:
            ruleset = load_rules(rules_folder(rules) or shipped_rules())
        except InvalidInput as error:
            fail(error, lang)
        chosen = [_rule(ruleset, name, lang) for name in names] if names else ruleset.rules
        if output_format == "json":
            data = [rule_as_data(rule, lang) for rule in chosen]
            click.echo(json.dumps(data, ensure_ascii=False, indent=2))
            return
        console = console_on(sys.stdout)
        if not names:
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


def _schema(lang: Lang) -> click.Command:
    @click.command(
        "schema",
        options_metavar=message("cli.metavar.options", lang),
        help=message("cli.rules.schema", lang),
    )
    @click.argument("name", type=Choice(SCHEMAS, lang), metavar="|".join(SCHEMAS), default="rules")
    @lang_option(lang)
    def schema(name: SchemaName) -> None:
        click.echo(json.dumps(json_schema(name, lang), ensure_ascii=False, indent=2))

    return schema
