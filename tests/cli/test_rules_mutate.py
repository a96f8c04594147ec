"""``screening rules mutate`` and its answers, as people and programs read them."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from screening.cli import rules_mutate
from screening.messages import LANGUAGES, Lang
from screening.shipped import shipped_rules
from tests.cli.calling import Answer, Call

CASES = """\
- name: Två enheter hos regionen ska mötas
  rule: several-units-meet
  facts: {parties.units: 3}
  expect:
    outcome: needs-specific-agreement
    obligations: [agreement-at-resourcing, plan-joint-meetings]

- name: En enhet hos var och en är inte flera hos samma
  rule: several-units-meet
  expect: {outcome: needs-specific-agreement, obligations: [agreement-at-resourcing]}
  facts: {}
"""
TOLD = Path(__file__).parent / "mutate"


@pytest.fixture
def mutate(call: Call, tmp_path: Path) -> Call:
    """The command with a few cases about one rule, in a folder with a copy of the rules."""
    shutil.copytree(shipped_rules(), tmp_path / "regler")
    (tmp_path / "fall.yaml").write_text(CASES, encoding="utf-8")

    def run(*words: str | Path) -> Answer:
        options = ("--tests", "fall.yaml", "--rule", "several-units-meet", "--jobs", "1")
        return call("rules", "mutate", "--rules", "regler", *options, *words)

    return run


def without_lines(text: str) -> str:
    """What is told, whatever lines the rules stand on."""
    text = re.sub(r"(?m)\.yaml:\d+:\d+$", ".yaml:LINE", text)
    return re.sub(r"(?m)^ \d\d \|", " LN |", text)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_not_caught_is_told_with_the_case_that_is_missing(lang: Lang, mutate: Call) -> None:
    answer = mutate("--lang", lang)

    golden = TOLD / f"told.{lang}.txt"
    told = without_lines(answer.out)
    if os.environ.get("UPDATE_SESSIONS"):
        golden.write_text(told, encoding="utf-8")
    assert answer.code == 1
    assert told == golden.read_text("utf-8")


def test_the_shipped_rules_miss_nothing(call: Call) -> None:
    answer = call("rules", "mutate", "--jobs", "1")

    assert (answer.code, answer.err) == (0, "")
    assert re.fullmatch(
        r"Slips: \d+\. Caught by the cases: \d+\. Caught when the rules are loaded: 6\. Proved to "
        r"make no\sdifference: 5\. Not caught: 0\.\n100 percent of the slips are caught\.\n",
        answer.out,
    )


def test_below_the_floor_it_falls_short_and_above_it_does_not(mutate: Call) -> None:
    below, above = mutate("--floor", "73"), mutate("--floor", "72.7", "--lang", "sv")

    assert (below.code, below.err) == (1, "72.7 percent are caught, and at least 73 are to be.\n")
    assert (above.code, above.err) == (0, "")
    assert above.out.endswith("72,7 procent av misstagen är fångade.\n")


def test_what_is_missing_is_caught_once_it_is_pasted(mutate: Call) -> None:
    data = json.loads(mutate("--format", "json").out)
    texts = [each["case"]["text"] for each in data["results"] if each["fate"] == "survived"]

    with Path("fall.yaml").open("a", encoding="utf-8") as file:
        file.write("\n" + "\n".join(texts))

    answer = mutate("--format", "json")
    assert answer.code == 0
    assert json.loads(answer.out)["percent"] == 100


def test_json_has_every_slip_and_every_kind_of_slip(mutate: Call) -> None:
    data = json.loads(mutate("--format", "json").out)

    results = {each["id"]: each for each in data["results"]}
    survivor = results["several-units-meet:threshold:1:3"]
    killed = results["several-units-meet:dropped-rule"]
    assert {key: value for key, value in data.items() if key not in ("results", "operators")} == {
        "mutants": 11,
        "killed": 8,
        "refused": 0,
        "equivalent": 0,
        "survived": 3,
        "undecided": 0,
        "untried": 0,
        "percent": 72.7,
    }
    assert data["operators"][0] == {
        "operator": "threshold",
        "title": "One step off",
        "definition": "A limit is one step higher or lower than it should be.",
        "mutants": 2,
        "caught": 1,
        "equivalent": 0,
    }
    assert [each["operator"] for each in data["operators"]][-1] == "changed-order"
    assert (survivor["fate"], survivor["rule"], survivor["file"]) == (
        "survived",
        "several-units-meet",
        "regler/4.3.yaml",
    )
    assert survivor["case"]["facts"] == {"parties.units": 2}
    assert survivor["case"]["kills"] is True
    assert killed["killed_by"] == {
        "name": "Två enheter hos regionen ska mötas",
        "file": "fall.yaml",
        "line": 1,
    }
    assert killed["case"] is None


def test_a_slip_that_cannot_be_loaded_says_why(mutate: Call) -> None:
    data = json.loads(mutate("--rule", "can-host", "--format", "json").out)

    dropped = next(each for each in data["results"] if each["id"] == "can-host:dropped-rule")
    assert dropped["fate"] == "refused"
    assert dropped["refused_for"]["code"] == "rules.unknown-fact"


def test_rules_that_fail_their_own_cases_are_not_tried(mutate: Call) -> None:
    text = CASES.replace("[agreement-at-resourcing]", "[contact-host]")
    Path("fall.yaml").write_text(text, encoding="utf-8")

    answer, as_json = mutate("--lang", "sv"), mutate("--format", "json")

    assert answer.code == as_json.code == 1
    assert answer.out.startswith("✗ En enhet hos var och en är inte flera hos samma\n")
    assert answer.err == (
        "1 av 2 fall går fel redan på reglerna som de är. Rätta dem först, så att det syns vad ett "
        "misstag gör.\n"
    )
    assert [each["name"] for each in json.loads(as_json.out)["failing"]] == [
        "En enhet hos var och en är inte flera hos samma"
    ]


def test_without_the_prover_it_is_said_what_is_not_tried(
    mutate: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "z3", None)

    answer = mutate("--lang", "sv")

    assert answer.code == 1
    assert "inte prövat (Ett steg fel): Inget fall märker misstaget, och om det gör" in answer.out
    assert "- name:" not in answer.out
    assert re.match(r"Misstag som inget fall fångar, .*: 3\. .*pip install z3-solver", answer.err)


def test_a_rule_that_is_not_there_is_named_with_the_nearest_that_is(mutate: Call) -> None:
    answer = mutate("--rule", "several-unit-meet")

    assert answer.code == 3
    assert "“several-units-meet”" in answer.err


def test_no_cases_are_no_pass(mutate: Call) -> None:
    Path("tom").mkdir()

    answer = mutate("--tests", "tom")

    assert answer.code == 1
    assert "There are no cases in tom." in answer.err


@pytest.mark.parametrize(("option", "value"), [("--jobs", "0"), ("--floor", "101")])
def test_numbers_out_of_range_are_refused(option: str, value: str, mutate: Call) -> None:
    assert mutate(option, value).code == 2


def test_on_a_terminal_there_is_a_progress_bar(
    mutate: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)

    bars: list[bool] = []
    progress = rules_mutate._progress

    def noted(
        total: int, lang: Lang, *, shown: bool
    ) -> AbstractContextManager[Callable[[int], None]]:
        bars.append(shown)
        return progress(total, lang, shown=shown)

    monkeypatch.setattr(rules_mutate, "_progress", noted)

    assert mutate().code == mutate("--format", "json").code == 1
    assert bars == [True, False]
