"""zen-engine: Rust, as compiled expressions and as a decision table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import zen

from screening.engine.situation import Facts
from screening.ruleset.rules import Rule
from tests.benchmarks.deciding import Asking
from tests.benchmarks.translating import Infix, identifier, tested

__all__ = ["ZenExpressions", "ZenTable"]

_OF_ONE = Infix(both=" and ", either=" or ", negated="not ")
_OF_EACH = Infix(
    both=" and ", either=" or ", negated="not ", word=lambda fact: f"#.{identifier(fact)}"
)


class ZenExpressions:
    """All rules in one compiled expression, for all subjects at once: its fastest form."""

    name = "zen-engine, expressions"

    def asking(self, rules: Sequence[Rule]) -> Asking:
        conditions = [rule.when for rule in rules]
        evaluate = zen.compile_expression(f"map(all, {_OF_EACH.list_of(conditions)})").evaluate
        words = [(identifier(name), name) for name in tested(conditions)]

        def ask(subjects: Sequence[Facts]) -> Sequence[Sequence[int]]:
            given = [{word: facts[name] for word, name in words} for facts in subjects]
            return [
                [place for place, holds in enumerate(each) if holds]
                for each in evaluate({"all": given})
            ]

        return ask


class ZenTable:
    """A decision with all rules in one table that collects what hits: its usual form.

    An engine that is given its decisions when it is made compiles them; a decision made of
    its text is twenty times slower.
    """

    name = "zen-engine, decision table"

    def asking(self, rules: Sequence[Rule]) -> Asking:
        loader: Any = {"type": "static", "content": {"rules": _decision(rules)}}
        evaluate = zen.ZenEngine({"loader": loader}).evaluate
        words = [(identifier(name), name) for name in tested(rule.when for rule in rules)]

        def ask(facts: Facts) -> list[int]:
            hits: Any = evaluate("rules", {word: facts[name] for word, name in words})["result"]
            return [hit["rule"] for hit in hits]

        return lambda subjects: [ask(facts) for facts in subjects]


def _decision(rules: Sequence[Rule]) -> dict[str, Any]:
    table = {
        "hitPolicy": "collect",
        "inputs": [{"id": "when", "name": "when", "type": "expression"}],
        "outputs": [{"id": "rule", "name": "rule", "field": "rule", "type": "expression"}],
        "rules": [
            {"_id": str(place), "when": _OF_ONE.text(rule.when), "rule": str(place)}
            for place, rule in enumerate(rules)
        ],
    }
    return {
        "contentType": "application/vnd.gorules.decision",
        "nodes": [
            _node("in", "inputNode"),
            {**_node("table", "decisionTableNode"), "content": table},
            _node("out", "outputNode"),
        ],
        "edges": [_edge("in", "table"), _edge("table", "out")],
    }


def _node(name: str, kind: str) -> dict[str, Any]:
    return {"id": name, "name": name, "type": kind, "position": {"x": 0, "y": 0}}


def _edge(source: str, target: str) -> dict[str, str]:
    return {"id": f"{source}-{target}", "sourceId": source, "targetId": target, "type": "edge"}
