"""A verdict as a document, in both languages and every format.

After a change that is meant: ``UPDATE_EXPECTED=1 pytest tests/report/test_verdict_page.py``,
and read the difference.
"""

from __future__ import annotations

import io
import itertools
import os
import re
from importlib import metadata
from pathlib import Path
from typing import Any, Final, TypeGuard

import docx
import pytest
from docx.oxml.ns import qn

from screening.messages import LANGUAGES, Lang
from screening.model.proposal import Contact
from screening.model.register import Register
from screening.model.verdict import Verdict
from screening.report.document import Block, Heading, Paragraph, Scores
from screening.report.reporters import REPORTERS
from screening.report.verdict_page import verdict_page
from screening.report.verdict_people import People, Person, people_of
from tests.report.parsed import Parsed, contrast
from tests.report.test_document import EVIL, texts_in
from tests.report.test_document import MARKDOWN as READER
from tests.report.verdicts import EVERYTHING, NAMES, NOTHING, verdict

GOLDEN: Final = Path(__file__).parent / "verdict_pages"
NOBODY: Final = People({})
PARTIES: Final = [
    {"name": "Region", "role": "region", "units": ["Ward"], "agreement": "unknown", "written": []},
    {"name": "Town", "role": "third-party", "units": [], "agreement": "intended", "written": []},
]
PEOPLE: Final = People(
    {"K-014": "School of Health", "R-001": "Office"},
    (
        Person(None, Contact(name="Anna", email="anna@example.org")),
        Person("K-014", Contact(unit="School of Health")),
    ),
)
REGISTER: Final[dict[str, Any]] = {"sha256": "a" * 64, "entries": 53, "sample": True}


def everything(lang: Lang) -> Verdict:
    return verdict(EVERYTHING, lang, parties=PARTIES, register=REGISTER)


def written(of: Verdict, people: People, name: str) -> bytes:
    return REPORTERS[name].write(verdict_page(of, NAMES, people))


