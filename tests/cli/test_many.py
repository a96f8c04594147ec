"""``screening screen`` with many proposals: tables, folders, and tables of verdicts."""

from __future__ import annotations

import csv
import json
import os
import pty
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from screening import Screener
from screening.errors import Undecided
from screening.messages import LANGUAGES, message
from screening.model.proposal import Proposal
from screening.report.verdict_lines import COLUMNS, heading
from tests.cli.calling import Answer, Call
from tests.cli.many_proposals import BAD, HEADINGS, Counted, proposal_file, rows_of, sheet, table
from tests.intake.filled import form

ROOT = Path(__file__).parents[2]
DAY = ("--as-of", "2026-11-23")


@pytest.fixture(autouse=True)
def counted(plain_screener: Screener, monkeypatch: pytest.MonkeyPatch, call: Call) -> Counted:
    assert call is not None  # it changes to the test's folder
    return Counted(plain_screener, monkeypatch)


def verdicts(answer: Answer) -> list[tuple[str, int | None, str | list[str]]]:
    """File, row, and outcome or the codes of errors, out of JSON."""
    return [
        (
            one["file"],
            one["row"],
            one["outcome"] if "outcome" in one else [each["code"] for each in one["errors"]],
        )
        for one in json.loads(answer.out)
    ]


