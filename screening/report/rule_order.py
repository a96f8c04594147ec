"""The order in which rules are told: those that give an outcome first, as they win."""

from __future__ import annotations

from screening.ruleset.rules import Rule, RuleSet

__all__ = ["deciding", "in_order"]


def in_order(ruleset: RuleSet) -> list[Rule]:
    """All rules: by the outcome that they give and where it stands in the list of outcomes."""

    def place(rule: Rule) -> tuple[int, tuple[str, ...], str]:
        rank = len(ruleset.rank) if rule.outcome is None else ruleset.rank[rule.outcome]
        return rank, rule.clauses, rule.id

    return sorted(ruleset.rules, key=place)


def deciding(ruleset: RuleSet) -> list[Rule]:
    """The rules that give an outcome: the first of them that holds decides."""
    return [rule for rule in in_order(ruleset) if rule.outcome is not None]
