"""``screening rules test`` and its answers, as people and programs read them."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from screening.shipped import shipped_rules
from tests.cli.calling import Call

FAILING = """\
- name: En kommun utan <avtal> & "grund" går ändå till en värd
  rule: third-party-uncovered
  fires: no
  facts: {coordination.coordinating_function: yes}
  candidates: [{id: K-1, candidate.overlap: strong}]
  partners: [{name: Kommunen, partner.agreement: intended}]
  expect: {outcome: route-to-existing, target: K-1, findings: {K-1: host, Kommunen: third-party}}

- name: Ett team kan äga det
  rule: no-level-of-responsibility
  facts: {proposal.level: team}
  expect: {outcome: needs-specific-agreement}
"""
TOLD_IN_SWEDISH = """\
✗ En kommun utan <avtal> & "grund" går ändå till en värd
  fall.yaml:1
  Regeln gäller
    väntat: nej
    blev: ja
  Utfall
    väntat: route-to-existing
    blev: needs-specific-agreement
  Värd
    väntat: K-1
    blev: inget
  Iakttagelser
    väntat: {K-1: host, Kommunen: third-party}
    blev: {K-1: host, Kommunen: [third-party, uncovered-third-party]}
  Utfall: Behöver ett särskilt avtal
    third-party-needs-agreement: En tredje part behöver omfattas av ett avtal (4.5.yaml:N)
  third-party-uncovered för Kommunen: gäller  (4.5.yaml:N)
    ✓ allt detta:
      ✓ Är tredje part: ja  ◄ avgjorde
        │ såg: ja
      ✓ Partens avtal: inte tecknat  ◄ avgjorde
        │ såg: avsett
      ✓ Omfattas av värdens avtal: nej  ◄ avgjorde
        │ såg: nej
  taken-in-by-host för förslaget: gäller  (4.4.yaml:N)
    ✓ Det finns en värd: ja  ◄ avgjorde
      │ såg: ja
  third-party-needs-agreement för förslaget: gäller  (4.5.yaml:N)
    ✓ iakttagelsen ”uncovered-third-party”: minst 1  ◄ avgjorde
      │ såg: 1

