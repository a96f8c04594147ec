from __future__ import annotations

import re

import pytest

from screening.overlap import evidence, matching, text
from tests.docs.pages import DOCS

PAGE = " ".join((DOCS / "explanation" / "how-overlap-works.md").read_text("utf-8").split())
WORDS = {4: "four", 8: "eight"}


@pytest.mark.parametrize("field", matching.FIELDS)
def test_the_page_on_overlap_states_the_weight_of_a_field(field: matching.Field) -> None:
    row = re.search(rf"\| {field} \|[^|]+\|[^|]+\| ([\d.]+) \|", PAGE)

    assert row is not None
    assert float(row[1]) == matching._WEIGHTS[field]


def test_the_page_on_overlap_states_what_makes_a_strong_one() -> None:
    assert f"each with a likeness of at least {matching._AGREES:.2f}" in PAGE
    assert f"very clearly (at least {matching._SPEAKS_ALONE:.2f})" in PAGE


def test_the_page_on_overlap_states_what_is_cut_and_shown() -> None:
    assert f"runs of {WORDS[text._PIECE_LENGTH]} letters" in PAGE
    assert f"({WORDS[evidence._MOST_WORDS]} at most)" in PAGE
    assert f"{matching._SAME_THEME:.0f} of 100 letters agree" in PAGE
