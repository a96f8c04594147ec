"""``screening screen`` as other programs use it."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace

import jsonschema
import pytest

from screening.ruleset.schema import json_schema
from tests.cli.calling import PROPOSALS, ROOT, Call

GOOD = PROPOSALS / "row-09-no-host" / "one-short-sentence.yaml"
ROUTED = PROPOSALS / "row-10-route-to-host" / "the-library-network-takes-it-in.json"


def test_one_file_gives_one_object_that_keeps_to_the_published_schema(call: Call) -> None:
    answer = call("screen", ROUTED, "--format", "json", "--explain", "--as-of", "2026-11-23")
    verdict = json.loads(answer.out)
    jsonschema.Draft202012Validator(json_schema("verdict")).validate(verdict)
    assert (answer.code, answer.err) == (0, "")
    assert (verdict["outcome"], verdict["target"]) == (
        "route-to-existing",
        {
            "id": "K-023",
            "name": "Biblioteksnätverket Vård och vetenskap",
            "contact_unit": verdict["target"]["contact_unit"],
        },
    )


def test_several_files_give_an_array_in_the_order_given(call: Call, tmp_path: Path) -> None:
    (tmp_path / "wrong.yaml").write_text("titl: x\n", encoding="utf-8")
    answer = call("screen", ROUTED, "wrong.yaml", GOOD, "--format", "json")
    first, second, third = json.loads(answer.out)
    assert (first["outcome"], third["outcome"]) == (
        "route-to-existing",
        "needs-specific-agreement",
    )
    assert (second["file"], [each["code"] for each in second["errors"]]) == (
        "wrong.yaml",
        ["input.missing", "input.missing", "input.unknown-key"],
    )
    assert answer.code == 3


def test_a_dash_is_standard_input(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = SimpleNamespace(buffer=io.BytesIO(GOOD.read_bytes()))
    monkeypatch.setattr(sys, "stdin", stdin)
    answer = call("screen", "-", "--format", "json")
    assert json.loads(answer.out)["outcome"] == "needs-specific-agreement"


@pytest.mark.parametrize(
    ("outcome", "code"),
    [
        ("needs-specific-agreement", 10),
        ("route-to-existing", 0),
        ("escalate-to-steering-group", 0),
    ],
)
def test_fail_on_gives_a_code_of_its_own(call: Call, outcome: str, code: int) -> None:
    assert call("screen", GOOD, "--fail-on", outcome).code == code


def test_an_unreadable_file_matters_more_than_an_outcome(call: Call) -> None:
    assert call("screen", GOOD, "no.yaml", "--fail-on", "needs-specific-agreement").code == 3


def test_the_register_is_the_option_then_the_variable_then_the_folder_then_the_sample(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def entries(*words: str) -> int:
        return int(
            json.loads(call("screen", GOOD, "--format", "json", *words).out)["register"]["entries"]
        )

    def register(name: str, count: int) -> str:
        item = {"kind": "constellation", "status": "active", "parties": ["MDU"]}
        listed = [{"id": f"K-{place}", "name": f"Post {place}", **item} for place in range(count)]
        (tmp_path / name).write_text(json.dumps(listed), encoding="utf-8")
        return name

    assert entries() == 53
    register("register.json", 2)
    assert entries() == 2
    monkeypatch.setenv("SCREENING_REGISTER", register("named.json", 3))
    assert entries() == 3
    assert entries("--register", register("given.json", 4)) == 4


def test_only_the_sample_register_is_remarked_on(call: Call) -> None:
    remarks = json.loads(call("screen", GOOD, "--format", "json").out)["remarks"]
    assert [each["code"] for each in remarks] == ["sample-register"]
    given = ROOT / "fixtures" / "register.yaml"
    named = json.loads(call("screen", GOOD, "--register", given, "--format", "json").out)
    assert (named["remarks"], named["register"]["sample"]) == ([], False)


def test_wrong_rules_are_told_and_nothing_is_screened(call: Call, tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    answer = call("screen", GOOD, "--rules", "rules")
    assert (answer.code, answer.out) == (3, "")
    assert answer.err.count("error: ") == 3


def test_both_engines_can_be_asked_for_by_name(call: Call) -> None:
    for engine in ("durable", "plain"):
        answer = call("screen", GOOD, "--engine", engine, "--format", "json")
        verdict = json.loads(answer.out)
        assert (verdict["engine"], verdict["remarks"][1:]) == (engine, [])


def test_what_stands_in_a_proposal_steers_no_terminal(call: Call, tmp_path: Path) -> None:
    text = '{"title": "[red]A[/red] \\u202eB", "summary": "[link=x]", "parties": [{"name": "[b]"}]}'
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    answer = call("screen", "a.json")
    assert answer.out.splitlines()[0] == "[red]A[/red] \N{REPLACEMENT CHARACTER}B"


def test_no_color_is_kept(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    coloured = call("screen", GOOD).out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[1;33m" in coloured
    assert "33m" not in call("screen", GOOD).out
