from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from screening.ruleset.loading import load
from screening.workbench.checks.checking import CHECKS
from screening.workbench.examining import examined
from tests.docs.pages import ROOT
from tests.docs.reference.checks import EXAMPLES

BASE = ROOT / "tests" / "workbench" / "bases" / "liten"


@pytest.mark.parametrize("kind", EXAMPLES)
def test_an_example_shows_its_kind_and_no_other(kind: str, tmp_path: Path) -> None:
    example = EXAMPLES[kind]
    folder = Path(shutil.copytree(BASE, tmp_path / "rules"))
    file = folder / ("ruleset.yaml" if example.must_hold else "rules.yaml")
    text = file.read_text("utf-8")
    if example.instead:
        (name,) = re.findall(r"- id: (\S+)", example.text)
        text = re.sub(rf"  - id: {name}\n(?:    .*\n|\n)*", "", text)
    file.write_text(text + example.text, encoding="utf-8")

    found = examined(load(folder)).flaws

    assert [(flaw.kind, flaw.level) for flaw in found] == [(kind, example.level)]


def test_every_kind_has_an_example() -> None:
    assert EXAMPLES.keys() == {*(check.kind for check in CHECKS), "said-already"}