def rows_in(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


# --- what can be handed in --------------------------------------------------------------


def test_where_there_is_nothing_to_screen_that_is_told_and_no_table_is_made(
    call: Call, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    answer = call("screen", "in", "no*.yaml", "--output", "v.csv", "--lang", "en")

    assert (answer.code, answer.out, sorted(tmp_path.glob("v*"))) == (3, "", [])
    assert answer.err.count("error: There are no proposals here.") == 2
    assert answer.err.endswith("A proposal to start from: screening new proposal\n")


def test_forms_tables_and_files_of_a_folder_are_screened_together(
    call: Call, tmp_path: Path
) -> None:
    proposal_file(tmp_path / "in" / "a.json", "A")
    table(tmp_path / "in" / "b.csv", [*rows_of(1), BAD])
    sheet(tmp_path / "in" / "c.xlsx", rows_of(1))
    form(tmp_path / "in", "docx")
    (tmp_path / "in" / "notes.txt").write_text("x", encoding="utf-8")
    answer = call("screen", "in", "--format", "json")
    assert verdicts(answer) == [
        ("in/a.json", None, "escalate-to-steering-group"),
        ("in/b.csv", 2, "route-to-existing"),
        ("in/b.csv", 3, ["input.unknown-choice"]),
        ("in/c.xlsx", 2, "route-to-existing"),
        ("in/form.docx", None, "needs-specific-agreement"),
    ]
    assert answer.code == 3
    assert "left out (1): in/notes.txt." in answer.err
    assert answer.err.endswith(
        "Proposals: 5 (Escalate to the steering group 1; Needs a specific agreement 1; "
        "Take it to an existing collaboration 2; Could not be screened 1).\n"
    )


def test_a_row_is_screened_as_the_same_proposal_in_a_file_is(call: Call, tmp_path: Path) -> None:
    table(tmp_path / "p.csv", rows_of(1))
    told = {
        "title": "Förslag 1",
        "summary": "Digital vård för äldre, omgång 1",
        "parties": [{"name": "Region Västmanland"}, {"name": "Mälardalens universitet"}],
        "level": "unit",
        "themes": ["äldre", "e-hälsa"],
    }
    (tmp_path / "a.json").write_text(json.dumps(told), encoding="utf-8")
    row, file = json.loads(call("screen", "p.csv", "a.json", "--format", "json", *DAY).out)
    alone = json.loads(call("screen", "a.json", "--format", "json", *DAY).out)
    for one in (row, file, alone):
        one.pop("screened_at")
    assert (row.pop("file"), row.pop("row")) == ("p.csv", 2)
    assert (file.pop("file"), file.pop("row")) == ("a.json", None)
    assert row == file == alone


def test_the_same_file_twice_is_told_twice_and_screened_once(
    call: Call, tmp_path: Path, counted: Counted
) -> None:
    proposal_file(tmp_path / "a.json", "A")
    answer = call("screen", "a.json", "a.json", "--format", "json")
    assert [file for file, *_ in verdicts(answer)] == ["a.json", "a.json"]
    assert counted.titles == ["A"]
    assert call("screen", "a.json", "a.json", "-o", "r/").code == 0
    assert [file.name for file in (tmp_path / "r").iterdir()] == ["a.html"]


def test_a_sheet_can_be_chosen(call: Call, tmp_path: Path) -> None:
    book = Workbook()
    for name in ("Ett", "Två"):
        page = book.create_sheet(name)
        for row in (HEADINGS, *rows_of(1)):
            page.append([*row])
    book.remove(book.worksheets[0])
    book.save(tmp_path / "p.xlsx")
    refused = call("screen", "p.xlsx", "--format", "json")
    assert verdicts(refused) == [("p.xlsx", None, ["reading.table-several-sheets"])]
    chosen = call("screen", "p.xlsx", "--format", "json", "--sheet", "två")
    assert verdicts(chosen) == [("p.xlsx", 2, "route-to-existing")]


def test_cells_that_hold_nothing_or_cannot_be_read_are_told_by_their_address(
    call: Call, tmp_path: Path
) -> None:
    good = rows_of(1)[0]
    sheet(
        tmp_path / "p.xlsx",
        [
            good,
            ("#REF!", *good[1:]),
            ("Formel", "=A1", *good[2:]),
            (None, None, None, None, "x"),
            ("Nivå", good[1], "MDU", "nivån", ""),
            ("Parter", good[1], "Mälardalens universitet och Köpings kommun", "enhet", ""),
        ],
        above=2,
    )
    answer = call("screen", "p.xlsx", "-o", "v.csv")
    assert answer.code == 3
    expected = {
        4: "",
        5: "Plan!A5: ",
        6: "Plan!B6: ",
        7: "Plan!A7: ",
        8: "Plan!D8: “nivån” is not among the choices for “Nivå”. ",
        9: "Plan!C9: “Mälardalens universitet och Köpings kommun” names more than one",
    }
    rows = rows_in(tmp_path / "v.csv")
    assert [int(row["Row"]) for row in rows] == list(expected)
    for row, begins in zip(rows, expected.values(), strict=True):
        assert row["Errors"].startswith(begins)
        assert bool(row["Errors"]) == (row["Outcome"] == "Could not be screened") == bool(begins)
    assert [line.split("!")[0] for line in rows[3]["Errors"].splitlines()] == ["Plan"] * 3
    for cell in ("A5", "B6", "A7", "B7", "C7", "D8", "C9"):
        assert f"--> p.xlsx: Plan!{cell}\n" in answer.err


def test_merged_cells_hold_for_all_their_rows_and_of_two_columns_the_first_is_read(
    call: Call, tmp_path: Path
) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["Titel", "Sammanfattning", "Parter", "Nivå", "Level"])
    page.append(["A", "Vård", "RV; MDU", "enhet", "executive"])
    page.append(["B", "Vård", None, "enhet", "executive"])
    page.merge_cells("C2:C3")
    book.save(tmp_path / "p.xlsx")
    answer = call("screen", "p.xlsx", "--format", "json")
    assert [row for _, row, outcome in verdicts(answer) if isinstance(outcome, str)] == [2, 3]
    assert "p.xlsx: columns that are not read: Level." in answer.err
    assert "p.xlsx: Merged cells were filled in downwards in 1 places." in answer.err


@pytest.mark.parametrize("lang", LANGUAGES)
def test_in_csv_a_cell_is_told_by_its_row_and_its_columns_heading(
    call: Call, tmp_path: Path, lang: str
) -> None:
    table(tmp_path / "p.csv", [*rows_of(1), BAD])
    answer = call("screen", "p.csv", "--format", "csv", "--lang", lang)
    assert "UTF-8" not in answer.err
    place = {"sv": "rad 3, kolumnen Nivå: ”nivån”", "en": "row 3, column Nivå: “nivån”"}[lang]
    assert place in answer.out
    assert {"sv": "p.csv:3, kolumnen Nivå", "en": "p.csv:3, column Nivå"}[lang] in answer.err


def test_of_many_bad_rows_all_are_in_the_table_and_some_are_told_at_once(
    call: Call, tmp_path: Path
) -> None:
    table(tmp_path / "p.csv", [BAD] * 30)
    answer = call("screen", "p.csv", "-o", "v.csv")
    assert (answer.code, answer.err.count("error: ")) == (3, 20)
    assert "Could not be read besides these: 10." in answer.err
    assert sum("nivån" in row["Errors"] for row in rows_in(tmp_path / "v.csv")) == 30
    shown = call("screen", "p.csv")
    assert "A proposal to start from: screening new proposal" in shown.err


def test_a_proposal_that_the_rules_say_nothing_of_keeps_none_of_the_others_out(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gap(real: Callable[..., Any]) -> Callable[..., Any]:
        def screened(screener: Screener, proposal: Proposal, **how: Any) -> Any:
            if proposal.title == "Förslag 2":
                raise Undecided("Rules 1")
            return real(screener, proposal, **how)

        return screened

    for name in ("brief", "screen"):
        monkeypatch.setattr(Screener, name, gap(getattr(Screener, name)))
    table(tmp_path / "p.csv", rows_of(3))
    assert call("screen", "p.csv", "-o", "v.csv").code == 3
    told = [row["Errors"] for row in rows_in(tmp_path / "v.csv")]
    assert told == ["", Undecided("Rules 1").describe("en"), ""]
    data = call("screen", "p.csv", "--format", "json")
    assert verdicts(data)[1] == ("p.csv", 3, ["undecided"])


def test_file_names_of_any_bytes_can_be_told_of(call: Call, tmp_path: Path) -> None:
    name = os.fsdecode(b"in/\xff\xe5=.json")
    try:
        proposal_file(tmp_path / name, "A")
    except OSError:
        pytest.skip("this system has no such names")
    (tmp_path / "in" / os.fsdecode(b"\xfe.json")).write_text("x", encoding="utf-8")
    for suffix in ("csv", "json", "html", "txt", "xlsx"):
        assert call("screen", "in", "-o", f"v.{suffix}").code == 3
    assert call("screen", "in", "-o", "r/").code == 3
    told = json.loads((tmp_path / "v.json").read_text(encoding="utf-8"))
    assert [one["file"] for one in told] == ["in/\ufffd.json", "in/\ufffd\ufffd=.json"]
    assert len([*(tmp_path / "r").iterdir()]) == 1


# --- where it goes ----------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_tables_name_says_its_format(call: Call, tmp_path: Path, lang: str) -> None:
    table(tmp_path / "p.csv", [*rows_of(2), BAD])
    for name, begins in (
        ("v.csv", b"\xef\xbb\xbf"),
        ("v.xlsx", b"PK"),
        ("v.html", b"<!doctype html>"),
        ("v.json", b"[\n  {\n"),
        ("v.txt", {"sv": b"Fil", "en": b"File"}[lang]),
    ):
        answer = call("screen", "p.csv", "-o", name, "--lang", lang)
        assert (answer.code, answer.out) == (3, "")
        assert (tmp_path / name).read_bytes().startswith(begins)
        written = message("page.command.wrote", lang, file=name)  # type: ignore[arg-type]
        assert written in answer.err
    book = load_workbook(tmp_path / "v.xlsx")
    (heads, *rows) = book.worksheets[0].iter_rows(values_only=True)
    assert heads == tuple(heading(column, lang) for column in COLUMNS)  # type: ignore[arg-type]
    assert [row[1:3] for row in rows] == [(2, "Förslag 1"), (3, "Förslag 2"), (4, "Fel nivå")]
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_one_proposal_too_is_a_table_in_csv_and_excel(call: Call, tmp_path: Path) -> None:
    proposal_file(tmp_path / "a.json", "A")
    assert call("screen", "a.json", "-o", "v.csv").code == 0
    assert [(row["File"], row["Row"]) for row in rows_in(tmp_path / "v.csv")] == [("a.json", "")]


def test_each_row_has_a_report_of_its_own(call: Call, tmp_path: Path) -> None:
    table(tmp_path / "p.csv", [*rows_of(1), BAD, *rows_of(1)])
    answer = call("screen", "p.csv", "-o", "r/")
    assert sorted(path.name for path in (tmp_path / "r").iterdir()) == [
        "p-row-2.html",
        "p-row-4.html",
    ]
    assert "Reports written to r: 2." in answer.err


def test_what_is_written_into_the_folder_that_is_screened_is_no_proposal(
    call: Call, tmp_path: Path
) -> None:
    proposal_file(tmp_path / "in" / "a.json", "A")
    for output in ("in/v.csv", "in/v.json", "in/r/"):
        for force in ((), ("--force",)):
            words = ("--format", "docx") if output == "in/r/" else ()
            answer = call("screen", "in", "-o", output, *words, *force)
            assert (answer.code, "Proposals: 1 (" in answer.err) == (0, True)
        if output != "in/r/":
            (tmp_path / output).unlink()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("-o", "p.csv", "--force"), "p.csv is one of the proposals"),
        (("-o", "mine.csv"), "mine.csv exists already"),
        (("-o", "no/v.csv"), "no/v.csv cannot be written"),
        (("-o", "mine.csv/r/"), "mine.csv/r cannot be written"),
        (("-o", "r/", "--format", "csv"), "r/ is a folder."),
        (("--format", "docx"), "Name a folder: --output verdicts/"),
        (("-o", "v.md"), "Name a folder: --output verdicts/"),
        (("--with-contacts",), "--with-contacts is for reports."),
    ],
)
def test_what_cannot_be_written_is_told_before_anything_is_screened(
    call: Call, tmp_path: Path, counted: Counted, words: Sequence[str], told: str
) -> None:
    before = table(tmp_path / "p.csv", rows_of(2)).read_bytes()
    (tmp_path / "mine.csv").write_text("mine", encoding="utf-8")
    answer = call("screen", "p.csv", *words)
    assert (answer.code, answer.out, counted.titles) == (2, "", [])
    assert told in answer.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine.csv", "p.csv"]
    assert (tmp_path / "p.csv").read_bytes() == before
    assert (tmp_path / "mine.csv").read_text(encoding="utf-8") == "mine"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_a_full_disk_is_told(call: Call, tmp_path: Path) -> None:
    table(tmp_path / "p.csv", rows_of(2))
    answer = call("screen", "p.csv", "-o", "/dev/full", "--format", "csv", "--force")
    assert (answer.code, "/dev/full cannot be written" in answer.err) == (2, True)
    assert [*Path("/dev").glob(".full*")] == []


