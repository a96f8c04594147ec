"""The shipped rules' evaluation, by our evaluators and by the engines of others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from screening import Screener
from screening.engine.situation import Situation
from tests.benchmarks.contenders import MEMORIES, Contender, Memory, contenders
from tests.benchmarks.deciding import Deciding, Decision, decision
from tests.benchmarks.situations import changed, from_fixtures
from tests.benchmarks.tables import say, table
from tests.benchmarks.timing import Timed, interleaved

__all__ = ["agreed", "report"]

_CHANGED: Final = 240
_HEADS: Final[Mapping[Memory, str]] = {
    "none": "first sight",
    "empty": "remembering, new",
    "full": "remembering, seen",
}


def report(*, quick: bool) -> None:
    """Hold that all agree, time them side by side, and print the table."""
    screener = Screener.load()
    fixtures = from_fixtures(screener)
    situations = [*fixtures, *changed(fixtures, _CHANGED)]
    taking_part = list(contenders(screener.ruleset))
    decisions = agreed(taking_part, situations)
    fired = sum(len(each.fired) for each in decisions) / len(decisions)
    rounds = 5 if quick else 60
    say("## The rules, from a situation to an outcome")
    say()
    outcomes = len({each.outcome for each in decisions})
    say(
        f"{len(situations)} situations, {outcomes} outcomes, {fired:.1f} rules fired on average;"
        f" the same by all. Microseconds of processor time a decision, {rounds} rounds, side by"
        " side; × is to the median of the fastest other engine at first sight."
    )
    say()
    readied = {f"{each.memory}: {each.name}": _ready(each, situations) for each in taking_part}
    say(_table(taking_part, interleaved(readied, rounds=rounds), len(situations)))


def agreed(taking_part: Sequence[Contender], situations: Sequence[Situation]) -> Sequence[Decision]:
    """The decisions, which must be the same by all."""
    first: list[Decision] = []
    for contender in taking_part:
        decide = contender.ready()
        decisions = [decision(decide(situation)) for situation in situations]
        first = first or decisions
        for place, (one, other) in enumerate(zip(first, decisions, strict=True)):
            if one != other:
                raise AssertionError(f"{contender.name}, {situations[place]}: {other}, not {one}")
    return first


def _ready(
    contender: Contender, situations: Sequence[Situation]
) -> Callable[[], Callable[[], object]]:
    """Made afresh before each round, but where the memory is to be full."""

    def over(decide: Deciding) -> Callable[[], object]:
        return lambda: [decide(situation) for situation in situations]

    if contender.memory != "full":
        return lambda: over(contender.ready())
    known = over(contender.ready())
    known()
    return lambda: known


def _table(taking_part: Sequence[Contender], timed: Mapping[str, Timed], situations: int) -> str:
    fastest = min(
        timed[f"{each.memory}: {each.name}"].median
        for each in taking_part
        if not each.ours and each.memory == "none"
    )
    heads = ["engine"]
    for memory in MEMORIES:
        heads += [f"{_HEADS[memory]}: median", "least", "×"]
    rows = []
    for name in dict.fromkeys(each.name for each in taking_part):
        row = [name]
        for memory in MEMORIES:
            times = timed[f"{memory}: {name}"]
            row += [
                f"{times.median / situations * 1e6:.1f}",
                f"{times.least / situations * 1e6:.1f}",
                f"{times.median / fastest:.2f}",
            ]
        rows.append(row)
    return table(heads, rows)
