"""Verdicts, registers and rules as people read them: each page is a file of ``pages/``.

After a change that is meant: ``UPDATE_EXPECTED=1 pytest tests/report/test_pages.py``, and read
the difference.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from screening import RuleSet
from screening.errors import InvalidInput, Problem, Undecided
from screening.intake.files import register_from_data
from screening.messages import LANGUAGES, Lang
from screening.model.register import Register
from screening.overlap.matching import Field, Match, Query
from screening.report.register_text import (
    entry_as_data,
    match_as_data,
    print_entries,
    print_entry,
    print_matches,
    print_summary,
)
from screening.report.rules_text import names_in, print_rule, print_rules, rule_as_data
from screening.report.verdict_table import Row, print_table
from screening.report.verdict_text import print_verdict
from screening.ruleset.loading import load_rules
from tests.report.printing import printed
from tests.report.verdicts import EVERYTHING, NAMES, NOTHING, verdict
from tests.ruleset.folders import SOUND

PAGES = Path(__file__).parent / "pages"
WIDTHS = (100, 50)

FULL = {
    "id": "K-014",
    "name": "Kompetenscentrum Hälsa [och] välfärdsteknik",
    "aliases": ["KHV", "Centre"],
    "kind": "platform",
    "category": "competence-centre",
    "description": "Prövar teknik i hemmet.\nTillsammans med vårdpersonal.",
    "themes": ["välfärdsteknik", "äldre"],
    "covers": {"categories": ["research-team", "project"], "themes": ["hälsa"]},
    "parties": ["Region Västmanland", "Mälardalens universitet", "Västerås stad"],
    "level": "department",
    "status": "active",
    "agreement": {"status": "in-force", "valid_to": date(2028, 12, 31)},
    "contact": {"name": "Anna Exempel", "unit": "Akademin för hälsa", "email": "a@example.org"},
}
LEAST = {
    "id": "K-015",
    "name": "Nätverk",
    "kind": "constellation",
    "status": "ended",
    "parties": ["Region Västmanland"],
}
OTHERS = [
    {**LEAST, "id": "K-016", "agreement": {"status": "none"}, "contact": {"name": "Anna"}},
    {**LEAST, "id": "K-017", "kind": "framework-agreement", "status": "dormant"},
]


@pytest.fixture(scope="module")
def register() -> Register:
    return register_from_data([FULL, LEAST, *OTHERS]).model


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    return load_rules(SOUND)


def check(name: str, lang: Lang, show: Callable[[Console], None], width: int = 100) -> None:
    """What is printed is the page of that name; on a narrow terminal its lines are broken."""
    page = PAGES / (f"{name}.{lang}.txt" if width == WIDTHS[0] else f"{name}.{lang}.{width}.txt")
    actual = printed(show, width=width)
    if os.environ.get("UPDATE_EXPECTED"):
        PAGES.mkdir(exist_ok=True)
        page.write_text(actual, encoding="utf-8")
    assert actual == page.read_text(encoding="utf-8")
    assert max(len(line) for line in actual.split("\n")) <= width


# --- verdicts -------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "data"), [("everything", EVERYTHING), ("nothing", NOTHING)])
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_verdict_is_told_from_why_to_what_next(
    name: str, data: dict[str, Any], lang: Lang, width: int
) -> None:
    told = verdict(data, lang)
    check(f"verdict-{name}", lang, lambda console: print_verdict(console, told, NAMES), width)


def test_a_target_whose_unit_is_not_known_is_told_without_it() -> None:
    target = {"id": "K-014", "name": "Centre", "contact_unit": None}
    told = printed(lambda at: print_verdict(at, verdict(EVERYTHING, target=target), NAMES))
    assert told.endswith("\n→ K-014 Centre\n")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_several_verdicts_are_a_line_each_and_so_are_those_that_could_not_be_given(
    lang: Lang,
) -> None:
    rows: list[Row] = [
        ("a.yaml", verdict(EVERYTHING)),
        ("b.yaml", verdict(NOTHING)),
        ("c.yaml", InvalidInput([Problem("input.day", {"value": "x"})] * 2)),
        ("d[1].yaml", Undecided("Rules 1.0")),
    ]
    check("table", lang, lambda console: print_table(console, rows, lang))


# --- the register ---------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_sound_register_is_told_by_its_numbers(register: Register, lang: Lang) -> None:
    check("summary", lang, lambda console: print_summary(console, "r.yaml", register, lang))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_entries_are_a_line_each(register: Register, lang: Lang, width: int) -> None:
    check("entries", lang, lambda console: print_entries(console, register.entries, lang), width)


@pytest.mark.parametrize("name", ["K-014", "K-015"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_entry_is_told_with_all_that_is_known_of_it_but_the_people(
    register: Register, name: str, lang: Lang
) -> None:
    entry = register.get(name)
    assert entry is not None
    check(name, lang, lambda console: print_entry(console, entry, lang, contacts=False))


def test_people_are_told_of_where_they_are_asked_for(register: Register) -> None:
    def shown(name: str, *, contacts: bool) -> str:
        entry = register.get(name)
        assert entry is not None
        return printed(lambda console: print_entry(console, entry, "en", contacts=contacts))

    assert "Anna" not in shown("K-014", contacts=False) + shown("K-016", contacts=False)
    assert "Akademin för hälsa, Anna Exempel, a@example.org\n" in shown("K-014", contacts=True)
    assert re.search(r"^  Contact +Anna$", shown("K-016", contacts=True), re.MULTILINE)


QUERY = Query("Hembesök", "", ("äldre",), ("Västerås stad",))


@pytest.fixture(scope="module")
def match(register: Register) -> Match:
    fields: dict[Field, float] = {"text": 0.0, "name": 0.614, "themes": 0.5, "parties": 1.0}
    return Match(register.entries[0], 7, fields, "Centre [KHV]")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_search_shows_what_met(match: Match, lang: Lang) -> None:
    matches = [match, replace(match, score=100)]
    check("matches", lang, lambda console: print_matches(console, QUERY, matches, lang))


def test_a_match_is_data(match: Match) -> None:
    assert match_as_data(QUERY, match) == {
        "id": "K-014",
        "name": FULL["name"],
        "score": 7,
        "evidence": [
            {
                "field": "parties",
                "proposal": "Västerås stad",
                "entry": "Västerås stad",
                "score": 100,
            },
            {"field": "name", "proposal": "Hembesök", "entry": "Centre [KHV]", "score": 61},
            {"field": "themes", "proposal": "äldre", "entry": "äldre", "score": 50},
        ],
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_search_may_find_nothing(lang: Lang) -> None:
    check("no-matches", lang, lambda console: print_matches(console, Query("x", "y"), [], lang))


def test_an_entry_is_data_with_no_more_of_its_contact_than_is_asked_for(register: Register) -> None:
    whole = {
        **FULL,
        "description": register.entries[0].description,
        "agreement": {"status": "in-force", "valid_to": "2028-12-31"},
    }
    least = {
        **LEAST,
        **dict.fromkeys(("category", "description", "covers", "level", "agreement", "contact")),
        "aliases": [],
        "themes": [],
    }
    full, bare, nameless, _ = register.entries
    assert entry_as_data(full, contacts=True) == whole
    assert entry_as_data(full, contacts=False) == {
        **whole,
        "contact": {"unit": "Akademin för hälsa"},
    }
    assert entry_as_data(bare, contacts=False) == entry_as_data(bare, contacts=True) == least
    assert entry_as_data(nameless, contacts=False)["contact"] is None


# --- the rules ------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_rules_are_listed_in_the_order_in_which_they_win(
    rules: RuleSet, lang: Lang, width: int
) -> None:
    check("rules", lang, lambda console: print_rules(console, rules, lang), width)


@pytest.mark.parametrize("name", ["can-host", "routed", "so-ask"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_rule_is_told_with_its_clause_its_conditions_and_what_follows(
    rules: RuleSet, name: str, lang: Lang
) -> None:
    rule = rules.rule(name)
    assert rule is not None
    check(name, lang, lambda console: print_rule(console, rule, rules, lang))


def test_a_rule_is_data(rules: RuleSet) -> None:
    rule = rules.rule("routed")
    assert rule is not None
    assert rule_as_data(rule, "sv") == {
        "id": "routed",
        "clause": ["4.4"],
        "title": "Hör hemma",
        "for_each": "proposal",
        "when": ["Det finns en värd: ja"],
        "finding": None,
        "outcome": "route-to-existing",
        "obligations": [],
        "because": "Hos {host}.",
        "file": "rules.yaml",
        "line": 8,
    }


def test_outcomes_and_findings_go_by_their_titles(rules: RuleSet) -> None:
    assert names_in(rules, "en") == {
        "escalate-to-steering-group": "Escalate",
        "needs-specific-agreement": "Agreement",
        "route-to-existing": "Existing",
        "host": "Can take it in",
    }
