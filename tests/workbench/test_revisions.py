from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from screening.errors import InvalidInput
from screening.workbench.revisions import NotThere, rules_at

WHO = {
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(
        ["git", "-C", str(folder), *arguments],
        check=True,
        capture_output=True,
        env={**os.environ, **WHO},
    )


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with rules in two revisions: ``first``, and the one after it."""
    top = tmp_path / "repo"
    rules = top / "our rules"
    (rules / "tests" / "deep").mkdir(parents=True)
    git(tmp_path, "init", "-q", str(top))
    (rules / "a.yaml").write_text("first\n")
    (rules / "notes.txt").write_text("not rules\n")
    (rules / "tests" / "case.yaml").write_text("a case\n")
    (rules / "tests" / "deep" / "case.yaml").write_text("too deep\n")
    (rules / "link.yaml").symlink_to("/etc/passwd")
    git(top, "add", "-A")
    git(top, "commit", "-q", "-m", "first")
    git(top, "tag", "first")
    (rules / "a.yaml").write_text("second\n")
    git(top, "commit", "-q", "-a", "-m", "second")
    return top


def held(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_folder_is_itself(tmp_path: Path) -> None:
    with rules_at(str(tmp_path)) as folder:
        assert folder == tmp_path


def test_a_revision_has_the_rule_files_of_the_folder_as_they_were(repository: Path) -> None:
    with rules_at("first", repository / "our rules") as folder:
        assert held(folder) == {"a.yaml": "first\n", "tests/case.yaml": "a case\n"}

    assert not folder.exists()
    assert (repository / "our rules" / "a.yaml").read_text() == "second\n"


@pytest.mark.parametrize(("spec", "text"), [("HEAD", "second\n"), ("HEAD~1", "first\n")])
def test_a_path_counts_from_the_top_of_the_repository(
    spec: str, text: str, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository / "our rules")

    with rules_at(f"{spec}:our rules") as folder:
        assert (folder / "a.yaml").read_text() == text
        assert folder.name == "our rules"


def test_the_top_of_a_repository_may_be_the_folder(repository: Path) -> None:
    with rules_at("HEAD", repository) as folder:
        assert held(folder) == {"our rules/a.yaml": "second\n"}


@pytest.mark.parametrize("spec", ["no-such", "--output=x", "", ":rules", "HEAD\n", "first^{tree}"])
def test_what_is_no_revision_is_said_to_be_none(spec: str, repository: Path) -> None:
    with pytest.raises(InvalidInput) as raised, rules_at(spec, repository):
        pass

    assert [problem.code for problem in raised.value.problems] == ["revisions.unknown-revision"]


def test_a_folder_that_a_revision_did_not_have_is_told_apart(repository: Path) -> None:
    with pytest.raises(NotThere) as raised, rules_at("first:other", repository):
        pass

    assert [problem.code for problem in raised.value.problems] == ["revisions.not-there"]


def test_a_folder_outside_every_repository_has_no_revisions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))

    with pytest.raises(InvalidInput) as raised, rules_at("main", tmp_path):
        pass

    assert [problem.code for problem in raised.value.problems] == ["revisions.no-repository"]


def test_without_git_there_are_no_revisions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert shutil.which("git") is None

    with pytest.raises(InvalidInput) as raised, rules_at("main", tmp_path):
        pass

    assert [problem.code for problem in raised.value.problems] == ["revisions.no-git"]
