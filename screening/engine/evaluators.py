"""What an evaluator is, the plain one, and which one serves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, Protocol

from screening.errors import EngineUnavailable
from screening.ruleset.conditions import compiled
from screening.ruleset.facts import Value
from screening.ruleset.rules import Rule, RuleSet, Stratum

__all__ = ["EngineName", "Evaluator", "PlainEvaluator", "evaluator_for"]

EngineName = Literal["durable", "plain"]


class Evaluator(Protocol):
    """Tells which rules of a stratum fire on a fact."""

    @property
    def name(self) -> EngineName:
        """What the verdict calls it."""

    def fired(self, stratum: Stratum, facts: Mapping[str, Value]) -> Sequence[Rule]:
        """The rules of the stratum that hold of the facts, in the stratum's order."""


class PlainEvaluator:
    """The conditions as Python functions: for explanations, as the oracle, and as the spare."""

    name: EngineName = "plain"

    def __init__(self, ruleset: RuleSet) -> None:
        self._rules = {
            stratum: [(rule, compiled(rule.when)) for rule in stratum.rules]
            for stratum in ruleset.strata
        }

    def fired(self, stratum: Stratum, facts: Mapping[str, Value]) -> Sequence[Rule]:
        """The rules of the stratum that hold of the facts, in the stratum's order."""
        return [rule for rule, when in self._rules[stratum] if when(facts)]


def evaluator_for(ruleset: RuleSet, engine: EngineName | None = None) -> Evaluator:
    """The evaluator asked for, else durable-rules where it can be imported, else the plain one.

    Raises:
        EngineUnavailable: durable-rules was asked for by name, and cannot be imported.
    """
    if engine == "plain":
        return PlainEvaluator(ruleset)
    try:
        from screening.engine.durable import DurableEvaluator  # noqa: PLC0415 - may be missing
    except ImportError as error:
        if engine == "durable":
            raise EngineUnavailable(str(error)) from error
        return PlainEvaluator(ruleset)
    return DurableEvaluator(ruleset)
