"""The commented files to start from: both languages mean the same, and they load as they are."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from screening import Screener
from screening.intake.documents import parse
from screening.intake.files import read_proposal, read_register
from screening.intake.nodes import plain
from screening.intake.source import Source
from screening.intake.starters import STARTERS, Starter, starter
from screening.messages import LANGUAGES, Lang
from screening.ruleset.loading import load_rules
from screening.shipped import shipped_rules


def data(what: Starter, lang: Lang) -> Any:
    return plain(parse(Source(f"{what}.yaml", starter(what, lang), "yaml")))


def written(what: Starter, lang: Lang, folder: Path) -> Path:
    file = folder / f"{what}.yaml"
    file.write_text(starter(what, lang), encoding="utf-8")
    return file


def test_there_is_a_starting_file_for_everything_that_people_write() -> None:
    assert STARTERS == ("proposal", "register", "rule")


@pytest.mark.parametrize("what", STARTERS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_starting_file_is_commented(what: Starter, lang: Lang) -> None:
    lines = starter(what, lang).splitlines()
    assert lines[0].startswith("# ")
    assert any("  # " in line for line in lines)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_starting_proposal_can_be_screened_as_it_is(
    lang: Lang, tmp_path: Path, screener: Screener
) -> None:
    file = written("proposal", lang, tmp_path)
    verdict = screener.screen(file, lang=lang)
    assert verdict.outcome == "needs-specific-agreement"
    assert verdict.proposal.title == read_proposal(file).model.title


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_starting_proposal_with_its_commented_keys_is_still_sound(
    lang: Lang, tmp_path: Path
) -> None:
    file = tmp_path / "proposal.yaml"
    text = starter("proposal", lang)
    keys = (
        "considered:", "  - constellation:", "    answer:", "    reason:", "contact:",
        "prövat:", "  - konstellation:", "    svar:", "    skäl:", "kontakt:",
    )  # fmt: skip
    for key in keys:
        text = text.replace(f"\n# {key}", f"\n{key}")
    file.write_text(text, encoding="utf-8")
    model = read_proposal(file).model
    assert [one.constellation for one in model.considered] == ["K-014"]
    assert model.contact is not None


def test_the_starting_proposals_propose_the_same(tmp_path: Path) -> None:
    swedish, english = (
        read_proposal(written("proposal", lang, tmp_path)).model for lang in ("sv", "en")
    )
    assert swedish.model_copy(update=dict.fromkeys(("summary", "title", "themes", "parties"))) == (
        english.model_copy(update=dict.fromkeys(("summary", "title", "themes", "parties")))
    )
    assert [party.agreement for party in swedish.parties] == [
        party.agreement for party in english.parties
    ]


def test_the_starting_registers_hold_the_same_entries(tmp_path: Path) -> None:
    swedish, english = (
        read_register(written("register", lang, tmp_path)).model for lang in ("sv", "en")
    )
    told = {"description": None, "contact": None}
    assert [entry.model_copy(update=told) for entry in swedish.entries] == [
        entry.model_copy(update=told) for entry in english.entries
    ]


def test_the_starting_rules_are_the_same_rules() -> None:
    assert data("rule", "sv") == data("rule", "en")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_starting_rule_loads_beside_the_shipped_ones(lang: Lang, tmp_path: Path) -> None:
    rules = shutil.copytree(shipped_rules(), tmp_path / "rules")
    file = written("rule", lang, rules)
    rule = load_rules(rules).rule("many-units-without-meetings")
    assert rule is not None
    assert (rule.file, rule.clauses, rule.obligations) == (
        file.name,
        ("4.3",),
        ("plan-joint-meetings",),
    )