def test_without_openpyxl_it_is_told_what_to_install_and_nothing_is_lost(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, counted: Counted
) -> None:
    table(tmp_path / "p.csv", rows_of(2))
    with monkeypatch.context() as without:
        without.setitem(sys.modules, "openpyxl", None)
        answer = call("screen", "p.csv", "-o", "v.xlsx")
    assert (answer.code, "pip install openpyxl" in answer.err) == (3, True)
    counted.begin()
    assert call("screen", "p.csv", "-o", "v.xlsx", "--resume").code == 0
    assert counted.titles == []


def test_fail_on_holds_for_each_of_many(call: Call, tmp_path: Path) -> None:
    table(tmp_path / "p.csv", rows_of(2))
    for outcome, code in (("route-to-existing", 10), ("escalate-to-steering-group", 0)):
        assert call("screen", "p.csv", "--fail-on", outcome).code == code


# --- on a terminal ----------------------------------------------------------------------


def on_a_terminal(folder: Path, *words: str, terminal: bool) -> str:
    """What the program says on standard error, where that is a terminal or not."""
    program = "from screening.cli import main; main()"
    env = {**os.environ, "PYTHONPATH": str(ROOT), "LANG": "en_GB.UTF-8", "TERM": "xterm"}
    env.pop("NO_COLOR", None)
    ours, theirs = pty.openpty() if terminal else os.pipe()
    said: list[bytes] = []

    def listen() -> None:
        try:
            while data := os.read(ours, 4096):
                said.append(data)
        except OSError:  # what a terminal says once nobody is there
            pass

    listening = threading.Thread(target=listen)
    listening.start()
    command = [sys.executable, "-c", program, "screen", *words]
    ended = subprocess.run(
        command, cwd=folder, env=env, stderr=theirs, stdout=subprocess.DEVNULL, check=False
    )
    os.close(theirs)
    listening.join()
    os.close(ours)
    assert ended.returncode in (0, 3)
    return b"".join(said).decode()


def test_progress_is_shown_on_a_terminal_and_nowhere_else(tmp_path: Path) -> None:
    table(tmp_path / "p.csv", [*rows_of(30), BAD])
    table(tmp_path / "one.csv", rows_of(1))
    shown = on_a_terminal(tmp_path, "p.csv", terminal=True)
    assert "31/31" in shown
    assert "p.csv:32, column" in shown
    piped = on_a_terminal(tmp_path, "p.csv", terminal=False)
    assert ("/31" in piped, "\x1b" in piped) == (False, False)
    assert "/1" not in on_a_terminal(tmp_path, "one.csv", terminal=True)
