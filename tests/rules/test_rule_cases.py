"""The cases that stand beside the shipped rules, and that each rule has enough of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from screening import RuleSet
from screening.shipped import shipped_rules
from tests.rules.rule_cases import Case, Difference, Result, found_cases, run

CASES = found_cases(shipped_rules() / "tests")
FEWEST = 3


@pytest.fixture(scope="module")
def ran(shipped: RuleSet) -> Callable[[Case], Result]:
    """Each case run once, however often it is asked for."""
    results: dict[str, Result] = {}

    def once(case: Case) -> Result:
        if case.name not in results:
            results[case.name] = run(case, shipped)
        return results[case.name]

    return once


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_beside_the_rules_gives_what_its_author_says(
    case: Case, ran: Callable[[Case], Result]
) -> None:
    differences = ran(case).differences

    if differences:
        told = "\n".join(f"    {each}" for each in differences)
        pytest.fail(f"{case.file}: {case.name}\n{told}", pytrace=False)


def test_every_rule_has_cases_on_either_side_of_its_condition(
    shipped: RuleSet, ran: Callable[[Case], Result]
) -> None:
    by_rule: dict[str, list[bool]] = {rule.id: [] for rule in shipped.rules}
    for case in CASES:
        by_rule[case.rule].append(case.rule in ran(case).fired)

    assert [rule for rule, fired in by_rule.items() if len(fired) < FEWEST] == []
    assert [rule for rule, fired in by_rule.items() if set(fired) != {True, False}] == []


def test_no_two_cases_have_the_same_name() -> None:
    assert len({case.name for case in CASES}) == len(CASES)


# --- the runner itself --------------------------------------------------------------------


def test_what_differs_is_told_with_what_was_expected_and_what_came_out(shipped: RuleSet) -> None:
    case = next(case for case in CASES if case.rule == "nothing-takes-it-in")
    wrong = replace(
        case,
        expect={
            "outcome": "route-to-existing",
            "target": "K-1",
            "rules": ["taken-in-by-host", "nothing-takes-it-in"],
            "clauses": ["4.4", "6"],
            "findings": {"K-1": "host"},
        },
    )

    result = run(wrong, shipped)

    assert result.differences == (
        Difference("outcome", "route-to-existing", "needs-specific-agreement"),
        Difference("target", "K-1", None),
        Difference("rules", ["taken-in-by-host", "nothing-takes-it-in"], ["nothing-takes-it-in"]),
        Difference("findings", {"K-1": "host"}, {}),
    )
    assert str(result.differences[1]) == "target: expected K-1, got None"
    assert result.fired[0] == "nothing-takes-it-in"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (None, "no cases"),
        ("[]", "no cases"),
        ("name: a", "not a list of cases"),
        ("- name: a", "case 1 of a.yaml: 'expect'"),
        ("- {name: a, expect: {}}", "case 1 of a.yaml: “expect” takes"),
        ("- {name: a, expect: {weather: fine}}", "case 1 of a.yaml: “expect” takes"),
        ("- {name: a, expect: {target: null}}", "case 1 of a.yaml: .*missing"),
        ("- {as_of: now, expect: {target: null}}", "case 1 of a.yaml: Invalid isoformat"),
    ],
)
def test_a_folder_without_cases_or_with_one_that_is_not_a_case_is_an_error(
    text: str | None, told: str, tmp_path: Path
) -> None:
    if text is not None:
        (tmp_path / "a.yaml").write_text(text, encoding="utf-8")

    with pytest.raises((ValueError, TypeError), match=told):
        found_cases(tmp_path)
