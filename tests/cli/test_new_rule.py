"""``screening new rule`` writes a rule, its first test cases and its page, and nothing else."""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from screening.cli import main
from screening.intake.starters import starter
from screening.messages import LANGUAGES, Lang
from screening.ruleset.loading import load_rules
from screening.shipped import shipped_rules
from screening.workbench.cases import load_cases, run_cases
from tests.cli.calling import Call

GIVEN = (
    "--id", "five-parties-need-agreement",
    "--clause", "6",
    "--title-sv", "Fem parter eller fler behöver ett eget avtal",
    "--title-en", "Five parties or more need an agreement of their own",
    "--when", "parties.count: {at_least: 5}",
    "--when", "host.exists: yes",
    "--outcome", "needs-specific-agreement",
)  # fmt: skip
RULE = """
  - id: five-parties-need-agreement
    title:
      sv: Fem parter eller fler behöver ett eget avtal
      en: Five parties or more need an agreement of their own
    when:
      all:
        - parties.count: {at_least: 5}
        - host.exists: yes
    then:
      outcome: needs-specific-agreement
"""
CASES = """\
# Test cases for five-parties-need-agreement (§\N{NO-BREAK SPACE}6). Run them: screening rules test
# Read them: is this how you want it to be?

- name: "Five parties or more need an agreement of their own: holds with There is a host: yes; \
Number of parties: 5"
  rule: five-parties-need-agreement
  fires: yes
  candidates:
    - {id: K-1, candidate.answer: hosts, candidate.status: active}
  partners:
    - {name: Köpings kommun}
    - {name: Sala kommun}
    - {name: Västerås stad}
  expect:
    outcome: needs-specific-agreement
    obligations: [agreement-before-start, agreement-with-every-party, plan-coordinating-function]
    rules: [five-parties-need-agreement, third-party-needs-agreement]
    findings: {K-1: host}

- name: "Five parties or more need an agreement of their own: does not hold with There is a host: \
yes; Number of parties: 4"
  rule: five-parties-need-agreement
  fires: no
  candidates:
    - {id: K-1, candidate.answer: hosts, candidate.status: active}
  partners:
    - {name: Köpings kommun}
    - {name: Sala kommun}
  expect:
    outcome: needs-specific-agreement
    obligations: [agreement-before-start, agreement-with-every-party, plan-coordinating-function]
    rules: [third-party-needs-agreement]
    findings: {K-1: host}
"""
PAGE = """\
# Five parties or more need an agreement of their own

The rule `five-parties-need-agreement` (§\N{NO-BREAK SPACE}6) stands in `6.yaml`.

## What it means

Five parties or more need an agreement of their own

When (for the proposal):

- all of this:
  - Number of parties: at least 5
  - There is a host: yes

Then:

- the outcome is “Needs a specific agreement”

## The clause

"""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    folder = shutil.copytree(shipped_rules(), tmp_path / "mine")
    (folder / "vocabulary.yaml").unlink()  # the slowest to read, and not needed here
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_rule_its_cases_and_its_page_are_written(call: Call, rules: Path) -> None:
    before = contents(rules)
    answer = call("new", "rule", "--rules", "mine", *GIVEN)
    after = contents(rules)
    name = "five-parties-need-agreement"
    assert (answer.code, answer.out, answer.err) == (
        0,
        "",
        (
            f"Wrote the rule in mine/6.yaml:114.\nWrote mine/tests/{name}.yaml.\n"
            f"Wrote mine/pages/{name}.md.\n"
            "Read the test cases and the page, and run: screening rules test --rules mine\n"
        ),
    )
    assert after.pop(f"tests/{name}.yaml").decode() == CASES
    assert after.pop(f"pages/{name}.md").decode().startswith(PAGE)
    assert after.pop("6.yaml") == before.pop("6.yaml") + RULE.encode()
    assert after == before


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_it_writes_loads_and_its_cases_hold(call: Call, tmp_path: Path, lang: Lang) -> None:
    rules = shutil.copytree(shipped_rules(), tmp_path / "mine")
    assert call("new", "rule", "--rules", rules, *GIVEN, "--lang", lang).code == 0
    ruleset = load_rules(rules)
    results = run_cases(load_cases(rules / "tests", ruleset), ruleset)
    assert [result.case.name for result in results if not result.passed] == []
    assert sum(result.case.rule == GIVEN[1] for result in results) == 2
    assert call("rules", "test", "--rules", rules).code == 0
    told = call("rules", "handbook", "--rules", rules, "--lang", lang).out
    assert f"`pages/{GIVEN[1]}.md`" in told


