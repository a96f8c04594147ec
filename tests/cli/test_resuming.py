"""Many proposals, interrupted and gone on with: nothing is done twice, and nothing is missing."""

from __future__ import annotations

import csv
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from screening import Screener
from screening.cli import many
from screening.cli.many_kinds import InTable, Reports
from screening.model.register import Register
from tests.cli.calling import Answer, Call
from tests.cli.many_proposals import BAD, Counted, proposal_file, rows_of, table

OUTPUTS = ("v.csv", "v.xlsx", "v.json", "v.html", "v.txt", "reports/")
ROWS = [*rows_of(3), BAD, *rows_of(5)[3:]]
GOOD = [row[0] for row in ROWS if row is not BAD]
DAY = ("--as-of", "2026-11-23")


@pytest.fixture
def counted(plain_screener: Screener, monkeypatch: pytest.MonkeyPatch, call: Call) -> Counted:
    assert call is not None  # it changes to the test's folder
    return Counted(plain_screener, monkeypatch)


def content(output: Path) -> object:
    """What is in the output, but for the time."""
    if output.is_dir():
        return {file.name: file.read_bytes() for file in output.iterdir()}
    if output.suffix == ".xlsx":
        book = load_workbook(output)
        return [[cell.value for cell in row] for sheet in book for row in sheet.iter_rows()]
    return re.sub(r'"screened_at": ".*"', "", output.read_text(encoding="utf-8"))


def nothing_left(folder: Path) -> bool:
    return not [*folder.rglob(".*")]


@pytest.mark.parametrize("name", OUTPUTS)
def test_wherever_it_is_interrupted_it_ends_as_if_it_had_not_been(
    name: str, call: Call, tmp_path: Path, counted: Counted
) -> None:
    table(tmp_path / "p.csv", ROWS)
    (tmp_path / "whole").mkdir()
    whole = f"whole/{name}"
    told = call("screen", "p.csv", "-o", whole, *DAY)
    assert (told.code, counted.titles) == (3, GOOD)
    for done in range(len(GOOD)):
        (tmp_path / str(done)).mkdir()
        output = f"{done}/{name}"
        counted.begin(stop=done)
        stopped = call("screen", "p.csv", "-o", output, *DAY)
        bad = int(done >= 3)
        assert stopped.code == 130
        assert f"done {done + bad} of 6. Go on with the same command and --resume" in stopped.err
        first = [*counted.titles]
        assert name.endswith("/") or not (tmp_path / output).exists()
        counted.begin()
        resumed = call("screen", "p.csv", "-o", output, "--resume", *DAY)
        assert first + counted.titles == GOOD
        assert resumed.code == 3
        assert ("not done again" in resumed.err) == bool(done)
        assert content(tmp_path / output) == content(tmp_path / whole)
        assert nothing_left(tmp_path)


def test_it_may_be_interrupted_again_and_again(
    call: Call, tmp_path: Path, counted: Counted
) -> None:
    table(tmp_path / "p.csv", rows_of(5))
    titles: list[str] = []
    codes = []
    for _ in range(6):
        counted.begin(stop=1)
        codes.append(call("screen", "p.csv", "-o", "v.csv", "--resume").code)
        titles += counted.titles
    assert codes == [130, 130, 130, 130, 0, 2]  # the last finds a table that is there
    assert titles == GOOD


def interrupted(
    call: Call, folder: Path, counted: Counted, *, output: str = "v.csv", done: int = 2
) -> Path:
    """A run that was interrupted; gives its ledger."""
    table(folder / "p.csv", rows_of(4))
    counted.begin(stop=done)
    assert call("screen", "p.csv", "-o", output, *DAY).code == 130
    counted.begin()
    (ledger,) = folder.rglob(".*resume")
    return ledger


def resumed(call: Call, *words: str, output: str = "v.csv") -> Answer:
    return call("screen", "p.csv", "-o", output, "--resume", *(words or DAY))


def titles_in(file: Path) -> list[str]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return [row["Title"] for row in csv.DictReader(opened)]


