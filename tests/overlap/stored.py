"""Registers in JSON Lines, and what is the same of matches wherever the register is held."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from screening.intake.files import register_from_data
from screening.model.vocabulary import Vocabulary
from screening.overlap.matching import Matcher, Query
from screening.overlap.stored_register import StoredRegister

__all__ = ["in_memory", "matched", "stored", "written"]

Data = Mapping[str, Any]


def written(folder: Path, entries: Iterable[Data]) -> Path:
    """A register's file."""
    path = folder / "register.jsonl"
    lines = (f"{json.dumps(entry, ensure_ascii=False)}\n" for entry in entries)
    path.write_text("".join(lines), encoding="utf-8")
    return path


def stored(folder: Path, entries: Iterable[Data], vocabulary: Vocabulary) -> Matcher:
    return Matcher(StoredRegister(written(folder, entries), vocabulary), vocabulary)


def in_memory(entries: Iterable[Data], vocabulary: Vocabulary) -> Matcher:
    return Matcher(register_from_data(list(entries)).model, vocabulary)


def matched(matcher: Matcher, query: Query) -> list[tuple[object, ...]]:
    """All that is found, without the texts as they were read."""
    return [
        (match.entry, match.score, match.fields, match.rival, match.margin)
        for match in matcher.matches(matcher.read(query), at_least=0)
    ]
