"""The form in Word is as ECMA-376 has it, as far as that can be told without Word."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree as ET

import pytest

from screening.messages import LANGUAGES, Lang
from screening.model.proposal import Proposal
from screening.report.form_word import word_form
from tests.intake.filled import PROPOSAL, TEXT

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ORDER: Final = {
    "sdtPr": (
        "rPr alias tag id lock placeholder temporary showingPlcHdr dataBinding label tabIndex "
        "date dropDownList checkbox repeatingSection repeatingSectionItem"
    ),
    "sdt": "sdtPr sdtEndPr sdtContent",
    "date": "dateFormat lid storeMappedDataAs calendar",
    "checkbox": "checked checkedState uncheckedState",
    "tblPr": (
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc "
        "tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook"
    ),
    "tblBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar",
    "pPr": "pStyle keepNext keepLines pageBreakBefore numPr spacing ind jc rPr",
}
LONGEST_BOOKMARK: Final = 40


@pytest.fixture(params=[None, PROPOSAL], ids=["empty", "filled in"])
def proposal(request: pytest.FixtureRequest) -> Proposal | None:
    found: Proposal | None = request.param
    return found


def text_of(proposal: Proposal | None, lang: Lang = "sv") -> str:
    with zipfile.ZipFile(io.BytesIO(word_form(lang, proposal))) as archive:
        return archive.read(TEXT).decode()


def elements(proposal: Proposal | None, lang: Lang = "sv") -> Iterator[ET.Element]:
    yield from ET.fromstring(text_of(proposal, lang)).iter()  # noqa: S314 - our own


def local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_stands_within_elements_stands_in_its_order(
    lang: Lang, proposal: Proposal | None
) -> None:
    seen = set()
    for element in elements(proposal, lang):
        name = local(element)
        if name in ORDER:
            order = ORDER[name].split()
            places = [order.index(local(child)) for child in element]
            assert places == sorted(set(places)), name
            seen.add(name)
    assert seen == set(ORDER)


def test_controls_and_bookmarks_have_ids_of_their_own_and_names_that_word_takes(
    proposal: Proposal | None,
) -> None:
    every = [*elements(proposal)]
    controls = [element for element in every if local(element) == "sdtPr"]
    ids = [found.get(f"{W}val") for each in controls if (found := each.find(f"{W}id")) is not None]
    begun = [element for element in every if local(element) == "bookmarkStart"]
    ended = [element.get(f"{W}id") for element in every if local(element) == "bookmarkEnd"]
    names = [str(element.get(f"{W}name")) for element in begun]
    assert len(ids) == len(controls) == len(set(ids))
    assert Counter(element.get(f"{W}id") for element in begun) == Counter(set(ended))
    assert len(set(names)) == len(names)
    assert max(map(len, names)) <= LONGEST_BOOKMARK


def test_every_cell_ends_with_a_paragraph_and_rows_have_as_many_cells_as_the_grid(
    proposal: Proposal | None,
) -> None:
    for table in elements(proposal):
        if local(table) == "tbl":
            grid = len(table.findall(f"{W}tblGrid/{W}gridCol"))
            assert {len(row.findall(f"{W}tc")) for row in table.iter(f"{W}tr")} == {grid}
    assert all(local(cell[-1]) == "p" for cell in elements(proposal) if local(cell) == "tc")


def test_names_of_later_versions_of_word_are_declared_where_they_may_be_passed_over(
    proposal: Proposal | None,
) -> None:
    root = re.search(r"<w:document[^>]*>", text_of(proposal))
    assert root is not None
    passed_over = re.findall(r'mc:Ignorable="([^"]*)"', root[0])
    assert [name.split() for name in passed_over] == [["w14", "w15", "wp14"]]
    assert set(re.findall(r"xmlns:(w14|w15|wp14)=", root[0])) == {"w14", "w15", "wp14"}


def test_no_control_for_plain_text_holds_paragraphs(proposal: Proposal | None) -> None:
    assert [each for each in elements(proposal) if each.tag == f"{W}text"] == []
