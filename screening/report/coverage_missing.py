"""What the cases have not tried, and in words what case to write."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from screening.messages import Lang, message
from screening.report.trace_text import line_of
from screening.report.wording import asked
from screening.ruleset.conditions import AllOf, AnyOf, Condition, Not, Test
from screening.ruleset.rules import Rule
from screening.ruleset.whereabouts import Part
from screening.workbench.coverage import Coverage, RuleCoverage, TestCoverage

__all__ = ["Missing", "missing"]


@dataclass(frozen=True, slots=True)
class Missing:
    """A case that there is none of, for the test on a line of a rule file."""

    rule: str
    file: str
    line: int
    text: str


def missing(coverage: Coverage, lang: Lang) -> list[Missing]:
    """Every case that there is none of, in the order of the files."""
    found = [
        each
        for rule in coverage.rules
        for test in rule.tests
        for each in _of_test(rule, test, lang)
    ]
    return sorted(found, key=lambda each: (each.file, each.line))


def _of_test(rule: RuleCoverage, test: TestCoverage, lang: Lang) -> Iterator[Missing]:
    wanted = list(test.missing)
    for held, seen in ((True, test.true), (False, test.false)):
        if not seen and held not in wanted:
            wanted.append(held)
    for held in wanted:
        said = asked(test.test if held else _otherwise(test.test), lang)
        whereas = message(f"coverage.{_whereas(rule.rule, test.part)}", lang)
        text = message("coverage.no-case", lang, wanted=said, fact=test.test.fact, whereas=whereas)
        yield Missing(rule.rule.id, rule.rule.file, line_of(rule.rule, test.part), text)


def _otherwise(test: Test) -> Test:
    """The test turned round, of true and false by its other value: not "not no" but "yes"."""
    turned = test.turned()
    if turned.operator == "none_of" and isinstance(turned.values[0], bool):
        return Test(test.fact, "one_of", tuple(not value for value in turned.values))
    return turned


def _whereas(rule: Rule, part: Part) -> str:
    """What else must be so for the test to decide: the key of a text."""
    within = {type(each) for each in _around(rule.when, part)}
    if within == {AllOf, AnyOf}:
        return "both"
    return {AllOf: "all-else", AnyOf: "no-other"}[within.pop()] if within else "alone"


def _around(condition: Condition, part: Part) -> Iterator[AllOf | AnyOf]:
    """The lists of more than one condition that a part stands in."""
    for number in part:
        match condition:
            case AllOf(parts) | AnyOf(parts):
                if len(parts) > 1:
                    yield condition
                condition = parts[number]
            case Not(inner):
                condition = inner
