"""Tables with a proposal a row."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from screening.errors import InvalidInput
from screening.intake.proposal_rows import ProposalTable, read_proposals
from screening.model.proposal import Considered, Party, Period, Proposal, Resources

SWEDISH = [
    "Titel", "Sammanfattning", "Parter", "Nivå", "Teman", "resurser.beslutade",
    "Personal (heltid)", "Finansiering kr", "Start", "period.slut", "Redan prövat",
    "Samordning", "Anteckning",
]  # fmt: skip
FULL = [
    "Digitala hembesök", "Prövar videobesök", "Region Västmanland; Köpings kommun (avsett)",
    "avdelning", "äldre; e-hälsa", "ja", "0,5", "300 000", "2027-01-01", "2027-12-31",
    "K-014: avböjt; K-015: hosts", "joint-meetings", "x",
]  # fmt: skip


def read(folder: Path, *rows: list[str]) -> ProposalTable:
    path = folder / "p.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return read_proposals(path)


def test_every_field_can_have_a_column(tmp_path: Path) -> None:
    table = read(tmp_path, SWEDISH, FULL)

    (row,) = table
    assert row.proposal is not None
    assert (row.number, row.title, table.unread) == (2, "Digitala hembesök", ("Anteckning",))
    assert row.proposal == Proposal(
        title="Digitala hembesök",
        summary="Prövar videobesök",
        parties=(
            Party(name="Region Västmanland"),
            Party(name="Köpings kommun", agreement="intended"),
        ),
        level="department",
        themes=("äldre", "e-hälsa"),
        resources=Resources(committed=True, staff_fte=0.5, funding_sek=300_000),
        period=Period(start=date(2027, 1, 1), end=date(2027, 12, 31)),
        considered=(
            Considered(constellation="K-014", answer="declined"),
            Considered(constellation="K-015", answer="hosts"),
        ),
        coordination=("joint-meetings",),
    )


def test_a_sheet_of_excel_gives_the_same(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["title", "summary", "parties", "start", "funding_sek"])
    book.active.append(["A", "B", "Region Västmanland (RV)", date(2027, 1, 1), 5])
    book.save(tmp_path / "p.xlsx")

    (row,) = read_proposals(tmp_path / "p.xlsx")

    assert row.proposal is not None
    assert row.proposal == Proposal(
        title="A",
        summary="B",
        parties=(Party(name="Region Västmanland (RV)"),),
        period=Period(start=date(2027, 1, 1)),
        resources=Resources(funding_sek=5),
    )


def test_a_row_that_is_no_proposal_keeps_none_of_the_others_out(tmp_path: Path) -> None:
    table = read(
        tmp_path,
        ["title", "summary", "parties", "level", "staff_fte"],
        ["A", "B", "C", "units", "much"],
        ["D", "E", "F", "unit", "1"],
    )

    first, second = table
    assert (first.number, first.title, first.proposal) == (2, "A", None)
    assert [(one.code, one.line, one.column) for one in first.problems] == [
        ("input.unknown-choice", 2, 4),
        ("form.number", 2, 5),
    ]
    assert second.proposal is not None


def test_a_row_with_more_cells_than_headings_keeps_none_of_the_others_out(tmp_path: Path) -> None:
    first, second, third = read(
        tmp_path,
        ["title", "summary", "parties"],
        ["A", "B", "C"],
        ["D", "E", "F", "G", "H"],
        ["I", "J", "K"],
    )

    assert [row.proposal is None for row in (first, second, third)] == [False, True, False]
    assert [(one.code, one.line, one.params["count"]) for one in second.problems] == [
        ("reading.table-ragged", 3, 5)
    ]


def test_a_table_without_a_column_that_a_proposal_needs_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as refused:
        read(tmp_path, ["title", "themes"], ["A", "B"])

    assert [(problem.code, problem.params) for problem in refused.value.problems] == [
        (
            "reading.table-no-column",
            {"field": field, "field_sv": field_sv, "headings": "title, themes"},
        )
        for field, field_sv in (("Summary", "Sammanfattning"), ("Parties", "Parter"))
    ]


@pytest.mark.parametrize("word", ["", "-", "okänt", "Unknown", "vet ej", "?", "Don't know"])
def test_what_nobody_knows_is_left_open_however_that_is_said(word: str, tmp_path: Path) -> None:
    fields = ["level", "category", "themes", "resources.committed", "staff_fte", "period.end"]
    (row,) = read(
        tmp_path, ["title", "summary", "parties", *fields], ["A", "B", "C", *[word] * len(fields)]
    )

    assert row.proposal == Proposal(title="A", summary="B", parties=(Party(name="C"),))


CELLS: dict[str, list[str]] = {
    "title": ["A", " B  b ", "", "x" * 300],
    "summary": ["Om", "=1", "å" * 201, "okänt"],
    "parties": ["Region Västmanland; Köpings kommun (avsett)", "C", "C; C", "D (unclear); ", ";"],
    "level": ["enhet", "Unit", "okänd", "unknown", "units", ""],
    "category": ["research-team", "forskargrupp", "vet ej", "-"],
    "themes": ["äldre", "äldre, e-hälsa", "ja; nej", "x" * 300, ""],
    "resources.committed": ["ja", "no", "okänt", "kanske", "true"],
    "resources.staff_fte": ["0,5", "1", "-1", "mycket", "1e400", ""],
    "resources.funding_sek": ["300 000", "1.5", "nan", "okänt"],
    "period.start": ["2027-01-01", "1 mars 2027", "2027-13-01", "okänt", ""],
    "period.end": ["2026-12-31", "31/12 2027", "x"],
    "considered": ["K-014: avböjt", "K-014", "K-99: declined", "K-014: maybe", ""],
    "coordination": ["joint-meetings", "gemensamma möten; x", ""],
}


CHANGES = st.dictionaries(st.sampled_from([*CELLS]), st.integers(0, 4), max_size=4)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(changed=st.lists(CHANGES, min_size=1, max_size=9))
def test_what_is_read_in_passing_is_what_is_read_cell_by_cell(
    changed: list[dict[str, int]], tmp_path: Path
) -> None:
    rows = [
        [cells[changes.get(name, 0) % len(cells)] for name, cells in CELLS.items()]
        for changes in changed
    ]
    table = read(tmp_path, [*CELLS], *rows)

    in_passing = list(table)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ProposalTable, "_sound", lambda *_: None)
        assert in_passing == list(table)


def test_no_person_is_read(tmp_path: Path) -> None:
    table = read(
        tmp_path, ["title", "summary", "parties", "Kontakt"], ["A", "B", "C", "Anna Andersson"]
    )

    (row,) = table
    assert row.proposal is not None
    assert row.proposal.contact is None
    assert table.unread == ("Kontakt",)