def test_a_rule_for_each_partner_with_all_that_can_be_said(call: Call, rules: Path) -> None:
    answer = call(
        "new", "rule", "--rules", rules, "--id", "late-partner", "--clause", "4.5",
        "--clause", "6", "--title-sv", "Sen", "--title-en", "Late", "--for-each", "partner",
        "--when", "partner.agreement: [intended, declined]", "--finding", "late",
        "--obligation", "plan-joint-meetings", "--because-sv", "{partner} är sen.",
        "--because-en", "{partner} is late.", "--file", "late.yaml", "--decided-by", "Stina",
    )  # fmt: skip
    assert answer.code == 0
    rule = load_rules(rules).rule("late-partner")
    assert rule is not None
    assert (rule.file, rule.clauses, rule.finding) == ("late.yaml", ("4.5", "6"), "late")
    assert rule.because is not None
    assert rule.because.sv == "{partner} är sen."
    page = (rules / "pages" / "late-partner.md").read_text(encoding="utf-8")
    assert page.endswith("## Who decided\n\nStina\n")
    assert call("rules", "test", rules / "tests" / "late-partner.yaml", "--rules", rules).code == 0


def test_a_rule_that_never_fires_is_written_with_a_word_about_it(call: Call, rules: Path) -> None:
    given = [word if word != "host.exists: yes" else "parties.count: 3" for word in GIVEN]
    answer = call("new", "rule", "--rules", rules, *given)
    assert answer.code == 0
    assert "No simple case was found in which the rule holds." in answer.err
    cases = (rules / "tests" / f"{GIVEN[1]}.yaml").read_text(encoding="utf-8")
    assert (cases.count("fires: yes"), cases.count("fires: no")) == (0, 1)


