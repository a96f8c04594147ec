from __future__ import annotations

import dataclasses
import importlib
import pkgutil
from collections.abc import Iterator

import pytest

from screening.ruleset.facts import FACTS, Choice, Scope, Truth, Whole

PACKAGES = ("engine", "explain", "overlap", "ruleset")


def test_a_fact_is_called_by_what_it_is_told_of_and_only_numbers_have_a_range() -> None:
    groups = {name.partition(".")[0]: fact.scope for name, fact in FACTS.items()}

    assert {group for group, scope in groups.items() if scope is Scope.CANDIDATE} == {"candidate"}
    assert {group for group, scope in groups.items() if scope is Scope.PARTNER} == {"partner"}
    assert {name: fact.type for name, fact in FACTS.items() if isinstance(fact.type, Whole)} == {
        "candidate.score": Whole(0, 100),
        "parties.count": Whole(1, 100_000),
        "parties.units": Whole(0, 100_000),
    }


def test_only_what_somebody_decides_signs_or_answers_can_be_otherwise() -> None:
    settable = {name for name, fact in FACTS.items() if fact.settable}

    assert settable == {
        "candidate.agreement",
        "candidate.answer",
        "candidate.status",
        "coordination.coordinating_function",
        "coordination.joint_meetings",
        "coordination.shared_goals",
        "coordination.specific_agreement",
        "letter.status",
        "parties.region",
        "parties.university",
        "partner.agreement",
        "period.length",
        "proposal.category",
        "proposal.level",
        "proposal.new_principles",
        "resources.committed",
        "resources.named",
    }
    for fact in FACTS.values():
        if fact.unknown is not None:
            assert fact.settable
            assert isinstance(fact.type, Choice)
            assert fact.unknown in fact.type.values
        if fact.only_to is not None:
            assert isinstance(fact.type, Choice | Truth)
            assert set(fact.only_to) <= set(fact.type.values)


def dataclasses_of(package: str) -> Iterator[type]:
    """Every dataclass that a package defines."""
    root = importlib.import_module(f"screening.{package}")
    for found in pkgutil.iter_modules(root.__path__, f"{root.__name__}."):
        module = importlib.import_module(found.name)
        own = [each for each in vars(module).values() if isinstance(each, type)]
        for each in own:
            if dataclasses.is_dataclass(each) and each.__module__ == module.__name__:
                yield each


@pytest.mark.parametrize("package", PACKAGES)
def test_nothing_of_the_engine_can_be_changed_once_it_is_made(package: str) -> None:
    found = list(dataclasses_of(package))

    assert found
    assert [each for each in found if not each.__dataclass_params__.frozen] == []  # type: ignore[attr-defined]
