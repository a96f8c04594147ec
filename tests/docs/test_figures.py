from __future__ import annotations

import re

import pytest

from screening.overlap.calibration import (
    FEWEST_ENTRIES,
    POSSIBLE_REACHED_BY,
    STRONG_REACHED_BY,
)
from screening.overlap.care_finding import MOST_POSSIBLE, NOTICE
from screening.overlap.lexicon import STRENGTHS
from screening.overlap.matching import AGREES
from screening.overlap.scoring import FIELDS, OFFSET, WEIGHTS, Field
from tests.docs.pages import DOCS

PAGE = " ".join((DOCS / "explanation" / "how-overlap-works.md").read_text("utf-8").split())
HOW_TO = " ".join((DOCS / "how-to" / "calibrate-the-register.md").read_text("utf-8").split())
CARE = " ".join((DOCS / "how-to" / "care-for-the-register.md").read_text("utf-8").split())


@pytest.mark.parametrize("field", FIELDS)
def test_the_page_on_overlap_states_the_weight_of_a_field(field: Field) -> None:
    row = re.search(rf"\| {field} \|[^|]+\| ([\d.]+) \|", PAGE)

    assert row is not None
    assert float(row[1]) == WEIGHTS[field]


def test_the_page_on_overlap_states_the_formula() -> None:
    terms = "".join(
        f" − {'' if weight == 1 else f'{weight:g} '}{field}" for field, weight in WEIGHTS.items()
    )

    assert f"score = 100 / (1 + e^({-OFFSET:g}{terms}))" in PAGE


def test_the_page_on_overlap_states_what_each_way_of_meeting_stands_for() -> None:
    for said in (
        f"| {STRENGTHS['synonym']:g} of it |",
        f"| {STRENGTHS['spelling']:g} of it |",
        f"| {STRENGTHS['first part']:g} of it, the last part {STRENGTHS['last part']:g} |",
        f"| {STRENGTHS['subject']:g} of it |",
    ):
        assert said in PAGE


def test_the_page_on_overlap_states_what_the_bands_mean() -> None:
    assert f"at most {100 * STRONG_REACHED_BY:g} in 100 entries" in PAGE
    assert f"at most {100 * POSSIBLE_REACHED_BY:g} in 100 reach" in PAGE
    assert f"(each at least {AGREES:.2f})" in PAGE


def test_the_pages_on_keeping_the_register_state_what_is_read_off_and_looked_for() -> None:
    words = {10: "ten", 20: "twenty"}

    assert f"at most {100 * STRONG_REACHED_BY:g} % of the entries are so like another" in HOW_TO
    assert f"where at most {100 * POSSIBLE_REACHED_BY:g} % are" in HOW_TO
    assert f"less than {words[FEWEST_ENTRIES]} entries" in HOW_TO
    assert f"{words[FEWEST_ENTRIES]} entries or more, and no bands" in CARE
    assert f"the {words[MOST_POSSIBLE]} pairs that are most alike" in CARE
    assert f"within {NOTICE} days" in CARE
