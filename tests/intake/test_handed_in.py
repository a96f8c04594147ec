"""What somebody hands in: files, folders, patterns and tables, as proposals one by one."""

from __future__ import annotations

from pathlib import Path

import pytest

from screening.errors import InvalidInput
from screening.intake.handed_in import HandedInAll, hand_in, is_one_proposal
from screening.model.proposal import Proposal
from tests.cli.many_proposals import BAD, proposal_file, rows_of, sheet, table
from tests.intake.filled import form


@pytest.fixture(autouse=True)
def inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def told(handed_in: HandedInAll) -> list[tuple[str, int | None, object]]:
    """Each with what it is: a name to be read, the title of a row, or the codes of errors."""
    made: list[tuple[str, int | None, object]] = []
    for item in handed_in:
        match item.proposal:
            case str(name):
                assert name == item.file
                made.append((item.file, item.row, "file"))
            case Proposal() as proposal:
                assert proposal.title == item.title
                made.append((item.file, item.row, proposal.title))
            case InvalidInput() as error:
                made.append((item.file, item.row, [one.code for one in error.problems]))
    assert [(file, row) for file, row, _ in made] == [*handed_in.keys()]
    assert len(made) == len(handed_in)
    return made


def test_files_tables_and_forms_come_in_the_order_in_which_they_are_named(tmp_path: Path) -> None:
    table(tmp_path / "p.csv", [*rows_of(1), BAD])
    sheet(tmp_path / "p.xlsx", rows_of(1), above=3)
    form(tmp_path, "xlsx")
    assert told(hand_in(["z.yaml", "p.csv", "form.xlsx", "p.xlsx", "-"])) == [
        ("z.yaml", None, "file"),
        ("p.csv", 2, "Förslag 1"),
        ("p.csv", 3, ["input.unknown-choice"]),
        ("form.xlsx", None, "file"),
        ("p.xlsx", 5, "Förslag 1"),
        ("-", None, "file"),
    ]


def test_a_folder_is_all_proposals_in_it_and_below_it(tmp_path: Path) -> None:
    for name in ("in/b.json", "in/a.YAML", "in/deep/er/c.toml", "in/.hidden.yaml", "in/~$d.docx",
        "in/.git/e.json", "in/deep/.f/g/h.json"):  # fmt: skip
        proposal_file(tmp_path / name, "A")
    for name in ("in/README.md", "in/deep/picture.png", "in/.~lock.x.xlsx#"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    table(tmp_path / "in" / "deep" / "p.csv", rows_of(2))
    handed_in = hand_in(["in"])
    assert told(handed_in) == [
        ("in/a.YAML", None, "file"),
        ("in/b.json", None, "file"),
        ("in/deep/er/c.toml", None, "file"),
        ("in/deep/p.csv", 2, "Förslag 1"),
        ("in/deep/p.csv", 3, "Förslag 2"),
    ]
    assert handed_in.left_out == ("in/README.md", "in/deep/picture.png")
    assert handed_in.files == (
        "in/a.YAML",
        "in/b.json",
        "in/deep/er/c.toml",
        "in/deep/p.csv",
    )
    assert [each.name for each in handed_in.tables] == ["in/deep/p.csv"]


def test_a_pattern_is_the_files_that_it_fits_and_a_name_with_its_marks_is_that_file(
    tmp_path: Path,
) -> None:
    for name in ("a1.json", "a2.json", "b.json", "deep/a3.json", "[x].json"):
        proposal_file(tmp_path / name, "A")
    assert [file for file, *_ in told(hand_in(["a?.json"]))] == ["a1.json", "a2.json"]
    assert [file for file, *_ in told(hand_in(["**/a*.json"]))] == [
        "a1.json",
        "a2.json",
        "deep/a3.json",
    ]
    assert told(hand_in(["[x].json"])) == [("[x].json", None, "file")]
    assert told(hand_in(["no*.json"])) == [("no*.json", None, ["reading.no-proposals"])]


def test_where_nothing_can_be_read_at_all_the_reasons_are_told(tmp_path: Path) -> None:
    (tmp_path / "old.ods").write_text("x", encoding="utf-8")
    nothing = hand_in(["no*.json", "old.ods"]).refusals

    assert [[problem.code for problem in each.problems] for each in nothing] == [
        ["reading.no-proposals"],
        ["reading.table-old-format"],
    ]
    assert hand_in(["no*.json", "one.yaml"]).refusals == ()


def test_what_holds_no_proposals_is_told_at_its_place(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "nothing.csv").write_text("", encoding="utf-8")
    table(tmp_path / "headings.csv", [])
    (tmp_path / "old.ods").write_text("x", encoding="utf-8")
    (tmp_path / "other.csv").write_text("a;b\n1;2\n", encoding="utf-8")
    sheet(tmp_path / "heads.xlsx", [])
    from openpyxl import Workbook

    Workbook().save(tmp_path / "blank.xlsx")
    names = ["empty", "nothing.csv", "headings.csv", "old.ods", "other.csv", "heads.xlsx"]
    names += ["blank.xlsx", "no.csv", "no.xlsx"]
    assert [(file, codes) for file, _, codes in told(hand_in(names))] == [
        ("empty", ["reading.no-proposals"]),
        ("nothing.csv", ["reading.table-empty"]),
        ("headings.csv", ["reading.table-empty"]),
        ("old.ods", ["reading.table-old-format"]),
        ("other.csv", ["reading.table-no-column"] * 3),
        ("heads.xlsx", ["reading.table-empty"]),
        ("blank.xlsx", ["reading.table-empty"]),
        ("no.csv", ["reading.missing"]),
        ("no.xlsx", "file"),  # reading it tells that it is not there
    ]


def test_what_is_made_of_them_is_left_out_wherever_it_lies(tmp_path: Path) -> None:
    for name in ("in/a.json", "in/out/a.json", "in/v.json"):
        proposal_file(tmp_path / name, "A")
    but = {tmp_path / "in" / "out", tmp_path / "in" / "v.json"}
    for each in ("in", "in/**"):
        assert [file for file, *_ in told(hand_in([each], but=but))] == ["in/a.json"]
    assert [file for file, *_ in told(hand_in(["in/out"], but=but))] == ["in/out/a.json"]
    assert [file for file, *_ in told(hand_in(["in/v.json"], but=but))] == ["in/v.json"]


@pytest.mark.parametrize(
    ("name", "alone"),
    [("a.yaml", True), ("-", True), ("a.docx", True), ("no.xlsx", True), ("form.xlsx", True),
     ("p.xlsx", False), ("p.csv", False), ("p.ods", False), ("p.xlsm", False), ("in", False),
     ("*.yaml", False)],
)  # fmt: skip
def test_a_table_a_folder_and_a_pattern_are_several(
    tmp_path: Path, name: str, *, alone: bool
) -> None:
    (tmp_path / "in").mkdir()
    sheet(tmp_path / "p.xlsx", rows_of(1))
    form(tmp_path, "xlsx")
    assert is_one_proposal(name) is alone
