from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from screening import RuleSet, Screener, Verdict
from screening.errors import Problem
from screening.intake.documents import parse
from screening.intake.nodes import Plain, plain
from screening.intake.source import read_source
from screening.ruleset.loading import load_rules, rule_files
from screening.shipped import shipped_rules
from tests.rules.fixtures import AS_OF, found_proposals
from tests.ruleset.folders import laid_over, refused, rule, rule_file, told

# --- formats ------------------------------------------------------------------------------


def as_json(data: Plain) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1)


def as_toml(data: Plain) -> str:
    assert isinstance(data, dict)
    return "\n".join(f"{json.dumps(key)} = {_inline(value)}" for key, value in data.items())


def _inline(data: Plain) -> str:
    match data:
        case dict():
            return f"{{{', '.join(f'{json.dumps(k)} = {_inline(v)}' for k, v in data.items())}}}"
        case list():
            return f"[{', '.join(map(_inline, data))}]"
        case _:
            return json.dumps(data, ensure_ascii=False)


def rewritten(folder: Path, suffix: str, write: Callable[[Plain], str]) -> Path:
    """The shipped rules in another format."""
    for path in rule_files(shipped_rules()):
        data = plain(parse(read_source(path)))
        (folder / f"{path.stem}.{suffix}").write_text(write(data), encoding="utf-8")
    return folder


def verdicts(ruleset: RuleSet, *leave_out: str) -> list[dict[str, object]]:
    """All fixtures' verdicts but for what differs from run to run."""
    screener = Screener.load(rules=ruleset, engine="plain")
    screened = screener.screen_many(found_proposals(), as_of=AS_OF, explain=True)
    return [_but_for(verdict, *leave_out) for verdict in screened]


def _but_for(verdict: Verdict, *leave_out: str) -> dict[str, object]:
    return verdict.model_dump(exclude={"screened_at", *leave_out})


@pytest.mark.parametrize(("suffix", "write"), [("json", as_json), ("toml", as_toml)])
def test_the_same_rules_in_another_format_have_the_same_hash_and_give_the_same_verdicts(
    shipped: RuleSet, tmp_path: Path, suffix: str, write: Callable[[Plain], str]
) -> None:
    again = load_rules(rewritten(tmp_path, suffix, write))

    assert again.sha256 == shipped.sha256
    assert again == shipped
    assert hash(again) == hash(shipped)
    assert again.strata != shipped.strata  # which are compared by identity
    assert again.rules == shipped.rules
    assert verdicts(again) == verdicts(shipped)


def test_the_order_of_rules_and_of_files_changes_no_verdict(
    shipped: RuleSet, tmp_path: Path
) -> None:
    chance = random.Random(11)
    for path in rule_files(shipped_rules()):
        data = plain(parse(read_source(path)))
        assert isinstance(data, dict)
        if isinstance(rules := data.get("rules"), list):
            chance.shuffle(rules)
        name = {"4.3": "z", "4.4": "y", "4.5": "x", "6": "a"}.get(path.stem, path.stem)
        (tmp_path / f"{name}.json").write_text(as_json(data), encoding="utf-8")
    again = load_rules(tmp_path)

    assert again.rules == shipped.rules
    assert verdicts(again, "ruleset") == verdicts(shipped, "ruleset")
    assert again != shipped


def test_comments_and_layout_are_no_part_of_the_hash_and_texts_are(tmp_path: Path) -> None:
    sound = laid_over(tmp_path / "a")
    commented = laid_over(tmp_path / "b")
    rules = commented / "rules.yaml"
    rules.write_text("# A comment.\n\n" + rules.read_text(encoding="utf-8"), encoding="utf-8")
    reworded = laid_over(tmp_path / "c")
    letter = reworded / "letter.yaml"
    letter.write_text(letter.read_text(encoding="utf-8").replace("Brevet", "Skrivelsen"), "utf-8")

    assert load_rules(commented) == load_rules(sound)
    assert load_rules(reworded) != load_rules(sound)
    assert load_rules(sound) != "a rule set"


