from __future__ import annotations

from typing import Any

import pytest

from screening import RuleSet
from screening.engine.drawing import agreement_on, band_of, takes_in
from tests.engine.drawn import BANDS, DAY, SAME_THEME, drawn, entry, match, proposal


@pytest.mark.parametrize(
    ("agreement", "weighed"),
    [
        (None, "none"),
        ({"status": "none"}, "none"),
        ({"status": "none", "valid_to": "2020-01-01"}, "none"),
        ({"status": "expired"}, "expired"),
        ({"status": "expired", "valid_to": "2030-01-01"}, "expired"),
        ({"status": "in-force"}, "in-force"),
        ({"status": "in-force", "valid_to": "2026-11-22"}, "expired"),
        ({"status": "in-force", "valid_to": "2026-11-23"}, "in-force"),  # its last day
        ({"status": "in-force", "valid_to": "2026-11-24"}, "in-force"),
    ],
)
def test_an_agreement_is_in_force_on_its_last_day_and_expired_after(
    agreement: dict[str, Any] | None, weighed: str
) -> None:
    one = entry() if agreement is None else entry(agreement=agreement)

    assert agreement_on(one, DAY) == weighed


@pytest.mark.parametrize(
    ("valid_to", "end", "outlasts"),
    [
        ("2028-12-31", "2028-12-30", "yes"),
        ("2028-12-31", "2028-12-31", "yes"),
        ("2028-12-31", "2029-01-01", "no"),
        ("2028-12-31", None, "unknown"),
        (None, "2099-12-31", "yes"),
        (None, None, "yes"),
        ("2026-11-22", "2026-11-01", "no"),  # it has expired already
    ],
)
def test_an_agreement_outlasts_a_project_that_ends_on_the_same_day(
    shipped: RuleSet, valid_to: str | None, end: str | None, outlasts: str
) -> None:
    one = entry(agreement={"status": "in-force", "valid_to": valid_to})

    situation = drawn(shipped, proposal(period={"start": "2026-01-01", "end": end}), one)

    assert situation.candidates[0].outlasts == outlasts


@pytest.mark.parametrize(
    ("covers", "category", "themes", "in_scope"),
    [
        (None, "project", ["e-hälsa"], False),
        ({}, None, [], True),
        ({"categories": ["project"]}, "project", [], True),
        ({"categories": ["project"]}, "other", [], False),
        ({"categories": ["project"]}, None, [], True),  # the proposal's category is unknown
        ({"themes": ["e-hälsa", "äldre"]}, "other", ["skor", "Äldre"], True),
        ({"themes": ["e-hälsa"]}, "other", ["e hälsa"], True),
        ({"themes": ["testbädd"]}, "other", ["testbädden"], True),  # but for inflection
        ({"themes": ["e-hälsa"]}, "other", ["skor"], False),
        ({"themes": ["e-hälsa"]}, "other", [], False),
        ({"categories": ["project"], "themes": ["e-hälsa"]}, "project", ["e-hälsa"], True),
        ({"categories": ["project"], "themes": ["e-hälsa"]}, "other", ["e-hälsa"], False),
        ({"categories": ["project"], "themes": ["e-hälsa"]}, "project", ["skor"], False),
    ],
)
def test_a_platform_takes_in_what_it_covers(
    covers: dict[str, Any] | None, category: str | None, themes: list[str], *, in_scope: bool
) -> None:
    changes: dict[str, Any] = {} if covers is None else {"covers": covers}
    platform = entry(kind="platform", **changes)
    given = proposal(category=category, themes=themes)

    assert takes_in(platform, given, SAME_THEME) is in_scope


@pytest.mark.parametrize(
    ("score", "text", "name", "band"),
    [
        (24, 0.9, 0.9, "none"),
        (25, 0.2, 0.0, "possible"),
        (41, 0.9, 0.9, "possible"),
        (42, 0.25, 0.25, "strong"),  # two fields that speak
        (42, 1.0, 0.24, "possible"),  # one alone, however clearly it speaks
        (42, 0.24, 0.99, "possible"),  # the name too
        (42, 0.0, 1.0, "strong"),  # the very same name
        (100, 0.24, 0.24, "possible"),
    ],
)
def test_an_overlap_is_strong_by_its_score_and_only_where_fields_agree(
    score: int, text: float, name: float, band: str
) -> None:
    assert band_of(match(score, text=text, name=name), BANDS) == band


def test_an_entry_covers_a_party_that_it_calls_by_another_name(shipped: RuleSet) -> None:
    given = proposal(parties=[{"name": "AF"}, {"name": "RV"}, {"name": "Köping"}])
    one = entry(parties=["Arbetsförmedlingen", "Landstinget Västmanland", "Köpings kommun"])

    assert drawn(shipped, given, one).candidates[0].covers == {0, 1}
