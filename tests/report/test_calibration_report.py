"""A calibration as it is drawn: on any terminal, and as a picture."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from screening.messages import LANGUAGES, Lang
from screening.model.calibration import Calibration
from screening.overlap.neighbours import Pair
from screening.report.calibration_picture import picture
from screening.report.calibration_text import Calibrated, counted, print_calibrated
from screening.report.curve import curve
from screening.ruleset.rules import Bands
from tests.overlap.sample import register
from tests.report.printing import printed

SVG = "{http://www.w3.org/2000/svg}"
DRAWN = """\
       Share of the entries that reach so high
 100 % │██▆▃▁   │                    │
       │█████▇▅▂│                    │
       │█████████▆▃▁                 │
  75 % │████████████▇▅▂              │
       │████████████████▆▃▁          │
       │███████████████████▇▅▂       │
  50 % │███████████████████████▆▃▁   │
       │██████████████████████████▇▅▂│
       │██████████████████████████████▆▃▁
  25 % │█████████████████████████████████▇▅▂
       │█████████████████████████████████████▆▃▁
       │████████████████████████████████████████▇▅▂
   0 % └───────────────────────────────────────────────────
        0         20        40        60        80        100
                ▲                    ▲ strong from 58
                possible from 16
        score with the entry that is most like it"""


def made(possible: int = 16, strong: int = 58, tried: int = 50) -> Calibration:
    """A curve that goes straight down from all entries at 2 to none at 86."""
    return Calibration(
        register_sha256="a" * 64,
        scoring="b" * 64,
        entries=50,
        tried=tried,
        possible=possible,
        strong=strong,
        reached=tuple(min(max((86 - score) / 84, 0.0), 1.0) for score in range(101)),
    )


def lines(calibration: Calibration, lang: Lang = "en", *, plain: bool = False) -> list[str]:
    return [line.plain for line in curve(calibration, lang, plain=plain)]


def test_the_curve_is_drawn_with_both_bands_marked() -> None:
    assert lines(made()) == DRAWN.splitlines()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("possible", "strong"), [(1, 2), (2, 3), (49, 50), (98, 99), (99, 100)])
def test_the_drawing_fits_80_columns_wherever_the_bands_are(
    possible: int, strong: int, lang: Lang
) -> None:
    drawn = lines(made(possible, strong), lang)

    assert max(map(len, drawn)) <= 80
    assert f" {strong}" in drawn[-3]
    assert f" {possible}" in drawn[-2]
    assert 1 <= drawn[-3].count("▲") <= 2


def test_a_terminal_with_no_other_characters_gets_a_drawing_of_ascii() -> None:
    drawn = lines(made(), plain=True)

    assert all(line.isascii() for line in drawn)
    assert drawn[1] == " 100 % |##      |                    |"
    assert drawn[-3] == "                ^                    ^ strong from 58"


def test_of_a_large_register_it_is_said_how_many_were_tried() -> None:
    assert counted(made(tried=25), "en") == (
        "25 entries, evenly spread, have been tried against all others as if they were new "
        "proposals. Of them, 8 reach another one with a score of 58 or more, and 21 with 16 or "
        "more. The register has 50 entries."
    )
    assert "Of the 50 entries of the register, 17 reach" in counted(made(), "en")


def test_no_more_than_ten_pairs_are_shown_and_the_others_counted() -> None:
    one, *others = register().entries[:14]
    pairs = [Pair(one, other, 90, agreed=True, fields={"name": 0.75}) for other in others]

    def told(count: int) -> str:
        calibrated = Calibrated("r.yaml", made(), pairs[:count], None, Bands(25, 43))
        return printed(lambda console: print_calibrated(console, calibrated, "en"))

    assert told(13).count("name 75") == 10
    assert told(13).endswith("  and 3 more; --format json shows all\n")
    assert "more; --format json" not in told(10)
    assert told(0).endswith(
        "No two entries are so like each other that they need to be looked at.\n"
    )
    assert "possible from   16       –          25\nstrong from     58       –          43" in told(
        0
    )
    assert max(map(len, told(13).splitlines())) <= 80


def test_bands_that_mean_nothing_are_said_to_mean_nothing() -> None:
    def told(strong: int) -> str:
        calibrated = Calibrated("r.yaml", made(strong=strong), [], None, Bands(25, 43))
        return printed(lambda console: print_calibrated(console, calibrated, "en"))

    assert "So many entries are nearly the same that the bands mean nothing." in told(58)
    assert "From 80 an overlap is strong, if more than one field speaks for it" in told(80)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_picture_shows_the_curve_and_both_bands_with_their_names(lang: Lang) -> None:
    text = picture(made(), "our/<register> & more.yaml", lang)
    drawn = ET.fromstring(text)  # noqa: S314 - our own

    paths = {each.get("class"): each.get("d") for each in drawn.iter(f"{SVG}path")}
    assert paths["possible"] == "M170.56 84V348"
    assert paths["strong"] == "M429.28 84V348"
    assert str(paths["curve"]).startswith("M72 348H72V84H78.16V84H84.32V84H90.48V87.1H")
    assert str(paths["curve"]).endswith("H688V348V348Z")
    title = drawn.findtext(f"{SVG}title")
    assert title is not None
    assert title.endswith("<register> & more.yaml" if lang == "sv" else "more.yaml are")
    assert drawn.findtext(f"{SVG}desc") == counted(made(), lang)


def test_the_picture_can_be_read_on_dark_pages_too() -> None:
    text = picture(made(), "register.yaml", "en")
    light, dark = text.split("@media (prefers-color-scheme: dark)")

    for kind in ("text", ".paper", ".axis", ".curve", ".possible", ".strong"):
        assert re.search(rf"^{re.escape(kind)} {{", light, re.MULTILINE)
        assert re.search(rf"^{re.escape(kind)} {{", dark, re.MULTILINE)


def test_what_stands_beside_a_line_stays_within_the_picture() -> None:
    def anchors(possible: int, strong: int) -> list[str | None]:
        drawn = ET.fromstring(picture(made(possible, strong), "r", "en"))  # noqa: S314 - our own
        return [
            each.get("text-anchor")
            for each in drawn.iter(f"{SVG}text")
            if str(each.text).startswith(("possible", "strong"))
        ]

    assert anchors(16, 58) == ["start", "start"]
    assert anchors(59, 60) == ["start", "end"]
    assert anchors(98, 99) == ["end", "end"]