def test_wherever_its_file_is_cut_short_what_is_whole_in_it_counts(
    call: Call, tmp_path: Path, counted: Counted
) -> None:
    ledger = interrupted(call, tmp_path, counted)
    whole = ledger.read_bytes()
    header, first, second = whole.splitlines(keepends=True)
    ends = [len(header), len(header) + len(first), len(whole)]
    for length in (*ends, *(end + cut for end in ends[:2] for cut in (1, 30)), ends[2] - 1):
        ledger.write_bytes(whole[:length])
        counted.begin()
        assert resumed(call).code == 0
        kept = sum(end <= length for end in ends) - 1
        assert counted.titles == GOOD[kept:4]
        assert titles_in(tmp_path / "v.csv") == GOOD[:4]
        (tmp_path / "v.csv").unlink()
    for length in (0, 1, ends[0] - 1):
        ledger.write_bytes(whole[:length])
        answer = resumed(call)
        assert (answer.code, "Start over with --force" in answer.err) == (2, True)
        assert ledger.read_bytes() == whole[:length]
    assert second


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b"[]\n", "the work file changed"),
        (b"1\n", "the work file changed"),
        (b'{"ledger": 2, "made": {}}\n', "the work file changed"),
        (b'{"ledger": 1, "made": 7}\n', "the work file changed"),
        (b"\xff\xfe\n", "cannot be read"),
        (b"{}}\n", "cannot be read"),
        (b'{"ledger": 1, "made": {"as_of": "some day"}}\n', "the day changed"),
    ],
)
def test_what_is_no_work_file_is_not_gone_on_with(
    call: Call, tmp_path: Path, counted: Counted, line: bytes, told: str
) -> None:
    ledger = interrupted(call, tmp_path, counted)
    ledger.write_bytes(line)
    for words in (DAY, ("--lang", "en")):
        answer = resumed(call, *words)
        assert (answer.code, told in answer.err, counted.titles) == (2, True, [])


@pytest.mark.parametrize("line", [b'{"file": 1}\n', b"[1]\n", b"null\n", b"\xff\n", b"x\n"])
def test_a_line_of_it_that_says_nothing_is_told(
    call: Call, tmp_path: Path, counted: Counted, line: bytes
) -> None:
    ledger = interrupted(call, tmp_path, counted)
    ledger.write_bytes(ledger.read_bytes() + line)
    answer = resumed(call)
    assert (answer.code, ".v.csv.resume cannot be read" in answer.err) == (2, True)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--as-of", "2026-11-24"), "the day"),
        ((*DAY, "--lang", "sv"), "språket"),
        ((*DAY, "--format", "html"), "the format"),
        ((*DAY, "--explain"), "the option --explain"),
    ],
)
def test_what_would_be_made_otherwise_is_not_gone_on_with(
    call: Call, tmp_path: Path, counted: Counted, words: Sequence[str], told: str
) -> None:
    ledger = interrupted(call, tmp_path, counted)
    before = ledger.read_bytes()
    answer = resumed(call, *words)
    assert (answer.code, told in answer.err, counted.titles) == (2, True, [])
    assert ledger.read_bytes() == before


