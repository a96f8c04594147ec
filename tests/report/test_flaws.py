from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from screening.errors import Problem, Span
from screening.messages import LANGUAGES, Lang, catalogue
from screening.model.days import Days
from screening.report.flaws import Checked, uri
from screening.report.flaws_github import flaws_github
from screening.report.flaws_json import flaws_json
from screening.report.flaws_sarif import FINGERPRINT, flaws_sarif
from screening.report.flaws_text import print_flaws
from screening.workbench.checks.checking import CHECKS
from screening.workbench.told import Examination, ToldFlaw
from tests.report.printing import printed

HOSTILE = "ond\x1b[31m: a,b%0A::error::\r\n\u202e"


def problem(line: int = 4, *, rule: str = "a-rule", file: str = "rules/a.yaml") -> Problem:
    return Problem(
        "logic.never-fires",
        {"rule": rule},
        file,
        Span(line, 9, line, 15),
        source_line="  - id: a-rule",
    )


def flaw(line: int = 4, **changes: Any) -> ToldFlaw:
    first = ToldFlaw("never-fires", "warning", "a-rule", problem(line), "a-rule")
    return replace(first, **changes)


def checked(*flaws: ToldFlaw, **changes: Any) -> Checked:
    examination = Examination(flaws, rules=5, conditions=8, properties=1, spells=1)
    return Checked((), examination, **changes)


def text(found: Checked, lang: Lang = "en") -> str:
    return printed(lambda console: print_flaws(console, found, lang))


def result(found: Checked) -> dict[str, Any]:
    (run,) = json.loads(flaws_sarif(found, "en"))["runs"]
    (one,) = run["results"]
    assert isinstance(one, dict)
    return one


# --- for people ------------------------------------------------------------------------------


def test_a_flaw_is_told_with_its_line_its_definition_and_what_to_do() -> None:
    days = (Days(date(2027, 1, 1), date(2027, 6, 30)), Days(date(2028, 1, 1)))
    related = replace(problem(9), code="logic.nearly-decides")

    told = text(checked(flaw(days=days, version="2027", related=(related,))))

    assert told.splitlines() == [
        "warning (Rule that never fires): Rule “a-rule” never fires.",
        "  --> rules/a.yaml:4:9",
        "   |",
        " 4 |   - id: a-rule",
        "   |         ^^^^^^",
        "   = A rule never fires if its condition holds in no possible case.",
        "   = In the version “2027”.",
        "   = It is so 2027-01-01–2027-06-30, 2028-01-01–.",
        "   = rules/a.yaml:9:9: " + related.message(),
        "   = " + problem().help(),
        "",
        "Errors: 0. Warnings: 1. Notes: 0.",
    ]


def test_notes_are_shown_only_when_they_are_asked_for() -> None:
    note = flaw(level="note")

    assert "a-rule" not in text(checked(note))
    assert text(checked(note)).splitlines()[-1] == "Notes: 1. Show them with --notes."
    assert "a-rule" in text(checked(note, notes=True))


def test_what_was_proved_is_said_of_sound_rules() -> None:
    assert " ".join(text(checked(), "sv").split()) == (
        "Regler: 5, villkor: 8, egenskaper: 1. Bevisat för alla fall: vart och ett får ett "
        "utfall, och bara ett. Ingen regel är utan verkan, inget villkor kan strykas, och alla "
        "egenskaper håller."
    )


def test_several_spells_are_said_to_have_been_tried() -> None:
    found = checked()
    assert found.examination is not None
    found = replace(found, examination=replace(found.examination, spells=3))

    assert "each of the 3 stretches of days" in " ".join(text(found).split())


def test_nothing_new_is_not_said_to_be_sound() -> None:
    assert text(checked(since="main", before=2)) == (
        "Nothing new is wrong since main. From before: 2.\n"
    )
    assert "Only what has come since main is shown" in text(checked(flaw(), since="main"))


def test_what_steers_a_terminal_is_not_printed() -> None:
    told = text(checked(flaw(problem=problem(rule=HOSTILE, file=f"a{HOSTILE}.yaml"))))

    assert "\x1b" not in told
    assert "\u202e" not in told


# --- for GitHub ------------------------------------------------------------------------------


def test_github_is_told_a_line_for_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    here = problem(file=str(tmp_path / "rules" / "a.yaml"))
    long = replace(problem(), span=Span(4, 9, 6, 3))

    lines = flaws_github(
        checked(flaw(problem=here), flaw(level="error", problem=long), flaw(level="note")), "en"
    ).splitlines()

    said = (
        "::Rule “a-rule” never fires. See whether two of the conditions contradict each other, "
        "a value is wrong, or “all” should be “any”."
    )
    title = "title=Rule that never fires"
    assert lines == [
        f"::warning file=rules/a.yaml,line=4,endLine=4,col=9,endColumn=15,{title}{said}",
        f"::error file=rules/a.yaml,line=4,endLine=6,col=9,{title}{said}",
    ]


def test_notes_are_notices_and_a_problem_without_a_file_has_no_place() -> None:
    bare = Problem("rules.no-folder", {"folder": "x"})

    assert flaws_github(checked(flaw(level="note"), notes=True), "en").startswith("::notice file=")
    assert flaws_github(Checked([bare]), "en").startswith("::error title=error::")