# --- what is refused ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--id", "Five Parties"), "“Five Parties” cannot be the name of a rule."),
        (("--id", "letter-terminated"), "There is a rule “letter-terminated” already, in 6"),
        (("--clause", "4.6"), "Write one of 4.2, 4.3, 4.4, 4.5, 5, 6, or add the clause"),
        (("--clause", "§ 4.5"), "Did you mean “4.5”?"),
        (("--for-each", "candidates"), "Did you mean “candidate”?"),
        (("--when", "parties.cuont: 3"), "Did you mean “parties.count”?"),
        (("--when", "proposal.level: teem"), "Did you mean “team”?"),
        (("--when", "parties.count: {atleast: 3}"), "Did you mean “at_least”?"),
        (("--when", "partner.agreement: none"), "“partner.agreement” is told of a partner"),
        (("--when", "parties.count: {at_least: "), "--when:1:"),
        (("--when", "- a"), "Here a condition is wanted."),
        (("--outcome", "needs-agreement"), "There is no outcome “needs-agreement”."),
        (("--obligation", "contact-hosts"), "Did you mean “contact-host”?"),
        (("--finding", "A finding"), "“A finding” cannot be the name of a finding."),
        (("--file", "sub/rules.yaml"), "“sub/rules.yaml” cannot be a file of rules."),
        (("--file", "letter.yaml"), "“letter.yaml” cannot be a file of rules."),
        (("--file", "rules.json"), "“rules.json” cannot be a file of rules."),
        (("--because-en", "{who}"), "mine/6.yaml:114:"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_and_nothing_written(
    call: Call, rules: Path, words: tuple[str, str], told: str
) -> None:
    before = contents(rules)
    given = [*GIVEN]
    if words[0] in given and words[0] != "--when":
        given[given.index(words[0]) + 1] = words[1]
    else:
        given += words
    if words[0] == "--because-en":
        told = "The text cannot name “who” here."
    answer = call("new", "rule", "--rules", "mine", *given)
    assert (answer.code, answer.out) == (2, "")
    assert told in answer.err
    assert contents(rules) == before


def test_all_that_is_wrong_is_told_at_once(call: Call, rules: Path) -> None:
    words = ("--id", "A", "--clause", "9", "--when", "a: 1", "--outcome", "b", "--file", "c")
    answer = call("new", "rule", "--rules", rules, *words)
    assert answer.code == 2
    assert answer.err.count("error: ") == 5


def test_what_is_missing_is_named(call: Call, rules: Path) -> None:
    answer = call("new", "rule", "--rules", rules, "--id", "new-rule", "--clause", "6")
    assert (answer.code, answer.err) == (
        2,
        (
            "Something is missing: --title-sv, --title-en, --when, --outcome. "
            "Give it, or run on a terminal to be asked for it.\n"
        ),
    )


@pytest.mark.parametrize("name", [f"tests/{GIVEN[1]}.yaml", f"pages/{GIVEN[1]}.md"])
def test_a_file_that_is_there_is_kept(call: Call, rules: Path, name: str) -> None:
    (rules / "pages").mkdir()
    (rules / name).write_text("mine", encoding="utf-8")
    before = contents(rules)
    answer = call("new", "rule", "--rules", "mine", *GIVEN)
    assert answer.code == 2
    assert answer.err.startswith(f"mine/{name} is there already.")
    assert contents(rules) == before


def test_a_file_that_would_have_to_be_written_anew_is_kept(call: Call, rules: Path) -> None:
    (rules / "own.yaml").write_text(
        'clause: "6"\nrules: [{id: own, title: {sv: a, en: a}, when: {host.exists: yes}, '
        "then: {obligations: [contact-host]}}]\n",
        encoding="utf-8",
    )
    answer = call("new", "rule", "--rules", "mine", *GIVEN, "--file", "own.yaml")
    assert (answer.code, answer.err) == (
        2,
        (
            "mine/own.yaml cannot be added to without being written anew. "
            "Name another file with --file.\n"
        ),
    )


def test_the_rules_that_ship_are_not_written_to(call: Call) -> None:
    answer = call("new", "rule", *GIVEN)
    assert answer.code == 2
    assert answer.err.startswith("Name the folder of rules with --rules;")


def test_one_of_several_versions_has_to_be_named(call: Call, rules: Path, tmp_path: Path) -> None:
    (tmp_path / "all").mkdir()
    rules.rename(tmp_path / "all" / "2022")
    answer = call("new", "rule", "--rules", "all", *GIVEN)
    assert (answer.code, answer.err) == (
        2,
        "all has several versions. Name the folder of one of them: all/2022.\n",
    )


def test_a_folder_that_is_wrong_is_told(call: Call, tmp_path: Path) -> None:
    answer = call("new", "rule", "--rules", tmp_path / "nowhere", *GIVEN)
    assert answer.code == 3
    assert "is not a folder" in answer.err


def test_a_folder_that_cannot_be_written_to_is_told(call: Call, rules: Path) -> None:
    (rules / "pages").write_text("", encoding="utf-8")
    answer = call("new", "rule", "--rules", "mine", *GIVEN)
    assert answer.code == 2
    assert f"mine/pages/{GIVEN[1]}.md cannot be written:" in answer.err


# --- the commented file -------------------------------------------------------------------


def test_without_anything_said_it_is_the_commented_file(call: Call) -> None:
    assert call("new", "rule").out == starter("rule", "en")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--output", "a.yaml", "--id", "a"), "--output writes the commented file alone."),
        (("--rules", "mine", "--force"), "--force is for the commented file alone;"),
    ],
)
def test_options_of_one_are_not_for_the_other(
    call: Call, rules: Path, words: tuple[str, ...], told: str
) -> None:
    assert rules.is_dir()
    answer = call("new", "rule", *words)
    assert answer.code == 2
    assert answer.err.startswith(told)


