"""Memory over many screenings, no two of the same proposal."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Final

from screening import Proposal, Screener
from tests.benchmarks.situations import AS_OF, proposals
from tests.benchmarks.tables import say, table

__all__ = ["report"]

_LETTERS: Final = "abcdefghijklmnoprstuvyåäö"
_LEVELS: Final = (None, "team", "unit", "department", "executive")


def report(*, quick: bool) -> None:
    """Screen so many proposals, and print what memory is held on the way."""
    marks = [0, 100, 1_000] if quick else [0, 1_000, 10_000, 50_000, 100_000]
    screener = Screener.load()
    rows = []
    for number, proposal in enumerate(_endless()):
        if number in marks:
            gc.collect()
            rows.append([f"{number:,}", f"{_held() / 1e6:.1f}"])
        if number == marks[-1]:
            break
        screener.screen(proposal, as_of=AS_OF)
    say("## Memory")
    say()
    say("Resident memory, the screener loaded, after so many screenings of different proposals.")
    say()
    say(table(["screenings", "MB"], rows))


def _endless() -> Iterator[Proposal]:
    """The fixtures' proposals over and over, each time with new words and other facts."""
    random = Random(2021)
    known = proposals()
    while True:
        for proposal in known:
            words = " ".join(
                "".join(random.choices(_LETTERS, k=random.randint(3, 14))) for _ in range(5)
            )
            changes = {
                "title": f"{proposal.title} {words}"[:200],
                "summary": f"{proposal.summary} {words}",
                "level": random.choice(_LEVELS),
                "new_principles": random.choice((None, False, True)),
            }
            yield proposal.model_copy(update=changes)


def _held() -> int:
    """The resident memory of this process, in bytes."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
