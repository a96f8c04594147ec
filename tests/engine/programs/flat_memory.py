"""Runs the engine very many times, and tells how much the process has grown meanwhile."""

from __future__ import annotations

import gc
import json
import resource
from itertools import cycle, islice
from pathlib import Path

from screening import Screener
from screening.engine.evaluators import evaluator_for
from screening.engine.situation import host_facts
from screening.ruleset.facts import Scope, Value
from tests.rules.fixtures import AS_OF, found_proposals
from tests.rules.situations import QUIET

RUNS = 100_000
WARM = 5_000
SCREENS = 200
_STATM = Path("/proc/self/statm")


def megabytes() -> float:
    """The memory of the process that is in use."""
    gc.collect()
    if _STATM.exists():
        return int(_STATM.read_text(encoding="ascii").split()[1]) * resource.getpagesize() / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


screener = Screener.load()
evaluator = evaluator_for(screener.ruleset, "durable")
STRATA = list(screener.ruleset.strata_of(Scope.PROPOSAL))
FINDINGS: dict[str, Value] = {
    name: False if scope is Scope.PROPOSAL else 1
    for name, scope in screener.ruleset.findings.items()
}
FACTS: tuple[dict[str, Value], ...] = (
    {},
    {"proposal.level": "unknown", "letter.status": "terminated"},
    {"parties.count": 4, "period.length": "over-a-year"},
    {"parties.region": False, "resources.committed": "yes"},
    {"host.exists": True, "host.agreement": "in-force"},
)


def run(number: int) -> None:
    """So many sessions of durable-rules, with nothing remembered between them."""
    outcome = {"verdict.outcome": "needs-specific-agreement"}
    for changed in islice(cycle(FACTS), number // len(STRATA)):
        facts = {**QUIET, **host_facts(None), **FINDINGS, **outcome, **changed}
        for stratum in STRATA:
            evaluator.fired(stratum, facts)


def screen(number: int) -> None:
    """So many whole screenings."""
    for path in islice(cycle(found_proposals()), number):
        screener.screen(path, as_of=AS_OF)


run(WARM)
screen(SCREENS)
start = megabytes()
run(RUNS)
after_runs = megabytes()
screen(SCREENS)
print(json.dumps({"runs": after_runs - start, "screens": megabytes() - after_runs}))
