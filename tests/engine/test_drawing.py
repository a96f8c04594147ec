from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from screening import RuleSet
from screening.engine.situation import Candidate, Facts, Partner, Situation
from tests.engine.drawn import DAY, REGION, UNIVERSITY, drawn, entry, letter, proposal

UNKNOWN: Facts = {
    "letter.status": "in-force",
    "letter.review": "unknown",
    "parties.region": True,
    "parties.university": True,
    "parties.count": 2,
    "parties.units": 0,
    "proposal.level": "unknown",
    "proposal.category": "unknown",
    "proposal.new_principles": "unknown",
    "resources.committed": "unknown",
    "resources.named": False,
    "period.length": "unknown",
    "coordination.specific_agreement": False,
    "coordination.joint_meetings": False,
    "coordination.shared_goals": False,
    "coordination.coordinating_function": False,
}
"""The facts of a proposal that says nothing more than it must."""

OF_THE_TWO: Facts = {"partner.third_party": False, "partner.agreement": "unknown"}


# --- a whole situation --------------------------------------------------------------------


def test_what_a_proposal_leaves_out_is_unknown_and_never_no(shipped: RuleSet) -> None:
    assert drawn(shipped, proposal()) == Situation(
        candidates=(),
        partners=(
            Partner("Region Västmanland", OF_THE_TWO),
            Partner("Mälardalens universitet", OF_THE_TWO),
        ),
        facts=UNKNOWN,
    )


def test_everything_that_a_proposal_and_an_entry_say_becomes_facts(shipped: RuleSet) -> None:
    given = proposal(
        category="project",
        themes=["Fallprevention"],
        level="department",
        parties=[
            {"name": "RV", "unit": ["Rehab", "Akuten"]},
            {"name": "MDH", "unit": "HVV"},
            {"name": "Sala kommun", "agreement": "intended"},
            {"name": "RISE", "agreement": "signed"},
        ],
        resources={"committed": False, "staff_fte": 0, "funding_sek": 1},
        period={"start": "2027-01-01", "end": "2028-06-30"},
        coordination=["specific-agreement", "shared-goals"],
        new_principles=False,
        considered=[{"constellation": "P-1", "answer": "declined"}],
    )
    platform = entry(
        id="P-1",
        kind="platform",
        covers={"categories": ["project"], "themes": ["fallprevention"]},
        parties=["Region Västmanland", "RISE", "Köpings kommun"],
        level="unit",
        agreement={"status": "in-force", "valid_to": "2028-06-29"},
    )

    assert drawn(shipped, given, platform) == Situation(
        candidates=(
            Candidate(
                "P-1",
                {
                    "candidate.overlap": "strong",
                    "candidate.score": 50,
                    "candidate.kind": "platform",
                    "candidate.status": "active",
                    "candidate.in_scope": True,
                    "candidate.agreement": "in-force",
                    "candidate.answer": "declined",
                    "candidate.level": "unit",
                },
                covers=frozenset({0, 3}),
                outlasts="no",
            ),
        ),
        partners=(
            Partner("Region Västmanland", OF_THE_TWO),
            Partner("Mälardalens universitet", OF_THE_TWO),
            Partner("Sala kommun", {"partner.third_party": True, "partner.agreement": "intended"}),
            Partner("RISE", {"partner.third_party": True, "partner.agreement": "signed"}),
        ),
        facts={
            **UNKNOWN,
            "parties.count": 4,
            "parties.units": 2,
            "proposal.level": "department",
            "proposal.category": "project",
            "proposal.new_principles": "no",
            "resources.committed": "no",
            "resources.named": True,
            "period.length": "over-a-year",
            "coordination.specific_agreement": True,
            "coordination.shared_goals": True,
        },
    )


# --- the proposal's facts -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("resources", "committed", "named"),
    [
        ({}, "unknown", False),
        ({"committed": "ja"}, "yes", False),
        ({"committed": "no", "staff_fte": 0.01}, "no", True),
        ({"funding_sek": 1}, "unknown", True),
        ({"staff_fte": 0, "funding_sek": 0}, "unknown", False),
        ({"committed": "okänt", "staff_fte": 0, "funding_sek": 0.5}, "unknown", True),
    ],
)
def test_resources_are_named_when_staff_or_money_is_above_zero(
    shipped: RuleSet, resources: dict[str, Any], committed: str, *, named: bool
) -> None:
    facts = drawn(shipped, proposal(resources=resources)).facts

    assert facts == {**UNKNOWN, "resources.committed": committed, "resources.named": named}