# --- on a terminal ------------------------------------------------------------------------


class _Keyboard(io.StringIO):
    """Somebody who types at a terminal."""

    def isatty(self) -> bool:
        return True


Typed = Callable[..., tuple[int, str]]


@pytest.fixture
def typed(call: Call, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Typed:
    """The command, with answers to what it asks: the exit code, and what was shown."""
    del call  # it sets the folder and the language
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("COLUMNS", "100")

    def run(answers: list[str], *words: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "stdin", _Keyboard("".join(f"{each}\n" for each in answers)))
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
        with pytest.raises(SystemExit) as ended:
            main(["new", "rule", *words])
        shown = capfd.readouterr()
        code = ended.value.code
        return code if isinstance(code, int) else int(bool(code)), shown.out + shown.err

    return run


def test_what_is_not_given_is_asked_for(typed: Typed, rules: Path) -> None:
    answers = [
        "mine", "five-parties-need-agreement", "6",
        "Fem parter eller fler behöver ett eget avtal",
        "Five parties or more need an agreement of their own",
        "proposal", "parties.count: {at_least: 5}", "host.exists: yes", "",
        "outcome", "needs-specific-agreement", "",
    ]  # fmt: skip
    before = (rules / "6.yaml").read_text(encoding="utf-8")
    code, shown = typed(answers)
    assert code == 0
    assert "The rule can read: letter.status, letter.review, parties.region" in shown
    assert (rules / "6.yaml").read_text(encoding="utf-8") == before + RULE
    assert (rules / "tests" / f"{GIVEN[1]}.yaml").read_text(encoding="utf-8") == CASES


def test_what_is_wrong_is_told_and_asked_again(typed: Typed, rules: Path) -> None:
    answers = [
        "A Name", "a-name", "4.7", "4.4", "Namn", "Name", "candidates", "candidate",
        "candidate.scor: 3", "candidate.score: {at_least: 90}", "",
        "", "A Finding", "very-near", "Stina",
    ]  # fmt: skip
    code, shown = typed(answers, "--rules", str(rules))
    assert code == 0
    for told in (
        "“A Name” cannot be the name of a rule.",
        "The letter has no clause “4.7”.",
        "Did you mean “candidate”?",
        "Did you mean “candidate.score”?",
        "“A Finding” cannot be the name of a finding.",
    ):
        assert told in shown
    rule = load_rules(rules).rule("a-name")
    assert rule is not None
    assert (rule.finding, rule.scope) == ("very-near", "candidate")


def test_only_what_is_missing_is_asked_for(typed: Typed, rules: Path) -> None:
    words = ("--rules", str(rules), *GIVEN[:-2])
    assert typed(["obligation", "contact-host", ""], *words)[0] == 0
    rule = load_rules(rules).rule(GIVEN[1])
    assert rule is not None
    assert rule.obligations == ("contact-host",)


def test_with_yes_nothing_is_asked(typed: Typed, rules: Path) -> None:
    code, shown = typed([], "--rules", str(rules), "--yes", "--id", "a-rule")
    assert code == 2
    assert shown.startswith("Something is missing: --clause")


def test_where_all_is_given_nothing_is_asked(typed: Typed, rules: Path) -> None:
    assert typed([], "--rules", str(rules), *GIVEN)[0] == 0
    assert load_rules(rules).rule(GIVEN[1]) is not None


def test_who_stops_answering_writes_nothing(typed: Typed, rules: Path) -> None:
    before = contents(rules)
    assert typed(["a-rule", "6"], "--rules", str(rules))[0] == 1
    assert contents(rules) == before
