"""What the forms say to who fills them in, in both languages.

After a change that is meant: ``UPDATE_EXPECTED=1 pytest tests/report/test_forms.py``, and read
the difference.
"""

from __future__ import annotations

import io
import os
import zipfile
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from screening.intake.form_questions import QUESTIONS
from screening.intake.package_xml import read_xml
from screening.intake.word_text import text_of
from screening.messages import LANGUAGES, Lang
from screening.report.form_excel import excel_form
from screening.report.form_word import word_form

GOLDEN = Path(__file__).with_name("forms")
LONGEST_LIST = 255


def word_text(lang: Lang) -> str:
    data = word_form(lang)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read("word/document.xml").replace(b"<w:showingPlcHdr/>", b"")
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("document.xml", xml)
    with zipfile.ZipFile(other) as archive:
        return text_of(read_xml(archive, "document.xml"))


def excel_text(lang: Lang) -> str:
    sheet = load_workbook(io.BytesIO(excel_form(lang))).worksheets[0]
    rows = (
        [str(cell.value) for cell in row if cell.value is not None] for row in sheet.iter_rows()
    )
    lists = sorted({rule.formula1 for rule in rules(sheet) if rule.type == "list"})
    return "\n".join([*(" | ".join(row) for row in rows), "", *lists])


def rules(sheet: Any) -> list[Any]:
    return list(sheet.data_validations.dataValidation)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("suffix", "write"), [("docx", word_text), ("xlsx", excel_text)])
def test_the_form_says_what_it_said(lang: Lang, suffix: str, write: Any) -> None:
    text = "\n".join(line.rstrip() for line in write(lang).splitlines()) + "\n"
    golden = GOLDEN / f"proposal.{lang}.{suffix}.txt"
    if os.environ.get("UPDATE_EXPECTED"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_excel_has_room_for_every_list_and_hint(lang: Lang) -> None:
    sheet = load_workbook(io.BytesIO(excel_form(lang))).worksheets[0]
    texts = chain.from_iterable((rule.formula1, rule.prompt) for rule in rules(sheet))
    assert max(len(text) for text in texts) <= LONGEST_LIST
    labels = [label for q in QUESTIONS for each in (q, *q.columns) for label in [each.label(lang)]]
    assert all(labels)


def test_no_answer_of_the_lists_has_a_comma_in_it() -> None:
    choices = {choice for q in QUESTIONS for each in (q, *q.columns) for choice in each.choices}
    assert not any("," in choice for choice in choices)
    for lang in LANGUAGES:
        sheet = load_workbook(io.BytesIO(excel_form(lang))).worksheets[0]
        (categories,) = (r.formula1 for r in rules(sheet) if r.formula1.count(",") > 8)
        assert categories.count(",") + 1 == len(QUESTIONS[3].choices) + 1
