"""``--as-of`` chooses the rules of a day, wherever rules are read."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tests.cli.calling import Call
from tests.ruleset.folders import rule_file, version

PROPOSAL = """
title: Kör på recept
summary: Sång för äldre.
parties: [{name: Region Västmanland}, {name: MDU}]
"""
ESCALATES = """  - id: two-parties
    title: {sv: Två parter, en: Two parties}
    when: {parties.count: 2}
    then: {outcome: escalate-to-steering-group}
"""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """Two versions of the rules, beside a proposal."""
    (tmp_path / "proposal.yaml").write_text(PROPOSAL, encoding="utf-8")
    folder = tmp_path / "rules"
    version(folder / "2026", date(2026, 1, 1), date(2026, 12, 31))
    version(folder / "2027", date(2027, 1, 1), date(2027, 12, 31), more=rule_file(ESCALATES))
    return folder


@pytest.mark.parametrize(
    ("day", "outcome"),
    [("2026-12-31", "needs-specific-agreement"), ("2027-01-01", "escalate-to-steering-group")],
)
def test_a_proposal_is_screened_by_the_rules_of_the_day(
    rules: Path, call: Call, day: str, outcome: str
) -> None:
    words = ("screen", "proposal.yaml", "--rules", rules, "--as-of", day)
    answer = call(*words, "--format", "json")

    verdict = json.loads(answer.out)
    assert (answer.code, verdict["outcome"], verdict["as_of"]) == (0, outcome, day)
    assert verdict["ruleset"] | {"sha256": ""} == {
        "name": day[:4],
        "version": "1",
        "sha256": "",
        "valid_from": f"{day[:4]}-01-01",
        "valid_to": f"{day[:4]}-12-31",
    }
    assert call(*words).code == 0


def test_the_rules_of_the_day_are_shown(rules: Path, call: Call) -> None:
    shown = {
        day: json.loads(
            call("rules", "show", "--rules", rules, "--as-of", day, "--format", "json").out
        )
        for day in ("2026-12-31", "2027-01-01")
    }

    ids = {day: {rule["id"] for rule in told} for day, told in shown.items()}
    assert ids["2027-01-01"] - ids["2026-12-31"] == {"two-parties"}


@pytest.mark.usefixtures("rules")
@pytest.mark.parametrize("words", [("screen", "proposal.yaml"), ("rules", "show")])
def test_a_day_that_no_version_is_valid_on_is_told_with_the_versions_there_are(
    call: Call, words: tuple[str, ...]
) -> None:
    answer = call(*words, "--rules", "rules", "--as-of", "2028-01-01")

    assert (answer.code, answer.out) == (3, "")
    there = "2026 (2026-01-01–2026-12-31), 2027 (2027-01-01–2027-12-31)"
    hint = "Name a day that one of the versions is valid on, or add a version."
    assert answer.err.splitlines()[:3] == [
        "error: No version of the rules is valid on 2028-01-01.",
        " --> rules",
        f"  = {hint} There are: {there}.",
    ]


def test_a_day_without_a_version_is_an_error_in_the_proposals_place_among_the_verdicts(
    rules: Path, call: Call
) -> None:
    words = ("screen", "proposal.yaml", "--rules", rules, "--as-of", "2028-01-01")
    answer = call(*words, "--format", "json")

    told = json.loads(answer.out)
    assert answer.code == 3
    assert (told["file"], [each["code"] for each in told["errors"]]) == (
        "proposal.yaml",
        ["rules.no-version"],
    )
