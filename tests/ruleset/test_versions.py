from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening.errors import InvalidInput, Problem
from screening.ruleset.loading import load_rules, load_versions
from screening.ruleset.versions import Versions
from tests.ruleset.folders import laid_over, refused, rule, rule_file, version

START = date(2026, 1, 1)


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """Two versions, of which the second is valid until further notice."""
    version(tmp_path / "old", START, date(2026, 12, 31))
    version(tmp_path / "new", date(2027, 1, 1))
    return tmp_path


def test_a_folder_of_versions_gives_the_one_that_is_valid_on_the_day(two: Path) -> None:
    days = [START, date(2026, 12, 31), date(2027, 1, 1), date(2150, 1, 1)]

    assert [load_rules(two, day).name for day in days] == ["old", "old", "new", "new"]


def test_all_versions_come_in_the_order_of_their_days(two: Path) -> None:
    versions = load_versions(two)

    assert len(versions) == 2
    assert [(one.name, one.ruleset.name) for one in versions] == [("old", "old"), ("new", "new")]
    assert [one.ruleset for one in versions] == [load_rules(two / "old"), load_rules(two / "new")]


@pytest.mark.parametrize("day", [date(2025, 12, 31), date(2028, 1, 1)])
def test_a_day_without_a_version_is_an_error_that_names_those_there_are(
    two: Path, day: date
) -> None:
    version(two / "new", date(2027, 1, 1), date(2027, 12, 31))
    with pytest.raises(InvalidInput) as caught:
        load_rules(two, day)

    there = "old (2026-01-01–2026-12-31), new (2027-01-01–2027-12-31)"
    assert caught.value.problems == (
        Problem("rules.no-version", {"day": day, "versions": there}, str(two)),
    )
    assert caught.value.describe("en") == (
        f"{two}: No version of the rules is valid on {day}. Name a day that one of the versions"
        f" is valid on, or add a version. There are: {there}."
    )
    assert caught.value.describe("sv") == (
        f"{two}: Ingen version av reglerna gäller {day}. Ange en dag då någon av versionerna"
        f" gäller, eller lägg till en version. De som finns är: {there}."
    )


def test_a_version_valid_until_further_notice_is_told_without_a_last_day(two: Path) -> None:
    with pytest.raises(InvalidInput, match=r"new \(2027-01-01–\)"):
        load_rules(two, date(2025, 12, 31))


def test_the_nearest_version_of_a_day_is_the_first_before_all_and_the_last_after_all(
    tmp_path: Path,
) -> None:
    version(tmp_path / "a", START, date(2026, 6, 30))
    version(tmp_path / "b", date(2026, 7, 1), date(2026, 12, 31))
    versions = load_versions(tmp_path)

    days = [date(2020, 1, 1), date(2026, 6, 30), date(2026, 7, 1), date(2030, 1, 1)]
    assert [versions.nearest(day).name for day in days] == ["a", "a", "b", "b"]


def test_rules_of_a_version_may_have_days_of_their_own(tmp_path: Path) -> None:
    when = "{parties.count: 3}\n    valid_from: 2026-07-01"
    version(tmp_path / "a", START, date(2026, 12, 31), more=rule_file(rule("late", when)))
    version(tmp_path / "b", date(2027, 1, 1))

    days = [date(2026, 6, 30), date(2026, 7, 1), date(2027, 1, 1)]
    for rules in (
        [load_rules(tmp_path, day) for day in days],
        map(load_versions(tmp_path).on, days),
    ):
        assert [one.rule("late") is not None for one in rules] == [False, True, False]


def test_a_rule_set_by_itself_is_the_only_version_and_is_used_on_other_days_too(
    tmp_path: Path,
) -> None:
    alone = laid_over(tmp_path / "alone")

    assert [each.name for each in load_versions(alone)] == ["alone"]
    assert load_rules(alone, date(1999, 1, 1)) == load_rules(alone)


def test_a_rule_set_keeps_its_subfolders_out_whatever_they_hold(tmp_path: Path) -> None:
    alone = laid_over(tmp_path)
    before = load_rules(alone)
    version(alone / "2027", date(2027, 1, 1))

    assert load_rules(alone, date(2027, 6, 1)) == before


