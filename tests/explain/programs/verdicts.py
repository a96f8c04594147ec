"""Every fixture's verdict with all explanations, as JSON, but for when it was made."""

from __future__ import annotations

from screening import Screener
from tests.rules.fixtures import AS_OF, found_proposals

screener = Screener.load()
for path in found_proposals():
    for lang in ("sv", "en"):
        verdict = screener.screen(path, as_of=AS_OF, lang=lang, explain=True)
        print(verdict.model_dump_json(by_alias=True, exclude={"screened_at"}))
