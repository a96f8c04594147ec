"""``screening rules handbook`` writes the handbook, and says when one has drifted."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from screening.messages import LANGUAGES, Lang
from tests.cli.calling import Call
from tests.report.test_handbook import RULES


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return shutil.copytree(RULES, tmp_path / "rules")


def test_it_is_printed_as_markdown_unless_html_is_asked_for(call: Call, rules: Path) -> None:
    plain = call("rules", "handbook", "--rules", rules)
    html = call("rules", "handbook", "--rules", rules, "--format", "html", "--lang", "sv")
    assert (plain.code, plain.err) == (0, "")
    assert plain.out.startswith("# Handbook of the rules: En liten regelsamling\n")
    assert (html.code, html.err) == (0, "")
    assert html.out.startswith('<!doctype html>\n<html lang="sv">\n')


@pytest.mark.parametrize(("name", "begins"), [("a.html", "<!doctype"), ("a.md", "# Handbook")])
def test_the_name_of_the_file_says_which_format(
    call: Call, rules: Path, tmp_path: Path, name: str, begins: str
) -> None:
    answer = call("rules", "handbook", "--rules", rules, "--output", name)
    assert (answer.code, answer.out, answer.err) == (0, "", f"Wrote {name}.\n")
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(begins)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["a.html", "a.md"])
def test_one_that_says_what_the_rules_say_passes_in_either_language(
    call: Call, rules: Path, name: str, lang: Lang
) -> None:
    call("rules", "handbook", "--rules", rules, "--output", name, "--lang", lang)
    answer = call("rules", "handbook", "--rules", rules, "--check", name, "--lang", "en")
    assert (answer.code, answer.out) == (0, f"{name} says what the rules say.\n")


@pytest.mark.usefixtures("rules")
def test_one_that_has_drifted_is_told_where_and_what_to_run(call: Call, tmp_path: Path) -> None:
    given = ("--rules", "rules", "--as-of", "2026-03-01")
    call("rules", "handbook", *given, "--output", "a.md", "--lang", "sv")
    file = tmp_path / "rules" / "letter.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("Vårda dem.", "Vårda dem väl."), encoding="utf-8")
    answer = call("rules", "handbook", *given, "--check", "a.md")
    told = answer.err.splitlines()
    assert (answer.code, answer.out, len(told)) == (1, "", 4)
    assert told[0].startswith("a.md no longer says what the rules say. The first difference")
    assert told[1:3] == ["  in the file:  Vårda dem.", "  in the rules: Vårda dem väl."]
    command = "screening rules handbook --rules rules --as-of 2026-03-01 --lang sv --output a.md"
    assert told[3] == f"Write it anew, and read the difference: {command}"
    assert call(*command.split()[1:]).code == 0
    assert call("rules", "handbook", *given, "--check", "a.md").code == 0


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "The first difference is on line 1."),
        ("extra", "The first difference is on line "),
        ("\x1b[31mred", "  in the file:  �[31mred"),
    ],
)
def test_any_other_text_has_drifted(
    call: Call, rules: Path, tmp_path: Path, content: str, told: str
) -> None:
    call("rules", "handbook", "--rules", rules, "--output", "a.md")
    if content == "extra":
        content = (tmp_path / "a.md").read_text(encoding="utf-8") + "\n"
    (tmp_path / "a.md").write_text(content, encoding="utf-8")
    answer = call("rules", "handbook", "--rules", rules, "--check", "a.md", "--format", "markdown")
    assert answer.code == 1
    assert told in answer.err
    assert "--format markdown --lang en --output a.md" in answer.err


def test_one_that_is_not_there_or_cannot_be_read_falls_short(
    call: Call, rules: Path, tmp_path: Path
) -> None:
    (tmp_path / "bytes.md").write_bytes(b"\xff\xfe")
    absent = call("rules", "handbook", "--rules", rules, "--check", "a.md")
    unreadable = call("rules", "handbook", "--rules", rules, "--check", "bytes.md")
    folder = call("rules", "handbook", "--rules", rules, "--check", ".")
    command = f"screening rules handbook --rules {rules} --lang en --output a.md"
    assert (absent.code, absent.err) == (1, f"a.md is not there. Write it: {command}\n")
    assert (unreadable.code, unreadable.err) == (1, "bytes.md cannot be read: UTF-8.\n")
    assert (folder.code, folder.err) == (1, ". cannot be read: Is a directory.\n")


def test_a_file_that_cannot_be_written_is_told(call: Call, rules: Path) -> None:
    answer = call("rules", "handbook", "--rules", rules, "--output", "no/such/a.md")
    assert (answer.code, answer.err) == (
        2,
        "no/such/a.md cannot be written: No such file or directory.\n",
    )


def test_a_case_that_is_wrong_is_told_with_its_place(call: Call, rules: Path) -> None:
    (rules / "tests" / "wrong.yaml").write_text("- {name: a}\n", encoding="utf-8")
    answer = call("rules", "handbook", "--rules", rules)
    assert (answer.code, answer.out) == (3, "")
    assert "wrong.yaml:1:" in answer.err


def test_of_several_versions_the_one_of_the_day_is_told_with_its_own_cases(
    call: Call, rules: Path, tmp_path: Path
) -> None:
    both = tmp_path / "both"
    shutil.copytree(rules, both / "2026")
    shutil.copytree(rules, both / "2027")
    later = both / "2027" / "ruleset.yaml"
    text = later.read_text(encoding="utf-8").replace("2026-", "2027-")
    later.write_text(text.replace('"1"', '"2"'), encoding="utf-8")
    other = both / "2027" / "rules.yaml"
    other.write_text(
        other.read_text(encoding="utf-8").replace("2026-02-01", "2027-02-01"), encoding="utf-8"
    )
    case = both / "2027" / "tests" / "cases.yaml"
    case.write_text(
        case.read_text(encoding="utf-8").replace("Utan värd", "Utan någon värd"), encoding="utf-8"
    )
    earlier, of_later = (
        call("rules", "handbook", "--rules", both, "--as-of", day).out
        for day in ("2026-06-01", "2027-06-01")
    )
    assert ("| Version | 1 |" in earlier, "Utan värd blir" in earlier) == (True, True)
    assert ("| Version | 2 |" in of_later, "Utan någon värd blir" in of_later) == (True, True)


def test_the_rules_of_the_day_are_told(call: Call, rules: Path) -> None:
    before, after = (
        call("rules", "handbook", "--rules", rules, "--as-of", day).out
        for day in ("2026-01-15", "2026-03-01")
    )
    assert ("Number of rules | 4" in before, "rule-routed" in before) == (True, False)
    assert ("Number of rules | 5" in after, "rule-routed" in after) == (True, True)
    assert "| The rules told here are valid | from 2026-02-01 to 2026-12-31 |" in after
