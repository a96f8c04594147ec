"""A form in Excel is read as people leave it behind, and errors name the cell and the question."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from screening.intake.files import read_proposal
from screening.model.proposal import Proposal
from tests.intake.filled import PROPOSAL, form, told


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return form(tmp_path, "xlsx")


def changed(file: Path, change: Callable[[Any], object]) -> Path:
    """The form with its sheet changed."""
    book = load_workbook(file)
    change(book.worksheets[0])
    book.save(file)
    return file


def row_of(sheet: Any, tag: str, number: int = 1) -> int:
    """The row with a tag; of several, by its number from 1."""
    return int([cell.row for cell in sheet["A"] if cell.value == tag][number - 1])


def answer(tag: str, value: object, column: str = "C", number: int = 1) -> Callable[[Any], None]:
    def put(sheet: Any) -> None:
        sheet[f"{column}{row_of(sheet, tag, number)}"].value = value

    return put


def test_an_empty_form_asks_for_what_must_be_answered_at_its_cell(tmp_path: Path) -> None:
    assert told(form(tmp_path, "xlsx", "sv", None), "sv") == [
        "form.xlsx: Förslag!C7, fråga 1 (Titel): Frågan ”Titel” har inget svar.",
        "form.xlsx: Förslag!C8, fråga 2 (Sammanfattning): Frågan ”Sammanfattning” har inget svar.",
        "form.xlsx: Förslag!C9, fråga 3 (Parter): Frågan ”Parter” har inget svar.",
    ]


def test_rows_may_be_deleted(file: Path) -> None:
    changed(file, lambda sheet: sheet.delete_rows(row_of(sheet, "parties.row", 3), 3))
    changed(file, lambda sheet: sheet.delete_rows(row_of(sheet, "considered.row"), 3))
    without = PROPOSAL.model_copy(update={"parties": PROPOSAL.parties[:2], "considered": ()})
    assert read_proposal(file).model == without


def test_rows_and_columns_may_be_put_in_and_headings_rewritten(file: Path) -> None:
    def put_in(sheet: Any) -> None:
        at = row_of(sheet, "parties.row", 2)
        sheet.insert_rows(at)
        sheet[f"C{at}"].value, sheet[f"E{at}"].value = "Sala kommun", "signed"
        sheet["B7"].value = "Otsikko"
        sheet.insert_cols(3)
        sheet.insert_rows(1, 4)

    parties = [
        (each.name, each.agreement) for each in read_proposal(changed(file, put_in)).model.parties
    ]
    assert parties == [
        ("Region Västmanland", None),
        ("Sala kommun", "signed"),
        ("Mälardalens universitet", None),
        ("Köpings kommun", "intended"),
    ]


def test_a_sheet_in_front_is_no_hindrance(file: Path) -> None:
    book = load_workbook(file)
    book.create_sheet("Anteckningar", 0)["A1"].value = "kom ihåg"
    book.save(file)
    assert read_proposal(file).model == PROPOSAL


@pytest.mark.parametrize(
    ("tag", "place"),
    [
        ("level", "question 6 (Ansvarsnivå)"),
        ("coordination.shared-goals", "question 12 (Samordning)"),
        ("resources.staff_fte", "question 8 (Resurser: Personal (heltid))"),
    ],
)
def test_a_question_that_was_deleted_is_told_by_its_name(file: Path, tag: str, place: str) -> None:
    name = place.partition("(")[2][:-1]
    changed(file, lambda sheet: sheet.delete_rows(row_of(sheet, tag)))
    assert told(file) == [
        f"form.xlsx, {place}: The field for the answer to “{name}” is no longer on the form."
    ]


def test_a_table_or_a_column_of_one_that_was_deleted_is_told(file: Path) -> None:
    changed(file, lambda sheet: sheet.delete_cols(5))
    assert told(file) == [
        f"form.xlsx, question {number} ({name}): The field for the answer to “{name}” is no longer "
        "on the form."
        for number, name in ((3, "Parter"), (14, "Redan prövat"))
    ]


@pytest.mark.parametrize(
    ("tag", "written", "path", "value"),
    [
        ("resources.funding_sek", "300 000 kr", "resources.funding_sek", 300_000),
        ("resources.funding_sek", 1.125, "resources.funding_sek", 1.125),
        ("resources.staff_fte", "okänt", "resources.staff_fte", None),
        ("period.end", datetime(2027, 6, 30), "period.end", date(2027, 6, 30)),  # noqa: DTZ001
        ("period.end", "2027-06-30", "period.end", date(2027, 6, 30)),
        ("period.end", "unknown", "period.end", None),
        ("period.end", "Vet ej", "period.end", None),
        ("level", "vet inte", "level", None),
        ("level", "?", "level", None),
        ("resources.staff_fte", "Not known", "resources.staff_fte", None),
        ("new_principles", "don’t know", "new_principles", None),
        ("themes", "oklart", "themes", ()),
        ("new_principles", True, "new_principles", True),
        ("new_principles", "Yes", "new_principles", True),
        ("new_principles", "–", "new_principles", None),
        ("coordination.shared-goals", "x", "coordination", ("joint-meetings", "shared-goals")),
        ("resources.funding_sek", "300 tkr", "resources.funding_sek", 300_000),
        ("resources.funding_sek", "1,2 mkr", "resources.funding_sek", 1_200_000),
        ("resources.staff_fte", "1,5 heltid", "resources.staff_fte", 1.5),
        ("resources.staff_fte", "50 %", "resources.staff_fte", 0.5),
        ("period.end", "31 jan 2028", "period.end", date(2028, 1, 31)),
        ("level", "en\N{SOFT HYPHEN}het\N{NO-BREAK SPACE}", "level", "unit"),
        ("new_principles", "Ja\N{ZERO WIDTH SPACE}", "new_principles", True),
        ("title", "Hem\N{SOFT HYPHEN}besök", "title", "Hembesök"),
        ("title", "”Vård”\N{NO-BREAK SPACE}hemma", "title", "”Vård” hemma"),
        ("themes", "Välj ett objekt.", "themes", ()),
        ("title", 2030, "title", "2030"),
        ("title", date(2030, 1, 2), "title", "2030-01-02"),
        ("themes", "e-hälsa; äldre, sjuka", "themes", ("e-hälsa", "äldre, sjuka")),
        ("themes", "- e-hälsa\n- äldre", "themes", ("e-hälsa", "äldre")),
        ("coordination.shared-goals", "nej", "coordination", ("joint-meetings",)),
    ],
)
def test_answers_are_read_as_people_write_them(
    file: Path, tag: str, written: object, path: str, value: object
) -> None:
    changed(file, answer(tag, written))
    read: Any = read_proposal(file).model
    for field in path.split("."):
        read = getattr(read, field)
    assert read == value


def test_everything_that_is_wrong_is_told_at_once_by_cell_and_question(file: Path) -> None:
    def wrong(sheet: Any) -> None:
        answer("level", "avdelnig")(sheet)
        answer("parties.row", None, number=1)(sheet)
        answer("resources.committed", "kanske")(sheet)
        answer("resources.staff_fte", "=1+1")(sheet)
        answer("resources.funding_sek", "#REF!")(sheet)
        answer("coordination.shared-goals", "kanske")(sheet)

    assert told(changed(file, wrong), "sv") == [
        (
            "form.xlsx: Förslag!C10, fråga 3 (Parter), rad 1, Namn: Frågan ”Parter: Namn” har "
            "inget svar."
        ),
        (
            "form.xlsx: Förslag!C19, fråga 6 (Ansvarsnivå): ”avdelnig” finns inte bland valen för "
            "”Ansvarsnivå”."
        ),
        "form.xlsx: Förslag!C20, fråga 7 (Resurser: Beslutade): ”kanske” är varken ja eller nej.",
        (
            "form.xlsx: Förslag!C21, fråga 8 (Resurser: Personal (heltid)): Cellen "
            "har en formel som "
            "aldrig har räknats ut och har därför inget värde."
        ),
        (
            "form.xlsx: Förslag!C22, fråga 9 (Resurser: Finansiering (kr)): Cellen "
            "innehåller ”#REF!”, "
            "ett fel i dess formel."
        ),
        "form.xlsx: Förslag!C28, fråga 12 (Samordning): ”kanske” är varken ja eller nej.",
    ]


def test_text_on_a_row_of_no_question_is_told(file: Path) -> None:
    def stray(sheet: Any) -> None:
        sheet["C60"].value = "se bilaga"
        answer("contact.email", None)(sheet)

    assert told(changed(file, stray)) == [
        "form.xlsx: Förslag!C60: “se bilaga” stands on a row that belongs to no question."
    ]


def test_a_question_that_is_answered_twice_is_told_unless_the_answers_agree(file: Path) -> None:
    def twice(sheet: Any) -> None:
        sheet["A50"].value, sheet["C50"].value = "title", "Digitala hembesök"

    changed(file, twice)
    assert read_proposal(file).model == PROPOSAL
    changed(file, lambda sheet: setattr(sheet["C50"], "value", "Annat"))
    assert told(file) == [
        (
            "form.xlsx: Förslag!C50, question 1 (Titel): The question “Titel” is answered in two "
            "places, and the answers differ."
        )
    ]


def test_what_looks_like_a_formula_is_text_on_the_form_and_read_as_such(tmp_path: Path) -> None:
    hostile = PROPOSAL.model_copy(update={"title": "=1+1", "summary": "_x0041_ @SUM(A1)\n-2"})
    file = form(tmp_path, "xlsx", "sv", Proposal.model_validate(hostile.model_dump()))
    sheet = load_workbook(file).worksheets[0]
    assert [sheet[f"C{row}"].data_type for row in (7, 8)] == ["s", "s"]
    assert read_proposal(file).model == hostile