def test_nothing_in_a_name_becomes_a_command_or_a_property() -> None:
    told = flaws_github(checked(flaw(problem=problem(rule=HOSTILE, file=HOSTILE))), "en")

    properties, _, said = told.removeprefix("::warning ").partition("::")
    assert "\n" not in told
    assert "\x1b" not in told
    assert [each.split("=")[0] for each in properties.split(",")] == [
        "file", "line", "endLine", "col", "endColumn", "title",
    ]  # fmt: skip
    assert "%250A" in said


# --- as SARIF --------------------------------------------------------------------------------


def test_a_log_has_what_sarif_asks_for() -> None:
    related = replace(problem(9), code="logic.nearly-decides")
    log = json.loads(flaws_sarif(checked(flaw(related=(related,)), flaw(8)), "en"))

    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "screening"
    assert driver["rules"] == [
        {
            "id": "logic.never-fires",
            "shortDescription": {"text": "Rule that never fires"},
            "fullDescription": {
                "text": "A rule never fires if its condition holds in no possible case."
            },
            "help": {
                "text": "See whether two of the conditions contradict each other, a value is "
                "wrong, or “all” should be “any”."
            },
            "defaultConfiguration": {"level": "warning"},
        }
    ]
    first, second = run["results"]
    assert (first["ruleId"], first["ruleIndex"], first["level"]) == (
        "logic.never-fires", 0, "warning",
    )  # fmt: skip
    assert first["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "rules/a.yaml"},
                "region": {"startLine": 4, "startColumn": 9, "endLine": 4, "endColumn": 15},
            }
        }
    ]
    (other,) = first["relatedLocations"]
    assert other["physicalLocation"]["region"]["startLine"] == 9
    assert other["message"]["text"].startswith("Rule “a-rule” comes nearest")
    assert first["partialFingerprints"] != second["partialFingerprints"]


def test_a_fingerprint_stays_when_lines_move() -> None:
    here, moved, renamed = (
        result(checked(one))["partialFingerprints"][FINGERPRINT]
        for one in (flaw(4), flaw(40), flaw(4, about="other"))
    )

    assert here == moved != renamed
    mark = "\0never-fires\0a-rule\0a-rule\0" + "1"
    assert here == hashlib.sha256(mark.encode()).hexdigest()[:32]


def test_what_is_wrong_in_files_is_a_result_too() -> None:
    bare = Problem("rules.no-folder", {"folder": "x"})
    one = result(Checked([bare]))

    assert (one["ruleId"], one["level"], one["locations"]) == ("rules.no-folder", "error", [])


def test_a_uri_is_relative_below_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")

    assert uri("våra regler/a%.yaml") == "v%C3%A5ra%20regler/a%25.yaml"
    assert uri(str(tmp_path / "here" / "a.yaml")) == "a.yaml"
    assert uri(str(tmp_path / "a b.yaml")) == f"{tmp_path.as_uri()}/a%20b.yaml"


def test_nothing_hostile_is_left_in_a_log() -> None:
    log = flaws_sarif(checked(flaw(problem=problem(rule=HOSTILE, file=HOSTILE))), "sv")

    assert "\\u001b" not in log
    assert "\x1b" not in log
    assert "\u202e" not in log


# --- as JSON ---------------------------------------------------------------------------------


def test_json_has_all_of_a_flaw() -> None:
    days = (Days(date(2027, 1, 1)),)
    data = json.loads(flaws_json(checked(flaw(days=days, version="2027"), since="main"), "sv"))

    assert data["flaws"] == [
        {
            "kind": "never-fires",
            "level": "warning",
            "about": "a-rule",
            "title": "Regel som aldrig gäller",
            "definition": "En regel gäller aldrig om dess villkor inte är uppfyllt i något "
            "möjligt fall.",
            "remarks": ["I versionen ”2027”.", "Så är det 2027-01-01–."],
            "version": "2027",
            "days": [{"from": "2027-01-01", "to": None}],
            "code": "logic.never-fires",
            "message": "Regeln ”a-rule” gäller aldrig.",
            "help": "Se efter om två av villkoren motsäger varandra, om ett värde är fel, eller "
            "om ”all” skulle vara ”any”.",
            "file": "rules/a.yaml",
            "line": 4,
            "column": 9,
            "end_line": 4,
            "end_column": 15,
            "path": None,
            "suggestion": None,
            "related": [],
            "example": None,
            "after": None,
        }
    ]
    assert {key: value for key, value in data.items() if key != "flaws"} == {
        "errors": [],
        "since": "main",
        "left_out": 0,
        "examined": {"rules": 5, "conditions": 8, "properties": 1, "spells": 1},
        "sound": False,
    }


def test_json_of_files_that_cannot_be_read_has_their_errors() -> None:
    data = json.loads(flaws_json(Checked([problem()]), "en"))

    assert [one["code"] for one in data["errors"]] == ["logic.never-fires"]
    assert (data["flaws"], data["examined"], data["sound"]) == ([], None, False)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", [*(check.kind for check in CHECKS), "said-already"])
def test_every_kind_has_its_texts(kind: str, lang: Lang) -> None:
    wanted = {f"logic.{kind}.{part}" for part in ("title", "definition", "message", "help")}

    assert wanted <= catalogue(lang).keys()
