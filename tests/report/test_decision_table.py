"""The rules that give an outcome as a table, in the order in which they win."""

from __future__ import annotations

import pytest

from screening import RuleSet
from screening.messages import LANGUAGES, Lang
from screening.report.rule_order import deciding, in_order
from screening.report.rules_text import decision_as_data, print_decision, rule_as_data
from tests.report.page import check


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [100, 80, 50])
def test_the_decision_is_told_with_its_conditions(shipped: RuleSet, lang: Lang, width: int) -> None:
    check("decision", lang, lambda at: print_decision(at, shipped, lang), width)


def test_the_first_that_holds_wins(shipped: RuleSet) -> None:
    ranks = [shipped.rank[rule.outcome] for rule in deciding(shipped) if rule.outcome]
    assert ranks == sorted(ranks)
    assert len(ranks) == len([rule for rule in shipped.rules if rule.outcome])
    assert sorted(rule.id for rule in in_order(shipped)) == sorted(
        rule.id for rule in shipped.rules
    )


def test_as_data_each_rule_has_its_place(shipped: RuleSet) -> None:
    data = decision_as_data(shipped, "en")
    assert [one["place"] for one in data] == list(range(1, len(data) + 1))
    assert data[0] == {"place": 1, **rule_as_data(deciding(shipped)[0], "en")}
