"""Rule files just at each limit of what durable-rules holds, and just over it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from screening.ruleset.facts import Scope
from tests.ruleset.folders import rule, rule_file

__all__ = ["LIMITS", "Limit"]


@dataclass(frozen=True)
class Limit:
    """A file at a limit and one over it, laid over the sound folder; which rule is too much."""

    code: str
    limit: int
    at: str
    over: str
    scope: Scope
    rule: str
    line: int


def _rules(number: int) -> str:
    """So many rules that are tried together."""
    return rule_file(
        *(rule(f"r-{n:03}", "{partner.third_party: yes}", each="partner") for n in range(number))
    )


def _facts(number: int) -> str:
    """Rules that are tried together and read so many facts and findings, one each."""
    found = number - 3
    concluding = [
        rule(f"a-{n:02}", "{partner.third_party: yes}", f"{{finding: f-{n:02}}}", each="partner")
        for n in range(found)
    ]
    whens = [
        *(f"{{f-{n:02}: yes}}" for n in range(found)),
        "{partner.third_party: yes}",
        "{partner.agreement: {is_not: declined}}",
        "{partner.covered_by_host: no}",
    ]
    reading = [
        rule(f"b-{n:02}", f"{{all: [{{f-00: yes}}, {when}]}}", each="partner")
        for n, when in enumerate(whens)
    ]
    return rule_file(*concluding, *reading)


def _values(number: int) -> str:
    """Rules that are tried together and compare with so many values, the sound folder's two too."""
    return rule_file(
        *(rule(f"r-{n:03}", f"{{parties.count: {{at_least: {n}}}}}") for n in range(1, number - 1))
    )


def _groups(number: int) -> str:
    """A rule with so many lists."""
    lists = ", ".join(["{proposal.level: [team, unit]}"] * (number - 1))
    return rule_file(rule("listed", f"{{all: [{lists}]}}"))


def _ways(number: int) -> str:
    """A rule that can hold in so many ways at once."""
    alternatives = ", ".join(f"{{parties.count: {{at_least: {n}}}}}" for n in range(1, number + 1))
    return rule_file(rule("alternatives", f"{{any: [{alternatives}]}}"))


LIMITS: Final = (
    Limit("too-many-rules", 254, _rules(254), _rules(255), Scope.PARTNER, "r-254", 3 + 254 * 5),
    Limit("too-many-facts", 63, _facts(63), _facts(64), Scope.PARTNER, "b-63", 3 + (61 + 63) * 5),
    Limit("too-many-values", 200, _values(200), _values(201), Scope.PROPOSAL, "routed", 8),
    Limit("too-many-groups", 14, _groups(14), _groups(15), Scope.PROPOSAL, "listed", 3),
    Limit("too-many-ways", 60, _ways(60), _ways(61), Scope.PROPOSAL, "alternatives", 3),
)
