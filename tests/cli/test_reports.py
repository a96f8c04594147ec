"""``screening screen`` with reports: to the screen, into a file, and into a folder."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import docx
import pytest

from screening.cli.output import filing_of, reports_in
from screening.messages import LANGUAGES
from screening.report.reporters import REPORTERS
from tests.cli.calling import PROPOSALS, Call

GOOD = PROPOSALS / "row-09-no-host" / "one-short-sentence.yaml"
ROUTED = PROPOSALS / "row-10-route-to-host" / "the-library-network-takes-it-in.json"


@pytest.fixture
def proposal(tmp_path: Path) -> Path:
    """A proposal with somebody to ask."""
    told = {
        "title": "Home visits",
        "summary": "Nurses visit at home.",
        "parties": [{"name": "RV"}, {"name": "MDU"}],
        "contact": {"name": "Anna Example", "unit": "Ward 7", "email": "anna@example.org"},
    }
    file = tmp_path / "proposal.json"
    file.write_text(json.dumps(told), encoding="utf-8")
    return file


def test_several_reports_in_markdown_stand_one_after_the_other(call: Call) -> None:
    answer = call("screen", ROUTED, GOOD, "--format", "markdown")
    assert (answer.code, "error" in answer.err) == (0, False)
    assert answer.out.count("\n\n# Verdict: ") == 1
    assert answer.out.startswith("# Verdict: ")
    assert answer.out.count("## Why not another outcome") == 2


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_files_name_tells_the_format_and_an_option_wins_over_it(
    call: Call, tmp_path: Path, lang: str
) -> None:
    begins = {"sv": "# Bedömning: ", "en": "# Verdict: "}[lang]
    for name, words, head in (
        ("a.md", (), begins),
        ("a.html", (), "<!doctype html>"),
        ("a.txt", (), ""),
        ("a.json", (), "{"),
        ("b.txt", ("--format", "markdown"), begins),
    ):
        answer = call("screen", GOOD, "--output", name, "--lang", lang, *words)
        assert (answer.code, answer.out) == (0, "")
        assert name in answer.err
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(head)
    assert "needs-specific-agreement" in (tmp_path / "a.txt").read_text(encoding="utf-8")
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["lang"] == lang


def test_a_word_file_can_be_piped_but_not_shown(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert call("screen", GOOD, "-o", "a.docx").code == 0
    (title, *_) = docx.Document(str(tmp_path / "a.docx")).paragraphs
    assert title.text.startswith("Verdict: ")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    with pytest.raises(SystemExit) as ended:
        filing_of("docx", None, "en", force=False, several=False)
    assert ended.value.code == 2
    assert filing_of("html", None, "en", force=False, several=False).format == "html"


def test_what_is_there_is_not_written_over_unless_that_is_asked_for(
    call: Call, tmp_path: Path
) -> None:
    there = tmp_path / "a.md"
    there.write_text("mine", encoding="utf-8")
    refused = call("screen", GOOD, "--output", "a.md")
    assert (refused.code, refused.out) == (2, "")
    assert "a.md exists already. Write --force to overwrite." in refused.err
    assert there.read_text(encoding="utf-8") == "mine"
    assert call("screen", GOOD, "--output", "a.md", "--force").code == 0
    assert there.read_text(encoding="utf-8").startswith("# Verdict: ")


def test_a_proposal_is_never_written_over(call: Call, proposal: Path) -> None:
    before = proposal.read_text(encoding="utf-8")
    refused = call("screen", "proposal.json", "--output", "./proposal.json", "--force")
    assert refused.code == 2
    assert "is one of the proposals" in refused.err
    assert proposal.read_text(encoding="utf-8") == before


def test_standard_input_has_a_report_of_a_plain_name(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stdin = SimpleNamespace(buffer=io.BytesIO(GOOD.read_bytes()))
    monkeypatch.setattr(sys, "stdin", stdin)
    assert call("screen", "-", "--output", "reports/", "--format", "markdown").code == 0
    assert [path.name for path in (tmp_path / "reports").iterdir()] == ["verdict.md"]


@pytest.mark.parametrize(
    ("proposal", "name"),
    [
        ("../../up.yaml", "up.html"),
        ("/etc/passwd", "passwd.html"),
        ("..\\..\\up.yaml", "up.html"),
        ("...", "verdict.html"),
        (".hidden.yaml", "hidden.html"),
        ("CON.yaml", "_CON.html"),
        ("com1.x.yaml", "_com1.x.html"),
        ("a\nb\x1b[2J;$(x).yaml", "a-b--2J--(x).html"),
        ("å\u0308.yaml", "å\u0308.html"),
        ("a\u0308.yaml", "ä.html"),
        ("x" * 300 + ".yaml", "x" * 100 + ".html"),
    ],
)
def test_a_reports_name_never_leads_out_of_its_folder(
    proposal: str, name: str, tmp_path: Path
) -> None:
    files = reports_in(tmp_path, [(proposal, None)], REPORTERS["html"], "en")
    assert files[proposal, None].parent == tmp_path
    assert files[proposal, None].name.replace("\u0308", "") == name.replace("\u0308", "")


def test_in_a_folder_every_proposal_has_its_report(call: Call, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    again = tmp_path / "other" / GOOD.name.upper()
    again.with_suffix(".yaml").write_bytes(GOOD.read_bytes())
    (tmp_path / "wrong.yaml").write_text("titl: x\n", encoding="utf-8")
    given = [GOOD, again.with_suffix(".yaml"), "wrong.yaml", ROUTED, GOOD]
    answer = call("screen", *given, "--output", "reports/2026/")
    made = sorted(path.name for path in (tmp_path / "reports" / "2026").iterdir())
    assert answer.code == 3
    assert "Reports written to reports/2026: 4.\n" in answer.err
    assert "wrong.yaml" in answer.err
    assert made == [
        "ONE-SHORT-SENTENCE-2.html",
        "one-short-sentence.html",
        "the-library-network-takes-it-in.html",
    ]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((GOOD, ROUTED, "-o", "a.md"), "Name a folder: --output verdicts/"),
        ((GOOD, ROUTED, "--format", "docx"), "Name a folder: --output verdicts/"),
        ((GOOD, "-o", "a.pdf"), ".txt, .json, .csv, .xlsx, .md, .html, .docx"),
        ((GOOD, "-o", "."), ". exists already"),
        ((GOOD, "-o", ".", "--format", "json"), ". is a folder."),
        ((GOOD, "-o", "no/a.md"), "no/a.md cannot be written"),
        ((GOOD, "-o", "a.file/b/"), "a.file/b cannot be written"),
        ((GOOD, "--with-contacts"), "--with-contacts is for reports."),
        ((GOOD, "--format", "htm"), "Did you mean “html”?"),
    ],
)
def test_what_cannot_be_done_is_refused_in_words(
    call: Call, tmp_path: Path, words: tuple[str | Path, ...], told: str
) -> None:
    (tmp_path / "a.file").write_text("", encoding="utf-8")
    (tmp_path / f"{GOOD.stem}.html").write_text("", encoding="utf-8")
    answer = call("screen", *words)
    assert (answer.code, answer.out) == (2, "")
    assert told.replace(". exists already", "exists already") in answer.err


def test_a_file_that_comes_to_be_in_between_is_not_written_over(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os.path, "lexists", lambda _: False)
    (tmp_path / "a.md").write_text("mine", encoding="utf-8")
    answer = call("screen", GOOD, "-o", "a.md")
    assert (answer.code, (tmp_path / "a.md").read_text(encoding="utf-8")) == (2, "mine")


@pytest.mark.parametrize("name", ["markdown", "html"])
def test_people_are_in_a_report_only_where_they_are_asked_for(
    call: Call, proposal: Path, name: str
) -> None:
    without = call("screen", proposal, "--format", name)
    with_them = call("screen", proposal, "--format", name, "--with-contacts")
    assert (without.code, with_them.code) == (0, 0)
    assert "Anna" not in without.out
    assert "Ward 7" not in without.out
    for told in ("Anna Example", "Ward 7", "anna@example.org"):
        assert told in with_them.out


def test_a_report_is_of_the_same_verdict_as_the_data(call: Call) -> None:
    verdict = json.loads(call("screen", ROUTED, "--format", "json").out)
    report = call("screen", ROUTED, "--format", "markdown").out
    for told in (verdict["outcome_title"], verdict["target"]["name"], verdict["ruleset"]["sha256"]):
        assert told in report
    assert verdict["proposal"]["sha256"] in report


def test_an_unreadable_proposal_has_no_report(call: Call, tmp_path: Path) -> None:
    (tmp_path / "wrong.yaml").write_text("titl: x\n", encoding="utf-8")
    answer = call("screen", "wrong.yaml", "--output", "a.md")
    assert (answer.code, answer.out, (tmp_path / "a.md").exists()) == (3, "", False)
    assert "Wrote" not in answer.err


def test_fail_on_holds_for_reports_too(call: Call) -> None:
    words = ("--format", "markdown", "--fail-on", "needs-specific-agreement")
    assert call("screen", GOOD, *words).code == 10


def test_without_python_docx_it_is_told_what_to_install(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    answer = call("screen", GOOD, "-o", "a.docx")
    assert (answer.code, answer.out, (tmp_path / "a.docx").exists()) == (3, "", False)
    assert "pip install python-docx" in answer.err


def test_swedish_is_the_language_where_nothing_says_another(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LANG")
    assert call("screen", GOOD, "--format", "html").out.startswith(
        '<!doctype html>\n<html lang="sv">'
    )
