"""The texts of a case, with the names of those that it is about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from screening import Screener
from screening.intake.files import register_from_data
from screening.ruleset.loading import load_rules
from tests.explain.small import PROPOSAL, REGISTER
from tests.rules.fixtures import AS_OF
from tests.ruleset.folders import laid_over

RULES = Path(__file__).parent / "rules"


@pytest.fixture(scope="module")
def telling(tmp_path_factory: pytest.TempPathFactory) -> Screener:
    rules = load_rules(laid_over(tmp_path_factory.mktemp("rules"), RULES / "telling"))
    return Screener(rules, register_from_data(REGISTER).model)


def texts(screener: Screener, proposal: dict[str, Any], lang: Any) -> dict[str, list[str]]:
    """The text of each reason, by its rule."""
    told: dict[str, list[str]] = {}
    for reason in screener.screen(proposal, as_of=AS_OF, lang=lang).reasons:
        told.setdefault(reason.rule, []).append(reason.text)
    return told


def test_texts_name_those_that_the_case_is_about(telling: Screener) -> None:
    assert texts(telling, PROPOSAL, "en") == {
        "of-all": [
            "K-1 Balansgruppen until 2027-06-30, unknown, unknown, RISE and ABB",
        ],
        "routed": ["With K-1 Balansgruppen."],
        "of-each": [
            "K-1 Balansgruppen for Odling i {växthus}",
            "K-2 Matlaget for Odling i {växthus}",
        ],
        "of-partner": ["ABB.", "RISE."],
        "can-host": ["Can take it in"],
    }
    assert texts(telling, PROPOSAL, "sv")["of-all"] == [
        (
            "Region Västmanland, Mälardalens universitet, RISE och ABB; RISE och ABB; "
            "RISE och ABB; K-1 Balansgruppen och K-2 Matlaget"
        )
    ]


def test_what_is_not_known_is_called_unknown_and_what_nobody_is_is_left_empty(
    telling: Screener,
) -> None:
    alone = {
        **PROPOSAL,
        "parties": PROPOSAL["parties"][:3],
        "considered": PROPOSAL["considered"][1:],
    }
    told = texts(telling, {**alone, "period": {"end": "2027-01-31"}}, "sv")

    assert told["not-routed"] == ["Eget avtal"]
    assert told["of-partner"] == ["a"]
    assert "of-all" not in told
