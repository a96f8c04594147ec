"""Problems on a terminal: the line, the carets under the mistake, and the remedy."""

from __future__ import annotations

from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from screening.errors import Cell, OnForm, Problem, Span
from screening.intake.source import Source
from screening.report.console import plain_text
from screening.report.problems import print_problems, problem_as_data
from tests.report.printing import printed

LEFT = " 1 | "


def between(text: str, start: int, end: int) -> Problem:
    """A problem with what stands between two offsets of a text."""
    source = Source("f.yaml", text, "yaml")
    return source.problem("input.too-long", source.span(start, end), field="title", bound="300")


def at(text: str, marked: str) -> Problem:
    """A problem with the first place in a text where something stands."""
    start = text.index(marked)
    return between(text, start, start + len(marked))


def shown(problem: Problem, *, width: int = 100) -> list[str]:
    whole = printed(lambda console: print_problems(console, [problem], "en"), width=width)
    return whole.split("\n")[:-1]


def line_and_carets(problem: Problem) -> tuple[str, str]:
    """The line of the file as it is shown, and what stands under it."""
    _, _, _, line, carets, *_ = shown(problem)
    return line.removeprefix(LEFT), carets.removeprefix("   | ")


# --- the whole ------------------------------------------------------------------------


def test_a_problem_is_told_with_its_place_its_line_and_its_remedy() -> None:
    text = "title: x\nlevl: unit\n"
    source = Source("f.yaml", text, "yaml")
    problem = source.problem(
        "input.unknown-key", source.span(9, 13), suggestion="level", key="levl", known="level"
    )
    assert shown(problem) == [
        "error: “levl” is not a key here.",
        "  --> f.yaml:2:1",
        "   |",
        " 2 | levl: unit",
        "   | ^^^^",
        "   = Did you mean “level”?",
        "",
    ]


def test_problems_follow_one_another_in_the_language_that_is_asked_for() -> None:
    problems = [
        Problem("input.day", {"value": "igår"}, path="period.start"),
        Problem("rules.no-folder", {"folder": "x"}, "x"),
    ]
    assert printed(lambda console: print_problems(console, problems, "sv")) == (
        "fel: ”igår” är inte en dag.\n"
        " --> period.start\n"
        "  = Skriv år, månad och dag, till exempel 2027-01-31.\n"
        "\n"
        f"fel: {problems[1].message('sv')}\n"
        " --> x\n"
        f"  = {problems[1].help('sv')}\n"
        "\n"
    )


def test_a_problem_of_no_place_has_no_arrow() -> None:
    assert shown(Problem("input.day", {"value": "x"})) == [
        "error: “x” is not a day.",
        "  = Write year, month and day, like 2027-01-31.",
        "",
    ]


def test_the_gutter_is_as_wide_as_the_number_of_the_line() -> None:
    text = "\n" * 999 + "levl: unit"
    assert shown(at(text, "levl"))[1:6] == [
        "     --> f.yaml:1000:1",
        "      |",
        " 1000 | levl: unit",
        "      | ^^^^",
        "      = Write at most 300 characters.",
    ]


def test_long_sentences_are_not_broken_so_that_they_can_be_searched_for() -> None:
    problem = Problem("input.not-text", {"field": "title", "value": "x" * 60})
    (first, *_) = shown(problem, width=30)
    assert first == f"error: “title” is a text, and “{'x' * 60}” is read as something else."


# --- the line and the carets ----------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "marked", "line", "carets"),
    [
        ("title: x", "title", "title: x", "^^^^^"),
        ("title: x", "x", "title: x", "       ^"),
        ("nivå: 健康", "健康", "nivå: 健康", "      ^^^^"),
        ("健康: unit", "unit", "健康: unit", "      ^^^^"),
        ("e\u0301: unit", "unit", "e\u0301: unit", "   ^^^^"),
        ("a:\tunit", "unit", "a: unit", "   ^^^^"),
        ("a:\t\tu\tv", "u\tv", "a:  u v", "    ^^^"),
        ("a: [1,\n  2]", "[1,\n  2]", "a: [1,", "   ^^^"),
        ("a: b\x1b[31mc", "c", "a: b\N{REPLACEMENT CHARACTER}[31mc", "         ^"),
        ("a: \u202eb", "\u202e", "a: \N{REPLACEMENT CHARACTER}b", "   ^"),
        ("a: [bold]b[/bold]", "b[", "a: [bold]b[/bold]", "         ^^"),
        ("a: :smile:", ":smile:", "a: :smile:", "   ^^^^^^^"),
    ],
)  # fmt: skip
def test_the_carets_stand_under_the_mistake(text: str, marked: str, line: str, carets: str) -> None:
    assert line_and_carets(at(text, marked)) == (line, carets)


