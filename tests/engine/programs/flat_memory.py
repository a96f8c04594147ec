"""Runs the engine very many times, and tells how much the process has grown meanwhile."""

from __future__ import annotations

import gc
import json
import resource
from itertools import cycle, islice
from pathlib import Path

from screening import Screener
from screening.engine.evaluators import evaluator_for
from screening.engine.running import Runner
from screening.engine.situation import Situation
from tests.rules.fixtures import AS_OF, found_proposals
from tests.rules.situations import QUIET, candidate, partner

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


SITUATIONS = (
    Situation((), (), QUIET),
    Situation((), (), {**QUIET, "proposal.level": "unknown", "letter.status": "terminated"}),
    Situation((), (), {**QUIET, "parties.count": 4, "period.length": "over-a-year"}),
    Situation((), (), {**QUIET, "parties.region": False, "resources.committed": "yes"}),
    Situation((), (partner(),), QUIET),
    Situation((candidate(overlap="strong", agreement="in-force"),), (), QUIET),
)

screener = Screener.load()
runner = Runner(screener.ruleset, evaluator_for(screener.ruleset, "durable"))


def run(number: int) -> None:
    """So many engine runs."""
    for situation in islice(cycle(SITUATIONS), number):
        runner.run(situation)


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
