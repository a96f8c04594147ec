"""``screening new proposal --rows`` writes a sheet that ``screen`` reads, with an example."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from screening.intake.proposal_columns import PROPOSAL_FIELDS, heading_of
from screening.intake.proposal_rows import read_proposals
from screening.messages import LANGUAGES, Lang
from screening.report.csv_cells import DELIMITERS
from tests.cli.calling import Call

SUFFIXES = ("xlsx", "csv")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_example_on_the_sheet_is_a_proposal_with_all_there_is(
    call: Call, tmp_path: Path, suffix: str, lang: Lang
) -> None:
    name = f"p.{suffix}"
    answer = call("new", "proposal", "--rows", "-o", name, "--lang", lang)
    assert (answer.code, answer.out) == (0, "")
    assert f"screening screen {name}" in answer.err
    (row,) = read_proposals(tmp_path / name)
    assert row.proposal is not None
    told = row.proposal.model_dump(mode="json", exclude_defaults=True)
    titles = {"sv": "Exempel: Digitala hembesök", "en": "Example: Digital home visits"}
    assert told.pop("title").startswith(titles[lang])
    assert told.pop("summary")
    assert len(told.pop("themes")) == 3
    assert told == {
        "category": "research-team",
        "considered": [{"constellation": "K-014", "answer": "declined"}],
        "coordination": ["joint-meetings", "shared-goals"],
        "level": "unit",
        "new_principles": False,
        "parties": [
            {"name": "Region Västmanland"},
            {"name": "Mälardalens universitet"},
            {"name": "Köpings kommun", "agreement": "intended"},
        ],
        "period": {"start": "2027-01-01", "end": "2028-12-31"},
        "resources": {"committed": True, "staff_fte": 0.5, "funding_sek": 300_000.0},
    }
    assert read_proposals(tmp_path / name).unread == ()
    verdict = json.loads(call("screen", name, "--format", "json").out)
    assert [one["row"] for one in verdict] == [2]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_in_excel_choices_are_lists_and_headings_say_what_they_are_for(
    call: Call, tmp_path: Path, lang: Lang
) -> None:
    assert call("new", "proposal", "--rows", "-o", "p.xlsx", "--lang", lang).code == 0
    (sheet,) = load_workbook(tmp_path / "p.xlsx").worksheets
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    prompts = {key: rule.prompt for key, rule in rules.items() if rule.promptTitle}
    assert len(prompts) == len(PROPOSAL_FIELDS)
    assert all(prompts.values())
    kinds = {key: rule.type for key, rule in rules.items() if key not in prompts}
    assert kinds == {
        "D2:D10001": "list",
        "F2:F10001": "list",
        "G2:G10001": "list",
        "H2:H10001": "decimal",
        "I2:I10001": "decimal",
        "J2:J10001": "date",
        "K2:K10001": "date",
        "M2:M10001": "list",
    }
    level = {"sv": "team,enhet,avdelning,ledning", "en": "team,unit,department,executive"}[lang]
    assert rules["F2:F10001"].formula1 == f'"{level}"'
    yes = {"sv": '"ja,nej"', "en": '"yes,no"'}[lang]
    assert rules["G2:G10001"].formula1 == rules["M2:M10001"].formula1 == yes
    assert sheet.freeze_panes == "B2"


def test_csv_can_go_to_the_screen_with_the_lists_of_its_language(call: Call) -> None:
    for lang in LANGUAGES:
        answer = call("new", "proposal", "--rows", "--lang", lang)
        (heads, example) = csv.reader(
            answer.out.removeprefix("\ufeff").splitlines(), delimiter=DELIMITERS[lang]
        )
        assert heads == [heading_of(field, lang) for field in PROPOSAL_FIELDS]
        assert len(example) == len(heads)
        assert "" not in example


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--rows", "--format", "docx"), "give --format xlsx or csv"),
        (("--rows", "--format", "yaml"), "give --format xlsx or csv"),
        (("--rows", "-o", "p.docx"), "give --format xlsx or csv"),
        (("--format", "csv"), "give --rows"),
        (("-o", "p.csv"), "give --rows"),
    ],
)
def test_a_sheet_is_written_in_excel_and_csv_alone(
    call: Call, tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    answer = call("new", "proposal", *words)
    assert (answer.code, answer.out, [*tmp_path.iterdir()]) == (2, "", [])
    assert told in answer.err


def test_without_openpyxl_it_is_told_what_to_install(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    answer = call("new", "proposal", "--rows", "-o", "p.xlsx")
    assert (answer.code, "pip install openpyxl" in answer.err) == (3, True)
    assert call("new", "proposal", "--rows", "-o", "p.csv").code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["p.csv"]
