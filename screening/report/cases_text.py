"""How the rules' cases went: in words, and as JSON has it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.padding import Padding

from screening.messages import Lang, message
from screening.report.console import styled
from screening.report.trace_text import trace_lines, trace_texts
from screening.ruleset.rules import RuleSet
from screening.workbench.cases import CaseResult, Difference
from screening.workbench.concerned import concerned
from screening.workbench.tracing import Tried, named

__all__ = ["failure_text", "print_results", "result_as_data"]


def print_results(
    console: Console, results: Sequence[CaseResult], ruleset: RuleSet, lang: Lang
) -> None:
    """Each case that failed, with what it gave and why, and then how many there were."""
    failed = [result for result in results if not result.passed]
    for result in failed:
        for text, style in _failure(result, ruleset, lang):
            indent = len(text) - len(text.lstrip())
            console.print(Padding(styled(text.lstrip(), style), (0, 0, 0, indent)))
        console.print()
    if failed:
        console.print(styled(message("cases.legend", lang), "dim"))
        counts = {"failed": len(failed), "count": len(results)}
        console.print(styled(message("cases.failed", lang, **counts), "error"))
    else:
        console.print(styled(message("cases.passed", lang, count=len(results)), "help"))


def failure_text(result: CaseResult, ruleset: RuleSet, lang: Lang) -> str:
    """All about a case that failed, as lines."""
    return "\n".join(text for text, _ in _failure(result, ruleset, lang))


def _failure(result: CaseResult, ruleset: RuleSet, lang: Lang) -> Iterator[tuple[str, str]]:
    """The lines about a case that failed, each with its style."""
    case = result.case
    yield f"✗ {case.name}", "error"
    yield f"  {message('cases.written-in', lang, file=case.file, line=case.line)}", "path"
    for difference in result.differences:
        yield f"  {message(f'cases.what.{difference.what}', lang)}", "head"
        for key, value in (("expected", difference.expected), ("got", difference.got)):
            yield f"    {message(f'cases.{key}', lang)}: {_told(value, difference, lang)}", ""
    outcome = result.conclusion.outcome
    name = (
        message("cases.no-outcome", lang)
        if outcome is None
        else ruleset.outcome(outcome).title.of(lang)
    )
    yield f"  {message('cases.came-to', lang, outcome=name)}", outcome or "error"
    for firing in result.conclusion.fired:
        if outcome is not None and firing.rule.outcome == outcome:
            where = message("cases.written-in", lang, file=firing.rule.file, line=firing.rule.line)
            yield f"    {firing.rule.id}: {firing.rule.title.of(lang)} ({where})", ""
    for tried in concerned(result, ruleset):
        for text, style in trace_texts(tried, case.situation, lang):
            yield f"  {text}", style


def _told(value: object, difference: Difference, lang: Lang) -> str:
    """What was expected or came, as a case file has it."""
    if value is None:
        return message("cases.nothing", lang)
    if isinstance(value, bool):
        return message(f"verdict.{'yes' if value else 'no'}", lang)
    if difference.what == "outcome" and value == "":
        return message("cases.whatever", lang)
    if isinstance(value, Mapping):
        items = [f"{key}: {_told(each, difference, lang)}" for key, each in value.items()]
        return f"{{{', '.join(items)}}}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"[{', '.join(str(each) for each in value)}]"
    return str(value)


def result_as_data(result: CaseResult, ruleset: RuleSet, lang: Lang) -> dict[str, Any]:
    """How a case went, as JSON has it; the rules' conditions only of one that failed."""
    case, conclusion = result.case, result.conclusion
    data: dict[str, Any] = {
        "name": case.name,
        "file": case.file,
        "line": case.line,
        "rule": case.rule,
        "passed": result.passed,
        "outcome": conclusion.outcome,
        "fired": list(dict.fromkeys(firing.rule.id for firing in conclusion.fired)),
        "differences": [
            {"what": each.what, "expected": each.expected, "got": each.got}
            for each in result.differences
        ],
    }
    if not result.passed:
        data["rules"] = [_tried(each, result, lang) for each in concerned(result, ruleset)]
    return data


def _tried(tried: Tried, result: CaseResult, lang: Lang) -> dict[str, Any]:
    return {
        "rule": tried.rule.id,
        "file": tried.rule.file,
        "line": tried.rule.line,
        "about": named(tried, result.case.situation),
        "fired": tried.seen.holds,
        "condition": [
            {
                "text": f"{'  ' * each.depth}{each.text}",
                "line": each.line,
                "holds": each.holds,
                "saw": each.saw,
                "decided": each.decides,
            }
            for each in trace_lines(tried, lang)
        ],
    }
