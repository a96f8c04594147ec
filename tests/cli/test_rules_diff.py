"""``screening rules diff``: two rule sets, what is written otherwise, and what that does.

After a change that is meant: ``UPDATE_SESSIONS=1 pytest tests/cli/test_rules_diff.py``, and
read the difference.
"""

from __future__ import annotations

import csv
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from screening.messages import LANGUAGES, Lang
from screening.shipped import shipped_rules
from tests.cli.calling import ROOT, Call

TOLD = Path(__file__).parent / "diffs"
LEVEL = ("4.3.yaml", "proposal.level: executive", "proposal.level: [executive, department]")
COUNT = ("4.3.yaml", "parties.count: {at_least: 3}", "parties.count: {at_least: 4}")
BANDS = ("ruleset.yaml", "possible: 35", "possible: 45")
HOSTS = ("4.4.yaml", "candidate.status: [active, dormant]", "candidate.status: active")
ASKED = ("4.4.yaml", "obligations: [examine-entry]", "obligations: [consider-reviving]")
Change = tuple[str, str, str]
Rules = Callable[..., Path]
DAY = ("--as-of", "2026-12-01")


@pytest.fixture
def rules(tmp_path: Path) -> Rules:
    """Makes a folder of the shipped rules, with changes."""

    def made(name: str, *changes: Change) -> Path:
        folder = Path(shutil.copytree(shipped_rules(), tmp_path / name))
        for file, old, new in changes:
            text = (folder / file).read_text(encoding="utf-8")
            assert old in text
            (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder

    return made


CASES: dict[str, tuple[Change, ...]] = {
    "the-same": (),
    "a-title": (("4.3.yaml", "The matter lies above", "The matter stands above"),),
    "a-threshold": (COUNT,),
    "a-level": (LEVEL,),
    "hosts": (HOSTS,),
    "bands": (BANDS,),
    "a-step-of-candidates": (ASKED,),
}


def alone(*words: str, at: Path) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own: z3 picks another of several cases in one that has
    been asked other things before.
    """
    return subprocess.run(
        [sys.executable, "-c", "from screening.cli import main; main()", *words],
        cwd=at, env={**os.environ, "NO_COLOR": "1", "COLUMNS": "100"},
        capture_output=True, check=False, encoding="utf-8",
    )  # fmt: skip


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "form"), [*((name, "text") for name in CASES), ("bands", "markdown")]
)
def test_a_change_is_told(name: str, form: str, lang: Lang, tmp_path: Path, rules: Rules) -> None:
    rules("old")
    rules("new", *CASES[name])

    answer = alone(
        "rules", "diff", "old", "new", "--lang", lang, "--format", form, *DAY, at=tmp_path
    )

    file = TOLD / f"{name}.{lang}.{'md' if form == 'markdown' else 'txt'}"
    if os.environ.get("UPDATE_SESSIONS"):
        file.write_text(answer.stdout, encoding="utf-8")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout == file.read_text(encoding="utf-8")


@pytest.mark.parametrize(("changes", "code"), [((), 0), (CASES["a-title"], 0), ((COUNT,), 1)])
def test_the_exit_code_tells_whether_cases_differ_where_that_is_asked_for(
    changes: tuple[Change, ...], code: int, call: Call, rules: Rules
) -> None:
    rules("old")
    rules("new", *changes)

    assert call("rules", "diff", "old", "new", "--exit-code").code == code
    assert call("rules", "diff", "old", "new").code == 0


def test_json_has_the_regions_the_causes_and_the_case_as_files(call: Call, rules: Rules) -> None:
    rules("old")
    rules("new", LEVEL)

    data = json.loads(call("rules", "diff", "old", "new", "--format", "json", *DAY).out)

    assert data["equivalent"] is False
    (difference,) = data["differences"]
    assert [
        {key: rule[key] for key in ("id", "kind", "aspects")} for rule in difference["rules"]
    ] == [{"id": "beyond-daily-coordination", "kind": "changed", "aspects": ["when"]}]
    (change,) = difference["changes"]
    assert change["was"] == ["needs-specific-agreement", "route-to-existing"]
    assert change["becomes"] == "escalate-to-steering-group"
    assert change["pieces"] == [
        [
            {
                "fact": "proposal.level",
                "by": None,
                "tests": [{"operator": "one_of", "values": ["department"]}],
                "text": "Level of responsibility: department",
            }
        ]
    ]
    assert change["rules"] == ["beyond-daily-coordination"]
    assert [change[each]["confirmed"] for each in ("example", "after")] == [True, True]
    assert change["example"]["proposal"]["level"] == "department"


def git(folder: Path, *words: str) -> None:
    subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *words],
        cwd=folder,
        check=True,
        capture_output=True,
    )


def commands(out: str) -> list[str]:
    return re.findall(r"(?m)(screening screen .*)$", out)


def test_a_revision_is_compared_with_the_folder_as_it_is_and_its_cases_can_be_screened(
    call: Call, rules: Rules, tmp_path: Path
) -> None:
    folder = rules("regler")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "x")
    path = folder / LEVEL[0]
    path.write_text(path.read_text("utf-8").replace(LEVEL[1], LEVEL[2]), encoding="utf-8")

    answer = call("rules", "diff", "HEAD", "--rules", "regler", "--examples", "fall", *DAY)
    named = call("rules", "diff", "HEAD:regler", "regler", *DAY)

    assert answer.code == 0
    assert answer.out.startswith("HEAD (1.2.0) → regler (1.2.0)\n")
    assert named.out.splitlines()[1:8] == answer.out.splitlines()[1:8]
    told = [
        call(*shlex.split(command)[1:]).out.splitlines()[2:] for command in commands(answer.out)
    ]
    assert len(told) == 2
    assert told[0] != told[1]
    again = call("rules", "diff", "HEAD", "--rules", "regler", "--examples", "fall", *DAY)
    assert (again.code, again.out) == (2, "")
    assert "is there already" in again.err


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("nowhere", "new"), 3, "nowhere"),
        (("old", "nowhere"), 3, "nowhere"),
        (("old", "new", "--over", "nowhere"), 2, "nowhere"),
        (("old", "new", "--picture", "a.png"), 2, "a.png"),
        (("old", "new", "--format", "yaml"), 2, "yaml"),
        (("old", "broken"), 3, "broken"),
        ((), 2, "OLD"),
    ],
)
def test_what_cannot_be_compared_is_told(
    words: tuple[str, ...], code: int, said: str, call: Call, rules: Rules
) -> None:
    for name in ("old", "new"):
        rules(name)
    rules("broken", ("4.3.yaml", "proposal.level: executive", "proposal.levle: executive"))

    answer = call("rules", "diff", *words)

    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err
    assert "Traceback" not in answer.err


def test_without_the_prover_it_tells_what_is_written_otherwise(
    call: Call, rules: Rules, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules("old")
    rules("new", LEVEL)
    monkeypatch.setitem(sys.modules, "z3", None)

    answer = call("rules", "diff", "old", "new", *DAY)

    assert answer.code == 1
    assert answer.out.splitlines()[2:] == [
        "What the changes mean to cases has not been proved.",
        "",
        "Rules",
        "    changed: beyond-daily-coordination (4.3.yaml:5): the condition",
    ]
    assert "z3" in answer.err


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_nothing_in_the_rules_can_steer_a_terminal_or_a_page(
    form: str, call: Call, rules: Rules
) -> None:
    title = (
        "4.3.yaml",
        "en: The matter lies above day-to-day coordination",
        'en: "Above <b>*day*</b> | -"',
    )
    outcome = ("ruleset.yaml", "en: Needs a specific agreement", 'en: "<script>*x* & | y"')
    rules("old", outcome)
    rules("new", outcome, title, LEVEL)
    (Path("one")).mkdir()
    shutil.copy(
        next((ROOT / "fixtures/proposals").glob("row-09*/*.yaml")), "one/a\x1b[31m <b>.yaml"
    )

    answer = call(
        "rules", "diff", "old", "new", "--over", "one", "--format", form, "--picture", "p.svg", *DAY
    )

    assert answer.code == 0
    assert not re.search(r"[\x00-\x08\x0b-\x1f]", answer.out)
    if form == "markdown":
        assert not re.search(r"(?<!\\)(<script|<b>|\*x)", answer.out)
    ET.fromstring(Path("p.svg").read_text("utf-8"))  # noqa: S314 - our own


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """A sheet of proposals: one that flips, one that does not, one that cannot be read."""
    path = tmp_path / "forslag.csv"
    head = ["Titel", "Sammanfattning", "Parter", "Nivå", "Avsatta medel"]
    both = "Region Västmanland; Mälardalens universitet"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [
                head,
                ["Kvantkemi i fält", "Mäter ädelgaser", both, "avdelning", "x"],
                ["Runstenar i mark", "Letar runor", both, "enhet", ""],
                ["Utan parter", "Ingen", "", "enhet", ""],
            ]
        )
    return path


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("form", ["text", "markdown"])
def test_proposals_are_screened_by_both_and_those_that_flip_are_told(
    form: str, lang: Lang, sheet: Path, call: Call, rules: Rules
) -> None:
    rules("old")
    rules("new", LEVEL)

    answer = call(
        "rules", "diff", "old", "new", "--over", sheet.name, "--lang", lang, "--format", form, *DAY
    )

    file = TOLD / f"over.{lang}.{'md' if form == 'markdown' else 'txt'}"
    if os.environ.get("UPDATE_SESSIONS"):
        file.write_text(answer.out, encoding="utf-8")
    assert answer.code == 3
    assert "forslag.csv" in answer.err
    assert answer.out == file.read_text(encoding="utf-8")


def test_proposals_in_json_have_both_verdicts_and_what_made_the_difference(
    sheet: Path, call: Call, rules: Rules
) -> None:
    rules("old")
    rules("new", LEVEL)

    answer = call("rules", "diff", "old", "new", "--over", sheet.name, "--format", "json", *DAY)

    over = json.loads(answer.out)["over"]
    (flip,) = over["flips"]
    assert over["screened"] == 2
    assert (flip["file"], flip["row"], flip["title"]) == ("forslag.csv", 2, "Kvantkemi i fält")
    assert (flip["old"]["outcome"], flip["new"]["outcome"]) == (
        "needs-specific-agreement",
        "escalate-to-steering-group",
    )
    assert flip["made"] == [
        {
            "rule": "beyond-daily-coordination",
            "about": None,
            "fires": True,
            "facts": {"proposal.level": "department"},
        }
    ]
    assert [one["row"] for one in over["unreadable"]] == [4]
    assert over["unread_columns"] == ["Avsatta medel"]


def test_only_other_obligations_are_counted_apart(call: Call, rules: Rules) -> None:
    rules("old")
    rules("new", COUNT)
    folder = Path("forslag")
    folder.mkdir()
    (folder / "tre.yaml").write_text(
        "title: Kvantkemi i fält\nsummary: Mäter ädelgaser\nlevel: unit\n"
        "parties:\n  - name: Region Västmanland\n  - name: Mälardalens universitet\n"
        "  - name: Sala kommun\n",
        encoding="utf-8",
    )

    answer = call("rules", "diff", "old", "new", "--over", "forslag", *DAY)

    assert answer.code == 0
    assert answer.out.endswith(
        "None of 1 proposals gets another outcome.\n"
        "The same outcome but other obligations: 1 of 1\n"
        "    forslag/tre.yaml: falls away: plan-coordinating-function\n"
    )


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("over", [True, False])
def test_the_picture_is_whole_by_itself(
    lang: Lang,
    over: bool,  # noqa: FBT001 - pytest fills it in
    sheet: Path,
    call: Call,
    rules: Rules,
) -> None:
    rules("old")
    rules("new", LEVEL)
    words = ["--over", sheet.name] if over else []

    call("rules", "diff", "old", "new", *words, "--picture", "p.svg", "--lang", lang, *DAY)

    text = Path("p.svg").read_text(encoding="utf-8")
    root = ET.fromstring(text)  # noqa: S314 - our own
    kinds = [each.get("class") for each in root.iter("{http://www.w3.org/2000/svg}path")]
    assert kinds == (["flips", "stays"] if over else ["flips", "flips"])
    assert "prefers-color-scheme: dark" in text
    assert text.count("http") == 1
    assert "script" not in text


def test_a_picture_of_no_change_says_so(call: Call, rules: Rules) -> None:
    rules("old")
    rules("new")

    answer = call("rules", "diff", "old", "new", "--picture", "p.svg")

    assert answer.err == "Wrote p.svg.\n"
    assert "No outcome changes." in Path("p.svg").read_text("utf-8")


def test_rules_that_come_into_force_later_are_compared_day_by_day(call: Call, rules: Rules) -> None:
    rules("old")
    rules(
        "new",
        (
            "4.3.yaml",
            "  - id: no-level-of-responsibility",
            "  - id: no-level-of-responsibility\n    valid_from: 2027-01-01",
        ),
    )

    answer = call("rules", "diff", "old", "new")

    assert answer.code == 0
    days = re.findall(r"(?m)^The rules (.*)$", answer.out)
    assert days == ["2022-01-01–2026-12-31", "from 2027-01-01 on"]
    assert "removed: no-level-of-responsibility" in answer.out
    one = call("rules", "diff", "old", "new", "--as-of", "2027-02-01")
    assert re.findall(r"(?m)^The rules (.*)$", one.out) == ["2027-02-01"]
