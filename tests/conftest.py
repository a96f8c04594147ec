"""What many tests share: the shipped rules, a screener, and how long hypothesis looks."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import pytest
from hypothesis import settings

from screening import RuleSet, Screener
from screening.ruleset.loading import load_rules
from screening.shipped import shipped_rules
from tests.rules.fixtures import terminated

settings.register_profile("default", deadline=None, print_blob=True)
# The same examples each time, so fewer do: who changes the code tries others, and more of them.
settings.register_profile("ci", settings.get_profile("default"), derandomize=True, max_examples=40)
settings.load_profile("ci" if os.environ.get("CI") else "default")

_UNTRACED: Final = (
    "cli/test_many_memory.py",
    "docs/test_examples.py",
    "engine/test_engines.py",
    "engine/test_evaluators.py",
    "engine/test_process.py",
    "engine/test_shipped_facts.py",
    "intake/test_forms_round_trip.py",
    "intake/test_hostile_files.py",
    "intake/test_register_round_trip.py",
    "report/browser/",
    "rules/test_decision_table.py",
    "workbench/diff/test_laws.py",
    "workbench/logic/",
    "workbench/mutants/",
    "workbench/test_big.py",
    "workbench/test_flawed_rules.py",
    "workbench/test_flawed_sets.py",
    "workbench/test_realising.py",
)
"""Tests that try the same code many times over, or run it in processes of their own.

Their branches are seen in other tests; to trace them would take longer than all the rest.
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the tests above untraced."""
    for item in items:
        path = item.path.relative_to(Path(__file__).parent).as_posix()
        if path.startswith(_UNTRACED):
            item.add_marker(pytest.mark.heavy)


@pytest.fixture(scope="session")
def shipped() -> RuleSet:
    """The rules that ship."""
    return load_rules(shipped_rules())


@pytest.fixture(scope="session")
def screener(shipped: RuleSet) -> Screener:
    """The shipped rules and the sample register."""
    return Screener.load(rules=shipped)


@pytest.fixture(scope="session")
def plain_screener(shipped: RuleSet) -> Screener:
    """The same, without durable-rules."""
    return Screener.load(rules=shipped, engine="plain")


@pytest.fixture(scope="session")
def screener_without_letter(tmp_path_factory: pytest.TempPathFactory) -> Screener:
    """The shipped rules under a letter that is terminated, and the sample register."""
    folder = terminated(shipped_rules(), tmp_path_factory.mktemp("rules"))
    return Screener.load(rules=folder)


@pytest.fixture(scope="session")
def plain_screener_without_letter(tmp_path_factory: pytest.TempPathFactory) -> Screener:
    """The same, without durable-rules."""
    folder = terminated(shipped_rules(), tmp_path_factory.mktemp("rules"))
    return Screener.load(rules=folder, engine="plain")


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return Path(__file__).parent.parent