✓ gäller, ✗ gäller inte, ◄ avgjorde: hade bara den delen varit tvärtom, så hade hela villkoret också
varit det.
1 av 2 fall gick inte som de skulle.
"""


@pytest.fixture
def failing(tmp_path: Path) -> Path:
    path = tmp_path / "fall.yaml"
    path.write_text(FAILING, encoding="utf-8")
    return path


def without_lines(text: str) -> str:
    return re.sub(r"(\d\.yaml):\d+", r"\1:N", text)


def test_the_cases_that_ship_are_run_when_nothing_is_named(call: Call) -> None:
    answer = call("rules", "test")

    assert answer.code == 0
    assert re.fullmatch(r"All cases came out as they should: \d{3}\.\n", answer.out)
    assert answer.err == ""


def test_a_case_that_fails_is_told_with_the_values_that_each_condition_saw(
    call: Call, failing: Path
) -> None:
    answer = call("rules", "test", failing.name, "--lang", "sv")

    assert (answer.code, answer.err) == (1, "")
    assert without_lines(answer.out) == without_lines(TOLD_IN_SWEDISH)


def test_json_has_every_case_and_the_conditions_of_those_that_fail(
    call: Call, failing: Path
) -> None:
    answer = call("rules", "test", failing, "--format", "json")

    data = json.loads(answer.out)
    assert answer.code == 1
    assert (data["cases"], data["failed"]) == (2, 1)
    first, second = data["results"]
    assert [each["what"] for each in first["differences"]] == [
        "fires",
        "outcome",
        "target",
        "findings",
    ]
    assert first["rules"][0]["about"] == "Kommunen"
    assert first["rules"][0]["condition"][2] == {
        "text": "  The party's agreement: not signed",
        "line": first["rules"][0]["condition"][2]["line"],
        "holds": True,
        "saw": "intended",
        "decided": True,
    }
    assert second == {
        "name": "Ett team kan äga det",
        "file": str(failing),
        "line": 9,
        "rule": "no-level-of-responsibility",
        "passed": True,
        "outcome": "needs-specific-agreement",
        "fired": ["nothing-takes-it-in", "agreement-follows-resources"],
        "differences": [],
    }


def test_junit_is_well_formed_whatever_the_names_are(call: Call, failing: Path) -> None:
    call("rules", "test", failing, "--junit", "out.xml")

    suites = ET.parse("out.xml").getroot()  # noqa: S314 - our own
    assert (suites.tag, suites.get("tests"), suites.get("failures")) == ("testsuites", "2", "1")
    cases = list(suites.iter("testcase"))
    assert [case.get("name") for case in cases] == [
        'En kommun utan <avtal> & "grund" går ändå till en värd',
        "Ett team kan äga det",
    ]
    assert [case.get("classname") for case in cases] == [
        "third-party-uncovered",
        "no-level-of-responsibility",
    ]
    failure = cases[0].find("failure")
    assert failure is not None
    assert failure.get("message") == "The rule fires, Outcome, Host, Findings"
    assert "saw: intended" in (failure.text or "")
    assert cases[1].find("failure") is None


def test_junit_that_cannot_be_written_is_told(call: Call, failing: Path) -> None:
    answer = call("rules", "test", failing, "--junit", "no/such/folder/out.xml")

    assert answer.code == 2
    assert "no/such/folder/out.xml" in answer.err


@pytest.mark.parametrize("engine", ["plain", "durable"])
def test_either_engine_gives_the_same(engine: str, call: Call, failing: Path) -> None:
    assert call("rules", "test", failing, "--engine", engine).out == (
        call("rules", "test", failing).out
    )


@pytest.mark.parametrize("word", ["TEAM", "no-level-of-responsibility"])
def test_a_word_chooses_cases_by_name_or_by_rule(word: str, call: Call, failing: Path) -> None:
    answer = call("rules", "test", failing, "-k", word)

    assert (answer.code, answer.out) == (0, "All cases came out as they should: 1.\n")


def test_a_run_of_no_cases_falls_short(call: Call, failing: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    rules = shutil.copytree(
        shipped_rules(), tmp_path / "mine", ignore=shutil.ignore_patterns("tests")
    )

    unchosen = call("rules", "test", failing, "-k", "qwerty")
    empty = call("rules", "test", "empty")
    none = call("rules", "test", "--rules", rules)

    assert unchosen.code == empty.code == none.code == 1
    assert unchosen.err == ("None of the 2 cases has “qwerty” in its name or is about that rule.\n")
    assert empty.err.startswith("There are no cases in empty. Write at least one;")
    assert none.err.startswith("There are no cases in mine/tests.")
    assert (unchosen.out, empty.out, none.out) == ("", "", "")


def test_a_folder_of_rules_is_not_taken_for_one_of_cases(call: Call, tmp_path: Path) -> None:
    shutil.copytree(shipped_rules(), tmp_path / "mine")

    answer = call("rules", "test", "mine")

    assert answer.code == 2
    assert answer.err == ("“mine” is a folder of rules. Write: screening rules test --rules mine\n")
    assert call("rules", "test", "--rules", "mine").code == 0


def test_mistakes_in_cases_and_files_that_are_not_there_are_told(
    call: Call, tmp_path: Path
) -> None:
    (tmp_path / "a.yaml").write_text("- {name: A, facts: {proposal.levl: unit}, expect: {}}")

    wrong = call("rules", "test", "a.yaml")
    missing = call("rules", "test", "b.yaml")

    assert wrong.code == missing.code == 3
    assert "a.yaml:1:21" in wrong.err
    assert "Did you mean “proposal.level”?" in wrong.err
    assert "b.yaml" in missing.err
