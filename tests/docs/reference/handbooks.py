"""The handbooks of the shipped rules, which stand beside them."""

from __future__ import annotations

from collections.abc import Mapping

from screening.messages import LANGUAGES
from screening.report.handbook import handbook, handbook_text
from screening.ruleset.loading import load_rules
from screening.shipped import shipped_rules
from screening.workbench.cases import load_cases

__all__ = ["handbooks"]


def handbooks() -> Mapping[str, str]:
    """Each handbook by its file within the project."""
    rules = load_rules(shipped_rules())
    cases = load_cases(shipped_rules() / "tests", rules)
    return {
        f"rules/handbook.{lang}.md": handbook_text(handbook(rules, lang, cases=cases), "markdown")
        for lang in LANGUAGES
    }