def test_two_rule_files_of_one_name_are_both_read_and_both_part_of_the_hash(
    tmp_path: Path,
) -> None:
    hashes = set()
    for number in range(4):
        folder = laid_over(tmp_path / str(number))
        for suffix, value in (("yaml", number // 2), ("json", number % 2)):
            text = rule_file(rule(f"r-{suffix}", f"{{parties.count: {value + 1}}}"))
            data = plain(parse(read_source(_written(folder / "x.yaml", text))))
            (folder / "x.yaml").unlink()
            (folder / f"more.{suffix}").write_text(as_json(data), encoding="utf-8")
        ruleset = load_rules(folder)
        assert {"r-yaml", "r-json"} <= {each.id for each in ruleset.rules}
        hashes.add(ruleset.sha256)
    assert len(hashes) == 4


def _written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


# --- which files --------------------------------------------------------------------------


def test_subfolders_hidden_files_and_other_formats_are_no_part_of_a_rule_set(
    tmp_path: Path,
) -> None:
    before = load_rules(laid_over(tmp_path))
    (tmp_path / "tests").mkdir()
    for name in ("tests/a.yaml", ".hidden.yaml", "README.md", "notes.txt"):
        (tmp_path / name).write_text("no: rules", encoding="utf-8")
    assert load_rules(tmp_path) == before


def test_a_folder_that_is_not_there_is_told() -> None:
    folder = Path("no") / "where"
    error = refused(folder)

    assert error.problems == (Problem("rules.no-folder", {"folder": str(folder)}, str(folder)),)
    assert error.describe("en") == (
        f"{folder}: “{folder}” is not a folder. Name the folder that holds the rule files."
    )
    assert error.describe("sv") == (
        f"{folder}: ”{folder}” är inte en mapp. Ange mappen som regelfilerna ligger i."
    )


def test_an_empty_folder_lacks_its_three_files(tmp_path: Path) -> None:
    assert refused(tmp_path).problems == tuple(
        Problem("rules.no-file", {"name": name}, str(tmp_path))
        for name in ("ruleset", "letter", "parties")
    )


# --- all that is wrong --------------------------------------------------------------------


def test_all_that_is_wrong_in_all_files_is_told_at_once_in_the_order_of_the_places(
    tmp_path: Path,
) -> None:
    folder = laid_over(
        tmp_path,
        a=rule_file(rule("one", "{weather: fine}"), rule("two", "{parties.count: few}")),
        b="clause: '6'\nrules: [\n",
        c=rule_file(rule("three", "{resources.named: yes}", "{obligations: [sing]}")),
        parties="parties: []\n",
    )
    shutil.copy(folder / "c.yaml", folder / "d.yaml")

    error = refused(folder)

    assert [told_place.partition(": ")[0] for told_place in told(error, folder).splitlines()] == [
        "a.yaml:5:12",
        "a.yaml:9:27",
        "b.yaml:2:9",
        "c.yaml:6:26",
        "d.yaml:3:9",
        "d.yaml:6:26",
        "parties.yaml:1:1",
        "",
        "a.yaml:5:12",
        "a.yaml:9:27",
        "b.yaml:2:9",
        "c.yaml:6:26",
        "d.yaml:3:9",
        "d.yaml:6:26",
        "parties.yaml:1:1",
    ]
    assert (error.file, error.line, error.column) == (str(folder / "a.yaml"), 5, 12)


def test_a_rule_with_an_error_does_not_make_those_look_wrong_that_rest_on_it(
    tmp_path: Path,
) -> None:
    folder = laid_over(
        tmp_path,
        a=rule_file(rule("one", "{parties.count: 2}", "{finding: first-found, outcom: nothing}")),
        b=rule_file(rule("two", "{weather: fine}", "{finding: second-found}")),
        c=rule_file(rule("three", "{all: [{first-found: no}, {second-found: yes}]}")),
    )

    assert [(each.code, Path(str(each.file)).name) for each in refused(folder).problems] == [
        ("input.unknown-key", "a.yaml"),
        ("rules.unknown-fact", "b.yaml"),
    ]


def test_a_rule_set_is_valid_on_its_days_and_knows_its_rules(shipped: RuleSet) -> None:
    assert shipped.covers(shipped.valid_from)
    assert not shipped.covers(shipped.valid_from.replace(year=shipped.valid_from.year - 1))
    assert shipped.rule("can-host") in shipped.rules
    assert shipped.rule("no-such-rule") is None
    assert [shipped.outcome(one.id) for one in shipped.outcomes] == list(shipped.outcomes)
    assert shipped.letter.clause("4.4") in shipped.letter.clauses
    assert shipped.letter.clause("9") is None
