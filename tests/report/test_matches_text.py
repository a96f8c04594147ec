"""What a text met in the register, as people read it and as data."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from screening.intake.files import register_from_data
from screening.messages import LANGUAGES, Lang
from screening.model.overlap import BandsRef
from screening.model.vocabulary import Vocabulary
from screening.overlap.matching import Match, Matcher, Query
from screening.report.matches_text import match_as_data, print_matches, print_why_not
from tests.report.page import FULL, LEAST, OTHERS, WIDTHS, check

REGISTER = register_from_data([FULL, LEAST, *OTHERS]).model
BANDS = BandsRef(possible=30, strong=80, source="register", standing="current")


def likest(query: Query) -> Match:
    matcher = Matcher(REGISTER, Vocabulary(synonyms=("hemmet, hembesök",)))
    return matcher.matches(matcher.read(query), at_least=0)[0]


@pytest.fixture(scope="module")
def match() -> Match:
    parties = ("Västerås stad", "Sala kommun")
    return likest(Query("Hembesök", "Tekniken prövas.", ("äldre",), parties))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_search_shows_what_met(match: Match, lang: Lang, width: int) -> None:
    matches = [replace(match, score=100), replace(match, score=7)]
    check("matches", lang, lambda console: print_matches(console, matches, BANDS, lang), width)


def test_a_match_is_data() -> None:
    match = likest(Query("Pröva", "", ("De äldre",), ("Västerås stad",)))
    words = [
        {
            "proposal": {"word": "äldre", "where": "themes[0]", "start": 3, "end": 8},
            "entry": {"word": "äldre", "where": "themes[1]", "start": 0, "end": 5},
            "how": "same",
            "via": "äldre",
            "weight": 1.2,
        }
    ]
    assert match_as_data(replace(match, score=30, margin=-7, rival="K-016"), BANDS) == {
        "id": "K-014",
        "name": FULL["name"],
        "score": 30,
        "band": "possible",
        "rival": "K-016",
        "margin": -7,
        "evidence": [
            {
                "field": "parties",
                "proposal": "Västerås stad",
                "entry": "Västerås stad",
                "score": 100,
                "words": [],
            },
            {"field": "text", "proposal": "äldre", "entry": "äldre", "score": 100, "words": words},
            {"field": "themes", "proposal": "äldre", "entry": "äldre", "score": 50, "words": words},
        ],
        "missing": {
            "proposal": [],
            "entry": ["khv", "teknik", "hemmet", "vårdpersonal", "hälsa", "välfärdsteknik"],
        },
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_search_may_find_nothing(lang: Lang) -> None:
    check("no-matches", lang, lambda console: print_matches(console, [], BANDS, lang))


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("far", {"score": 7, "margin": -7, "rival": "K-016"}),
        ("short", {"score": 79, "margin": 0, "rival": "K-016"}),
        ("alone", {"score": 80, "margin": 7, "rival": "K-016", "fields": {"text": 1.0}}),
        ("strong", {"score": 80, "rival": None}),
    ],
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_is_told_why_an_entry_came_no_higher(
    match: Match, name: str, changes: dict[str, Any], lang: Lang
) -> None:
    fields = dict.fromkeys(match.fields, 0.0) | changes.get("fields", match.fields)
    one = replace(match, **{**changes, "fields": fields})
    check(f"why-not-{name}", lang, lambda at: print_why_not(at, one, 2, 4, BANDS, lang))