def held(text: str, file: str) -> None:
    golden = GOLDEN / file
    text = text.replace(f"screening {metadata.version('screening')}", "screening VERSION")
    if os.environ.get("UPDATE_EXPECTED"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_of_a_verdict_is_told(lang: Lang) -> None:
    held(written(everything(lang), PEOPLE, "markdown").decode(), f"everything.{lang}.md")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_verdict_of_little_is_told_without_empty_parts(lang: Lang) -> None:
    held(written(verdict(NOTHING, lang), NOBODY, "markdown").decode(), f"nothing.{lang}.md")


def test_people_are_told_of_only_where_they_are_asked_for() -> None:
    register = Register.model_validate(
        {
            "entries": [
                {
                    "id": key,
                    "name": "Centre",
                    "kind": "constellation",
                    "status": "active",
                    "parties": ["MDU"],
                    "contact": contact,
                }
                for key, contact in (
                    ("K-014", {"name": "Bo", "unit": "School", "email": "bo@example.org"}),
                    ("K-015", {"name": "Elsewhere"}),
                    ("R-001", None),
                )
            ]
        }
    )
    anna = Contact(name="Anna")
    bo = Person("K-014", Contact(name="Bo", unit="School", email="bo@example.org"))
    of = everything("en")
    assert people_of(of, register, None) == People({"K-014": "School"})
    assert people_of(of, register, anna) == People({"K-014": "School"}, (Person(None, anna), bo))
    assert people_of(of, register, Contact()) == People({"K-014": "School"}, (bo,))
    for name in ("markdown", "html"):
        page = written(of, people_of(of, register, None), name).decode()
        assert "School" in page
        assert not re.search(r"Bo\b|Anna|example\.org", page)


def test_a_step_has_the_unit_of_the_entry_that_it_names() -> None:
    named = {**EVERYTHING["obligations"][0], "text": "Contact K-014 Centre for Health."}
    other = {**EVERYTHING["obligations"][0], "text": "Contact K-0141 Centre.", "about": "R-001"}
    neither = EVERYTHING["obligations"][0]
    of = verdict(EVERYTHING, obligations=[named, other, neither])
    told = [PEOPLE.for_step(step, of) for step in of.obligations]
    assert told == ["School of Health", "Office", ""]


def weighed(of: Verdict) -> list[str]:
    """The entries on the first sheet, and what is said of the others."""
    blocks = verdict_page(of, NAMES, NOBODY).blocks
    (scores,) = (block for block in blocks if isinstance(block, Scores))
    said = blocks[blocks.index(scores) + 1]
    more = [said.text[0].text] if isinstance(said, Paragraph) else []
    return [row.about[0].text[0].text for row in scores.rows] + more


@pytest.mark.parametrize(
    ("count", "target", "told"),
    [
        (1, None, ["K-0 Centre for Health"]),
        (3, "K-2", [f"K-{place} Centre for Health" for place in range(3)]),
        (5, "K-1", [*(f"K-{place} Centre for Health" for place in range(3)), "2"]),
        (5, None, [*(f"K-{place} Centre for Health" for place in range(3)), "2"]),
        (5, "K-4", [*(f"K-{place} Centre for Health" for place in (0, 1, 4)), "2"]),
    ],
)
def test_the_first_sheet_has_the_nearest_and_the_host_and_says_how_many_more_there_are(
    count: int, target: str | None, told: list[str]
) -> None:
    one = {**EVERYTHING["overlaps"][0], "rival": None}
    overlaps = [{**one, "id": f"K-{place}"} for place in range(count)]
    host = target and {"id": target, "name": "Centre for Health", "contact_unit": None}
    of = verdict(EVERYTHING, overlaps=overlaps, target=host)

    assert weighed(of) == [
        f"More that were weighed: {each}. See the annex." if each.isdigit() else each
        for each in told
    ]
    headings = [one.text for one in verdict_page(of, NAMES, NOBODY).annex if is_heading(one, 4)]
    assert headings[:count] == [f"K-{place} Centre for Health" for place in range(count)]


def is_heading(block: Block, level: int) -> TypeGuard[Heading]:
    return isinstance(block, Heading) and block.level == level


# --- HTML ---------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_stands_alone_and_can_be_found_around_in(lang: Lang) -> None:
    text = written(everything(lang), PEOPLE, "html").decode()
    page = Parsed(text)
    assert page.all("html") == [{"lang": lang}]
    assert [len(page.all(tag)) for tag in ("title", "h1", "header", "main", "footer", "nav")] == (
        [1, 1, 1, 1, 1, 0]
    )
    assert [one["href"] for one in page.all("a")] == ["#main"]
    assert {"script", "link", "img", "iframe", "object", "form"}.isdisjoint(
        name for name, _ in page.elements
    )
    attributes = {key for _, each in page.elements for key in each}
    assert not {key for key in attributes if key.startswith("on") or key in ("src", "srcset")}
    assert not re.search(r"url\(|@import|https?:", text)
    assert {each.get("scope") for each in page.all("th")} == {"col", "row"}
    assert len(page.all("caption")) == len(page.all("table")) == 8


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("data", [NOTHING, EVERYTHING])
def test_no_heading_skips_a_level(data: dict[str, Any], lang: Lang) -> None:
    levels = Parsed(written(verdict(data, lang), NOBODY, "html").decode()).levels
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_every_picture_is_told_in_words_too() -> None:
    page = Parsed(written(everything("en"), PEOPLE, "html").decode())
    bands = "Possible overlap begins at 30, strong at 80."
    fields = "themes: 100. title: 80. text: 61. subject: 60. parties: 50. name: 40."
    pictures = [one for one in page.all("svg") if "role" in one]
    assert [(one["role"], one["aria-label"]) for one in pictures] == [
        ("img", f"The whole likeness is 100 of 100. {bands} {fields}"),
        ("img", f"The whole likeness is 7 of 100. {bands} name: 40."),
    ]
    # The others stand beside their scores, and say nothing more.
    assert [one["aria-hidden"] for one in page.all("svg") if "role" not in one] == ["true"] * 9


def test_everything_can_be_told_from_its_ground() -> None:
    style = written(everything("sv"), PEOPLE, "html").decode()
    grounds = re.findall(r"background: (#[0-9a-f]{6})", style)
    texts = re.findall(r"[ ;{]color: (#[0-9a-f]{6})", style)
    drawn = re.findall(r"(?:fill|stroke): (#[0-9a-f]{6})", style)
    track = "#e8e8e8"
    assert (len(grounds), len(texts), len(drawn)) == (2, 2, 4)
    assert min(contrast(text, ground) for text in texts for ground in grounds) >= 7
    # WCAG 2.1, 1.4.11: what is drawn, 3 to 1; the track says nothing of its own.
    lines = [one for one in drawn if one != track]
    assert min(contrast(one, ground) for one in lines for ground in (track, "#ffffff")) >= 3


# --- hostile texts ------------------------------------------------------------------------


def with_text(data: Any, text: str) -> Any:
    """The same with a text in place of every one that comes out of a file."""
    match data:
        case dict():
            return {
                key: text if key in _FREE and isinstance(value, str) else with_text(value, text)
                for key, value in data.items()
            }
        case list():
            return [with_text(each, text) for each in data]
        case _:
            return data


_FREE: Final = {
    "title", "text", "name", "outcome_title", "outcome_text", "contact_unit", "asked", "entry",
    "proposal", "word", "via", "rule", "version",
}  # fmt: skip


def hostile(text: str) -> tuple[Verdict, People]:
    data = with_text({**EVERYTHING, "parties": PARTIES}, text)
    data["overlaps"] = [{**one, "id": "K-1|`<x>"} for one in data["overlaps"][:1]]
    data["why_not"][0]["rules"][0]["details"][0]["about"] = text
    contact = Contact(name=text, unit=text, email=text)
    return verdict(data), People({"K-1|`<x>": text}, (Person(None, contact),))


@pytest.mark.parametrize("text", EVIL)
def test_what_stands_in_a_file_comes_out_as_text(text: str) -> None:
    (plain, plain_people), (evil, evil_people) = hostile("plain"), hostile(text)
    names = dict.fromkeys(NAMES, text)

    def page(of: Verdict, people: People, name: str) -> bytes:
        return REPORTERS[name].write(verdict_page(of, names if of is evil else NAMES, people))

    expected = Parsed(page(plain, plain_people, "html").decode())
    found = Parsed(page(evil, evil_people, "html").decode())
    assert [name for name, _ in found.elements] == [name for name, _ in expected.elements]
    assert found.text.count(text) > 30

    tokens = READER.parse(page(evil, evil_people, "markdown").decode())
    inner = [each for token in tokens for each in token.children or ()]
    assert {"link_open", "image"}.isdisjoint(each.type for each in inner)
    assert {each.content for each in inner if each.type == "html_inline"} == {"<br>"}
    assert {token.type for token in tokens}.isdisjoint({"html_block", "fence", "code_block"})
    assert "".join(texts_in(tokens).split()).count("".join(text.split())) > 30

    word = docx.Document(io.BytesIO(page(evil, evil_people, "docx")))
    assert word.element.xpath("//w:hyperlink | //w:fldSimple | //w:instrText | //w:object") == []
    assert [run.text for run in word.element.iter(qn("w:t"))].count(text) >= 10
