"""``screening rules coverage`` and its answers, as people and programs read them."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from screening.messages import LANGUAGES, Lang
from screening.report.coverage_html import COLOURS
from tests.cli.calling import Call

CASES = """\
- name: Ett fall <med> allt
  facts: {proposal.level: unknown, parties.units: 2}
  expect: {outcome: escalate-to-steering-group}

- name: Ett fall som går fel
  facts: {proposal.level: unknown}
  expect: {outcome: route-to-existing}
"""
VOID = {"meta"}


@pytest.fixture
def few(tmp_path: Path) -> Path:
    path = tmp_path / "cases.yaml"
    path.write_text(CASES, encoding="utf-8")
    return path


class Outline(HTMLParser):
    """The tags of a page, checked to be closed in order, and its headings and attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_shipped_rules_are_covered_in_full(call: Call) -> None:
    answer = call("rules", "coverage", "--floor", "100")

    assert (answer.code, answer.err) == (0, "")
    assert re.match(r"100 percent of all that is to be seen has been, by \d+ cases", answer.out)
    assert answer.out.endswith("Nothing is missing.\n")


def test_what_is_missing_is_told_with_its_place_and_the_case_to_write(
    call: Call, few: Path
) -> None:
    answer = call("rules", "coverage", few, "--lang", "sv")

    assert answer.code == 0
    assert re.search(r"(?m)^  §\s4\.3 +6 +1 +\d+ +\d+(,\d)?$", answer.out)
    assert re.search(r"(?m)^  no-level-of-responsibility +0 +2 +33,3$", answer.out)
    assert re.search(
        r"(?m)^  4\.3\.yaml:\d+  no-level-of-responsibility\n"
        r"    Inget fall där ”Ansvarsnivå: inte okänt” \(proposal\.level\) "
        r"och inget annat spelar in\.$",
        answer.out,
    )
    assert answer.err == (
        "Fall som inte gick som de skulle: 1. Kör ”screening rules test” för att se dem.\n"
    )


def test_below_the_floor_it_falls_short(call: Call, few: Path) -> None:
    answer = call("rules", "coverage", few, "--floor", "99,5 %".replace(" ", ""))

    assert answer.code == 1
    assert re.search(
        r"(?m)^\d+(\.\d)? percent have been seen, and at least 99\.5 are to be\.$", answer.err
    )


@pytest.mark.parametrize("floor", ["-1", "101", "all", "nan"])
def test_a_floor_is_a_number_of_percent(floor: str, call: Call) -> None:
    answer = call("rules", "coverage", "--floor", floor)

    assert answer.code == 2
    assert f"“{floor}” is not a number from 0 to 100." in answer.err


def test_json_has_every_rule_and_every_test(call: Call, few: Path) -> None:
    answer = call("rules", "coverage", few, "--format", "json")

    data = json.loads(answer.out)
    rules = {rule["rule"]: rule for rule in data["rules"]}
    level = rules["no-level-of-responsibility"]
    assert (data["cases"], data["failed"]) == (2, 1)
    assert (level["about"], level["fired"]) == (0, 2)
    assert level["tests"] == [
        {
            "text": "Level of responsibility: unknown",
            "fact": "proposal.level",
            "line": level["tests"][0]["line"],
            "true": 2,
            "false": 0,
            "decided_true": 2,
            "decided_false": 0,
            "never_decides_true": False,
            "never_decides_false": False,
        }
    ]
    assert {each["rule"] for each in data["missing"]} >= {"no-level-of-responsibility"}
    assert data["percent"] == sum(data["seen"].values()) * 1000 // (data["tests"] * 3) / 10


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_is_whole_by_itself_and_marks_with_signs_and_words(
    lang: Lang, call: Call, few: Path
) -> None:
    answer = call("rules", "coverage", few, "--format", "html", "-o", "page.html", "--lang", lang)

    page = Path("page.html").read_text(encoding="utf-8")
    outline = Outline(page)
    tags = [tag for tag, _ in outline.tags]
    assert (answer.code, answer.out, outline.open) == (0, "", [])
    assert ("html", {"lang": lang}) in outline.tags
    assert {"main", "h1", "h2", "h3", "caption", "title"} <= set(tags)
    assert tags.count("h1") == tags.count("main") == 1
    assert not {"script", "link", "img", "iframe"} & set(tags)
    assert "http" not in page
    assert all("scope" in attrs for tag, attrs in outline.tags if tag == "th")
    signs = {attrs["aria-label"] for tag, attrs in outline.tags if attrs.get("role") == "img"}
    assert signs == (
        {"delvis sett", "aldrig sett"} if lang == "sv" else {"seen in part", "never seen"}
    )
    for file in ("4.3.yaml", "4.4.yaml", "4.5.yaml", "6.yaml"):
        assert re.search(rf"<h2>[\w ]+ {re.escape(file)}</h2>", page)


def test_without_a_file_the_page_goes_to_the_screen_and_text_to_a_file(
    call: Call, few: Path
) -> None:
    page = call("rules", "coverage", "--format", "html")
    text = call("rules", "coverage", few, "-o", "out.txt")

    assert page.out.startswith("<!doctype html>\n")
    assert "✓" in page.out
    assert text.out == ""
    assert Path("out.txt").read_text("utf-8") == call("rules", "coverage", few).out


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_pages_colours_can_be_told_apart(mode: str) -> None:
    of = COLOURS[mode]

    assert contrast(of["text"], of["page"]) >= 7
    assert contrast(of["dim"], of["page"]) >= 7
    assert contrast(of["line"], of["page"]) >= 3
    for kind in ("full", "part", "none"):
        assert contrast(of[kind], of[f"{kind}-on"]) >= 7
