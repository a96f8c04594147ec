"""From which score an overlap is possible and strong: by the register, or else by the rules."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from screening import InvalidInput, RuleSet, Screener, Verdict
from screening.intake.files import register_from_data
from screening.messages import LANGUAGES, Lang, message
from screening.model.calibration import Calibration
from screening.model.identity import register_sha256
from screening.model.overlap import BandsRef
from screening.model.verdict import Remark
from screening.model.vocabulary import Vocabulary
from screening.overlap.calibration import scoring_sha256
from screening.overlap.calibration_file import calibration_path, write_calibration
from tests.rules.fixtures import AS_OF

ENTRY: dict[str, Any] = {
    "id": "K-1",
    "name": "Balansgrupper i Sala",
    "kind": "constellation",
    "status": "active",
    "parties": ["Region Västmanland", "MDU"],
}
REGISTER = register_from_data([ENTRY]).model
PROPOSAL: dict[str, Any] = {
    "title": "Balansgrupper för äldre",
    "summary": "Balansträning i grupp.",
    "parties": [{"name": "Region Västmanland"}, {"name": "Mälardalens universitet"}],
    "level": "unit",
}


def calibration(vocabulary: Vocabulary, **changes: Any) -> Calibration:
    """What a register of one entry might have been calibrated to."""
    return Calibration.model_validate(
        {
            "register_sha256": register_sha256(REGISTER),
            "scoring": scoring_sha256(vocabulary),
            "entries": 1,
            "tried": 1,
            "possible": 30,
            "strong": 40,
            "reached": (1.0, *(0.0,) * 100),
            **changes,
        }
    )


def screened(shipped: RuleSet, lang: Lang = "en", **changes: Any) -> Verdict:
    """The proposal's verdict by a calibration of the register, but for changes."""
    bands = calibration(shipped.vocabulary, **changes)
    screener = Screener(shipped, REGISTER, engine="plain", calibration=bands)
    return screener.screen(PROPOSAL, as_of=AS_OF, lang=lang)


def test_a_calibration_of_the_register_gives_the_bands_and_nothing_to_remark(
    shipped: RuleSet,
) -> None:
    verdict = screened(shipped)

    assert verdict.bands == BandsRef(possible=30, strong=40, source="register", standing="current")
    assert verdict.remarks == ()


def test_without_a_calibration_the_bands_are_those_of_the_rules(shipped: RuleSet) -> None:
    screener = Screener(shipped, REGISTER, engine="plain")
    verdict = screener.screen(PROPOSAL, as_of=AS_OF)

    assert verdict.bands == BandsRef(
        possible=shipped.bands.possible, strong=shipped.bands.strong, source="rules", standing=None
    )
    assert screener.bands == verdict.bands
    assert verdict.remarks == ()


@pytest.mark.parametrize("standing", ["register-changed", "scoring-changed"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_bands_of_another_register_or_another_scoring_are_used_and_remarked_on(
    shipped: RuleSet, standing: str, lang: Lang
) -> None:
    other = {"register-changed": "register_sha256", "scoring-changed": "scoring"}[standing]
    verdict = screened(shipped, lang, **{other: "0" * 64})

    assert verdict.bands == BandsRef.model_validate(
        {"possible": 30, "strong": 40, "source": "register", "standing": standing}
    )
    text = message(f"verdict.bands-{standing}", lang)
    assert verdict.remarks == (Remark(code=f"bands-{standing}", text=text),)
    assert "screening register calibrate" in text


def test_another_vocabulary_is_another_scoring(shipped: RuleSet) -> None:
    without = replace(shipped, vocabulary=Vocabulary())
    bands = calibration(shipped.vocabulary)

    screener = Screener(without, REGISTER, engine="plain", calibration=bands)

    assert screener.bands.standing == "scoring-changed"


@pytest.mark.parametrize(
    ("possible", "strong", "bands"),
    [(-1, 0, "strong"), (0, 1, "possible"), (1, 2, None)],
)
def test_an_overlap_has_the_band_that_its_score_reaches(
    shipped: RuleSet, possible: int, strong: int, bands: str | None
) -> None:
    score = screened(shipped).overlaps[0].score

    verdict = screened(shipped, possible=score + possible, strong=score + strong)

    assert [(one.score, one.band) for one in verdict.overlaps] == (
        [] if bands is None else [(score, bands)]
    )


# --- the file beside a register -------------------------------------------------------------


@pytest.fixture
def beside(tmp_path: Path) -> Path:
    """A register in a file, with no bands beside it."""
    file = tmp_path / "ours.json"
    file.write_text(json.dumps([ENTRY]), encoding="utf-8")
    return file


def test_a_register_is_loaded_with_the_bands_that_lie_beside_it(
    shipped: RuleSet, beside: Path
) -> None:
    before = Screener.load(rules=shipped, register=beside, engine="plain")
    write_calibration(calibration_path(beside), calibration(shipped.vocabulary))
    after = Screener.load(rules=shipped, register=beside, engine="plain")

    assert (before.bands.source, after.bands) == (
        "rules",
        BandsRef(possible=30, strong=40, source="register", standing="current"),
    )


def test_the_sample_register_has_bands_of_its_own_that_are_current(screener: Screener) -> None:
    assert (screener.bands.source, screener.bands.standing) == ("register", "current")
    bands = screener.ruleset.bands
    assert (screener.bands.possible, screener.bands.strong) != (bands.possible, bands.strong)


def test_what_is_wrong_with_the_bands_beside_a_register_is_told_with_its_place(
    shipped: RuleSet, beside: Path
) -> None:
    file = calibration_path(beside)
    write_calibration(file, calibration(shipped.vocabulary))
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('"strong": 40', '"strong": 30'), encoding="utf-8")

    with pytest.raises(InvalidInput) as caught:
        Screener.load(rules=shipped, register=beside, engine="plain")
    assert [(one.code, one.file) for one in caught.value.problems] == [
        ("input.bands-crossed", str(file))
    ]
