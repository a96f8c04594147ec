"""Screens a proposal with durable-rules, and tells which threads there are before and after."""

from __future__ import annotations

import json
import threading
from pathlib import Path

from screening import Screener
from tests.rules.fixtures import AS_OF, found_proposals

_TASKS = Path("/proc/self/task")


def threads() -> list[int]:
    """How many threads Python knows of, and the system where it tells."""
    tasks = list(_TASKS.iterdir()) if _TASKS.is_dir() else []
    return [len(threading.enumerate()), max(1, len(tasks))]


before = threads()
screener = Screener.load(engine="durable")
verdict = screener.screen(found_proposals()[0], as_of=AS_OF, explain=True)
print(json.dumps({"engine": verdict.engine, "before": before, "after": threads()}))
