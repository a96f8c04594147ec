"""Cases as files: what stands in them, and that the command beside them confirms the case."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from screening import RuleSet
from screening.cli import main
from screening.messages import LANGUAGES, Lang
from screening.ruleset.loading import load_rules
from screening.shipped import shipped_rules
from screening.workbench.example_files import ExampleFiles, write_example
from screening.workbench.realising import Realised, realise
from tests.workbench.test_realising import DAY, candidate, case, partner

PARTNERS = [partner("region"), partner("university", "intended"), partner("p", "signed")]


@pytest.fixture
def realised(shipped: RuleSet) -> Realised:
    situation = case(
        candidate(80, kind="platform", in_scope=True, agreement="in-force", covers=[0, 2]),
        candidate(20, entry="K-2"),
        partners=PARTNERS,
        proposal__new_principles="no",
        coordination__shared_goals=True,
    )
    return realise(situation, shipped, as_of=DAY)


@pytest.fixture
def screened(capfd: pytest.CaptureFixture[str]) -> Callable[[ExampleFiles], str]:
    """The outcome that the command gives."""

    def run(files: ExampleFiles) -> str:
        program, *arguments = shlex.split(files.command)
        assert program == "screening"
        with pytest.raises(SystemExit) as ended:
            main([*arguments, "--format", "json"])
        out, err = capfd.readouterr()
        assert (ended.value.code, err) == (0, "")
        return str(json.loads(out)["outcome"])

    return run


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_command_confirms_the_case(
    tmp_path: Path, realised: Realised, screened: Callable[[ExampleFiles], str], lang: Lang
) -> None:
    files = write_example(tmp_path, realised, shipped_rules(), lang=lang)
    assert screened(files) == "route-to-existing"


def test_the_command_is_as_short_as_the_folder_that_one_is_in_allows(
    tmp_path: Path, realised: Realised, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    rules = tmp_path / "my rules"
    rules.symlink_to(shipped_rules())
    files = write_example(tmp_path / "case", realised, rules)
    assert files.command == (
        "screening screen case/proposal.yaml --register case/register.yaml "
        "--rules 'my rules' --as-of 2026-11-23"
    )


def test_the_files_say_first_what_they_show(tmp_path: Path, realised: Realised) -> None:
    says = ["Inget utfall.\x1b[31m", "Regeln\när " + "lång " * 30]
    files = write_example(tmp_path, realised, shipped_rules(), says=says)
    long = "lång " * 17
    head = [
        "# Inget utfall. [31m",
        f"# Regeln är {long}".rstrip(),
        f"# {'lång ' * 13}".rstrip(),
        "# Fallet gäller den 2026-11-23.",
        "",
    ]
    for path in (files.proposal, files.register):
        assert path.read_text(encoding="utf-8").split("\n")[:5] == head


def test_the_keys_are_those_of_the_language(tmp_path: Path, realised: Realised) -> None:
    first = {
        lang: write_example(tmp_path / lang, realised, shipped_rules(), lang=lang)
        .proposal.read_text(encoding="utf-8")
        .split("\n")[2]
        for lang in LANGUAGES
    }
    assert first == {
        "sv": "titel: Fallprevention för äldre",
        "en": "title: Fallprevention för äldre",
    }


def test_a_letter_that_is_other_comes_with_a_copy_of_the_rules(
    tmp_path: Path, shipped: RuleSet, screened: Callable[[ExampleFiles], str]
) -> None:
    situation = case(letter__status="terminated", letter__review="late")
    realised = realise(situation, shipped, as_of=DAY)
    files = write_example(tmp_path, realised, shipped_rules())
    copy = load_rules(files.rules, as_of=DAY)
    assert (files.rules, copy.letter.status, copy.letter.review_on(DAY), len(copy.rules)) == (
        tmp_path / "rules",
        "terminated",
        "late",
        len(shipped.rules),
    )
    assert screened(files) == "escalate-to-steering-group"


def test_the_rules_are_not_copied_without_need(tmp_path: Path, shipped: RuleSet) -> None:
    realised = realise(case(letter__review=shipped.letter.review_on(DAY)), shipped, as_of=DAY)
    files = write_example(tmp_path, realised, shipped_rules())
    assert (files.rules, sorted(path.name for path in tmp_path.iterdir())) == (
        shipped_rules(),
        ["proposal.yaml", "register.yaml"],
    )


@pytest.mark.parametrize("name", ["proposal.yaml", "register.yaml", "rules", "register.bands.json"])
def test_nothing_is_written_where_something_lies(
    tmp_path: Path, shipped: RuleSet, name: str
) -> None:
    realised = realise(case(letter__status="terminated"), shipped, as_of=DAY)
    (tmp_path / name).write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError):
        write_example(tmp_path, realised, shipped_rules())
    assert [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()] == ["mine"]


def test_what_lies_there_is_replaced_when_told_so(
    tmp_path: Path, shipped: RuleSet, screened: Callable[[ExampleFiles], str]
) -> None:
    realised = realise(case(letter__status="terminated"), shipped, as_of=DAY)
    before = write_example(tmp_path, realised, shipped_rules())
    (tmp_path / "rules" / "old.yaml").write_text("rules: []", encoding="utf-8")
    files = write_example(tmp_path, realised, shipped_rules(), overwrite=True)
    assert (files, screened(files)) == (before, "escalate-to-steering-group")
