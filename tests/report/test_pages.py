"""Verdicts, registers and rules as people read them: each page is a file of ``pages/``."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from screening import RuleSet
from screening.intake.files import register_from_data
from screening.messages import LANGUAGES, Lang
from screening.model.register import Register
from screening.report.register_text import (
    entry_as_data,
    print_entries,
    print_entry,
    print_summary,
)
from screening.report.rules_text import names_in, print_rule, print_rules, rule_as_data
from screening.report.verdict_text import print_verdict
from screening.ruleset.loading import load_rules
from tests.report.page import FULL, LEAST, OTHERS, WIDTHS, check
from tests.report.printing import printed
from tests.report.verdicts import EVERYTHING, NAMES, NOTHING, verdict
from tests.ruleset.folders import SOUND, laid_over


@pytest.fixture(scope="module")
def register() -> Register:
    return register_from_data([FULL, LEAST, *OTHERS]).model


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    return load_rules(SOUND)


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
        "valid_from": None,
        "valid_to": None,
    }


@pytest.mark.parametrize(
    ("days", "told", "written"),
    [
        ("valid_from: 2026-07-01", "gäller från 2026-07-01", ("2026-07-01", None)),
        ("valid_to: 2026-06-30", "gäller till och med 2026-06-30", (None, "2026-06-30")),
        (
            "valid_from: 2026-06-01\n    valid_to: 2026-06-30",
            "gäller 2026-06-01–2026-06-30",
            ("2026-06-01", "2026-06-30"),
        ),
    ],
)
def test_a_rule_with_days_of_its_own_tells_them(
    days: str, told: str, written: tuple[str | None, str | None], tmp_path: Path
) -> None:
    text = (SOUND / "rules.yaml").read_text(encoding="utf-8")
    dated = text.replace("  - id: routed\n", f"  - id: routed\n    {days}\n")
    ruleset = load_rules(laid_over(tmp_path, rules=dated), date(2026, 7, 1))
    spell = ruleset.on(date(2026, 6, 30)) if written[1] else ruleset
    rule = spell.rule("routed")
    assert rule is not None

    data = rule_as_data(rule, "sv")
    page = printed(lambda console: print_rule(console, rule, spell, "sv"))

    assert (data["valid_from"], data["valid_to"]) == written
    assert f"routed · rules.yaml:8 · {told}" in page


def test_outcomes_and_findings_go_by_their_titles(rules: RuleSet) -> None:
    assert names_in(rules, "en") == {
        "escalate-to-steering-group": "Escalate",
        "needs-specific-agreement": "Agreement",
        "route-to-existing": "Existing",
        "host": "Can take it in",
    }
