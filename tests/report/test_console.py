"""The consoles: colours on a terminal alone, no line longer than can be read, no control codes."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from screening.report.console import console_on, plain_text, styled
from tests.report.printing import Terminal

ESCAPE = "\x1b["


@pytest.fixture(autouse=True)
def a_terminal_with_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "COLORTERM", "LINES"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "80")


def on_terminal(*things: Text | Table | Padding) -> str:
    stream = Terminal()
    console = console_on(stream)
    for thing in things:
        console.print(thing)
    return stream.getvalue()


@pytest.mark.parametrize(("columns", "width"), [("40", 40), ("80", 80), ("100", 100), ("250", 100)])
def test_a_console_on_a_terminal_is_as_wide_as_it_but_no_wider_than_can_be_read(
    columns: str, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert console_on(Terminal()).width == width


@pytest.mark.parametrize("columns", ["40", "250"])
def test_a_console_on_a_file_is_the_same_wherever_it_is_written(
    columns: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert console_on(io.StringIO()).width == 100


@pytest.mark.parametrize(
    ("style", "codes"),
    [
        ("escalate-to-steering-group", "1;31"),
        ("needs-specific-agreement", "1;33"),
        ("route-to-existing", "1;32"),
        ("strong", "1;35"),
        ("possible", "33"),
        ("clause", "36"),
        ("head", "1"),
        ("dim", "2"),
        ("error", "1;31"),
        ("help", "32"),
        ("path", "1"),
    ],
)
def test_things_have_the_colours_of_what_they_are(style: str, codes: str) -> None:
    assert on_terminal(styled("x", style)) == f"{ESCAPE}{codes}mx{ESCAPE}0m\n"


@pytest.mark.parametrize("style", ["", "none"])
def test_what_is_nothing_special_has_no_colour(style: str) -> None:
    assert on_terminal(styled("x", style)) == "x\n"


def test_tables_and_indented_lines_are_not_dimmed() -> None:
    table = Table(box=None)
    table.add_column("head")
    table.add_row(styled("row"))
    grid = Table.grid()
    grid.add_row(styled("row"))
    assert f"{ESCAPE}2m" not in on_terminal(table, Padding(grid, (0, 0, 0, 2)))


def test_no_colour_where_none_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    text = on_terminal(styled("x", "escalate-to-steering-group"))
    assert re.search(r"\x1b\[[0-9;]*3[0-9]", text) is None


def test_no_colour_on_what_is_no_terminal() -> None:
    stream = io.StringIO()
    console_on(stream).print(styled("x", "error"))
    assert stream.getvalue() == "x\n"


@pytest.mark.parametrize("text", ["[bold]x[/bold]", ":smile:", "[/]", "\\[x]", "1 'a' True"])
def test_nothing_in_a_text_is_taken_for_markup(text: str) -> None:
    assert on_terminal(styled(text)) == f"{text}\n"


@pytest.mark.parametrize(
    "character",
    [
        "\x00", "\x07", "\x08", "\x0b", "\r", "\x1b", "\x1f", "\x7f", "\x85", "\x9b", "\u202e",
        "\u2066", "\u2069", "\ud800",
    ],
)  # fmt: skip
def test_what_could_steer_a_terminal_is_replaced(character: str) -> None:
    assert plain_text(f"a{character}b") == "a\N{REPLACEMENT CHARACTER}b"
    assert styled(f"a{character}b").plain == "a\N{REPLACEMENT CHARACTER}b"


@pytest.mark.parametrize("text", ["", "å ä ö", "a\nb\tc", "健康 👩\u200d⚕️", "\u00a0\u00ad\ufeff"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert plain_text(text) == text
    assert styled(text).plain == text


def test_lines_do_not_end_in_blanks() -> None:
    table = Table.grid()
    table.add_column(width=20)
    table.add_row(styled("a b  \nc"))
    stream = io.StringIO()
    console_on(stream).print(Padding(table, (0, 0, 1, 2)), styled("d  "))
    assert stream.getvalue() == "  a b\n  c\n\nd\n"


def test_a_console_on_a_file_has_the_files_number_and_is_written_out(tmp_path: Path) -> None:
    with (tmp_path / "out.txt").open("w", encoding="utf-8") as stream:
        console = console_on(stream)
        console.print(styled("hembesök"))
        console.file.flush()
        assert console.file.fileno() == stream.fileno()
        assert (tmp_path / "out.txt").read_text(encoding="utf-8") == "hembesök\n"