def test_other_rules_and_another_register_are_told(
    *,
    call: Call,
    tmp_path: Path,
    counted: Counted,
    screener: Screener,
    screener_without_letter: Screener,
    plain_screener: Screener,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ledger = interrupted(call, tmp_path, counted)
    for other, told in ((screener_without_letter, "the rules"), (screener, "the engine")):
        monkeypatch.setattr(Screener, "load", lambda other=other, **_: other)
        assert f"{told} changed since the run began" in resumed(call).err
    entries = plain_screener.register
    assert isinstance(entries, Register)
    register = entries.model_copy(update={"entries": entries.entries[1:]})
    fewer = Screener(plain_screener.ruleset, register, engine="plain")
    monkeypatch.setattr(Screener, "load", lambda **_: fewer)
    assert "the register changed since the run began" in resumed(call).err
    assert ledger.exists()


def test_a_run_is_ended_on_the_day_it_was_begun(
    call: Call, tmp_path: Path, counted: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    table(tmp_path / "p.csv", rows_of(3))
    monkeypatch.setattr(many, "today", lambda: date(2026, 1, 31))
    counted.begin(stop=2)
    assert call("screen", "p.csv", "-o", "v.json").code == 130
    monkeypatch.setattr(many, "today", lambda: date(2026, 2, 1))
    counted.begin()
    assert call("screen", "p.csv", "-o", "v.json", "--resume").code == 0
    verdicts = json.loads((tmp_path / "v.json").read_text(encoding="utf-8"))
    assert [one["as_of"] for one in verdicts] == ["2026-01-31"] * 3


def test_rows_that_changed_in_between_are_screened_again_and_no_others(
    call: Call, tmp_path: Path, counted: Counted
) -> None:
    interrupted(call, tmp_path, counted, done=3)
    first, second, third, fourth = rows_of(4)
    table(tmp_path / "p.csv", [first, ("Nytt", *second[1:]), BAD, fourth])
    assert resumed(call).code == 3
    assert counted.titles == ["Nytt", "Förslag 4"]
    assert titles_in(tmp_path / "v.csv") == ["Förslag 1", "Nytt", "Fel nivå", "Förslag 4"]
    assert third not in ([], BAD)


def test_rows_that_are_gone_are_gone_and_new_ones_are_screened(
    call: Call, tmp_path: Path, counted: Counted
) -> None:
    interrupted(call, tmp_path, counted, done=3)
    table(tmp_path / "p.csv", [rows_of(1)[0], ("Nytt", *rows_of(1)[0][1:])])
    assert resumed(call).code == 0
    assert counted.titles == ["Nytt"]
    assert titles_in(tmp_path / "v.csv") == ["Förslag 1", "Nytt"]


# --- reports in a folder ----------------------------------------------------------------


def reports(folder: Path) -> dict[str, str]:
    """The title in each report."""
    texts = {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir()}
    return {
        name: text.splitlines()[0].removeprefix("# Verdict: ")
        for name, text in sorted(texts.items())
        if not name.startswith(".")
    }


REPORTS = (*DAY, "--format", "markdown")


def begun_reports(call: Call, folder: Path, counted: Counted, done: int) -> None:
    table(folder / "p.csv", rows_of(4))
    counted.begin(stop=done)
    assert call("screen", "p.csv", "-o", "r/", *REPORTS).code == 130
    counted.begin()


def test_a_report_that_was_taken_away_is_made_again(
    call: Call, tmp_path: Path, counted: Counted
) -> None:
    begun_reports(call, tmp_path, counted, done=3)
    (tmp_path / "r" / "p-row-3.md").unlink()
    assert resumed(call, *REPORTS, output="r/").code == 0
    assert counted.titles == ["Förslag 2", "Förslag 4"]
    assert reports(tmp_path / "r") == {f"p-row-{n + 1}.md": f"Förslag {n}" for n in range(1, 5)}


def test_a_row_that_changed_gets_a_new_report_and_a_bad_one_none(
    call: Call, tmp_path: Path, counted: Counted
) -> None:
    begun_reports(call, tmp_path, counted, done=3)
    first, second, _, fourth = rows_of(4)
    table(tmp_path / "p.csv", [first, ("Nytt", *second[1:]), BAD, fourth])
    assert resumed(call, *REPORTS, output="r/").code == 3
    assert reports(tmp_path / "r") == {
        "p-row-2.md": "Förslag 1",
        "p-row-3.md": "Nytt",
        "p-row-5.md": "Förslag 4",
    }


def test_a_report_that_was_put_there_but_not_noted_is_not_taken_for_somebody_elses(
    call: Call, tmp_path: Path, counted: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Killed between the two: the record is written first, so that the report is made again.
    table(tmp_path / "p.csv", rows_of(3))
    put = Reports.put

    def killed(kind: Reports, key: tuple[str, int], report: bytes) -> None:
        if key[1] == 3:
            raise KeyboardInterrupt
        put(kind, key, report)

    monkeypatch.setattr(Reports, "put", killed)
    assert call("screen", "p.csv", "-o", "r/", *REPORTS).code == 130
    monkeypatch.setattr(Reports, "put", put)
    counted.begin()
    assert resumed(call, *REPORTS, output="r/").code == 0
    assert counted.titles == ["Förslag 2", "Förslag 3"]
    assert [*reports(tmp_path / "r").values()] == ["Förslag 1", "Förslag 2", "Förslag 3"]


def test_reports_whose_names_move_are_not_taken_for_each_other(
    call: Call, tmp_path: Path, counted: Counted
) -> None:
    proposal_file(tmp_path / "in" / "x" / "a.json", "X")
    proposal_file(tmp_path / "in" / "y" / "a.json", "Y")
    proposal_file(tmp_path / "in" / "z.json", "Z")
    counted.begin(stop=2)
    assert call("screen", "in", "-o", "r/", *REPORTS).code == 130
    (tmp_path / "in" / "x" / "a.json").unlink()
    counted.begin()
    answer = call("screen", "in", "-o", "r/", "--resume", *REPORTS)
    assert answer.code == 0
    assert counted.titles == ["Y", "Z"]
    assert {"a.md": "Y", "z.md": "Z"}.items() <= reports(tmp_path / "r").items()


def test_people_who_changed_are_told_of_where_people_are_told_of(
    call: Call, tmp_path: Path, counted: Counted
) -> None:
    told = {"title": "A", "summary": "B", "parties": [{"name": "RV"}, {"name": "MDU"}]}
    for name, person in (("a", "Anna"), ("b", "Bo")):
        text = json.dumps({**told, "title": name, "contact": {"name": person}})
        (tmp_path / f"{name}.json").write_text(text, encoding="utf-8")
    words = ("screen", "a.json", "b.json", "-o", "r/", "--with-contacts", *REPORTS)
    counted.begin(stop=1)
    assert call(*words).code == 130
    text = (tmp_path / "a.json").read_text(encoding="utf-8").replace("Anna", "Alva")
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    counted.begin()
    assert call(*words, "--resume").code == 0
    assert "Alva" in (tmp_path / "r" / "a.md").read_text(encoding="utf-8")
    assert counted.titles == ["a", "b"]


# --- what is refused --------------------------------------------------------------------


def test_an_interrupted_run_is_neither_forgotten_nor_gone_on_with_unasked(
    call: Call, tmp_path: Path, counted: Counted
) -> None:
    ledger = interrupted(call, tmp_path, counted)
    before = ledger.read_bytes()
    answer = call("screen", "p.csv", "-o", "v.csv")
    assert (answer.code, "was interrupted. Go on with --resume" in answer.err) == (2, True)
    assert (ledger.read_bytes(), counted.titles) == (before, [])
    assert call("screen", "p.csv", "-o", "v.csv", "--force").code == 0
    assert counted.titles == GOOD[:4]
    assert not ledger.exists()


def test_with_nothing_to_resume_it_begins(call: Call, tmp_path: Path, counted: Counted) -> None:
    table(tmp_path / "p.csv", rows_of(2))
    assert call("screen", "p.csv", "-o", "v.csv", "--resume").code == 0
    assert counted.titles == GOOD[:2]


@pytest.mark.parametrize("words", [("p.csv",), ("p.csv", "--format", "json"), ("a.json",)])
def test_only_what_goes_into_a_file_can_be_resumed(
    call: Call, tmp_path: Path, counted: Counted, words: Sequence[str]
) -> None:
    table(tmp_path / "p.csv", rows_of(2))
    proposal_file(tmp_path / "a.json", "A")
    answer = call("screen", *words, "--resume")
    assert (answer.code, counted.titles) == (2, [])
    assert "--resume goes on with a run that writes to a file or a folder" in answer.err


def test_interrupted_on_the_way_to_a_terminal_it_says_what_can_be_done(
    call: Call, tmp_path: Path, counted: Counted
) -> None:
    table(tmp_path / "p.csv", rows_of(3))
    counted.begin(stop=1)
    answer = call("screen", "p.csv")
    assert (answer.code, answer.out) == (130, "")
    assert answer.err.endswith("done 1 of 3. With --output one can go on from there.\n")


def test_what_came_to_be_in_between_is_not_written_over(
    call: Call, tmp_path: Path, counted: Counted
) -> None:
    ledger = interrupted(call, tmp_path, counted)
    before = ledger.read_bytes()
    (tmp_path / "v.csv").write_text("mine", encoding="utf-8")
    answer = resumed(call)
    assert (answer.code, "v.csv exists already" in answer.err) == (2, True)
    assert ledger.read_bytes() == before
    assert (tmp_path / "v.csv").read_text(encoding="utf-8") == "mine"
    assert resumed(call, *DAY, "--force").code == 0
    assert titles_in(tmp_path / "v.csv") == GOOD[:4]


def test_interrupted_while_the_table_is_written_nothing_need_be_screened_again(
    call: Call, tmp_path: Path, counted: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted_in_writing(*_: object) -> None:
        raise KeyboardInterrupt

    table(tmp_path / "p.csv", rows_of(3))
    with monkeypatch.context() as then:
        then.setattr(InTable, "write", interrupted_in_writing)
        answer = call("screen", "p.csv", "-o", "v.csv", *DAY)
    assert (answer.code, "done 3 of 3" in answer.err) == (130, True)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".v.csv.resume", "p.csv"]
    counted.begin()
    assert resumed(call).code == 0
    assert (counted.titles, titles_in(tmp_path / "v.csv")) == ([], GOOD[:3])


# --- in a process of its own ------------------------------------------------------------


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_a_process_that_was_ended_is_gone_on_with(
    how: signal.Signals, call: Call, tmp_path: Path
) -> None:
    count = 3000
    table(tmp_path / "p.csv", rows_of(count))
    program = "from screening.cli import main; main()"
    words = [sys.executable, "-c", program, "screen", "p.csv", "-o", "v.csv", *DAY]
    root = Path(__file__).parents[2]
    running = subprocess.Popen(
        words, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(root)}, stderr=subprocess.PIPE
    )
    ledger = tmp_path / ".v.csv.resume"
    while running.poll() is None and (not ledger.exists() or ledger.stat().st_size < 20_000):
        time.sleep(0.01)
    running.send_signal(how)
    _, told = running.communicate(timeout=60)
    assert running.returncode == (130 if how == signal.SIGINT else -9)
    assert (b"--resume" in told) == (how == signal.SIGINT)
    assert not (tmp_path / "v.csv").exists()
    answer = resumed(call)
    (done,) = re.findall(r"not done again: (\d+)\.", answer.err)
    assert (answer.code, 0 < int(done) < count) == (0, True)
    assert titles_in(tmp_path / "v.csv") == [row[0] for row in rows_of(count)]
    assert nothing_left(tmp_path)
