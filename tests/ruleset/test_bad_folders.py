"""Each folder of ``bad/`` has one kind of flaw, and what is said of it in both languages.

``WRITE_EXPECTED=1 pytest tests/ruleset/test_bad_folders.py`` writes what is said now, for
the difference to be read.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import screening.ruleset
from screening.messages import LANGUAGES, Lang, catalogue
from tests.ruleset.folders import BAD, SOUND, golden, laid_over, refused, told

SOURCE = "\n".join(
    path.read_text(encoding="utf-8") for path in Path(screening.ruleset.__path__[0]).glob("*.py")
)
CODES = {
    *re.findall(r'"rules\.([a-z-]+)"', SOURCE),
    *re.findall(r'_wrong\(\s*"([a-z-]+)"', SOURCE),
    *re.findall(r'yield .*"(too-many-[a-z]+)"', SOURCE),
}
ELSEWHERE = {
    "no-folder",  # in test_loading
    "no-version",  # in test_versions
    "too-many-facts",  # the rest in test_limits: their files are long
    "too-many-groups",
    "too-many-rules",
    "too-many-values",
    "too-many-ways",
}


@pytest.mark.parametrize("overlay", BAD, ids=lambda overlay: overlay.name)
def test_what_is_wrong_is_told_at_its_place_in_swedish_and_english(
    overlay: Path, tmp_path: Path
) -> None:
    error = refused(laid_over(tmp_path, overlay))

    said = told(error, tmp_path)
    assert said == golden(overlay, said)
    assert overlay.name in {problem.code.partition(".")[2] for problem in error.problems}


def test_every_kind_of_flaw_that_the_code_tells_of_has_its_folder() -> None:
    assert len(CODES) > 30
    assert CODES - ELSEWHERE - {overlay.name for overlay in BAD} == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_of_flaw_has_its_texts_and_no_text_is_left_over(lang: Lang) -> None:
    texts = {key for key in catalogue(lang) if key.startswith("rules.")}

    assert texts == {f"rules.{code}.{part}" for code in CODES for part in ("message", "help")}


def test_the_folder_that_the_flaws_are_laid_over_is_sound(tmp_path: Path) -> None:
    assert sorted(path.name for path in laid_over(tmp_path).iterdir()) == sorted(
        path.name for path in SOUND.iterdir()
    )
