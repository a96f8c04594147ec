"""Rules as they are once read, of which only what they read and conclude matters."""

from __future__ import annotations

from typing import Final

from screening.model.text import Text
from screening.ruleset.conditions import AllOf, Condition
from screening.ruleset.conditions import Test as Asked
from screening.ruleset.facts import Scope
from screening.ruleset.rules import Rule

__all__ = ["rule"]

_TEXT: Final = Text(sv="a", en="a")


def rule(name: str, *reads: str, finding: str | None = None, scope: Scope = Scope.PROPOSAL) -> Rule:
    """A rule that reads findings or facts, and concludes a finding or owes something."""
    tests: tuple[Condition, ...] = tuple(Asked(read, "one_of", (True,)) for read in reads)
    owed = () if finding else ("something",)
    return Rule(name, ("6",), _TEXT, scope, AllOf(tests), finding=finding, obligations=owed)
