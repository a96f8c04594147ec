"""What is wrong in rules as SARIF 2.1.0, which code hosts and editors read."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from importlib import metadata
from typing import Any, Final

from screening.errors import Problem
from screening.messages import Lang, message
from screening.report.console import plain_text
from screening.report.flaws import Checked, definition, remarks, title, uri
from screening.workbench.told import ToldFlaw

__all__ = ["FINGERPRINT", "flaws_sarif"]

FINGERPRINT: Final = "screening/v1"
"""What the fingerprint is called: it is of what is wrong and of the text, not of its line."""

_SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def flaws_sarif(checked: Checked, lang: Lang) -> str:
    """One run, with a result for each thing that is wrong, notes too."""
    log = _Log(lang)
    for problem in checked.problems:
        log.add_problem(problem)
    for flaw in checked.flaws:
        log.add_flaw(flaw)
    return json.dumps(log.data(), ensure_ascii=False, indent=2)


class _Log:
    def __init__(self, lang: Lang) -> None:
        self._lang = lang
        self._rules: dict[str, dict[str, Any]] = {}
        self._results: list[dict[str, Any]] = []
        self._seen: Counter[str] = Counter()

    def add_flaw(self, flaw: ToldFlaw) -> None:
        """A flaw in the logic."""
        rule = {
            "id": f"logic.{flaw.kind}",
            "shortDescription": _text(title(flaw.kind, self._lang)),
            "fullDescription": _text(definition(flaw.kind, self._lang)),
            "help": _text(message(f"logic.{flaw.kind}.help", self._lang)),
            "defaultConfiguration": {"level": flaw.level},
        }
        told = remarks(flaw, self._lang)
        result = self._add(rule, flaw.level, flaw.problem, told, (flaw.version or "", *flaw.mark))
        if flaw.related:
            result["relatedLocations"] = [
                {**location, "message": _text(problem.message(self._lang))}
                for problem in flaw.related
                for location in _locations(problem)
            ]

    def add_problem(self, problem: Problem) -> None:
        """Something wrong in a file."""
        rule = {
            "id": problem.code,
            "shortDescription": _text(problem.code),
            "help": _text(problem.help(self._lang)),
            "defaultConfiguration": {"level": "error"},
        }
        written = (problem.source_line or "").strip()
        self._add(rule, "error", problem, [], (problem.code, problem.message(), written))

    def _add(
        self,
        rule: dict[str, Any],
        level: str,
        problem: Problem,
        told: Sequence[str],
        mark: tuple[str, ...],
    ) -> dict[str, Any]:
        self._rules.setdefault(rule["id"], rule)
        key = "\0".join(mark)
        self._seen[key] += 1
        content = f"{key}\0{self._seen[key]}".encode(errors="surrogatepass")
        text = " ".join([problem.message(self._lang), *told, problem.help(self._lang)])
        result: dict[str, Any] = {
            "ruleId": rule["id"],
            "ruleIndex": list(self._rules).index(rule["id"]),
            "level": level,
            "message": _text(text),
            "locations": _locations(problem),
            "partialFingerprints": {FINGERPRINT: hashlib.sha256(content).hexdigest()[:32]},
        }
        self._results.append(result)
        return result

    def data(self) -> dict[str, Any]:
        """The whole log."""
        driver = {
            "name": "screening",
            "version": metadata.version("screening"),
            "rules": list(self._rules.values()),
        }
        run = {
            "tool": {"driver": driver},
            "columnKind": "unicodeCodePoints",
            "results": self._results,
        }
        return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _text(text: str) -> dict[str, str]:
    return {"text": plain_text(text)}


def _locations(problem: Problem) -> list[dict[str, Any]]:
    if not problem.file:
        return []
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri(problem.file)}}
    span = problem.span
    if span is not None:
        physical["region"] = {
            "startLine": span.line,
            "startColumn": span.column,
            "endLine": span.end_line,
            "endColumn": span.end_column,
        }
    return [{"physicalLocation": physical}]
