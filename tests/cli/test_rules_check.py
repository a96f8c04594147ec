from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from screening import Screener
from screening.errors import Undecided
from screening.workbench import examining
from screening.workbench.prover import Undecidable
from tests.cli.calling import ROOT, Call

BASES = ROOT / "tests" / "workbench" / "bases"
DAY = ("--as-of", "2026-12-01")
WHO = {
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A small sound rule set in the folder that the commands are run in."""
    return Path(shutil.copytree(BASES / "liten", tmp_path / "rules"))


def changed(folder: Path, old: str, new: str, file: str = "rules.yaml") -> None:
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")


def flawed(folder: Path) -> None:
    """Break the rule set's one property."""
    changed(folder, "[executive, unknown]", "executive")


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(
        ["git", "-C", str(folder), *arguments],
        check=True,
        capture_output=True,
        env={**os.environ, **WHO},
    )


@pytest.fixture
def repository(rules: Path) -> Path:
    """The rules, with all there is committed."""
    git(rules.parent, "init", "-q")
    git(rules.parent, "add", "rules")
    git(rules.parent, "commit", "-q", "-m", "first")
    return rules


def flaws(answer: str) -> list[tuple[str, str]]:
    return [(flaw["kind"], flaw["about"]) for flaw in json.loads(answer)["flaws"]]


# --- formats and exit codes --------------------------------------------------------------------


@pytest.mark.parametrize("how", ["text", "json", "github", "sarif"])
def test_sound_rules_end_well_in_every_format(how: str, rules: Path, call: Call) -> None:
    answer = call("rules", "check", "--rules", rules.name, "--format", how)

    assert (answer.code, answer.err) == (0, "")
    assert ("Proved of every case" in answer.out) == (how == "text")
    assert (answer.out == "") == (how == "github")


@pytest.mark.parametrize("how", ["text", "json", "github", "sarif"])
def test_what_is_wrong_in_the_files_is_told_in_every_format(
    how: str, rules: Path, call: Call
) -> None:
    changed(rules, "candidate.status: active", "candidate.statsu: active")
    changed(rules, "obligations: [contact-host]", "obligations: [contact-hots]")

    answer = call("rules", "check", "--rules", rules.name, "--format", how)

    assert answer.code == 3
    told = answer.err if how == "text" else answer.out
    assert "candidate.status" in told
    assert "contact-host" in told
    assert (answer.err == "") == (how != "text")


@pytest.mark.parametrize("how", ["text", "json", "github", "sarif"])
def test_without_z3_only_the_files_are_checked(
    how: str, rules: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "z3", None)

    answer = call("rules", "check", "--rules", rules.name, "--format", how)
    assert (answer.code, answer.out) == (1, "")
    assert "pip install z3-solver" in answer.err
    assert "Traceback" not in answer.err

    changed(rules, "candidate.status: active", "candidate.statsu: active")
    answer = call("rules", "check", "--rules", rules.name, "--format", how)
    assert answer.code == 3
    assert "candidate.status" in answer.err + answer.out


def test_a_question_that_is_not_decided_is_told(
    rules: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gives_up(*_: object) -> None:
        raise Undecidable("out of memory")

    monkeypatch.setattr(examining, "examined", gives_up)

    answer = call("rules", "check", "--rules", rules.name)

    assert (answer.code, answer.out) == (1, "")
    assert "out of memory" in answer.err


def test_a_day_without_a_version_is_told(tmp_path: Path, call: Call) -> None:
    shutil.copytree(BASES / "arsvis", tmp_path / "years")

    answer = call("rules", "check", "--rules", "years", "--as-of", "1999-01-01", "--format", "json")

    assert answer.code == 3
    assert [one["code"] for one in json.loads(answer.out)["errors"]] == ["rules.no-version"]


def test_notes_alone_do_not_fail(call: Call) -> None:
    hidden, shown = call("rules", "check"), call("rules", "check", "--notes")

    assert (hidden.code, shown.code) == (0, 0)
    assert "Notes: 3. Show them with --notes." in hidden.out
    assert shown.out.count("note (Condition that says something once more)") == 3


# --- cases as files ----------------------------------------------------------------------------


def screened(case: dict[str, Any], rules: Path, folder: Path) -> str | None:
    """What screening the case's own files gives."""
    for name in ("proposal", "register"):
        (folder / f"{name}.json").write_text(json.dumps(case[name]), encoding="utf-8")
    screener = Screener.load(rules=rules, register=folder / "register.json", engine="plain")
    try:
        return screener.screen(
            folder / "proposal.json", as_of=date.fromisoformat(case["as_of"])
        ).outcome
    except Undecided:
        return None


def test_json_has_a_case_that_screening_confirms(rules: Path, call: Call, tmp_path: Path) -> None:
    flawed(rules)

    answer = call("rules", "check", "--rules", rules.name, "--format", "json", *DAY)

    (flaw,) = json.loads(answer.out)["flaws"]
    case = flaw["example"]
    assert answer.code == 1
    assert flaw["after"] is None
    assert (case["outcome"], case["confirmed"], case["host"]) == ("route-to-existing", True, "K-1")
    assert case["facts"]["proposal.level"] == "unknown"
    assert [one["id"] for one in case["candidates"]] == ["K-1"]
    assert {"name", "partner.third_party", "partner.agreement"} == set(case["partners"][0])
    assert screened(case, rules, tmp_path) == "route-to-existing"


def test_examples_are_written_with_the_command_that_confirms_them(rules: Path, call: Call) -> None:
    flawed(rules)

    answer = call("rules", "check", "--rules", rules.name, "--examples", "out", *DAY)

    command = next(line for line in answer.out.splitlines() if "screening screen" in line)
    words = command.partition("screening screen ")[2].split()
    assert words == [
        "out/must-hold-an-unknown-level-is-lifted/proposal.yaml",
        "--register", "out/must-hold-an-unknown-level-is-lifted/register.yaml",
        "--rules", "rules",
        "--as-of", "2026-12-01",
    ]  # fmt: skip
    verdict = call("screen", *words, "--format", "json")
    assert json.loads(verdict.out)["outcome"] == "route-to-existing"
    again = call("rules", "check", "--rules", rules.name, "--examples", "out", *DAY)
    assert (again.code, again.out) == (2, "")
    assert "out/must-hold-an-unknown-level-is-lifted/proposal.yaml" in again.err


def test_examples_that_cannot_be_written_are_told(rules: Path, call: Call, tmp_path: Path) -> None:
    flawed(rules)
    (tmp_path / "out").write_text("a file")

    answer = call("rules", "check", "--rules", rules.name, "--examples", "out", *DAY)

    assert (answer.code, answer.out) == (2, "")
    assert "out" in answer.err


# --- since a revision --------------------------------------------------------------------------


def test_since_a_revision_only_what_the_edit_brought_in_is_told(
    repository: Path, call: Call
) -> None:
    flawed(repository)
    git(repository, "commit", "-q", "-a", "-m", "flawed")
    check = ("rules", "check", "--rules", "rules", *DAY)

    known = call(*check, "--since", "HEAD")
    new = call(*check, "--since", "HEAD~1", "--format", "json")
    changed(repository, "      host.exists: no\n", "      host.exists: no\n\n")
    changed(repository, "proposal.level: executive", "proposal.level: [executive, executive]")
    moved = call(*check, "--since", "HEAD")

    assert (known.code, known.out) == (
        0, "Nothing new is wrong since HEAD. From before: 1.\n",
    )  # fmt: skip
    assert (new.code, flaws(new.out)) == (1, [("must-hold", "an-unknown-level-is-lifted")])
    assert (moved.code, moved.out) == (known.code, known.out)


def test_since_a_revision_without_the_folder_all_is_new(repository: Path, call: Call) -> None:
    flawed(Path(shutil.copytree(repository, repository.parent / "others")))

    answer = call("rules", "check", "--rules", "others", "--since", "HEAD", *DAY)

    assert answer.code == 1
    assert answer.err == "The folder was not there in HEAD, so everything counts as new.\n"
    assert "an-unknown-level-is-lifted" in answer.out


def test_since_a_revision_with_mistakes_all_is_new(repository: Path, call: Call) -> None:
    changed(repository, "proposal.level", "proposal.levle")
    git(repository, "commit", "-q", "-a", "-m", "broken")
    changed(repository, "proposal.levle", "proposal.level")

    answer = call("rules", "check", "--rules", "rules", "--since", "HEAD", *DAY)

    assert answer.code == 0
    assert answer.err == "The rules in HEAD could not be read, so everything counts as new.\n"
    assert "Proved of every case" in answer.out


def test_since_what_is_no_revision_is_an_error(repository: Path, call: Call) -> None:
    answer = call("rules", "check", "--rules", repository.name, "--since", "no-such")

    assert (answer.code, answer.out) == (3, "")
    assert "no-such" in answer.err
