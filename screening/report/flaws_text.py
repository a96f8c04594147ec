"""What is wrong in the logic of rules, as people read it on a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from screening.messages import Lang, message
from screening.report.case_text import case_lines
from screening.report.console import styled
from screening.report.flaws import Checked, definition, remarks, title
from screening.report.problems import print_problem
from screening.report.wording import fact_label
from screening.workbench.told import Case, Examination, Filed, Level, ToldFlaw

__all__ = ["print_cases", "print_flaws", "sound_text"]

_STYLES: Final[dict[Level, str]] = {"error": "error", "warning": "possible", "note": "dim"}
_INDENT: Final = 4


def print_flaws(console: Console, checked: Checked, lang: Lang) -> None:
    """Each flaw with its place, its definition and a case that shows it; then the end of it all."""
    for place, flaw in enumerate(checked.flaws):
        if flaw.level != "note" or checked.notes:
            _print_flaw(console, flaw, checked.files.get(place, ()), lang)
    if checked.examination is not None:
        _print_end(console, checked, checked.examination, lang)


def _print_flaw(console: Console, flaw: ToldFlaw, files: Sequence[Filed], lang: Lang) -> None:
    head = Text.assemble(
        (message(f"logic.level-{flaw.level}", lang), _STYLES[flaw.level]),
        f" ({title(flaw.kind, lang)})",
    )
    told = [definition(flaw.kind, lang), *remarks(flaw, lang)]
    print_problem(console, flaw.problem, lang, head=head, remarks=told)
    print_cases(console, flaw.cases, files, lang)
    console.print()


def print_cases(
    console: Console, cases: Sequence[Case], files: Sequence[Filed], lang: Lang
) -> None:
    """The case that shows something, or the case before a change and after it."""
    heads = ("example",) if len(cases) == 1 else ("example-before", "example-after")
    for number, (case, head) in enumerate(zip(cases, heads, strict=False)):
        _print(console, styled(message(f"logic.{head}", lang), "head"))
        for line in case_lines(case, lang):
            _print(console, styled(line), 2 * _INDENT)
        if number < len(files):
            _print_file(console, files[number], lang)


def _print_file(console: Console, file: Filed, lang: Lang) -> None:
    if file.lacking is not None:
        fact = fact_label(file.lacking, lang)
        _print(console, styled(message("logic.example-unrealisable", lang, fact=fact), "dim"))
        return
    if not file.confirmed:
        _print(console, styled(message("logic.example-unconfirmed", lang), "error"))
    if file.command is not None:
        # It is to be copied, so it is not broken over lines.
        command = message("logic.example-command", lang, command=file.command)
        console.print(Text(" " * _INDENT) + styled(command, "path"), soft_wrap=True)


def _print(console: Console, text: Text, indent: int = _INDENT) -> None:
    console.print(Padding(text, (0, 0, 0, indent)))


def _print_end(console: Console, checked: Checked, examination: Examination, lang: Lang) -> None:
    notes = examination.count("note")
    if not examination.sound:
        counts = {
            "errors": examination.count("error"),
            "warnings": examination.count("warning"),
            "notes": notes,
        }
        console.print(styled(message("logic.counts", lang, **counts), "error"))
    if checked.since is not None:
        key = "since-nothing" if examination.sound else "since-shown"
        told = message(f"logic.{key}", lang, revision=checked.since, before=checked.before)
        console.print(styled(told, "help" if examination.sound else ""))
    if examination.sound and not checked.before:
        console.print(styled(sound_text(examination, lang), "help"))
    if notes and not checked.notes:
        console.print(styled(message("logic.notes-hidden", lang, count=notes), "dim"))


def sound_text(examination: Examination, lang: Lang) -> str:
    """What has been proved of rules that nothing is wrong with."""
    counts = {
        "rules": examination.rules,
        "conditions": examination.conditions,
        "properties": examination.properties,
    }
    told = message("logic.sound", lang, **counts)
    if examination.spells > 1:
        told += " " + message("logic.sound-spells", lang, count=examination.spells)
    return told
