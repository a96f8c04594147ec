"""What people write on a form is text, and nothing but, in everything that is made of it."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import pytest
from markdown_it import MarkdownIt
from openpyxl import load_workbook

from screening.cli import main
from screening.intake.files import read_proposal
from screening.model.proposal import Proposal
from screening.report.reporters import REPORTERS
from tests.intake.filled import FORMS
from tests.report.parsed import Parsed

EVIL: Final = (
    "=HYPERLINK(1;2)",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "<script>alert(1)</script>",
    '" onload="x',
    "<img src=x onerror=y>",
    "[x](javascript:alert(1))",
    "![x](https://example.org/x.png)",
    "| # `x` **x** |",
    "<https://example.org>",
    "</w:t></w:r><w:fldSimple w:instr='x'/>",
    "_x003D_1+1",
    "{{x}} {0} %s",
)
FORMULAS: Final = tuple("=+-@\t\r")


def markdown_is_inert(data: bytes) -> None:
    for token in MarkdownIt("commonmark").enable("table").parse(data.decode()):
        assert token.type != "html_block" or HARMLESS.fullmatch(token.content.strip())
        for inner in token.children or ():
            assert inner.type != "image"
            assert inner.type != "html_inline" or HARMLESS.fullmatch(inner.content)
            assert inner.type != "link_open" or str(inner.attrGet("href")).startswith("#")


HARMLESS: Final = re.compile(r'<br>|<a id="[\w-]+">|</a>|<a id="[\w-]+"></a>')


def html_is_inert(data: bytes) -> None:
    page = Parsed(data.decode())
    assert {"script", "img", "iframe", "form", "link"}.isdisjoint(
        {name for name, _ in page.elements}
    )
    for _, attributes in page.elements:
        assert not any(name.startswith("on") or name == "src" for name in attributes)
        assert str(attributes.get("href", "#")).startswith("#")


def word_is_inert(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist() if is_xml(name)}
    for name, xml in parts.items():
        assert "External" not in xml or not name.endswith(".rels")
        fields = re.findall(r'<w:instrText[^>]*>\s*(\w+)|w:instr="\s*(\w+)', xml)
        assert {field for pair in fields for field in pair if field} <= PAGES
        assert not re.search(r"<w:(?:hyperlink r:id|object|altChunk)", xml)


def is_xml(name: str) -> bool:
    return name.endswith((".xml", ".rels"))


PAGES: Final = {"PAGE", "NUMPAGES"}


def excel_is_inert(data: bytes) -> None:
    book = load_workbook(io.BytesIO(data))
    cells: list[Any] = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    assert [cell.value for cell in cells if cell.hyperlink] == []


def csv_is_inert(data: bytes) -> None:
    text = data.decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text), delimiter=";") for cell in row]
    assert len(cells) > 10
    assert [cell for cell in cells if cell.startswith(FORMULAS)] == []


def text_is_inert(data: bytes) -> None:
    assert not re.search(r"[^\n\x20-\x7e\xa0-\U0010ffff]", data.decode())


INERT: Final[Mapping[str, Callable[[bytes], None]]] = {
    "csv": csv_is_inert,
    "docx": word_is_inert,
    "html": html_is_inert,
    "markdown": markdown_is_inert,
    "text": text_is_inert,
    "xlsx": excel_is_inert,
}


def proposal(text: str) -> Proposal:
    """A proposal that says something evil wherever a text is free."""
    return Proposal.model_validate(
        {
            "title": text,
            "summary": f"{text}\n{text}",
            "themes": [text],
            "level": "unit",
            "parties": [
                {"name": "Region Västmanland", "unit": [text]},
                {"name": "Mälardalens universitet"},
                {"name": text, "unit": [text], "agreement": "intended"},
            ],
            "considered": [{"constellation": "K-014", "answer": "declined", "reason": text}],
            "contact": {"name": text, "unit": text, "email": text},
        }
    )


@pytest.fixture(params=EVIL)
def text(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize("suffix", FORMS)
def test_a_form_that_is_filled_in_holds_texts_alone(suffix: str, text: str, tmp_path: Path) -> None:
    file = tmp_path / f"form.{suffix}"
    file.write_bytes(FORMS[suffix]("sv", proposal(text)))
    INERT[suffix](file.read_bytes())
    assert read_proposal(file).model == proposal(text)


@pytest.fixture
def forms(tmp_path: Path) -> list[str]:
    """A form with each of the texts."""
    made = [tmp_path / f"form{number}.docx" for number in range(len(EVIL))]
    for file, text in zip(made, EVIL, strict=True):
        file.write_bytes(FORMS["docx"]("sv", proposal(text)))
    return [*map(str, made)]


def screened(*words: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["screen", *words])
    assert ended.value.code == 0


@pytest.mark.parametrize("made", REPORTERS)
def test_a_report_on_a_form_holds_texts_alone(made: str, forms: list[str], tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    screened(*forms, "--format", made, "--output", str(reports), "--with-contacts")
    files = sorted(file for file in reports.iterdir() if not file.name.startswith("."))
    assert len(files) == len(EVIL)
    for file in files:
        INERT[made](file.read_bytes())


@pytest.mark.parametrize("made", ["csv", "html", "text", "xlsx"])
def test_a_table_of_forms_holds_texts_alone(made: str, forms: list[str], tmp_path: Path) -> None:
    file = tmp_path / f"verdicts.{made}"
    screened(*forms, "--format", made, "--output", str(file))
    INERT[made](file.read_bytes())


def test_a_verdict_on_a_screen_holds_texts_alone(forms: list[str], tmp_path: Path) -> None:
    for form in forms[::4]:
        file = tmp_path / "verdict.txt"
        screened(form, "--format", "text", "--output", str(file), "--force")
        text_is_inert(file.read_bytes())
