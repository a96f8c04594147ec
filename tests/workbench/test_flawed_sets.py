"""The deliberately flawed rule sets are what they say: one slip each, and its line is there."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Final, get_args

import pytest
from pydantic import ValidationError

from screening.errors import InvalidInput
from screening.ruleset.loading import load_versions
from tests.workbench import flawed_sets
from tests.workbench.flawed_sets import FLAWED, SOUND, Edit, FlawedSet, Kind, Place, build, found

FLAWED_SETS: Final = found(FLAWED)
SOUND_SETS: Final = found(SOUND)
REFUSED: Final = {"file", "circle", "gap", "overlap", "ambiguous"}
"""The kinds that the files themselves show: such a set is not even loaded."""
FILES: Final = {"a.yaml": "one\ntwo\none two\n"}


def kind_of(flawed: FlawedSet) -> Kind:
    assert flawed.expects is not None
    return flawed.expects.report.kind


LOADED: Final = [one for one in FLAWED_SETS if kind_of(one) not in REFUSED]
NOT_LOADED: Final = [one for one in FLAWED_SETS if kind_of(one) in REFUSED]


def by_name(flawed: FlawedSet) -> str:
    return flawed.name


def test_there_are_two_flawed_sets_or_more_of_every_kind_and_fifty_in_all() -> None:
    counted = Counter(kind_of(flawed) for flawed in FLAWED_SETS)
    assert {kind for kind in get_args(Kind) if counted[kind] < 2} == set()
    assert counted.total() >= 50


def test_there_are_ten_sound_sets_or_more_and_nothing_is_expected_of_them() -> None:
    assert [one.expects for one in SOUND_SETS] == [None] * len(SOUND_SETS)
    assert len(SOUND_SETS) >= 10


def test_no_two_sets_are_the_same_rules() -> None:
    every = [tuple(sorted(one.files.items())) for one in (*FLAWED_SETS, *SOUND_SETS)]
    assert len(set(every)) == len(every)


@pytest.mark.parametrize("flawed", [*LOADED, *SOUND_SETS], ids=by_name)
def test_a_set_whose_flaw_is_of_logic_is_loaded_for_all_its_days(
    flawed: FlawedSet, tmp_path: Path
) -> None:
    folder = build(flawed, tmp_path)
    assert folder == tmp_path / flawed.name
    rules = [rule for version in load_versions(folder) for rule in version.ruleset.rules]
    assert {rule.file for rule in rules} <= {Path(name).name for name in flawed.files}


@pytest.mark.parametrize("flawed", LOADED, ids=by_name)
def test_what_a_flaw_of_logic_concerns_is_in_the_rules(flawed: FlawedSet) -> None:
    assert flawed.expects is not None
    named = {flawed.expects.report.rule, *(one.rule for one in flawed.expects.also)} - {None}
    whole = "".join(flawed.files.values())
    assert {name for name in named if f"- id: {name}\n" not in whole} == set()


@pytest.mark.parametrize("flawed", NOT_LOADED, ids=by_name)
def test_a_set_whose_flaw_the_files_show_is_refused_at_the_line(
    flawed: FlawedSet, tmp_path: Path
) -> None:
    folder = build(flawed, tmp_path)
    with pytest.raises(InvalidInput) as caught:
        load_versions(folder)
    told = {
        (Path(problem.file).relative_to(folder).as_posix(), problem.line)
        for problem in caught.value.problems
        if problem.file is not None
    }
    assert flawed.expects is not None
    assert told & flawed.expects.places


def test_a_built_set_has_its_files_and_no_others(tmp_path: Path) -> None:
    flawed = next(one for one in FLAWED_SETS if one.base == "arsvis")
    folder = build(flawed, tmp_path)
    files = {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }
    assert files == flawed.files


@pytest.mark.parametrize(
    ("edit", "after"),
    [
        (Edit(file="a.yaml", find="one two", replace="two"), {"a.yaml": "one\ntwo\ntwo\n"}),
        (Edit(file="a.yaml", find="one two\n"), {"a.yaml": "one\ntwo\n"}),
        (Edit(file="a.yaml", append="three\n"), {"a.yaml": "one\ntwo\none two\nthree\n"}),
        (Edit(file="b.yaml", create="four\n"), {**FILES, "b.yaml": "four\n"}),
        (Edit(file="a.yaml", delete=True), {}),
    ],
)
def test_an_edit_changes_one_thing_of_one_file(edit: Edit, after: dict[str, str]) -> None:
    assert edit.made_in(FILES) == after


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (Edit(file="a.yaml", find="three", replace=""), "a.yaml has 0 times 'three'"),
        (Edit(file="a.yaml", find="two", replace=""), "a.yaml has 2 times 'two'"),
        (Edit(file="a.yaml"), "a.yaml has 0 times None"),
        (Edit(file="b.yaml", delete=True), "there is no b.yaml"),
        (Edit(file="a.yaml", create=""), "a.yaml is there already"),
    ],
)
def test_an_edit_that_does_not_apply_exactly_once_is_refused(edit: Edit, told: str) -> None:
    with pytest.raises(ValueError, match=f"^{told}$"):
        edit.made_in(FILES)


def test_lines_are_told_by_their_numbers_or_by_text_that_stands_once() -> None:
    place = Place(file="a.yaml", line=[2, "one two"])
    assert place.lines(FILES) == {("a.yaml", 2), ("a.yaml", 3)}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (4, "a.yaml has no line 4"),
        (0, "a.yaml has no line 0"),
        ("one", "a.yaml has 'one' on 2 lines"),
        ("three", "a.yaml has 'three' on 0 lines"),
    ],
)
def test_a_line_that_is_not_there_is_refused(line: int | str, told: str) -> None:
    with pytest.raises(ValueError, match=f"^{told}$"):
        Place(file="a.yaml", line=line).lines(FILES)


def test_a_misspelt_key_of_a_set_is_refused(tmp_path: Path) -> None:
    (tmp_path / "slip").mkdir()
    text = "base: liten\nsays: ett fel\nedit: []\nexpects: nothing\n"
    (tmp_path / "slip" / "flaw.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ValidationError, match="edits"):
        found(tmp_path)


def test_the_sets_are_found_by_name() -> None:
    assert [one.name for one in found()] == sorted(one.name for one in FLAWED_SETS)
    assert flawed_sets.FLAWED.is_dir()
