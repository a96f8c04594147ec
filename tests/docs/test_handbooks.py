from __future__ import annotations

import pytest

from screening.messages import LANGUAGES, Lang
from tests.cli.calling import ROOT, Call
from tests.cli.conftest import call
from tests.docs.reference.handbooks import handbooks

__all__ = ["call"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_handbook_beside_the_shipped_rules_says_what_they_say(lang: Lang, call: Call) -> None:
    answer = call("rules", "handbook", "--check", ROOT / "rules" / f"handbook.{lang}.md")

    assert answer.code == 0, f"python -m tests.docs.generate writes it anew:\n{answer.err}"


def test_the_generator_writes_what_the_command_checks() -> None:
    there = {name: (ROOT / name).read_text(encoding="utf-8") for name in handbooks()}

    assert there == handbooks()
