"""Who takes part: our two evaluators, and the engines of others, each with and without a memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import Final, Literal, get_args
from unittest import mock

from screening.engine import running
from screening.engine.evaluators import EngineName, evaluator_for
from screening.ruleset.rules import RuleSet
from tests.benchmarks.deciding import Deciding, Engine, deciding, deciding_by

__all__ = ["MEMORIES", "PEERS", "Contender", "Memory", "contenders", "engine_of"]

Memory = Literal["none", "empty", "full"]
"""None at all; one that is empty before the first situation; one that has seen them all."""

MEMORIES: Final[tuple[Memory, ...]] = get_args(Memory)
OURS: Final[tuple[EngineName, ...]] = get_args(EngineName)
PEERS: Final = {
    "zen-engine, expressions": ("zen_engine", "ZenExpressions"),
    "zen-engine, decision table": ("zen_engine", "ZenTable"),
    "common-expression-language": ("cel_engine", "Cel"),
    "clipspy": ("clips_engine", "Clips"),
    "rule-engine": ("rule_engine_engine", "RuleEngine"),
}


@dataclass(frozen=True)
class Contender:
    """An engine with a kind of memory; ``ready`` makes it, with the memory empty."""

    name: str
    memory: Memory
    ready: Callable[[], Deciding]

    @property
    def ours(self) -> bool:
        return self.name not in PEERS


def engine_of(peer: str) -> Engine:
    """A peer's engine.

    Raises:
        ImportError: it is not installed.
    """
    module, name = PEERS[peer]
    engine: Engine = getattr(import_module(f"tests.benchmarks.engines.{module}"), name)()
    return engine


def contenders(ruleset: RuleSet) -> Iterator[Contender]:
    """Ours, then the others, with every kind of memory."""
    for memory in MEMORIES:
        memo = memory != "none"
        for name in OURS:
            yield Contender(f"screening, {name}", memory, partial(_ours, ruleset, name, memo=memo))
        for peer in PEERS:
            engine = engine_of(peer)
            yield Contender(peer, memory, partial(deciding_by, ruleset, engine, memo=memo))


def _ours(ruleset: RuleSet, name: EngineName, *, memo: bool) -> Deciding:
    """The passes as they come, or with their memory taken away."""
    if memo:
        return deciding(ruleset, evaluator_for(ruleset, name))
    with mock.patch.object(running, "_REMEMBERED", 0):
        return deciding(ruleset, evaluator_for(ruleset, name))
