"""``screening rules schema`` prints a schema, or puts all beside the rule files."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from screening.ruleset.loading import load_rules
from screening.ruleset.schema import json_schema
from tests.cli.calling import Call
from tests.ruleset.folders import SOUND


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return shutil.copytree(SOUND, tmp_path / "rules")


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_schema_is_printed_in_a_language(call: Call) -> None:
    answer = call("rules", "schema", "letter", "--lang", "sv")
    assert (answer.code, answer.err) == (0, "")
    assert json.loads(answer.out) == json_schema("letter", "sv")


def test_the_words_of_a_folder_are_in_it_where_one_is_named(call: Call, rules: Path) -> None:
    condition = json.loads(call("rules", "schema", "--rules", rules).out)["$defs"]["Condition"]
    plain = json.loads(call("rules", "schema").out)["$defs"]["Condition"]
    assert set(condition["properties"]) - set(plain["properties"]) == {"host"}


def test_the_schemas_and_the_lines_are_written_once(call: Call, rules: Path) -> None:
    before, hashed = contents(rules), load_rules(rules).sha256
    first = call("rules", "schema", "--write", "--rules", "rules")
    after = contents(rules)
    second = call("rules", "schema", "--write", "--rules", "rules")
    schemas = {name for name in after if name.startswith(".schemas/")}
    assert (first.code, first.out, second.code) == (0, "", 0)
    assert schemas == {
        f".schemas/{name}.schema.json"
        for name in ("letter", "parties", "rules", "ruleset", "vocabulary")
    }
    assert first.err.splitlines()[-1] == "Wrote rules/ruleset.yaml."
    assert second.err.splitlines()[-1] == "rules/ruleset.yaml is as it should be already."
    assert contents(rules) == after
    for name, content in before.items():
        line, _, rest = after[name].partition(b"\n")
        which = Path(name).stem
        assert line == f"# yaml-language-server: $schema=.schemas/{which}.schema.json".encode()
        assert rest == content
    assert load_rules(rules).sha256 == hashed


def test_files_that_are_not_yaml_are_left_alone(call: Call, rules: Path) -> None:
    (rules / "more.json").write_text(
        '{"clause": "6", "rules": [{"id": "r", "title": {"sv": "a", "en": "a"}, '
        '"when": {"host.exists": true}, "then": {"obligations": ["ask-host"]}}]}',
        encoding="utf-8",
    )
    before = (rules / "more.json").read_bytes()
    assert call("rules", "schema", "--write", "--rules", rules).code == 0
    assert (rules / "more.json").read_bytes() == before


def test_the_rules_that_ship_are_not_written_to(call: Call) -> None:
    answer = call("rules", "schema", "--write")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("Name the folder with --rules; the rules that ship are not")


def test_what_cannot_be_written_is_told(call: Call, rules: Path) -> None:
    (rules / ".schemas").write_text("", encoding="utf-8")
    answer = call("rules", "schema", "--write", "--rules", "rules")
    assert (answer.code, answer.err) == (
        2,
        "rules/.schemas cannot be written: File exists.\n",
    )
    (rules / ".schemas").unlink()
    (rules / ".schemas" / "rules.schema.json").mkdir(parents=True)
    answer = call("rules", "schema", "--write", "--rules", "rules")
    assert (answer.code, answer.err) == (
        2,
        "rules/.schemas/rules.schema.json cannot be written: Is a directory.\n",
    )


def test_a_folder_that_is_wrong_is_told(call: Call, rules: Path) -> None:
    (rules / "letter.yaml").unlink()
    answer = call("rules", "schema", "--rules", rules)
    assert (answer.code, answer.out) == (3, "")
    assert "There is no file “letter” in the folder." in answer.err
