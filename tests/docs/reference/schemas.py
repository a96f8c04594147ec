"""The JSON Schemas of the files and of the verdict."""

from __future__ import annotations

import json
from collections.abc import Iterator

from screening.messages import LANGUAGES
from screening.ruleset.schema import SCHEMAS, json_schema

__all__ = ["schemas"]


def schemas() -> Iterator[tuple[str, str]]:
    """Each schema's file name and text; proposals and registers have a Swedish one too."""
    for name in SCHEMAS:
        for lang in LANGUAGES:
            if lang == "en" or name in ("proposal", "register"):
                ending = "" if lang == "en" else f".{lang}"
                text = json.dumps(json_schema(name, lang), ensure_ascii=False, indent=2)
                yield f"{name}{ending}.schema.json", f"{text}\n"
