from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening import RuleSet
from screening.model.days import Days
from screening.ruleset.loading import load_rules
from tests.ruleset.folders import SOUND, laid_over, refused

START = date(2026, 1, 1)
RULESET = (SOUND / "ruleset.yaml").read_text(encoding="utf-8")
UNDATED = ["can-host", "not-routed", "routed", "so-ask"]


def rule(
    name: str, first: object = None, last: object = None, *, when: str = "", then: str = ""
) -> str:
    """A rule as it is written, with days of its own where they are given."""
    lines = [f"  - id: {name}", "    title: {sv: a, en: a}"]
    lines += [f"    valid_from: {first}"] if first else []
    lines += [f"    valid_to: {last}"] if last else []
    lines += [
        f"    when: {when or '{parties.count: {at_least: 3}}'}",
        f"    then: {then or '{finding: found}'}",
    ]
    return "\n".join([*lines, ""])


def dated(folder: Path, *rules: str, ruleset: str = RULESET) -> Path:
    """The sound folder with more rules, and perhaps another file ``ruleset``."""
    text = f'clause: "6"\nrules:\n{"".join(rules)}'
    return laid_over(folder, more=text, ruleset=ruleset)


def in_force(ruleset: RuleSet) -> list[tuple[str, int]]:
    """The dated rules in force, each with the line it stands on."""
    return sorted((one.id, one.line) for one in ruleset.rules if one.id not in UNDATED)


def test_rules_without_days_of_their_own_are_in_force_every_day_and_nothing_is_made_anew(
    shipped: RuleSet,
) -> None:
    for day in (date(1999, 1, 1), shipped.valid_from, date(2150, 1, 1)):
        assert shipped.on(day) is shipped
    assert [spell.days for spell in shipped.spells] == [shipped.days]
    assert shipped.strata == shipped.spells[0].strata


def test_a_rule_plays_its_part_from_its_first_day_to_its_last(tmp_path: Path) -> None:
    folder = dated(tmp_path, rule("rests", "2026-03-01", "2026-03-31"), rule("stays"))
    ruleset = load_rules(folder, date(2026, 3, 1))

    resting, both = [("stays", 9)], [("rests", 3), ("stays", 9)]
    for day, expected in {
        date(2025, 1, 1): resting,  # before the rule set's first day: as on the first
        date(2026, 2, 28): resting,
        date(2026, 3, 1): both,
        date(2026, 3, 31): both,
        date(2026, 4, 1): resting,
        date(2150, 1, 1): resting,
    }.items():
        assert in_force(ruleset.on(day)) == expected
        assert in_force(load_rules(folder, day)) == expected
    assert ruleset.rule("rests") is not None
    assert ruleset.on(date(2026, 4, 1)).rule("rests") is None


def test_versions_of_one_rule_take_over_from_each_other(tmp_path: Path) -> None:
    folder = dated(
        tmp_path,
        rule("many", None, "2026-06-30"),
        rule("many", "2026-07-01", "2026-12-31", when="{parties.count: {at_least: 4}}"),
        rule("many", "2027-01-01", when="{parties.count: {at_least: 5}}"),
    )
    ruleset = load_rules(folder, START)

    days = [date(2026, 6, 30), date(2026, 7, 1), date(2026, 12, 31), date(2027, 1, 1)]
    assert [in_force(ruleset.on(day)) for day in days] == [
        [("many", 3)], [("many", 8)], [("many", 8)], [("many", 14)],
    ]  # fmt: skip
    assert [spell.days for spell in ruleset.spells] == [
        Days(START, date(2026, 6, 30)),
        Days(date(2026, 7, 1), date(2026, 12, 31)),
        Days(date(2027, 1, 1), None),
    ]


def test_a_rule_set_of_other_days_is_another_one_only_if_its_rules_are(tmp_path: Path) -> None:
    before = load_rules(dated(tmp_path, rule("late", "2026-03-01")), START)
    after = before.on(date(2026, 3, 1))

    assert before.sha256 == after.sha256
    assert before != after
    assert after.on(START) == before
    assert hash(after.on(START)) == hash(before)
    assert after.on(date(2026, 12, 31)) is after


def test_a_finding_whose_rules_all_rest_is_still_a_finding(tmp_path: Path) -> None:
    reader = rule("reader", when="{found: yes}", then="{obligations: [ask-host]}")
    ruleset = load_rules(dated(tmp_path, rule("late", "2026-03-01"), reader), START)

    assert in_force(ruleset) == [("reader", 8)]
    assert "found" in ruleset.findings


def test_a_property_may_have_days_too(tmp_path: Path) -> None:
    text = f"{RULESET}    valid_from: 2026-03-01\n    valid_to: 2026-03-31\n"
    ruleset = load_rules(laid_over(tmp_path, ruleset=text), START)

    asked = [
        [one.id for one in ruleset.on(day).must_hold]
        for day in (START, date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1))
    ]
    assert asked == [[], ["no-route-without-host"], ["no-route-without-host"], []]


