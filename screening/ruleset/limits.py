"""What durable-rules can hold, with room to spare, checked before a rule set is defined.

Beyond these it answers with error codes, takes minutes, or ends the process: 64 fields
tested of one fact, 255 rules fired by one fact, several hundred distinct values.  One
field and one rule of each stratum are ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from screening.ruleset.conditions import tests_of
from screening.ruleset.rules import Rule, Stratum

__all__ = ["MOST_FACTS", "MOST_RULES", "MOST_VALUES", "excesses"]

MOST_FACTS: Final = 63
MOST_RULES: Final = 254
MOST_VALUES: Final = 200


def excesses(stratum: Stratum) -> Iterator[tuple[Rule, str, int]]:
    """Each limit that a stratum breaks: the first rule past it, the problem, the limit."""
    if len(stratum.rules) > MOST_RULES:
        yield stratum.rules[MOST_RULES], "too-many-rules", MOST_RULES
    facts: set[str] = set()
    values: set[tuple[str, object]] = set()
    over: set[str] = set()
    for rule in stratum.rules:
        for test in tests_of(rule.when):
            facts.add(test.fact)
            values |= {(test.fact, value) for value in test.values}
        if len(facts) > MOST_FACTS and "facts" not in over:
            over.add("facts")
            yield rule, "too-many-facts", MOST_FACTS
        if len(values) > MOST_VALUES and "values" not in over:
            over.add("values")
            yield rule, "too-many-values", MOST_VALUES
