"""``screening new rule``: a rule, its first test cases and its page, or a file to start from."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final, NoReturn

import click

from screening.cli.exits import USAGE
from screening.cli.loading import ruleset_of
from screening.cli.new_rule_questions import asked
from screening.cli.options import lang_option, print_error, refuse, rules_option
from screening.cli.starting import print_starter, starter_options
from screening.errors import InvalidInput, Problem
from screening.intake.source import read_source
from screening.messages import Lang, message
from screening.report.scaffold_text import cases_text, page_text
from screening.ruleset.folders import version_folders
from screening.ruleset.rules import Rule, RuleSet
from screening.workbench.scaffold import OPTIONS, Draft, Drafting
from screening.workbench.scaffold_cases import starting_cases
from screening.workbench.scaffold_file import added, file_for, new_file
from screening.workbench.scaffold_trial import tried

__all__ = ["command"]

_SEVERAL: Final = frozenset({"clause", "when", "obligation"})
_FIELDS: Final = {
    "clause": "clauses",
    "for-each": "scope",
    "obligation": "obligations",
}


def command(lang: Lang) -> click.Command:
    """The command, with its help in a language."""

    @click.command(
        "rule",
        options_metavar=message("cli.metavar.options", lang),
        help=message("scaffold.help", lang),
    )
    @rules_option(lang)
    @lang_option(lang)
    @starter_options(lang)
    @click.option("--yes", is_flag=True, help=message("scaffold.option.yes", lang))
    def rule(
        rules: str | None,
        output: str | None,
        *,
        force: bool,
        yes: bool,
        **said: str | tuple[str, ...] | None,
    ) -> None:
        given = {
            name.replace("_", "-"): value for name, value in said.items() if value not in (None, ())
        }
        on_terminal = not yes and sys.stdin.isatty() and sys.stdout.isatty()
        if output is not None and given:
            refuse(message("scaffold.for-starter", lang, options=_told(given)))
        if output is not None or not (given or rules or on_terminal):
            print_starter("rule", output, lang, force=force)
            return
        if force:
            refuse(message("scaffold.for-rule", lang))
        _make(rules, given, lang, on_terminal=on_terminal)

    for option in reversed(OPTIONS):
        rule = click.option(
            f"--{option}",
            multiple=option in _SEVERAL,
            metavar=message("cli.metavar.text", lang),
            help=message(f"scaffold.option.{option}", lang),
        )(rule)
    return rule


def _make(rules: str | None, given: Mapping[str, Any], lang: Lang, *, on_terminal: bool) -> None:
    """Draft the rule, ask for what is missing, and write the three files."""
    if rules is None and on_terminal:
        rules = click.prompt(message("scaffold.ask.rules", lang), err=True)
    if rules is None:
        refuse(message("scaffold.no-folder", lang))
    ruleset = ruleset_of(rules, lang)
    folder = Path(rules)
    if versions := version_folders(folder):
        known = ", ".join(str(path) for path in versions)
        refuse(message("scaffold.of-versions", lang, folder=folder, known=known))
    drafting = Drafting(ruleset)
    draft = Draft(
        **{_FIELDS.get(name, name.replace("-", "_")): each for name, each in given.items()}
    )
    if problems := drafting.problems(draft):
        _refuse(problems, lang)
    if on_terminal:
        draft = asked(draft, drafting, lang)
    if draft.missing:
        refuse(message("scaffold.missing", lang, options=_told(draft.missing)))
    try:
        _write(draft, ruleset, folder, lang)
    except InvalidInput as error:
        _refuse(error.problems, lang)


def _write(draft: Draft, ruleset: RuleSet, folder: Path, lang: Lang) -> None:
    names = [f"tests/{draft.id}.yaml", f"pages/{draft.id}.md"]
    for name in names:
        if (folder / name).exists():
            refuse(message("scaffold.page-is-there", lang, file=folder / name))
    path = file_for(draft, folder)
    text: str | None = new_file(draft, ruleset.letter)
    if path.exists():
        text = added(read_source(path).text, draft)
    if text is None:
        refuse(message("scaffold.cannot-add", lang, file=path))
    changed, _ = tried(folder, {path.name: text})
    rule = changed.rule(draft.id)
    assert rule is not None  # noqa: S101 - it has just been written
    cases = starting_cases(rule, changed)
    texts = {
        path.name: text,
        names[0]: cases_text(rule, cases, lang),
        names[1]: page_text(rule, changed, cases, lang, decided_by=draft.decided_by),
    }
    tried(folder, {name: each for name, each in texts.items() if not name.endswith(".md")})
    for name, each in texts.items():
        _write_one(folder / name, each, lang)
    _tell(rule, folder, names, lang, fires=any(case.fires for case in cases))


def _write_one(path: Path, text: str, lang: Lang) -> None:
    try:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode())
    except OSError as error:
        refuse(message("text.cannot-write", lang, file=path, reason=error.strerror))


def _tell(rule: Rule, folder: Path, names: list[str], lang: Lang, *, fires: bool) -> None:
    where = f"{folder / rule.file}:{rule.line}"
    click.echo(message("scaffold.wrote-rule", lang, file=where), err=True)
    for name in names:
        click.echo(message("scaffold.wrote", lang, file=folder / name), err=True)
    if not fires:
        click.echo(message("scaffold.no-case", lang), err=True)
    command = shlex.join(["screening", "rules", "test", "--rules", str(folder)])
    click.echo(message("scaffold.next", lang, command=command), err=True)


def _told(options: Iterable[str]) -> str:
    return ", ".join(f"--{option}" for option in options)


def _refuse(problems: Iterable[Problem], lang: Lang) -> NoReturn:
    """Tell what is wrong with what was said on the command line, and end."""
    print_error(InvalidInput(problems), lang)
    sys.exit(USAGE)
