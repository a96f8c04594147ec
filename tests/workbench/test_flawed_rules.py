"""``screening rules check`` on rules with one deliberate slip each, and on sound ones."""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from _pytest.mark import ParameterSet

from screening.cli import main
from tests.workbench.flawed_sets import FLAWED, SOUND, FlawedSet, Report, build, found

IN_FILES = frozenset({"file", "circle", "ambiguous", "gap", "overlap"})
"""Kinds that are seen in the files, before anything is proved."""


def sampled(sets: Iterable[FlawedSet]) -> Iterator[ParameterSet]:
    """All of them; the first of each kind of flaw is tried each time, the others are slow."""
    seen: set[str] = set()
    for each in sets:
        assert each.expects is not None
        kind = each.expects.report.kind
        marks = [pytest.mark.slow] if kind in seen else []
        seen.add(kind)
        yield pytest.param(each, id=each.name, marks=marks)


def checked(flawed: FlawedSet, folder: Path) -> tuple[int, dict[str, Any]]:
    """The exit code and the answer of the command."""
    rules = build(flawed, folder)
    out = io.StringIO()
    with contextlib.redirect_stdout(out), pytest.raises(SystemExit) as ended:
        main(["rules", "check", "--lang", "sv", "--rules", str(rules), "--format", "json"])
    code = ended.value.code
    return int(code or 0), json.loads(out.getvalue())


def places(told: list[dict[str, Any]], folder: Path) -> set[tuple[str, int]]:
    return {
        (Path(one["file"]).relative_to(folder).as_posix(), one["line"])
        for one in told
        if one["file"] and one["line"]
    }


@pytest.mark.parametrize("flawed", [*sampled(found(FLAWED))])
def test_each_slip_is_found_at_its_line_and_shown_by_a_case_that_screening_confirms(
    flawed: FlawedSet, tmp_path: Path
) -> None:
    code, answer = checked(flawed, tmp_path)
    expected = flawed.expects
    assert expected is not None
    folder = tmp_path / flawed.name
    if expected.report.kind in IN_FILES:
        assert code == 3
        assert places(answer["errors"], folder) & expected.places
        assert answer["flaws"] == []
        return

    assert code == 1
    flaws = [flaw for flaw in answer["flaws"] if flaw["level"] != "note"]
    hits = [
        flaw
        for flaw in flaws
        if flaw["kind"] == expected.report.kind
        and places([flaw, *flaw["related"]], folder) & expected.places
    ]
    assert hits
    others = [Report(kind=flaw["kind"], rule=flaw["about"]) for flaw in flaws if flaw not in hits]
    anyone = {one.kind for one in expected.also if one.rule is None}
    assert [
        one
        for one in others
        if one not in (expected.report, *expected.also) and one.kind not in anyone
    ] == []
    cases = [flaw[key] for flaw in flaws for key in ("example", "after") if flaw[key]]
    assert [case for case in cases if not case["confirmed"] and case["lacking"] is None] == []


@pytest.mark.parametrize("sound", found(SOUND), ids=lambda each: each.name)
def test_of_sound_rules_nothing_is_said(sound: FlawedSet, tmp_path: Path) -> None:
    code, answer = checked(sound, tmp_path)

    assert (code, answer["errors"], answer["sound"]) == (0, [], True)
    assert [flaw for flaw in answer["flaws"] if flaw["level"] != "note"] == []
