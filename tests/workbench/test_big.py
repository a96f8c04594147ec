"""The large rule sets that are made by seed are loaded, and are the same each time."""

from __future__ import annotations

from pathlib import Path

import pytest

from screening.ruleset.loading import load_rules
from tests.workbench.big import FEWEST, made
from tests.workbench.flawed_sets import build


@pytest.mark.parametrize(("seed", "rules"), [(0, 200), (1, 200), (2, 120), (3, FEWEST)])
def test_a_made_rule_set_has_as_many_rules_as_were_asked_for(
    seed: int, rules: int, tmp_path: Path
) -> None:
    assert len(load_rules(build(made(seed, rules), tmp_path)).rules) == rules


def test_the_same_seed_makes_the_same_rules_and_another_makes_others() -> None:
    assert made(7) == made(7)
    assert made(7).files != made(8).files


def test_too_few_rules_are_refused() -> None:
    with pytest.raises(ValueError, match=rf"has {FEWEST} rules or more, not {FEWEST - 1}$"):
        made(0, FEWEST - 1)
