"""``screening register import``: what is shown and asked, and that nothing is written before."""

from __future__ import annotations

import io
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from screening.cli import main
from screening.intake.files import read_register
from screening.model.register import RegisterEntry
from tests.cli.calling import ROOT, Answer, Call
from tests.intake.importing import excel

CALLED = "import sys; from screening.cli import main; main(['register', 'import', *sys.argv[1:]])"
LIST = "Namn;Parter;Läge;Kontaktperson\nHemgång;Region Västmanland, MDU;aktiv;Anna Åkesson\n"
MADE = RegisterEntry(
    id="K-001",
    name="Hemgång",
    kind="constellation",
    status="active",
    parties=("Region Västmanland", "MDU"),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def entries(path: Path) -> tuple[RegisterEntry, ...]:
    return read_register(path).model.entries


def imported(call: Call, *words: str) -> Answer:
    return call("register", "import", *words)


# --- away from a terminal ------------------------------------------------------------------


def test_what_was_guessed_is_shown_and_written_only_with_yes(
    call: Call, file: Path, tmp_path: Path
) -> None:
    refused = imported(call, file.name)
    assert refused.code == 2
    assert "Läge           aktiv                     status    certain: " in refused.out
    assert refused.err == (
        "Nothing was written. If the above is right, write the same again with --yes. Change a "
        'column with --map "COLUMN=FIELD", or “COLUMN=-” to leave it out.\n'
    )
    assert list(tmp_path.iterdir()) == [file]
    told = imported(call, file.name, "--yes")
    assert (told.code, told.out) == (0, refused.out)
    assert told.err == (
        "Wrote register.yaml (entries: 1). Check it and go on: "
        "screening register check register.yaml\n"
    )
    assert entries(tmp_path / "register.yaml") == (MADE,)
    assert call("register", "check", "register.yaml").code == 0


def test_names_of_persons_are_neither_shown_nor_written_unless_they_are_asked_for(
    call: Call, file: Path, tmp_path: Path
) -> None:
    told = imported(call, file.name, "--yes")
    assert "Anna" not in told.out + told.err + (tmp_path / "register.yaml").read_text("utf-8")
    imported(call, file.name, "-o", "b.json", "--yes", "--map", "Kontaktperson=contact.name")
    (entry,) = entries(tmp_path / "b.json")
    assert entry.contact is not None
    assert entry.contact.name == "Anna Åkesson"


def test_the_register_is_written_in_the_language_of_the_call(
    call: Call, file: Path, tmp_path: Path
) -> None:
    told = imported(call, file.name, "--yes", "--lang", "sv")
    assert "Saknar kolumn och fylls i för alla:\n  id: K-001…\n  slag: konstellation" in told.out
    assert (tmp_path / "register.yaml").read_text(encoding="utf-8") == (
        "# Hämtat ur list.csv. Kontrollera: screening register check FILEN\n\n"
        "- id: K-001\n  namn: Hemgång\n  slag: konstellation\n  status: aktiv\n  parter:\n"
        "    - Region Västmanland\n    - MDU\n"
    )


def test_where_all_columns_are_said_nothing_needs_to_be_confirmed(
    call: Call, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text("a;b;c;d;e=f\nK-1;Hemgång;MDU;aktiv;plattform\n")
    maps = ["A=id", "b=namn", "c=parter", "D=status", "e=f=slag"]
    told = imported(call, "a.csv", *(word for one in maps for word in ("--map", one)))
    assert told.code == 0
    expected = MADE.model_copy(update={"id": "K-1", "kind": "platform", "parties": ("MDU",)})
    assert entries(tmp_path / "register.yaml") == (expected,)


def test_what_is_filled_in_must_be_confirmed_though_all_columns_are_said(
    call: Call, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text("a;b\nHemgång;MDU\n")
    maps = ["--map", "a=name", "--map", "b=parties"]
    assert imported(call, "a.csv", *maps).code == 2
    assert imported(call, "a.csv", *maps, "--yes").code == 0


def test_a_column_can_be_left_out(call: Call, file: Path, tmp_path: Path) -> None:
    told = imported(call, file.name, "--yes", "--map", "Läge=-")
    assert "not read  as you said" in told.out
    assert entries(tmp_path / "register.yaml") == (MADE,)


def test_a_column_with_nothing_in_it_has_no_example(call: Call, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Namn;Parter;Teman;Grönt\nHemgång;MDU;;\n", encoding="utf-8")
    told = imported(call, "a.csv", "--yes")
    assert "Teman   –        themes    certain: the heading is a known name; not split" in told.out
    assert "Grönt   –        not read  not recognised" in told.out


def test_a_required_field_without_a_column_is_told_with_what_to_write(
    call: Call, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text("Namn;Vem\nHemgång;MDU\n")
    told = imported(call, "a.csv", "--yes")
    assert (told.code, told.err) == (
        2,
        'No column is parties, which there must be.\nWrite for instance --map "Vem=parties".\n',
    )
    assert not (tmp_path / "register.yaml").exists()


@pytest.mark.parametrize(
    ("maps", "said"),
    [
        (["Namm=name"], "There is no column “Namm”. The columns are: Namn, Parter, Läge"),
        (["Namm=name"], "Did you mean “Namn”?"),
        (["xyzzy=name"], "There is no column “xyzzy”."),
        (["Namn=nmae"], "“nmae” is not a field. The fields are: id, name, kind"),
        (["Namn=nmae"], "Did you mean “name”?"),
        (["Namn=beskrivnig"], "Did you mean “beskrivning”?"),
        (["Namn"], "“Namn” has no equals sign. Write COLUMN=FIELD"),
        (["Namn=name", "A=id"], "The column “Namn” is given twice."),
        (["Namn=name", "B=namn"], "The field “name” is given twice."),
    ],
)
def test_a_mapping_that_cannot_be_is_a_mistake_on_the_command_line(
    maps: list[str], said: str, call: Call, file: Path
) -> None:
    told = imported(call, file.name, "--yes", *(word for one in maps for word in ("--map", one)))
    assert told.code == 2
    assert said in told.err


# --- files ----------------------------------------------------------------------------------


def test_a_register_that_is_there_is_kept_unless_forced(
    call: Call, file: Path, tmp_path: Path
) -> None:
    there = tmp_path / "register.yaml"
    there.write_text("mine\n", encoding="utf-8")
    refused = imported(call, file.name, "--yes")
    assert (refused.code, refused.out, there.read_text(encoding="utf-8")) == (2, "", "mine\n")
    assert refused.err == "register.yaml exists already. Write --force to overwrite it.\n"
    assert imported(call, file.name, "--yes", "--force").code == 0
    assert entries(there) == (MADE,)


def test_a_register_that_appears_in_the_meantime_is_kept(
    call: Call, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = tmp_path / "register.yaml"
    there.write_text("mine\n", encoding="utf-8")
    monkeypatch.setattr(Path, "exists", lambda _: False)
    assert imported(call, file.name, "--yes").code == 2
    assert there.read_text(encoding="utf-8") == "mine\n"


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("register.toml", "register.toml should end with .yaml, .yml or .json.\n"),
        ("no/such.yaml", "no/such.yaml cannot be written: No such file or directory.\n"),
    ],
)
def test_an_output_that_cannot_be_is_told(output: str, said: str, call: Call, file: Path) -> None:
    told = imported(call, file.name, "--yes", "-o", output)
    assert (told.code, told.err) == (2, said)


def test_what_is_wrong_is_told_by_the_cell_once_each_and_nothing_is_written(
    call: Call, tmp_path: Path
) -> None:
    rows: list[list[object]] = [
        ["Namn", "Parter", "Status", "Avtal t.o.m."],
        *([["Hemgång", "MDU", "aktivt", date(2027, 12, 31)]] * 7),
        [None, "MDU", "aktiv", "i vår"],
    ]
    excel(tmp_path / "list.xlsx", rows)
    told = imported(call, "list.xlsx", "--yes")
    assert told.code == 3
    assert told.err == (
        "error: “aktivt” is not among the choices for “status”.\n"
        " --> list.xlsx: Samverkan!C2\n"
        " --> list.xlsx: Samverkan!C3\n"
        " --> list.xlsx: Samverkan!C4\n"
        " --> list.xlsx: Samverkan!C5\n"
        " --> list.xlsx: Samverkan!C6\n"
        "     and 2 more\n"
        "  = Did you mean “aktiv”?\n\n"
        "error: “name” is empty.\n"
        " --> list.xlsx: Samverkan!A9\n"
        "  = Write something there, or leave it out if it may be left out.\n\n"
        "error: “i vår” is not a day.\n"
        " --> list.xlsx: Samverkan!D9\n"
        "  = Write year, month and day, like 2027-01-31.\n\n"
    )
    assert not (tmp_path / "register.yaml").exists()


def test_a_sheet_is_named(call: Call, tmp_path: Path) -> None:
    book = excel(tmp_path / "list.xlsx", [["Namn", "Parter"], ["a", "MDU"]], "Vår")
    page = book.create_sheet("Höst")
    page.append(["Namn", "Parter"])
    page.append(["Hemgång", "MDU"])
    book.save(tmp_path / "list.xlsx")
    refused = imported(call, "list.xlsx", "--yes")
    assert refused.code == 3
    assert 'Choose one with --sheet "Vår".' in refused.err
    assert imported(call, "list.xlsx", "--yes", "--sheet", "Höst").code == 0
    (entry,) = entries(tmp_path / "register.yaml")
    assert entry.name == "Hemgång"


# --- on a terminal ---------------------------------------------------------------------------


class _Keyboard(io.StringIO):
    """Somebody who types at a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def typed(
    call: Call, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str]]:
    """The command, with answers to what it asks: the exit code, and what was shown."""
    del call  # it sets the folder and the language
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("COLUMNS", "100")

    def run(answers: str, *words: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "stdin", _Keyboard(answers))
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
        with pytest.raises(SystemExit) as ended:
            main(["register", "import", *words])
        shown = capfd.readouterr()
        code = ended.value.code
        return code if isinstance(code, int) else int(bool(code)), shown.out + shown.err

    return run


Typed = Callable[..., tuple[int, str]]


@pytest.mark.parametrize("answer", ["yes", "Y", " ja "])
def test_yes_writes_the_register(typed: Typed, file: Path, tmp_path: Path, answer: str) -> None:
    assert typed(f"{answer}\n", file.name)[0] == 0
    assert entries(tmp_path / "register.yaml") == (MADE,)


@pytest.mark.parametrize("answers", ["stop\n", "nej\n", "what\nno\n", ""])
def test_stop_and_the_end_of_input_write_nothing(
    typed: Typed, file: Path, tmp_path: Path, answers: str
) -> None:
    code, shown = typed(answers, file.name)
    assert code == 1
    assert ("Write yes, change or stop." in shown) == ("what" in answers)
    assert not (tmp_path / "register.yaml").exists()


def test_a_column_is_changed_and_shown_again_before_it_is_confirmed(
    typed: Typed, file: Path, tmp_path: Path
) -> None:
    answers = "change\nC\ncategroy\nc\nKontaktpersn\nc\nKontaktperson\nkontakt.enhet\nc\nC\n\nyes\n"
    code, shown = typed(answers, file.name)
    assert code == 0
    assert "“categroy” is not a field." in shown
    assert "Did you mean “Kontaktperson”?" in shown
    assert "contact.unit  certain: as you said" in shown
    assert shown.count("list.csv (rows: 1)") == 3
    (entry,) = entries(tmp_path / "register.yaml")
    assert entry.contact is not None
    assert entry.contact.unit == "Anna Åkesson"


def test_yes_is_not_enough_while_a_required_field_has_no_column(
    typed: Typed, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text("Namn;Vem\nHemgång;MDU\n")
    code, shown = typed("yes\nchange\nVem\nparties\nyes\n", "a.csv")
    assert code == 0
    assert "No column is parties, which there must be." in shown


def test_on_a_real_terminal_it_asks(file: Path, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    asking = subprocess.Popen(
        [sys.executable, "-c", CALLED, file.name, "--lang", "en"],
        cwd=tmp_path, stdin=theirs, stdout=theirs, stderr=theirs,
        env={**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"},
    )  # fmt: skip
    os.close(theirs)
    os.write(ours, b"yes\n")
    shown = b""
    with os.fdopen(ours, "rb", buffering=0) as screen:
        while asking.poll() is None or b"Wrote" not in shown:
            try:
                shown += screen.read(1024)
            except OSError:  # what Linux says at the end
                break
    assert asking.wait(timeout=60) == 0
    assert b"Is this right? yes / change a column / stop" in shown
    assert entries(tmp_path / "register.yaml") == (MADE,)