def test_folders_without_rules_and_hidden_ones_are_no_versions(two: Path) -> None:
    version(two / ".draft", START)
    (two / "tests").mkdir()
    (two / "tests" / "case.yaml").write_text("cases: []", encoding="utf-8")
    (two / "README.md").write_text("Which is which.", encoding="utf-8")

    assert [each.name for each in load_versions(two)] == ["old", "new"]


def test_a_version_that_lacks_a_file_is_told_and_not_left_out(two: Path) -> None:
    (two / "old" / "ruleset.yaml").unlink()

    error = refused(two)

    folder = str(two / "old")
    assert error.problems == (Problem("rules.no-file", {"name": "ruleset"}, folder),)


def test_a_folder_of_folders_none_of_which_holds_a_rule_set_is_a_rule_set_without_files(
    tmp_path: Path,
) -> None:
    (tmp_path / "2026").mkdir()

    assert {each.code for each in refused(tmp_path).problems} == {"rules.no-file"}


def test_all_that_is_wrong_in_all_versions_is_told_at_once(two: Path) -> None:
    version(two / "new", date(2027, 1, 3), a=rule_file(rule("one", "{weather: fine}")))
    version(two / "old", START, date(2027, 1, 1), a=rule_file(rule("one", "{weather: foul}")))

    assert [(each.code, Path(str(each.file)).parent.name) for each in refused(two).problems] == [
        ("rules.unknown-fact", "new"),
        ("rules.unknown-fact", "old"),
        ("rules.periods-gap", "new"),
    ]


def test_versions_whose_days_cannot_be_read_are_told_for_what_is_wrong_in_them(two: Path) -> None:
    for name in ("old", "new"):
        (two / name / "ruleset.yaml").write_text("name: [\n", encoding="utf-8")

    assert {each.code.partition(".")[0] for each in refused(two).problems} == {"reading"}


def test_an_overlap_with_a_version_that_has_a_last_day_names_the_line_of_that_day(
    two: Path,
) -> None:
    version(two / "old", START, date(2027, 1, 1))

    (problem,) = refused(two).problems

    assert problem.location() == f"{two / 'new' / 'ruleset.yaml'}:3:13"
    assert problem.source_line == "valid_from: 2027-01-01"
    assert problem.message() == (
        "“old” is still valid on 2027-01-01, when this version begins (old/ruleset.yaml:4)."
    )


# --- any periods --------------------------------------------------------------------------

period = st.tuples(st.integers(0, 12), st.none() | st.integers(0, 6))
cut = st.lists(st.integers(1, 20), min_size=1, max_size=4, unique=True)


@st.composite
def followed(draw: st.DrawFn) -> list[tuple[int, int | None]]:
    """Periods that follow on each other."""
    starts = sorted([0, *draw(cut)])
    lengths = [after - start - 1 for start, after in pairwise(starts)]
    return list(zip(starts, [*lengths, draw(st.none() | st.just(3))], strict=True))


@settings(max_examples=40)
@given(followed() | st.lists(period, min_size=1, max_size=4), st.randoms())
def test_each_day_spanned_has_exactly_one_version_or_the_folder_is_refused(
    tmp_path_factory: pytest.TempPathFactory,
    periods: list[tuple[int, int | None]],
    chance: Random,
) -> None:
    folder = tmp_path_factory.mktemp("versions")
    shuffled = [*periods]
    chance.shuffle(shuffled)
    for number, (first, length) in enumerate(shuffled):
        start = START + timedelta(days=first)
        last = None if length is None else start + timedelta(days=length)
        version(folder / f"v{number}", start, last)

    horizon = 40
    held = {
        day: [
            f"v{number}"
            for number, (first, length) in enumerate(shuffled)
            if first <= day and (length is None or day <= first + length)
        ]
        for day in range(-1, horizon)
    }
    spanned = range(
        min(first for first, _ in periods),
        max(horizon if length is None else first + length + 1 for first, length in periods),
    )

    if all(len(held[day]) == 1 for day in spanned):
        versions = load_versions(folder)
        for day, names in held.items():
            assert named(versions, START + timedelta(days=day)) == names
    else:
        codes = {problem.code for problem in refused(folder).problems}
        assert codes <= {"rules.periods-gap", "rules.periods-overlap", "rules.periods-same-start"}


def named(versions: Versions, day: date) -> list[str]:
    """The name of the version of a day; nothing where there is none."""
    try:
        return [versions.on(day).name]
    except InvalidInput:
        return []
