"""What the cases have tried of the rules, on a terminal and as JSON has it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from screening.messages import Lang, message
from screening.report.console import styled
from screening.report.coverage_missing import missing
from screening.report.trace_text import line_of
from screening.report.wording import asked
from screening.workbench.coverage import KINDS, Coverage, RuleCoverage, TestCoverage

__all__ = ["coverage_as_data", "percent_text", "print_coverage", "share", "signs"]

_SEEN: Final = {True: "✓", False: "✗"}


def percent_text(percent: float, lang: Lang) -> str:
    """A percentage, with a decimal only where it has one."""
    text = f"{percent:.1f}".removesuffix(".0")
    return text.replace(".", ",") if lang == "sv" else text


def share(seen: int, wanted: int, lang: Lang) -> str:
    """How much has been seen, in percent, cut off: 100 is only ever all of it."""
    return percent_text(seen * 1000 // wanted / 10, lang) if wanted else "–"


def signs(test: TestCoverage) -> list[str]:
    """For true, false and deciding: whether it has been seen."""
    return [_SEEN[test.seen[kind]] for kind in KINDS]


def print_coverage(console: Console, coverage: Coverage, lang: Lang) -> None:
    """By clause, by rule, and what is missing."""
    console.print(_whole(coverage, lang))
    console.print(styled(message("coverage.explained", lang), "dim"))
    console.print()
    _table(
        console,
        message("coverage.by-clause", lang),
        ("clause", "rules", "fired", "decided", "percent"),
        [
            (
                f"§\u00a0{one.clause}",
                one.rules,
                one.fired,
                one.decided,
                share(one.seen, one.wanted, lang),
            )
            for one in coverage.clauses
        ],
        lang,
    )
    _table(
        console,
        message("coverage.by-rule", lang),
        ("rule", "about", "cases", "percent"),
        [(one.rule.id, one.about, one.fired, _of_rule(one, lang)) for one in coverage.rules],
        lang,
    )
    lacking = missing(coverage, lang)
    if not lacking:
        console.print(styled(message("coverage.nothing-missing", lang), "help"))
        return
    console.print(styled(message("coverage.missing", lang), "head"))
    for each in lacking:
        where = message("coverage.where", lang, file=each.file, line=each.line)
        console.print(styled(f"  {where}  {each.rule}", "path"), soft_wrap=True)
        console.print(Padding(styled(each.text), (0, 0, 0, 4)))


def _whole(coverage: Coverage, lang: Lang) -> Text:
    percent = percent_text(coverage.percent, lang)
    counts = {"cases": coverage.cases, "rules": len(coverage.rules)}
    return styled(message("coverage.whole", lang, percent=percent, **counts), "head")


def _of_rule(rule: RuleCoverage, lang: Lang) -> str:
    seen = sum(sum(test.seen.values()) for test in rule.tests)
    return share(seen, len(rule.tests) * len(KINDS), lang)


def _table(
    console: Console,
    title: str,
    columns: Sequence[str],
    rows: Sequence[tuple[object, ...]],
    lang: Lang,
) -> None:
    """A table whose first column is words, and whose others are numbers."""
    console.print(styled(title, "head"))
    table = Table(box=None, pad_edge=False, header_style="dim")
    for number, column in enumerate(columns):
        heading = message(f"coverage.column-{column}", lang)
        table.add_column(heading, justify="right" if number else "left", overflow="fold")
    for row in rows:
        table.add_row(*(styled(str(cell)) for cell in row))
    console.print(Padding(table, (0, 0, 1, 2)))


def coverage_as_data(coverage: Coverage, lang: Lang) -> dict[str, Any]:
    """The coverage as JSON has it."""
    return {
        "percent": coverage.percent,
        "cases": coverage.cases,
        "failed": coverage.failed,
        "seen": dict(coverage.seen),
        "tests": len(coverage.tests),
        "clauses": [
            {
                "clause": one.clause,
                "rules": one.rules,
                "fired": one.fired,
                "outcomes": one.decided,
                "seen": one.seen,
                "wanted": one.wanted,
            }
            for one in coverage.clauses
        ],
        "rules": [_rule_as_data(one, lang) for one in coverage.rules],
        "missing": [
            {"rule": one.rule, "file": one.file, "line": one.line, "text": one.text}
            for one in missing(coverage, lang)
        ],
    }


def _rule_as_data(one: RuleCoverage, lang: Lang) -> dict[str, Any]:
    return {
        "rule": one.rule.id,
        "file": one.rule.file,
        "line": one.rule.line,
        "about": one.about,
        "fired": one.fired,
        "tests": [
            {
                "text": asked(test.test, lang),
                "fact": test.test.fact,
                "line": line_of(one.rule, test.part),
                "true": test.true,
                "false": test.false,
                "decided_true": test.decided_true,
                "decided_false": test.decided_false,
                "never_decides_true": True in test.never,
                "never_decides_false": False in test.never,
            }
            for test in one.tests
        ],
    }
