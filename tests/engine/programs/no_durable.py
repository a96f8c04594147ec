"""Screens every proposal where durable-rules cannot be imported, with both engines asked for."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType


class Blocked(MetaPathFinder):
    """Finds durable-rules broken, as it is on a newer Python."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        del path, target
        if name.partition(".")[0] in {"durable", "durable_rules_engine"}:
            raise ImportError("undefined symbol: PyEval_CallObject")
        return None


sys.meta_path.insert(0, Blocked())

from screening import EngineUnavailable, Screener  # noqa: E402 - after the finder
from tests.rules.fixtures import AS_OF, found_proposals  # noqa: E402

try:
    Screener.load(engine="durable")
    told = None
except EngineUnavailable as error:
    told = [error.reason, error.describe("en"), error.describe("sv")]
spare, plain = Screener.load(), Screener.load(engine="plain")
print(
    json.dumps(
        {
            "asked": told,
            "serves": spare.engine,
            "verdicts": [
                spare.screen(path, as_of=AS_OF, lang="en").to_json() for path in found_proposals()
            ],
            "remarks": [
                remark.code for remark in plain.screen(found_proposals()[0], as_of=AS_OF).remarks
            ],
        }
    )
)
