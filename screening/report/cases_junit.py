"""How the rules' cases went, as JUnit XML: the form that test servers read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from xml.etree import ElementTree as ET

from screening.messages import Lang, message
from screening.report.cases_text import failure_text
from screening.report.console import plain_text
from screening.ruleset.rules import RuleSet
from screening.workbench.cases import CaseResult

__all__ = ["junit"]


def junit(results: Sequence[CaseResult], ruleset: RuleSet, lang: Lang) -> str:
    """The cases as a document, a suite for each file."""
    suites = ET.Element("testsuites", {"name": plain_text(ruleset.name), **_counts(results)})
    for file in dict.fromkeys(result.case.file for result in results):
        of_file = [result for result in results if result.case.file == file]
        suite = ET.SubElement(suites, "testsuite", {"name": plain_text(file), **_counts(of_file)})
        for result in of_file:
            _add(suite, result, ruleset, lang)
    ET.indent(suites)
    return ET.tostring(suites, encoding="unicode", xml_declaration=True) + "\n"


def _counts(results: Sequence[CaseResult]) -> dict[str, str]:
    failed = sum(not result.passed for result in results)
    return {"tests": str(len(results)), "failures": str(failed), "errors": "0", "skipped": "0"}


def _add(suite: ET.Element, result: CaseResult, ruleset: RuleSet, lang: Lang) -> None:
    case = result.case
    element = ET.SubElement(
        suite,
        "testcase",
        name=plain_text(case.name),
        classname=plain_text(case.rule or PurePath(case.file).stem),
        file=plain_text(case.file),
        line=str(case.line),
    )
    if not result.passed:
        kinds = [message(f"cases.what.{each.what}", lang) for each in result.differences]
        failure = ET.SubElement(element, "failure", message=", ".join(kinds), type="difference")
        failure.text = plain_text(failure_text(result, ruleset, lang))