def test_findings_may_rest_on_each_other_in_one_way_and_later_in_the_other(
    tmp_path: Path,
) -> None:
    one = rule("one", None, "2026-06-30", when="{b-found: yes}", then="{finding: a-found}")
    base = rule("base", None, "2026-06-30", then="{finding: b-found}")
    other = rule("other", "2026-07-01", when="{a-found: yes}", then="{finding: b-found}")
    basis = rule("basis", "2026-07-01", then="{finding: a-found}")
    ruleset = load_rules(dated(tmp_path, one, base, other, basis), START)

    orders = [
        [each.id for each in ruleset.on(day).rules if each.id not in UNDATED]
        for day in (START, date(2026, 7, 1))
    ]
    assert orders == [["base", "one"], ["basis", "other"]]


def test_a_circle_on_some_days_is_an_error_that_is_told_once(tmp_path: Path) -> None:
    one = rule("one", when="{b-found: yes}", then="{finding: a-found}")
    other = rule("other", "2026-07-01", when="{a-found: yes}", then="{finding: b-found}")
    rest = rule("rests", "2027-01-01", when="{b-found: yes}")

    error = refused(dated(tmp_path, one, other, rest))

    assert [(each.code, each.line) for each in error.problems] == [("rules.circle", 6)]


def test_a_rule_that_ends_before_it_begins_is_an_error_at_its_last_day(tmp_path: Path) -> None:
    error = refused(dated(tmp_path, rule("short", "2026-07-01", "2026-06-30")))

    assert [(each.code, each.line) for each in error.problems] == [("input.end-before-start", 6)]


def test_what_is_wrong_in_time_is_told_even_where_the_file_ruleset_cannot_be_read(
    tmp_path: Path,
) -> None:
    folder = dated(
        tmp_path, rule("many", "2020-01-01"), rule("many", "2021-01-01"), ruleset="name: ["
    )

    codes = [each.code for each in refused(folder).problems]

    assert "rules.versions-overlap" in codes
    assert "rules.before-ruleset" not in codes


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        # at its first day if that is written, and else at its id
        ((None, "2026-06-30"), ("2026-06-30", None), ("rules.versions-overlap", 10)),
        ((None, None), ("2026-06-30", None), ("rules.versions-overlap", 9)),
        ((None, "2026-06-30"), ("2026-07-02", None), ("rules.versions-gap", 10)),
        ((None, "2026-06-30"), (None, None), ("rules.rule-twice", 8)),
        ((None, None), (None, None), ("rules.rule-twice", 7)),
    ],
)
def test_versions_that_do_not_follow_on_each_other_are_told_at_the_later_one(
    first: tuple[str, str], second: tuple[str, str], told: tuple[str, int], tmp_path: Path
) -> None:
    error = refused(dated(tmp_path, rule("many", *first), rule("many", *second)))

    assert [(each.code, each.line) for each in error.problems] == [told]


WRONG_IN_TIME = {
    "input.end-before-start",
    "rules.rule-twice",
    "rules.versions-gap",
    "rules.versions-overlap",
}
_Drawn = tuple[str, int | None, int | None]


def sound(drawn: list[_Drawn]) -> bool:
    """Whether each version ends no sooner than it begins, and the days have one version each."""
    if any((first or 0) > (99 if last is None else last) for _, first, last in drawn):
        return False
    for each in {name for name, _, _ in drawn}:
        taken = sorted(
            number
            for name, first, last in drawn
            if name == each
            for number in range(first or 0, 99 if last is None else last + 1)
        )
        if taken != list(range(taken[0], taken[0] + len(taken))):
            return False
    return True


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["a", "b", "c"]),
            st.none() | st.integers(0, 12),
            st.none() | st.integers(0, 12),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_on_each_day_a_rule_has_one_version_in_force_or_none_and_every_version_its_days(
    tmp_path_factory: pytest.TempPathFactory,
    drawn: list[_Drawn],
) -> None:
    def day(number: int | None) -> date | None:
        return None if number is None else START + timedelta(days=number)

    rules = [rule(f"v-{name}", day(first), day(last)) for name, first, last in drawn]
    folder = dated(tmp_path_factory.mktemp("rules"), *rules)
    if not sound(drawn):
        assert {problem.code for problem in refused(folder).problems} <= WRONG_IN_TIME
        return
    ruleset = load_rules(folder)
    for number in range(-2, 16):
        now = ruleset.on(START + timedelta(days=number))
        ids = [one.id for one in now.rules]
        assert len(ids) == len(set(ids))
        at = max(number, 0)
        assert sorted(name for name in ids if name not in UNDATED) == sorted(
            f"v-{name}"
            for name, first, last in drawn
            if (first or 0) <= at and (last is None or at <= last)
        )
