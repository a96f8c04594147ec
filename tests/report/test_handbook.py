"""The handbook: all of a small rule set, in both languages and both formats.

After a change that is meant: ``UPDATE_EXPECTED=1 pytest tests/report/test_handbook.py``, and
read the difference.
"""

from __future__ import annotations

import itertools
import os
import re
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from markdown_it import MarkdownIt

from screening import RuleSet
from screening.messages import LANGUAGES, Lang
from screening.report.document_markdown import as_markdown
from screening.report.handbook import HandbookFormat, handbook, handbook_text
from screening.ruleset.loading import load_rules
from screening.workbench.cases import load_cases
from tests.report.parsed import Parsed, contrast
from tests.ruleset.folders import SOUND, laid_over

RULES: Final = Path(__file__).parent / "handbook_rules"
GOLDEN: Final = Path(__file__).parent / "handbooks"
SUFFIXES: Final[dict[HandbookFormat, str]] = {"markdown": "md", "html": "html"}
MARKDOWN: Final = MarkdownIt("commonmark").enable("table")


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    return load_rules(RULES, date(2026, 3, 1))


def made(rules: RuleSet, lang: Lang, output: HandbookFormat) -> str:
    cases = load_cases(RULES / "tests", rules)
    return handbook_text(handbook(rules, lang, cases=cases, pages={"routed"}), output)


@pytest.mark.parametrize("output", SUFFIXES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_of_the_rules_is_told(rules: RuleSet, lang: Lang, output: HandbookFormat) -> None:
    text = made(rules, lang, output).replace(rules.sha256, "<sha256>")
    golden = GOLDEN / f"handbook.{lang}.{SUFFIXES[output]}"
    if os.environ.get("UPDATE_EXPECTED"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("output", SUFFIXES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_same_rules_give_the_same_handbook(
    rules: RuleSet, lang: Lang, output: HandbookFormat
) -> None:
    assert made(rules, lang, output) == made(load_rules(RULES, date(2026, 4, 1)), lang, output)


def test_a_rule_set_of_little_is_told_without_empty_parts(tmp_path: Path) -> None:
    ruleset = (SOUND / "ruleset.yaml").read_text(encoding="utf-8").partition("must_hold")[0]
    ruleset = re.sub(r"obligations:.*\Z", "", ruleset, flags=re.DOTALL)
    folder = laid_over(
        tmp_path,
        ruleset=ruleset,
        rules="""
clause: "6"
rules:
  - id: always
    title: {sv: Alltid, en: Always}
    when: {parties.count: {at_least: 1}}
    then: {outcome: needs-specific-agreement}
""",
    )
    text = as_markdown(handbook(load_rules(folder), "en"))
    headings = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert {"Findings", "Obligations"}.isdisjoint(headings)
    assert "No properties are given." in text
    assert "No example tries the rule yet." in text
    assert "from 2026-01-01, until further notice" in text
    assert "Rules that conclude a finding" not in text


# --- HTML ---------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_stands_alone_and_can_be_found_around_in(rules: RuleSet, lang: Lang) -> None:
    page = Parsed(made(rules, lang, "html"))
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    links = [str(attributes["href"]) for attributes in page.all("a")]

    assert page.all("html") == [{"lang": lang}]
    assert [len(page.all(tag)) for tag in ("title", "h1", "header", "nav", "main", "footer")] == (
        [1] * 6
    )
    assert {"script", "link", "img", "iframe"}.isdisjoint(name for name, _ in page.elements)
    assert len(ids) == len(set(ids))
    assert {link for link in links if link.removeprefix("#") not in ids} == set()
    assert {attributes.get("scope") for attributes in page.all("th")} == {"col", "row"}
    assert len(page.all("caption")) == len(page.all("table"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_heading_skips_a_level(rules: RuleSet, lang: Lang) -> None:
    levels = Parsed(made(rules, lang, "html")).levels
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_every_text_can_be_told_from_its_ground(rules: RuleSet) -> None:
    style = made(rules, "sv", "html")
    grounds = re.findall(r"background: (#[0-9a-f]{6})", style)
    texts = re.findall(r"[ ;{]color: (#[0-9a-f]{6})", style)
    assert (len(grounds), len(texts)) == (2, 2)
    assert min(contrast(text, ground) for text in texts for ground in grounds) >= 7