@pytest.mark.parametrize(
    ("start", "end", "length"),
    [
        ("2027-01-01", "2027-01-01", "up-to-a-year"),
        ("2027-01-01", "2028-01-01", "up-to-a-year"),  # 365 days from the first to the last
        ("2027-01-01", "2028-01-02", "over-a-year"),  # 366
        ("2028-01-01", "2028-12-31", "up-to-a-year"),  # a whole leap year: 365
        ("2028-01-01", "2029-01-01", "over-a-year"),  # 366, by the leap day
        ("2028-02-29", "2029-02-28", "up-to-a-year"),
        ("2028-02-29", "2029-03-01", "over-a-year"),
        ("2027-01-01", None, "unknown"),
        (None, "2027-01-01", "unknown"),
    ],
)
def test_over_a_year_is_more_than_365_days_from_the_first_to_the_last(
    shipped: RuleSet, start: str | None, end: str | None, length: str
) -> None:
    facts = drawn(shipped, proposal(period={"start": start, "end": end})).facts

    assert facts == {**UNKNOWN, "period.length": length}


@pytest.mark.parametrize(
    ("parties", "expected"),
    [
        ([REGION], {"parties.university": False, "parties.count": 1}),
        ([UNIVERSITY], {"parties.region": False, "parties.count": 1}),
        (
            [{"name": "Sala kommun"}],
            {"parties.region": False, "parties.university": False, "parties.count": 1},
        ),
        ([REGION, UNIVERSITY, {"name": "RV"}, {"name": "mdu"}], {}),
        (
            [{"name": "Folktandvården Västmanland"}, {"name": "RV", "unit": "Rehab"}, UNIVERSITY],
            {"parties.units": 2},
        ),
        (
            [{"name": "RV", "unit": "Rehab"}, {"name": "RV", "unit": "rehab"}, UNIVERSITY],
            {"parties.units": 1},
        ),
        (
            [{"name": "RV", "unit": "A"}, {"name": "MDU", "unit": ["B", "C", "D"]}],
            {"parties.units": 3},
        ),
        (
            [REGION, UNIVERSITY, {"name": "Sala kommun"}, {"name": "SALA  KOMMUN"}],
            {"parties.count": 3},
        ),
    ],
)
def test_each_organisation_counts_once_and_units_by_the_party_that_has_most(
    shipped: RuleSet, parties: list[dict[str, Any]], expected: dict[str, Any]
) -> None:
    assert drawn(shipped, proposal(parties=parties)).facts == {**UNKNOWN, **expected}


@pytest.mark.parametrize(
    ("written", "status", "review"),
    [
        ({}, "in-force", "unknown"),
        ({"status": "terminated"}, "terminated", "unknown"),
        ({"status": "terminated", "terminated_on": DAY - timedelta(1)}, "terminated", "unknown"),
        ({"status": "terminated", "terminated_on": DAY}, "terminated", "unknown"),
        ({"status": "terminated", "terminated_on": DAY + timedelta(1)}, "in-force", "unknown"),
        ({"last_review": DAY}, "in-force", "current"),
        ({"last_review": date(2025, 11, 24)}, "in-force", "current"),
        ({"last_review": date(2025, 11, 23)}, "in-force", "current"),  # 12 months ago
        ({"last_review": date(2025, 11, 22)}, "in-force", "late"),  # over 12 months ago
        ({"last_review": DAY + timedelta(1)}, "in-force", "current"),
    ],
)
def test_the_letter_is_what_it_is_on_the_day_of_screening(
    shipped: RuleSet, written: dict[str, Any], status: str, review: str
) -> None:
    ruleset = replace(shipped, letter=letter(**written))

    assert drawn(ruleset, proposal()).facts == {
        **UNKNOWN,
        "letter.status": status,
        "letter.review": review,
    }


@pytest.mark.parametrize(
    ("reviewed", "day", "review"),
    [
        (date(2024, 2, 29), date(2025, 2, 28), "current"),
        (date(2024, 2, 29), date(2025, 3, 1), "late"),
        (date(2027, 2, 28), date(2028, 2, 28), "current"),
        (date(2027, 2, 28), date(2028, 2, 29), "late"),
        (date(2027, 3, 1), date(2028, 2, 29), "current"),
        (date(2026, 12, 31), date(2027, 12, 31), "current"),
        (date(2026, 12, 31), date(2028, 1, 1), "late"),
    ],
)
def test_a_review_is_late_from_the_day_after_the_same_day_of_the_next_year(
    reviewed: date, day: date, review: str
) -> None:
    assert letter(last_review=reviewed).review_on(day) == review