def test_a_place_with_nothing_in_it_has_one_caret() -> None:
    problem = Problem("input.empty", {"field": "title"}, "f", Span(1, 7, 1, 7), "", "title:")
    assert line_and_carets(problem) == ("title:", "      ^")


@pytest.mark.parametrize(
    ("before", "mark", "after", "line", "carets"),
    [
        (0, 5, 71, "^^^^^" + "." * 71, "^^^^^"),
        (0, 5, 72, "^^^^^" + "." * 71 + "…", "^^^^^"),
        (30, 5, 60, "." * 30 + "^^^^^" + "." * 41 + "…", " " * 30 + "^^^^^"),
        (31, 5, 60, "…" + "." * 30 + "^^^^^" + "." * 41 + "…", " " * 31 + "^^^^^"),
        (90, 5, 3, "…" + "." * 30 + "^^^^^" + "...", " " * 31 + "^^^^^"),
        (40, 80, 10, "…" + "." * 30 + "^" * 46 + "…", " " * 31 + "^" * 46),
        (0, 200, 0, "^" * 76 + "…", "^" * 76),
    ],
)
def test_of_a_long_line_what_stands_around_the_mistake_is_shown(
    before: int, mark: int, after: int, line: str, carets: str
) -> None:
    text = "." * before + "^" * mark + "." * after
    assert line_and_carets(at(text, "^" * mark)) == (line, carets)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=76), st.data())
def test_the_carets_stand_right_below_the_mistake_and_are_as_wide(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    line, under = line_and_carets(between(text, start, end))
    carets = under.lstrip(" ")
    mistake = plain_text(text[start : max(end, start + 1)]).replace("\t", " ")
    whole = line + " " * len(under)  # blanks at its end are not shown
    below = [
        whole[index:]
        for index in range(len(whole) + 1)
        if cell_len(whole[:index]) == len(under) - len(carets)
    ]
    assert carets == "^" * max(1, cell_len(mistake))
    assert any(part.startswith(mistake.rstrip(" ")) for part in below) or not line.strip()


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\n")), st.data())
def test_nothing_in_a_line_can_steer_a_terminal(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    problem = between(text, start, data.draw(st.integers(start, len(text))))
    whole = printed(lambda console: print_problems(console, [problem], "en"))
    assert [one for one in whole if category(one) in {"Cc", "Cs"} and one != "\n"] == []
    assert whole.count("\n") == 7


# --- as data --------------------------------------------------------------------------


def test_a_problem_is_data_with_nothing_but_texts_numbers_and_nulls() -> None:
    text = "title: x\nlevl: unit\n"
    source = Source("f.yaml", text, "yaml")
    problem = source.problem(
        "input.unknown-key",
        source.span(9, 13),
        path="levl",
        suggestion="level",
        key="levl",
        known="level",
    )
    assert problem_as_data(problem, "sv") == {
        "code": "input.unknown-key",
        "message": "”levl” är inte en nyckel här.",
        "help": "Menade du ”level”?",
        "file": "f.yaml",
        "line": 2,
        "column": 1,
        "end_line": 2,
        "end_column": 5,
        "path": "levl",
        "suggestion": "level",
    }


def test_a_problem_of_no_place_has_nulls_for_it() -> None:
    assert problem_as_data(Problem("input.day", {"value": "x"}), "en") == {
        "code": "input.day",
        "message": "“x” is not a day.",
        "help": "Write year, month and day, like 2027-01-31.",
        "file": None,
        "line": None,
        "column": None,
        "end_line": None,
        "end_column": None,
        "path": None,
        "suggestion": None,
    }


def test_a_problem_in_a_table_or_on_a_form_has_its_cell_and_its_question_as_data() -> None:
    cell, span = Cell("C7", "Förslag"), Span(7, 3, 7, 4)
    parties = OnForm(3, "Parter", 2, "Namn", cell)
    told = {
        place: problem_as_data(Problem("form.truth", {"value": "x"}, "f", span, cell=place), "sv")
        for place in (Cell("Status"), parties, OnForm(1, "Titel"))
    }
    keys = ("line", "column", "cell", "question")
    title = {"number": 1, "name": "Titel", "row": None, "column": None}
    named = {"number": 3, "name": "Parter", "row": 2, "column": "Namn"}
    assert {place: [data.get(key) for key in keys] for place, data in told.items()} == {
        Cell("Status"): [7, 3, {"sheet": None, "name": "Status"}, None],
        parties: [7, 3, {"sheet": "Förslag", "name": "C7"}, named],
        OnForm(1, "Titel"): [None, None, None, title],
    }
